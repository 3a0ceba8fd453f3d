"""The picture from the journal: last rows, past days, and what others found in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from generator.monitoring.picture import (
    CertificateSeen,
    DayCount,
    DayLatency,
    Past,
    Picture,
    Seen,
    TargetState,
)
from probes.journal.tally import Tally
from probes.model.check import Check, Target
from probes.model.incident import Incident
from probes.model.schedule import expected_slots
from probes.model.verdict import Purpose, Verdict, worst

if TYPE_CHECKING:
    import pyarrow as pa

    from probes.journal import Journal

# A row is recent while no more than so many slots have passed since it; runs that were late are forgiven.
RECENT_SLOTS = 3
ARCHIVE_DAYS = 366
LATENCY_DAYS = 90
PERCENTS = (50, 95, 99)
DEFAULT_PERIOD = 300
# The scheduled job comes every five minutes, however often it measures within them.
RUNS_EVERY = 300


def picture(
    targets: Sequence[Target],
    journal: "Journal | None",
    incidents: Sequence[Incident] = (),
    certificates: Sequence[CertificateSeen] = (),
) -> Picture:
    """What is known at the last run; without a journal, or with an empty one, nothing is.

    Cost: the rows of the last slots, one roll-up a day, and the rows of the day under way.
    """
    runs = journal.last_runs() if journal else {}
    if journal is None or not runs:
        return Picture(None, RUNS_EVERY, certificates=certificates)
    at = max(runs.values()).astimezone(UTC)
    # Of two that last the one that nothing announced or explains is told, else the later one.
    open_now = sorted((one for one in incidents if one.end is None), key=lambda one: one.own)
    lasting = {one.target: one.id for one in open_now if not _signature(one)}
    # Of an incident that several checks saw the first to see it has spoken, and nothing tells which that was.
    evidence = {(one.target, one.checks[0]): one.evidence for one in open_now if len(one.checks) == 1}
    last = _last_rows(journal, targets, at)
    states = {
        target.id: TargetState(
            target,
            tuple(_seen(target, check, last.get((target.id, check.id), ()), at, evidence) for check in target.checks),
            lasting.get(target.id),
        )
        for target in targets
    }
    return Picture(
        at,
        RUNS_EVERY,
        journal.simulated,
        states,
        _past(journal, targets, at),
        incidents,
        certificates,
        journal.quarantined(),
    )


def _signature(one: Incident) -> bool:
    return Purpose.SIGNATURE_EXPIRY in one.purposes


Row = tuple[int, str, str | None, int]


def _last_rows(journal: "Journal", targets: Sequence[Target], at: datetime) -> Mapping[tuple[str, str], Sequence[Row]]:
    """Rows of the last slot of every check, one a vantage."""
    import pyarrow as pa  # a portal without a journal needs none of it

    longest = max((check.period for target in targets for check in target.checks), default=DEFAULT_PERIOD)
    table = journal.table(at - timedelta(seconds=(RECENT_SLOTS + 1) * longest), at + timedelta(seconds=longest))
    if not table.num_rows:
        return {}
    plain = table.cast(pa.schema([(field.name, _plain(field.type)) for field in table.schema]))
    latest = (
        plain.group_by(["target", "check"]).aggregate([("slot", "max")]).rename_columns(["target", "check", "slot"])
    )
    kept = plain.join(latest, keys=["target", "check", "slot"], join_type="inner")
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    names = ("target", "check", "slot", "verdict", "cause", "milliseconds")
    columns = (kept.column(name).to_pylist() for name in names)
    for target, check, slot, verdict, cause, milliseconds in sorted(
        zip(*columns, strict=True), key=lambda row: (row[0], row[1], row[3], row[4] or "", row[5])
    ):
        found[target, check].append((slot, verdict, cause, milliseconds))
    return found


def _plain(kind: "pa.DataType") -> "pa.DataType":
    import pyarrow as pa

    return pa.string() if pa.types.is_dictionary(kind) else kind


def _seen(
    target: Target, check: Check, rows: Sequence[Row], at: datetime, evidence: Mapping[tuple[str, str], str]
) -> Seen:
    """The last of a check as all vantages saw it: down is what all that measured call down."""
    if not rows or rows[0][0] < at.timestamp() - RECENT_SLOTS * check.period:
        return Seen(check)
    measured = [row for row in rows if row[1] != Verdict.NOT_MEASURED] or rows
    found = [Verdict(row[1]) for row in measured]
    verdict = worst(*found)
    if verdict is Verdict.DOWN and any(one is not Verdict.DOWN for one in found):
        verdict = Verdict.DEGRADED
    slot, _, cause, milliseconds = next(row for row in measured if Verdict(row[1]) is worst(*found))
    told = evidence.get((target.id, check.id), "") if verdict is not Verdict.UP else ""
    return Seen(check, verdict, cause, slot, milliseconds, told)


def _past(journal: "Journal", targets: Sequence[Target], at: datetime) -> Mapping[tuple[str, str], Past]:
    today = at.date()
    days: dict[tuple[str, str], list[DayCount]] = defaultdict(list)
    first, last = today - timedelta(days=ARCHIVE_DAYS), today - timedelta(days=1)
    counts, latencies = journal.past(first, last, today - timedelta(days=LATENCY_DAYS), PERCENTS)
    for one in counts:
        days[one.target, one.check].append(
            DayCount(date.fromisoformat(one.day), one.up, one.degraded, one.down, one.not_measured, one.missing)
        )
    latency: dict[tuple[str, str], list[DayLatency]] = defaultdict(list)
    for each in latencies:
        _add_latency(latency[each.target, each.check], DayLatency(each.day, *each.percentiles))
    so_far = journal.tally(today, targets, until=at)
    for tally in so_far:
        if tally.latency.total:
            p50, p95, p99 = (tally.latency.percentile(percent) or 0 for percent in PERCENTS)
            _add_latency(latency[tally.target, tally.check], DayLatency(today, p50, p95, p99))
    for key, count in _today(so_far, today):
        days[key].append(count)
    checks = {(target.id, check.id): check for target in targets for check in target.checks}
    return {
        key: Past(tuple(_every_day(found, checks.get(key), at)), tuple(latency.get(key, ())))
        for key, found in sorted(days.items())
    }


def _every_day(days: Sequence[DayCount], check: Check | None, at: datetime) -> Iterator[DayCount]:
    """Days up to a moment with none left out: of one that has no counts at all everything expected is missing."""
    known = {one.day: one for one in days}
    for number in range(days[0].day.toordinal(), at.toordinal() + 1):
        day = date.fromordinal(number)
        yield known.get(day) or DayCount(day, missing=len(_slots(check, day, at)) if check else 0)


def _slots(check: Check, day: date, at: datetime) -> range:
    midnight = datetime.combine(day, time(), UTC)
    return expected_slots(check, midnight, min(midnight + timedelta(days=1), at))


def _today(tallies: Iterable[Tally], today: date) -> Iterator[tuple[tuple[str, str], DayCount]]:
    sums: dict[tuple[str, str], DayCount] = {}
    for one in tallies:
        key = one.target, one.check
        count = DayCount(today, one.up, one.degraded, one.down, one.not_measured, one.missing)
        sums[key] = sums[key] + count if key in sums else count
    yield from sums.items()


def _add_latency(own: list[DayLatency], one: DayLatency) -> None:
    """Of several vantages the first by name tells: percentiles of different ways there do not add up."""
    if not own or own[-1].day != one.day:
        own.append(one)
