"""Rows of a day as numbers, and what is counted of them by (target, check, vantage)."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from probes.journal.days import Ints, counted, numbers, whole
from probes.journal.tally import LAST_BUCKET
from probes.model.verdict import Verdict

COUNT = pa.int32()
CAUSE = pa.struct([("verdict", pa.string()), ("cause", pa.string()), ("count", COUNT)])
OUTAGE = pa.struct(
    [("start", pa.int64()), ("end", pa.int64()), ("last", pa.int64()), ("slots", COUNT), ("continued", pa.bool_())]
)
_VERDICTS = [verdict.value for verdict in Verdict]
_UP, _DEGRADED, _DOWN, _NOT_MEASURED = range(4)
_GROUP = ("target", "check", "vantage")
# Counting into so many places is quicker than sorting, and takes 32 MiB at most.
_PLACES = 1 << 22

Group = tuple[str, str, str]
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of a day; `group` is the number of each row's group, whose rows stand together by slot."""

    groups: list[Group]
    group: Numbers
    slot: Numbers
    verdict: Numbers
    # A number in `causes`, past its end for none.
    cause: Numbers
    causes: list[str]
    milliseconds: Numbers

    def placed(self, groups: Sequence[Group]) -> "Rows":
        """The same rows numbered by their groups' places in a longer list."""
        if list(groups) == self.groups:
            return self
        place = {group: number for number, group in enumerate(groups)}
        numbers = np.array([place[group] for group in self.groups], np.int32)
        return replace(self, groups=list(groups), group=numbers[self.group])

    def fit(self, first: Ints, stop: Ints, step: Ints) -> Numbers:
        """Which rows stand in a slot that is expected of their group."""
        if not len(self.slot):
            return np.zeros(0, bool)
        # Most days all checks keep one beat the whole day; then nothing has to be looked up row by row.
        period, beat = int(step[0]), int(first[0])
        if (step == period).all() and ((first - beat) % period == 0).all():
            found: Numbers = (self.slot - beat) % period == 0 if period > 1 else np.ones(len(self.slot), bool)
        else:
            found = (self.slot - first[self.group]) % step[self.group] == 0
        if self.slot.min() < first.max() or self.slot.max() >= stop.min():
            found &= (self.slot >= first[self.group]) & (self.slot < stop[self.group])
        return found

    def only(self, mask: Numbers) -> "Rows":
        """The rows under a mask."""
        names = ("group", "slot", "verdict", "cause", "milliseconds")
        return replace(self, **{name: getattr(self, name)[mask] for name in names})


def rows_of(table: pa.Table) -> Rows:
    """Columns of a table in which every row counts; one that is not sorted as a day is, is sorted first."""
    columns = [whole(table.column(name)) for name in _GROUP]
    changed = np.ones(table.num_rows, bool)
    changed[1:] = False
    for column in columns:
        codes = column.indices.to_numpy(zero_copy_only=False)
        changed[1:] |= codes[1:] != codes[:-1]
    starts = np.flatnonzero(changed)
    groups: list[Group] = list(zip(*(column.take(pa.array(starts)).to_pylist() for column in columns), strict=True))
    if any(group >= following for group, following in itertools.pairwise(groups)):
        return rows_of(counted([table]))
    verdict, told = _codes(table.column("verdict"))
    known = np.array([*(_VERDICTS.index(text) for text in told), -1], np.int8)
    cause, causes = _codes(table.column("cause"))
    return Rows(
        groups,
        np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(changed))),
        numbers(table.column("slot")),
        known[verdict],
        cause,
        causes,
        numbers(table.column("milliseconds")),
    )


def _codes(column: pa.ChunkedArray) -> tuple[Numbers, list[str]]:
    """Texts as numbers into a list of them; past its end for none."""
    array = whole(column)
    texts: list[str] = array.dictionary.to_pylist()
    return array.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False), texts


def verdicts(rows: Rows, total: int) -> Ints:
    """Rows by group and verdict, in the order of Verdict."""
    found: Ints = np.bincount(rows.group * 4 + rows.verdict, minlength=4 * total).reshape(total, 4)
    return found


def latencies(rows: Rows, total: int) -> tuple[pa.Array, pa.Array]:
    """Buckets of answers and how many fall into each, by group."""
    answers = _answers(rows)
    milliseconds = np.minimum(rows.milliseconds[answers], LAST_BUCKET)
    width = int(milliseconds.max(initial=0)) + 1
    key = rows.group[answers] * (np.int32(width) if total * width < 2**31 else np.int64(width)) + milliseconds
    if total * width <= _PLACES:
        counts = np.bincount(key)
        found = np.flatnonzero(counts)
        count = counts[found]
    else:
        found, count = np.unique(key, return_counts=True)
    ends = _offsets(found // width, total)
    buckets = pa.ListArray.from_arrays(ends, pa.array(found % width, COUNT))
    return buckets, pa.ListArray.from_arrays(ends, pa.array(count, COUNT))


def causes(rows: Rows, total: int) -> pa.Array:
    """How many rows have which cause, by group and verdict."""
    named = np.flatnonzero(rows.cause < len(rows.causes))
    texts = sorted(rows.causes)
    ranks = np.array([texts.index(text) for text in rows.causes], np.int64)
    width = max(len(texts), 1)
    by_verdict = rows.group[named].astype(np.int64) * 4 + rows.verdict[named]
    cause = ranks[rows.cause[named]] if len(named) else by_verdict
    key, count = np.unique(by_verdict * width + cause, return_counts=True)
    told = pa.array(_VERDICTS).take(pa.array(key // width % 4))
    named_by = pa.array(texts, pa.string()).take(pa.array(key % width))
    values = pa.StructArray.from_arrays([told, named_by, pa.array(count, COUNT)], fields=list(CAUSE))
    return pa.ListArray.from_arrays(_offsets(key // width // 4, total), values)


def outages(rows: Rows, total: int) -> tuple[pa.Array, pa.Array]:
    """First answer and outages, by group; what was not measured says nothing either way."""
    group, slot, answered = rows.group, rows.slot, _answers(rows)
    telling = rows.verdict != _NOT_MEASURED
    if not telling.all():
        group, slot, answered = group[telling], slot[telling], answered[telling]
    begins = np.ones(len(group), bool)
    begins[1:] = (group[1:] != group[:-1]) | (answered[1:] != answered[:-1])
    starts = np.flatnonzero(begins)
    after = np.append(starts, len(group))[1:]
    of, down = group[starts], ~answered[starts]
    # A run is the first of its group where the run before it is of another group.
    opens = np.ones(len(starts), bool)
    opens[1:] = of[1:] != of[:-1]
    closes = np.append(opens, True)[1:]
    first_answer = np.full(total, -1, np.int64)
    answering = starts[~down][::-1]
    first_answer[group[answering]] = slot[answering]
    ends = np.append(slot, 0)[after]
    values = pa.StructArray.from_arrays(
        [
            pa.array(slot[starts][down]),
            pa.array(ends[down], mask=closes[down]),
            pa.array(slot[after - 1][down]),
            pa.array((after - starts)[down], COUNT),
            pa.array(opens[down]),
        ],
        fields=list(OUTAGE),
    )
    answer = pa.array(first_answer, mask=first_answer < 0)
    return answer, pa.ListArray.from_arrays(_offsets(of[down], total), values)


def _answers(rows: Rows) -> Numbers:
    found: Numbers = rows.verdict <= _DEGRADED
    return found


def _offsets(groups: Numbers, total: int) -> pa.Array:
    """Where the values of each group begin in a list of all, and the end."""
    counts = np.bincount(groups, minlength=total)
    return pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
