"""The page of one target: state of every check, ninety days of each, latency, incidents, certificates, cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.monitoring.target import CRITICALITIES, TARGET_KINDS
from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.picture import DayCount, Seen, share
from generator.monitoring.plan import target as planned
from generator.portal.monitoring import words
from generator.portal.monitoring.charts import Latency, Strip, latency, strip
from generator.portal.monitoring.now import Freshness, freshness
from generator.portal.monitoring.rows import (
    ENVIRONMENTS,
    REACHED,
    IncidentRow,
    idle,
    incident_row,
    mark,
    marks,
    strip_words,
)
from generator.portal.monitoring.sight import STRIP_DAYS, Sight
from generator.portal.russian import short_day
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.check import Window
from probes.model.verdict import Purpose, Side, Verdict

SHOWN_INCIDENTS = 20
WORST_DAYS = 14


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check with its last result and its past."""

    id: str
    title: str
    kind: str
    address: str
    every: str
    state: Mark | None
    at: str
    cause: str
    milliseconds: int | None
    evidence: str
    strip: Strip
    strip_label: str
    span: str
    shares: tuple[tuple[str, str], ...]
    bad_days: tuple[tuple[str, DayCount], ...]
    latency: Latency | None
    percentiles: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class TargetPage:
    """One target."""

    id: str
    name: str
    kind: str
    side: str
    owner: Link
    environment: str
    criticality: str
    description: str | None
    fresh: Freshness
    idle: str
    availability: Mark | None
    health: Mark | None
    signatures: Mark | None
    own: bool
    lasting: IncidentRow | None
    behind: tuple[Link, ...]
    supports: tuple[Link, ...]
    cards: tuple[Link, ...]
    checks: tuple[CheckView, ...]
    not_watched: tuple[tuple[str, str], ...]
    works: tuple[tuple[str, str, str], ...]
    silences: tuple[tuple[str, str, str], ...]
    incidents: tuple[IncidentRow, ...]
    incidents_total: int


def target_page(sight: Sight, one: Inventory) -> TargetPage:
    """Everything of one target."""
    state = sight.state(one.id)
    found = sight.by_target.get(one.id, ())
    availability, health, signatures = marks(state)
    own = one.checks and not state.watches(*REACHED, Purpose.SERVICE_HEALTH)
    # An outage before what is announced, and both before a signature that runs out.
    lasting = sight.incidents.get(state.incident or "") or next((each for each in found if each.end is None), None)
    return TargetPage(
        one.id,
        one.name,
        TARGET_KINDS[one.kind],
        words.SIDES[Side(one.side)],
        sight.survey.names.party(one.owner),
        ENVIRONMENTS[one.environment] or "продуктивная среда",
        CRITICALITIES[one.criticality],
        one.description,
        freshness(sight),
        idle(sight, one),
        availability,
        health,
        signatures,
        bool(own),
        incident_row(sight, lasting) if lasting else None,
        tuple(sight.target(name) for name in one.behind),
        tuple(sight.target(other.id) for other in sight.inventory.values() if one.id in other.behind),
        tuple(sight.cards_of(one)),
        tuple(_check(sight, one, seen) for seen in state.checks),
        tuple((_WATCHES[each.watch], each.reason) for each in one.not_watched),
        tuple(_windows(planned(one).maintenance)),
        tuple(_windows(planned(one).silences)),
        tuple(incident_row(sight, each) for each in found[:SHOWN_INCIDENTS]),
        len(found),
    )


_WATCHES = {"availability": "доступность", "health": "работоспособность"}
_SPANS = (("текущие сутки", 1), ("7 дней", 7), ("30 дней", 30), ("90 дней", 90))


def _windows(windows: tuple[Window, ...]) -> Iterator[tuple[str, str, str]]:
    for one in sorted(windows, key=lambda one: (one.start, one.end, one.reason), reverse=True):
        yield words.at(one.start.timestamp()), words.at(one.end.timestamp()), one.reason


def _check(sight: Sight, one: Inventory, seen: Seen) -> CheckView:
    past = sight.past(one.id, seen.check.id)
    days = past.days[-STRIP_DAYS:]
    shown = {day.day for day in days}
    found = tuple(day for day in past.latency if day.day in shown)
    bad = [day for day in reversed(days) if day.down or day.degraded or day.not_measured or day.missing]
    timed = seen.check.kind not in ("heartbeat", "reported", "certificate")
    return CheckView(
        seen.check.id,
        words.PURPOSES[seen.check.purpose],
        words.KINDS[seen.check.kind],
        seen.check.address,
        words.every(seen.check.period),
        mark(seen.verdict, seen.check.purpose) if sight.watched(one) else None,
        words.at(seen.slot) if seen.slot is not None else "",
        words.cause(seen.cause) if seen.verdict is not Verdict.UP else "",
        seen.milliseconds if timed else None,
        seen.evidence,
        strip(days, STRIP_DAYS),
        strip_words(days),
        f"{short_day(days[0].day)} – {short_day(days[-1].day)}" if days else "",
        tuple((said, words.percent(share(_last(days, number)))) for said, number in _SPANS),
        tuple((short_day(day.day), day) for day in bad[:WORST_DAYS]),
        latency(days, found, STRIP_DAYS) if timed and seen.check.purpose is not Purpose.SIGNATURE_EXPIRY else None,
        tuple((short_day(day.day), day.p50, day.p95, day.p99) for day in reversed(found[-WORST_DAYS:])),
    )


def _last(days: tuple[DayCount, ...], number: int) -> DayCount | None:
    some = days[-number:]
    return sum(some[1:], some[0]) if some else None
