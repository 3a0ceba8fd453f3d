"""Incidents: those that last, the latest ones, those that people opened; and a page for each (п. 26, 27, 30)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.monitoring.incident import IncidentNotes, Measure
from generator.portal.monitoring import words
from generator.portal.monitoring.now import Freshness, freshness
from generator.portal.monitoring.rows import IncidentRow, incident_row, what
from generator.portal.monitoring.sight import INCIDENTS, Sight
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.incident import Incident

SHOWN = 200


@dataclass(frozen=True, slots=True)
class HandRow:
    """An incident that people opened, which no probe saw."""

    link: Link
    target: Link
    start: str
    end: str | None
    by: Link
    summary: str
    state: Mark


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How often something was the main cause, on which side (п. 26)."""

    side: str
    cause: str
    number: int
    lasted: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What people decided to do."""

    what: str
    owner: Link
    due: date
    done: date | None
    note: str | None
    state: Mark


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """Lists of incidents, the latest first; `strays` are files of people that no incident answers to."""

    fresh: Freshness
    lasting: tuple[IncidentRow, ...]
    past: tuple[IncidentRow, ...]
    past_total: int
    by_hand: tuple[HandRow, ...]
    strays: tuple[tuple[str, Link], ...]
    # Not done yet, the first due first, each with its incident.
    measures: tuple[tuple[Link, MeasureRow], ...]
    causes: tuple[CauseCount, ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident: the machine's facts and what people added."""

    id: str
    fresh: Freshness
    target: Link
    title: str
    row: IncidentRow | None
    what: str
    start: str
    end: str | None
    lasted: str
    state: Mark
    side: str
    causes: tuple[tuple[str, int], ...]
    checks: tuple[str, ...]
    slots: int
    spells: int
    flapping: bool
    planned: str | None
    alone_since: str | None
    evidence: str
    cards: tuple[Link, ...]
    notes: IncidentNotes | None
    by: Link | None
    closed_by: Link | None
    measures: tuple[MeasureRow, ...]
    cause_said: str | None
    file: str


def incidents_page(sight: Sight) -> IncidentsPage:
    """All incidents; those that belong to another's outage are listed with it."""
    found = [one for one in reversed(list(sight.incidents.values())) if one.under is None or one.alone_since]
    past = [one for one in found if one.end is not None]
    return IncidentsPage(
        freshness(sight),
        tuple(incident_row(sight, one) for one in found if one.end is None),
        tuple(incident_row(sight, one) for one in past[:SHOWN]),
        len(past),
        tuple(_by_hand(sight)),
        tuple(_strays(sight)),
        tuple(_undone(sight)),
        tuple(_causes(sight, found)),
    )


def _by_hand(sight: Sight) -> Iterator[HandRow]:
    for one in sorted(sight.survey.content.incidents.values(), key=lambda one: one.id, reverse=True):
        if one.opened is not None:
            until = one.opened.until
            yield HandRow(
                Link(words.at(one.opened.since.timestamp()), f"{INCIDENTS}{one.id}/"),
                sight.target(one.target),
                words.at(one.opened.since.timestamp()),
                words.at(until.timestamp()) if until else None,
                sight.survey.names.party(one.opened.by),
                one.opened.summary,
                _standing(one),
            )


def _strays(sight: Sight) -> Iterator[tuple[str, Link]]:
    """What people wrote would be lost on the portal without a word where its identifier names no incident."""
    if sight.moment:
        for name, one in sorted(sight.survey.content.incidents.items()):
            if one.opened is None and name not in sight.incidents:
                yield _file(name), sight.target(one.target)


def _undone(sight: Sight) -> Iterator[tuple[Link, MeasureRow]]:
    """Measures are tracked until they are done (п. 27)."""
    found = [(each.due, one.id, each) for one in sight.survey.content.incidents.values() for each in one.measures]
    for _, name, each in sorted((one for one in found if one[2].done is None), key=lambda one: one[:2]):
        notes = sight.survey.content.incidents[name]
        shown = notes.opened is not None or name in sight.incidents
        yield Link(sight.target(notes.target).title, f"{INCIDENTS}{name}/" if shown else None), _measure(sight, each)


def _measure(sight: Sight, one: Measure) -> MeasureRow:
    state = _done(one.due, one.done, sight)
    return MeasureRow(one.what, sight.survey.names.party(one.owner), one.due, one.done, one.note, state)


def _file(incident: str) -> str:
    return f"content/monitoring/incidents/{incident}.yml"


def _standing(one: IncidentNotes) -> Mark:
    if one.closed is not None:
        return Mark("ok", "закрыт")
    return Mark("wait", "восстановлен") if one.opened and one.opened.until else Mark("late", "длится")


def _causes(sight: Sight, found: list[Incident]) -> Iterator[CauseCount]:
    numbers: dict[tuple[str, str], list[int]] = {}
    for one in found:
        if one.own:
            lasted = one.seconds(max(sight.moment, one.last))
            numbers.setdefault((words.AT_SIDE[one.side], words.cause(one.cause)), []).append(lasted)
    for (side, cause), lengths in sorted(numbers.items(), key=lambda one: (-len(one[1]), one[0])):
        yield CauseCount(side, cause, len(lengths), words.lasted(sum(lengths)))


def incident_page(sight: Sight, one: Incident) -> IncidentPage:
    """An incident that the machine saw."""
    notes = sight.notes(one.id)
    inventory = sight.inventory.get(one.target)
    row = incident_row(sight, one)
    return IncidentPage(
        one.id,
        freshness(sight),
        sight.target(one.target),
        sight.title(one),
        row,
        what(one),
        row.start,
        row.end,
        row.lasted,
        row.state,
        words.AT_SIDE[one.side],
        tuple((words.cause(cause), number) for cause, number in one.causes),
        tuple(words.PURPOSES[purpose] for purpose in one.purposes),
        one.slots,
        one.spells,
        one.flapping,
        one.planned,
        words.at(one.alone_since) if one.alone_since else None,
        one.evidence,
        tuple(sight.cards_of(inventory)) if inventory else (),
        *_people(sight, notes),
        _file(one.id),
    )


def hand_page(sight: Sight, notes: IncidentNotes) -> IncidentPage:
    """An incident that people opened."""
    assert notes.opened is not None
    since, until = notes.opened.since.timestamp(), notes.opened.until
    end = until.timestamp() if until else None
    inventory = sight.inventory.get(notes.target)
    return IncidentPage(
        notes.id,
        freshness(sight),
        sight.target(notes.target),
        sight.target(notes.target).title,
        None,
        notes.opened.summary,
        words.at(since),
        words.at(end) if end else None,
        words.lasted((end or sight.moment) - since) if (end or sight.moment) > since else "",
        _standing(notes),
        "",
        (),
        (),
        0,
        1,
        False,
        None,
        None,
        "",
        tuple(sight.cards_of(inventory)) if inventory else (),
        *_people(sight, notes),
        _file(notes.id),
    )


def _people(
    sight: Sight, notes: IncidentNotes | None
) -> tuple[IncidentNotes | None, Link | None, Link | None, tuple[MeasureRow, ...], str | None]:
    if notes is None:
        return None, None, None, (), None
    party = sight.survey.names.party
    return (
        notes,
        party(notes.opened.by) if notes.opened else None,
        party(notes.closed.by) if notes.closed else None,
        tuple(_measure(sight, one) for one in notes.measures),
        words.cause(notes.cause_code) if notes.cause_code else None,
    )


def _done(due: date, done: date | None, sight: Sight) -> Mark:
    if done is not None:
        return Mark("ok", "исполнено") if done <= due else Mark("wait", "исполнено с опозданием")
    return Mark("late", "просрочено") if sight.survey.today > due else Mark("wait", "выполняется")
