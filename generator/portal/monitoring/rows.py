"""Rows that several pages of the section share: a state in words, a target with its states, an incident."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.picture import AVAILABILITY, DayCount, TargetState, share
from generator.portal.monitoring import words
from generator.portal.monitoring.charts import Strip, strip
from generator.portal.monitoring.sight import STRIP_DAYS, Sight
from generator.portal.russian import short_day
from generator.portal.views.lists import facts
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Verdict

LIST_DAYS = 30
REACHED = (Purpose.SMEV_AVAILABILITY, Purpose.SERVICE_AVAILABILITY)
WORKING = (Purpose.SERVICE_HEALTH, Purpose.OWN_COMPONENT)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in a list; reachable and healthy are two things of what is `foreign`: SMEV and suppliers' services."""

    target: Link
    owner: Link
    environment: str
    availability: Mark | None
    health: Mark | None
    signatures: Mark | None
    foreign: bool
    cause: str
    ill_cause: str
    incident: Link | None
    cards: tuple[Link, ...]
    strip: Strip
    share: str
    strip_label: str
    facts: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list."""

    link: Link
    target: Link
    title: str
    what: str
    side: str
    whose: str
    cause: str
    start: str
    end: str | None
    lasted: str
    state: Mark
    notes: tuple[str, ...]
    covers: tuple[Link, ...]
    under: Link | None


ENVIRONMENTS = {"production": "", "test": "тестовая среда", "development": "среда разработки"}


def mark(verdict: Verdict | None, purpose: Purpose) -> Mark:
    """A verdict as a mark."""
    return Mark(words.MARKS[verdict], words.said(verdict, purpose))


def marks(state: TargetState) -> tuple[Mark | None, Mark | None, Mark | None]:
    """Availability, health and signatures of a target; None for what is not watched.

    Of own components п. 29 asks for health alone, whatever their checks look at.
    """
    return (
        mark(state.of(*REACHED), Purpose.SERVICE_AVAILABILITY) if state.watches(*REACHED) else None,
        mark(state.of(*WORKING), Purpose.SERVICE_HEALTH) if state.watches(*WORKING) else None,
        mark(state.signatures, Purpose.SIGNATURE_EXPIRY) if state.watches(Purpose.SIGNATURE_EXPIRY) else None,
    )


def overall(state: TargetState) -> Verdict | None:
    """By what a list is ordered and narrowed: of a target that only holds certificates the state of these."""
    return state.verdict if state.watches(*REACHED, *WORKING) else state.signatures


def target_row(sight: Sight, one: Inventory) -> TargetRow:
    """A target with its last state and its last thirty days."""
    state = sight.state(one.id)
    availability, health, signatures = marks(state)
    incident = sight.incidents.get(state.incident or "")
    days = main_days(sight, state)[-LIST_DAYS:]
    return TargetRow(
        sight.target(one.id),
        sight.survey.names.party(one.owner),
        ENVIRONMENTS[one.environment],
        availability,
        health,
        signatures,
        state.watches(*REACHED, Purpose.SERVICE_HEALTH),
        _cause(state, *REACHED),
        _cause(state, *WORKING),
        Link(f"инцидент с {words.at(incident.start)}", sight.address(incident.id)) if incident else None,
        tuple(sight.cards_of(one)),
        strip(days, LIST_DAYS),
        words.percent(share(_total(days))),
        strip_words(days),
        facts(("state", (overall(state) or "unknown")), ("side", one.side), ("owner", one.owner)),
    )


def idle(sight: Sight, one: Inventory) -> str:
    """Why a target that has checks is not watched now; empty where it is."""
    if not one.checks or sight.watched(one):
        return ""
    if one.until is not None and one.until < sight.day:
        return f"наблюдение завершено {short_day(one.until)}"
    return f"наблюдение начнётся {short_day(one.since)}"


def main_days(sight: Sight, state: TargetState) -> Sequence[DayCount]:
    """Days of the check that tells whether the target can be reached; of another check where there is none such."""
    checks = sorted(state.checks, key=lambda one: one.check.purpose not in AVAILABILITY)
    return sight.past(state.target.id, checks[0].check.id).days[-STRIP_DAYS:] if checks else ()


def strip_words(days: Sequence[DayCount]) -> str:
    """What a strip shows, for those who do not see it."""
    total = _total(days)
    if total is None or not total.expected:
        return "Измерений за этот срок нет."
    told = [
        f"{words.STATE_WORDS[state]} – {words.percent(getattr(total, state) / total.expected)}"
        for state in words.STATES
        if getattr(total, state)
    ]
    return f"За {len(days)} дн.: " + ", ".join(told) + "."


def _total(days: Sequence[DayCount]) -> DayCount | None:
    return sum(days[1:], days[0]) if days else None


def _cause(state: TargetState, *purposes: Purpose) -> str:
    """The cause of the worst check among those made for these purposes."""
    order = (Verdict.DOWN, Verdict.DEGRADED, Verdict.NOT_MEASURED)
    bad = [one for one in state.checks if one.check.purpose in purposes and one.verdict in order]
    return words.cause(min(bad, key=lambda one: order.index(one.verdict)).cause) if bad else ""


def incident_row(sight: Sight, one: Incident) -> IncidentRow:
    """An incident as lists show it."""
    return IncidentRow(
        Link(words.at(one.start), sight.address(one.id)),
        sight.target(one.target),
        sight.title(one),
        what(one),
        words.AT_SIDE[one.side],
        words.WHOSE[one.side],
        words.cause(one.cause),
        words.at(one.start),
        None if one.end is None else words.at(one.end),
        sight.lasted(one),
        standing(one),
        tuple(_notes(sight, one)),
        tuple(sight.incident(name) for name in one.covers),
        sight.incident(one.under) if one.under else None,
    )


def what(one: Incident) -> str:
    """What kind of outage it is."""
    if Purpose.SIGNATURE_EXPIRY in one.purposes:
        return "истекает срок действия подписи" if one.verdict is Verdict.DEGRADED else "подпись не действует"
    reached = set(one.purposes) & AVAILABILITY
    if one.verdict is Verdict.DEGRADED:
        return "работает с замечаниями"
    if Purpose.OWN_COMPONENT in one.purposes:
        return "неработоспособен"
    return "недоступен" if reached else "доступен, но неработоспособен"


def standing(one: Incident) -> Mark:
    """Whether it lasts."""
    if one.end is None:
        return Mark("late" if one.own else "wait", "длится")
    if one.state == "observed":
        return Mark("wait", "восстановлен, под наблюдением")
    return Mark("ok", "завершён")


def _notes(sight: Sight, one: Incident) -> list[str]:
    notes = sight.notes(one.id)
    told = [
        "плановые работы" if one.planned else "",
        "повторялся" if one.flapping else "",
        f"заявка {notes.ticket.number}" if notes and notes.ticket else "",
        "закрыт рабочей группой" if notes and notes.closed else "",
    ]
    return [note for note in told if note]
