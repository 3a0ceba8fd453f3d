"""A day as one row a (target, check, vantage): counts that add up, and outages that join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from probes.journal import parquet
from probes.journal.counting import CAUSE, COUNT, OUTAGE, Group, causes, latencies, outages, rows_of, verdicts
from probes.journal.days import Ints
from probes.journal.tally import LAST_BUCKET
from probes.model.check import Target
from probes.model.schedule import expected_slots

COUNTS = ("expected", "up", "degraded", "down", "not_measured", "missing", "unexpected")
ROLLUP = pa.schema(
    [
        ("target", pa.string()),
        ("check", pa.string()),
        ("vantage", pa.string()),
        *((name, COUNT) for name in COUNTS),
        ("causes", pa.list_(CAUSE)),
        ("latency_ms", pa.list_(COUNT)),
        ("latency_count", pa.list_(COUNT)),
        ("first_answer", pa.int64()),
        ("outages", pa.list_(OUTAGE)),
    ]
)
# A check of the plan that no vantage has measured at all is missing everywhere: the vantage has no name then.
NOBODY = ""


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
    rows = rows_of(table)
    groups, first, stop, step = _schedule(rows.groups, expected)
    rows = rows.placed(groups)
    fits = rows.fit(first, stop, step)
    total = len(groups)
    unexpected = np.bincount(rows.group[~fits], minlength=total)
    if not fits.all():
        rows = rows.only(fits)
    by_verdict = verdicts(rows, total)
    slots = -((first - stop) // step)
    counts = [slots, *by_verdict.T, slots - by_verdict.sum(1), unexpected]
    return pa.table(
        [
            *(pa.array([group[part] for group in groups], pa.string()) for part in range(3)),
            *(pa.array(column, COUNT) for column in counts),
            causes(rows, total),
            *latencies(rows, total),
            *outages(rows, total),
        ],
        schema=ROLLUP,
    )


def _schedule(measured: Sequence[Group], expected: Expected) -> tuple[list[Group], Ints, Ints, Ints]:
    """Every group that is measured or expected, in order, with its expected slots."""
    vantages = expected.vantages or tuple(sorted({vantage for _, _, vantage in measured})) or (NOBODY,)
    wanted = {(*check, vantage): slots for check, slots in expected.slots.items() for vantage in vantages}
    groups = sorted({*measured, *wanted})
    ranges = [wanted.get(group, range(0)) for group in groups]
    first, stop, step = ([getattr(one, part) for one in ranges] for part in ("start", "stop", "step"))
    return groups, np.array(first, np.int64), np.array(stop, np.int64), np.array(step, np.int64)


def encode(table: pa.Table, facts: Mapping[str, Any]) -> bytes:
    """The stored roll-up of a day; it says itself how its buckets are cut."""
    told = {"bucket_ms": 1, "last_bucket": LAST_BUCKET, **facts}
    return parquet.encode(table, "rollup", told, write_statistics=False)


def decode(data: bytes) -> tuple[pa.Table, dict[str, Any]]:
    """A stored roll-up and its facts; UnfitError where it does not count."""
    return parquet.decode(data, "rollup", ROLLUP)
