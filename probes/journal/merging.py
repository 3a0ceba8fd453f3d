"""Stored roll-ups of any days as one period: counts add up, outages of neighbouring days join."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from probes.journal.days import Ints, group_key, whole
from probes.journal.rollup import COUNTS, ROLLUP
from probes.journal.tally import LAST_BUCKET, DayCounts, DayLatency, Latency, Outage, Tally, joined

_WIDTH = LAST_BUCKET + 1


def merged(days: Sequence[pa.Table]) -> tuple[Tally, ...]:
    """One tally a (target, check, vantage), in their order, of roll-ups in the order of their days."""
    table = _coded(pa.concat_tables([ROLLUP.empty_table(), *days]))
    if not table.num_rows:
        return ()
    key = group_key(table)
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    total = len(first)
    names: list[list[str]] = [
        table.column(name).take(pa.array(first)).to_pylist() for name in ("target", "check", "vantage")
    ]
    counts = [_sums(group, _ints(table.column(name)), total) for name in COUNTS]
    latencies = _latencies(table, group, total)
    causes = _causes(table, group, total)
    told = _outages(table, group, total)
    found = []
    for number, (target, check, vantage) in enumerate(zip(*names, strict=True)):
        sums = dict(zip(COUNTS, (column[number] for column in counts), strict=True))
        answer, outages = told[number]
        found.append(
            Tally(
                target,
                check,
                vantage,
                **sums,
                causes=causes[number],
                latency=latencies[number],
                first_answer=answer,
                outages=outages,
            )
        )
    return tuple(found)


def strip(days: Sequence[tuple[date, pa.Table]]) -> tuple[DayCounts, ...]:
    """Counts by target, check and day over all vantages, in that order."""
    found = []
    for day, table in days:
        if table.num_rows:
            sums = table.group_by(["target", "check"], use_threads=False).aggregate([(name, "sum") for name in COUNTS])
            columns = [sums.column(name).to_pylist() for name in ("target", "check", *(f"{one}_sum" for one in COUNTS))]
            found += [DayCounts(day.isoformat(), *parts) for parts in zip(*columns, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.target, one.check, one.day)))


def latencies(days: Sequence[tuple[date, pa.Table]], percents: Sequence[int]) -> tuple[DayLatency, ...]:
    """Percentiles of every day, target, check and vantage that has answers, as `Latency.percentile` takes them."""
    found = []
    for day, table in days:
        of, buckets, counts = _buckets(table, np.arange(table.num_rows))
        if not len(of):
            continue
        upto = np.cumsum(counts)
        rows, first = np.unique(of, return_index=True)
        before = np.concatenate(([0], upto))[first]
        total = np.append(before[1:], upto[-1]) - before
        ranks = [np.maximum(-(-percent * total // 100), 1) for percent in percents]
        values = [buckets[np.searchsorted(upto, before + rank)].tolist() for rank in ranks]
        names = [table.column(name).take(pa.array(rows)).to_pylist() for name in ("target", "check", "vantage")]
        found += [
            DayLatency(day, target, check, vantage, own)
            for target, check, vantage, own in zip(*names, zip(*values, strict=True), strict=True)
        ]
    return tuple(sorted(found, key=lambda one: (one.day, one.target, one.check, one.vantage)))


def _buckets(table: pa.Table, group: Ints) -> tuple[Ints, Ints, Ints]:
    """The latencies of each group: whose, bucket, count; by group and bucket."""
    of, buckets = _flat(table.column("latency_ms"), group)
    _, counts = _flat(table.column("latency_count"), group)
    key = of * _WIDTH + buckets.to_numpy(zero_copy_only=False)
    order = np.argsort(key, kind="stable")
    key, count = key[order], counts.to_numpy(zero_copy_only=False).astype(np.int64)[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    sums = np.add.reduceat(count, starts) if len(starts) else count
    return key[starts] // _WIDTH, key[starts] % _WIDTH, sums


def _coded(table: pa.Table) -> pa.Table:
    """Texts as dictionaries, which groups are made from."""
    for number, name in enumerate(("target", "check", "vantage")):
        table = table.set_column(number, name, pc.dictionary_encode(table.column(name)))
    return table.unify_dictionaries()


def _ints(column: pa.ChunkedArray) -> Ints:
    found: Ints = whole(column).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _sums(group: Ints, values: Ints, total: int) -> list[int]:
    """Sums by group; whole numbers stay exact in the floats that numpy adds with, up to 2**53."""
    sums: list[int] = np.bincount(group, weights=values, minlength=total).astype(np.int64).tolist()
    return sums


def _flat(column: pa.ChunkedArray, group: Ints) -> tuple[Ints, Any]:
    """Values of lists one after another, and the group of each."""
    lists = whole(column)
    lengths = _ints(pa.chunked_array([pc.fill_null(pc.list_value_length(lists), 0)]))
    return np.repeat(group, lengths), lists.flatten()


def _latencies(table: pa.Table, group: Ints, total: int) -> list[Latency]:
    of, bucket, sums = _buckets(table, group)
    ends = np.searchsorted(of, np.arange(total + 1))
    return [
        Latency(tuple(bucket[start:end].tolist()), tuple(sums[start:end].tolist()))
        for start, end in pairwise(ends.tolist())
    ]


def _causes(table: pa.Table, group: Ints, total: int) -> list[dict[tuple[str, str], int]]:
    of, values = _flat(table.column("causes"), group)
    found: list[dict[tuple[str, str], int]] = [{} for _ in range(total)]
    fields = [values.field(name).to_pylist() for name in ("verdict", "cause", "count")]
    for number, verdict, cause, count in zip(of.tolist(), *fields, strict=True):
        by_cause = found[number]
        by_cause[verdict, cause] = by_cause.get((verdict, cause), 0) + count
    return [dict(sorted(one.items())) for one in found]


def _outages(table: pa.Table, group: Ints, total: int) -> list[tuple[int | None, tuple[Outage, ...]]]:
    """First answer and joined outages of each group."""
    answers: list[int | None] = table.column("first_answer").to_pylist()
    row, values = _flat(table.column("outages"), np.arange(table.num_rows))
    fields = [values.field(name).to_pylist() for name in ("start", "end", "last", "slots", "continued")]
    by_row: dict[int, list[Outage]] = {}
    for number, *parts in zip(row.tolist(), *fields, strict=True):
        by_row.setdefault(number, []).append(Outage(*parts))
    found: list[tuple[int | None, tuple[Outage, ...]]] = [(None, ())] * total
    order = np.argsort(group, kind="stable").tolist()
    of: list[int] = group.tolist()
    for number, rows in groupby(order, key=of.__getitem__):
        days = [(answers[one], by_row.get(one, ())) for one in rows]
        found[number] = next((one for one, _ in days if one is not None), None), joined(days)
    return found
