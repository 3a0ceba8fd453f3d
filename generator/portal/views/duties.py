"""Duties as pages show them: each with its point, its term and how it was counted, its state in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.words import EVENTS
from generator.portal.page import point_id
from generator.portal.russian import counted
from generator.portal.views.lists import facts
from generator.portal.views.names import Link, Names
from generator.portal.views.terms import TermNote, Terms
from generator.procedure.duties import Duty, Paper
from generator.procedure.explain import STATUS

# The kind of the status mark (its icon and colour); the words say the same.
KINDS: Mapping[str, str] = {"open": "wait", "overdue": "late", "done": "ok", "done_late": "wait", "no_term": "none"}


@dataclass(frozen=True, slots=True)
class PaperView:
    """A required paper and whose it is."""

    title: str
    party: Link | None


@dataclass(frozen=True, slots=True)
class State:
    """Where a duty stands: the kind of its mark and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty in a list of duties of many cards."""

    point: str
    title: str
    bearer: Link
    addressee: Link | None
    card: Link | None
    service: str | None
    started: date
    due: date | None
    done: date | None
    state: State
    facts: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What one addressee is owed."""

    addressee: Link | None
    state: State
    done: date | None
    papers: tuple[PaperView, ...]
    short: tuple[PaperView, ...]
    closed: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """A duty of a card with all its addressees: one event, one term."""

    anchor: str
    point: str
    title: str
    bearer: Link
    service: str | None
    event: str
    started: date
    due: date | None
    term: TermNote | None
    no_term: str | None
    gap: int | None
    lines: tuple[DutyLine, ...]


def state(duty: Duty) -> State:
    """A duty's state in words, with the days of delay."""
    words = "закрыто без исполнения" if duty.closed else STATUS[duty.status]
    if duty.days_late:
        late = ("календарный день", "календарных дня", "календарных дней")
        if duty.limit is None or duty.limit.unit == "working_days_after":
            late = ("рабочий день", "рабочих дня", "рабочих дней")
        words = f"{words} на {counted(duty.days_late, *late)}"
    return State(KINDS[duty.status], words)


def duty_row(duty: Duty, names: Names) -> DutyRow:
    """A duty for a list, with the way to its place on the page of its card."""
    card = names.card(duty.card, duty.version, f"#{anchor(duty)}") if duty.card is not None else None
    return DutyRow(
        duty.point,
        duty.title,
        names.party(duty.bearer),
        names.party(duty.addressee) if duty.addressee else None,
        card,
        service_of(duty, names),
        duty.started,
        duty.due,
        duty.done,
        state(duty),
        facts(("unit", duty.bearer), ("to", duty.addressee), ("point", point_id(duty.point))),
    )


def duty_groups(duties: Iterable[Duty], events: Mapping[str, str], names: Names, terms: Terms) -> tuple[DutyGroup, ...]:
    """Duties of a version by rule, service and bearer, in the order of the points."""
    groups: dict[tuple[str, str | None, str, date], list[Duty]] = {}
    for duty in duties:
        groups.setdefault((duty.rule, duty.service, duty.bearer, duty.started), []).append(duty)
    return tuple(_group(found, events, names, terms) for found in groups.values())


def anchor(duty: Duty) -> str:
    """The place of a duty on the page of its card version."""
    return f"duty-{duty.rule}-{duty.service}" if duty.service else f"duty-{duty.rule}"


def service_of(duty: Duty, names: Names) -> str | None:
    """The service that a duty is about, by its name."""
    if duty.service is None or duty.card is None or duty.version is None:
        return duty.service
    return names.service(duty.card, duty.version, duty.service)


def event_words(rule_starts: str) -> str:
    """What opens a duty, in words."""
    return EVENTS.get(rule_starts, rule_starts)


def _group(found: list[Duty], events: Mapping[str, str], names: Names, terms: Terms) -> DutyGroup:
    first = found[0]
    return DutyGroup(
        anchor(first),
        first.point,
        first.title,
        names.party(first.bearer),
        service_of(first, names),
        event_words(events[first.rule]),
        first.started,
        first.due,
        terms.note(first.limit, first.started) if first.limit and first.due else None,
        first.no_term,
        first.gap,
        tuple(_line(one, names) for one in found),
    )


def _line(duty: Duty, names: Names) -> DutyLine:
    return DutyLine(
        names.party(duty.addressee) if duty.addressee else None,
        state(duty),
        duty.done,
        _papers(duty.enclosures, names),
        _papers(duty.short, names),
        duty.closed,
        duty.note,
    )


def _papers(papers: tuple[Paper, ...], names: Names) -> tuple[PaperView, ...]:
    return tuple(PaperView(one.title, names.party(one.party) if one.party else None) for one in papers)
