"""A day as one row a (target, check, vantage): counts that add up, and outages that join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from probes.journal import parquet
from probes.journal.days import Ints, group_key, numbers, ranks
from probes.journal.tally import LAST_BUCKET
from probes.model.check import Target
from probes.model.schedule import expected_slots
from probes.model.verdict import Verdict

_COUNT = pa.int32()
CAUSE = pa.struct([("verdict", pa.string()), ("cause", pa.string()), ("count", _COUNT)])
OUTAGE = pa.struct(
    [("start", pa.int64()), ("end", pa.int64()), ("last", pa.int64()), ("slots", _COUNT), ("continued", pa.bool_())]
)
COUNTS = ("expected", "up", "degraded", "down", "not_measured", "missing", "unexpected")
ROLLUP = pa.schema(
    [
        ("target", pa.string()),
        ("check", pa.string()),
        ("vantage", pa.string()),
        *((name, _COUNT) for name in COUNTS),
        ("causes", pa.list_(CAUSE)),
        ("latency_ms", pa.list_(_COUNT)),
        ("latency_count", pa.list_(_COUNT)),
        ("first_answer", pa.int64()),
        ("outages", pa.list_(OUTAGE)),
    ]
)
_VERDICTS = [verdict.value for verdict in Verdict]
_UP, _DEGRADED, _DOWN, _NOT_MEASURED = range(4)
# A check of the plan that no vantage has measured at all is missing everywhere: the vantage has no name then.
NOBODY = ""

Group = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """The slots of a day by check; the vantages named are expected to measure each of them, others are not."""

    slots: Mapping[tuple[str, str], range]
    vantages: tuple[str, ...] = ()


def expectations(
    plan: Sequence[Target], day: date, vantages: Sequence[str] = (), until: datetime | None = None
) -> Expected:
    """What the schedule expects of a UTC day; of a day under way, up to a moment."""
    start = datetime.combine(day, time(), UTC)
    end = start + timedelta(days=1)
    end = min(end, until) if until else end
    slots = {(target.id, check.id): expected_slots(check, start, end) for target in plan for check in target.checks}
    return Expected({key: found for key, found in slots.items() if len(found)}, tuple(vantages))


def roll(table: pa.Table, expected: Expected) -> pa.Table:
    """Roll up the rows of one day, each counted once and sorted by target, check, vantage and slot."""
    rows = _Rows.of(table)
    groups, first, stop, step = _schedule(rows.groups, expected)
    place = {group: number for number, group in enumerate(groups)}
    of = np.array([place[group] for group in rows.groups], np.int64)[rows.group] if len(rows.group) else rows.group
    fits = (rows.slot >= first[of]) & (rows.slot < stop[of]) & ((rows.slot - first[of]) % step[of] == 0)
    total = len(groups)
    unexpected = np.bincount(of[~fits], minlength=total)
    if not fits.all():
        of, rows = of[fits], rows.only(fits)
    by_verdict = np.bincount(of * 4 + rows.verdict, minlength=4 * total).reshape(total, 4)
    slots = -((first - stop) // step)
    answers = (rows.verdict == _UP) | (rows.verdict == _DEGRADED)
    buckets, bucket_counts, bucket_ends = _latencies(of[answers], rows.milliseconds[answers], total)
    counts = [slots, *by_verdict.T, slots - by_verdict.sum(1), unexpected]
    return pa.table(
        [
            *(pa.array([group[part] for group in groups], pa.string()) for part in range(3)),
            *(pa.array(column, _COUNT) for column in counts),
            _causes(of, rows, total),
            pa.ListArray.from_arrays(bucket_ends, pa.array(buckets, _COUNT)),
            pa.ListArray.from_arrays(bucket_ends, pa.array(bucket_counts, _COUNT)),
            *_outages(of, rows, answers, total),
        ],
        schema=ROLLUP,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Columns of a day as numbers; `groups` are the (target, check, vantage) by number."""

    groups: list[Group]
    group: Ints
    slot: Ints
    verdict: Ints
    cause: Ints
    causes: list[str]
    milliseconds: Ints

    @classmethod
    def of(cls, table: pa.Table) -> "_Rows":
        key = group_key(table)
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        group = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(key)))
        names = [table.column(name).take(pa.array(starts)).to_pylist() for name in ("target", "check", "vantage")]
        rank, verdicts = ranks(table.column("verdict"))
        cause, causes = ranks(table.column("cause"))
        code = np.array([_VERDICTS.index(verdict) for verdict in verdicts], np.int64)
        slot, milliseconds = numbers(table.column("slot")), numbers(table.column("milliseconds"))
        verdict = code[rank] if len(rank) else rank
        return cls(list(zip(*names, strict=True)), group, slot, verdict, cause, causes, milliseconds)

    def only(self, mask: Any) -> "_Rows":
        return _Rows(
            self.groups,
            self.group[mask],
            self.slot[mask],
            self.verdict[mask],
            self.cause[mask],
            self.causes,
            self.milliseconds[mask],
        )


def _schedule(measured: Sequence[Group], expected: Expected) -> tuple[list[Group], Ints, Ints, Ints]:
    """Every group that is measured or expected, in order, with its expected slots."""
    vantages = expected.vantages or tuple(sorted({vantage for _, _, vantage in measured})) or (NOBODY,)
    wanted = {(*check, vantage): slots for check, slots in expected.slots.items() for vantage in vantages}
    groups = sorted({*measured, *wanted})
    ranges = [wanted.get(group, range(0)) for group in groups]
    first, stop, step = ([getattr(one, part) for one in ranges] for part in ("start", "stop", "step"))
    return groups, np.array(first, np.int64), np.array(stop, np.int64), np.array(step, np.int64)


def _latencies(of: Ints, milliseconds: Ints, total: int) -> tuple[Ints, Ints, Any]:
    """Buckets and counts of all groups one after another, and where each group's end."""
    width = LAST_BUCKET + 1
    # Half as wide numbers sort twice as fast.
    kind = np.int32 if total * width < 2**31 else np.int64
    key = np.sort((of * width + np.minimum(milliseconds, LAST_BUCKET)).astype(kind))
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    found = key[starts].astype(np.int64)
    return found % width, np.diff(starts, append=len(key)), _offsets(found // width, total)


def _causes(of: Ints, rows: _Rows, total: int) -> pa.Array:
    named = rows.cause >= 0
    width = max(len(rows.causes), 1)
    key, count = np.unique((of[named] * 4 + rows.verdict[named]) * width + rows.cause[named], return_counts=True)
    verdicts = pa.array(_VERDICTS).take(pa.array(key // width % 4))
    causes = pa.array(rows.causes, pa.string()).take(pa.array(key % width))
    values = pa.StructArray.from_arrays([verdicts, causes, pa.array(count, _COUNT)], fields=list(CAUSE))
    return pa.ListArray.from_arrays(_offsets(key // width // 4, total), values)


def _outages(of: Ints, rows: _Rows, answers: Any, total: int) -> tuple[pa.Array, pa.Array]:
    """First answer and outages of each group; what was not measured says nothing either way."""
    telling = rows.verdict != _NOT_MEASURED
    of, slot, answered = of[telling], rows.slot[telling], answers[telling]
    begins = np.ones(len(of), bool)
    begins[1:] = (of[1:] != of[:-1]) | (answered[1:] != answered[:-1])
    starts = np.flatnonzero(begins)
    after = np.append(starts, len(of))[1:]
    group, down = of[starts], ~answered[starts]
    # A run is the first of its group where the run before it is of another group.
    opens = np.ones(len(starts), bool)
    opens[1:] = group[1:] != group[:-1]
    closes = np.append(opens, True)[1:]
    first_answer = np.full(total, -1, np.int64)
    answering = starts[~down]
    first_answer[of[answering][::-1]] = slot[answering][::-1]
    ends = np.append(slot, 0)[after]
    values = pa.StructArray.from_arrays(
        [
            pa.array(slot[starts][down]),
            pa.array(ends[down], mask=closes[down]),
            pa.array(slot[after - 1][down]),
            pa.array((after - starts)[down], _COUNT),
            pa.array(opens[down]),
        ],
        fields=list(OUTAGE),
    )
    outages = pa.ListArray.from_arrays(_offsets(group[down], total), values)
    return pa.array(first_answer, mask=first_answer < 0), outages


def _offsets(groups: Ints, total: int) -> pa.Array:
    """Where the values of each group begin in a list of all, and the end."""
    counts = np.bincount(groups, minlength=total)
    return pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())


def encode(table: pa.Table, facts: Mapping[str, Any]) -> bytes:
    """The stored roll-up of a day; it says itself how its buckets are cut."""
    told = {"bucket_ms": 1, "last_bucket": LAST_BUCKET, **facts}
    return parquet.encode(table, "rollup", told, write_statistics=False)


def decode(data: bytes) -> tuple[pa.Table, dict[str, Any]]:
    """A stored roll-up and its facts; UnfitError where it does not count."""
    return parquet.decode(data, "rollup", ROLLUP)
