"""The journal of measurements: appended by sweeps, compacted by one writer, read by everybody (п. 25)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from probes.journal import details, merging, overview, reading, rolling, rollup, rows
from probes.journal.compaction import Compacted, Compactor
from probes.journal.jobs import each
from probes.journal.names import DEFAULT, RawName, day_of, days_between, folder_day, new_stem, stored_day
from probes.journal.parquet import UnfitError
from probes.journal.places import open_store
from probes.journal.quarantine import Quarantine
from probes.journal.retention import expire, kept_from
from probes.journal.store import Store, fingerprint
from probes.journal.tally import DayCounts, DayLatency, Tally
from probes.model.check import Target
from probes.model.measurement import Measurement


def clock() -> datetime:
    """Now, where the caller has not said otherwise."""
    return datetime.now(UTC)


class Journal:
    """Measurements of a folder or of an object store; safe to use from many processes and machines at once."""

    def __init__(
        self, store: Store, now: Callable[[], datetime] = clock, options: Mapping[str, Any] | None = None
    ) -> None:
        self.store = store
        self.options = dict(options or {})
        self.now = now
        self.quarantine = Quarantine(store)

    @classmethod
    def open(
        cls, url: str = DEFAULT, *, options: Mapping[str, Any] | None = None, now: Callable[[], datetime] = clock
    ) -> "Journal":
        """The journal at a path or an fsspec URL (`s3://bucket/prefix`); options are those of the fsspec store."""
        return cls(open_store(url, options), now, options)

    def append(
        self, measured: Sequence[Measurement], *, runner: str, started: datetime, simulated: bool = False
    ) -> str:
        """Write the rows of one sweep and return the name of its file: from then on they are acknowledged.

        The file lies under the UTC day in which its slots start. A sweep whose slots start on several days (a period
        that does not divide the day) gets a file of the same name in each of them; the last one is named.
        """
        stem = new_stem(started, runner)
        begun = started.astimezone(UTC)
        by_day = groupby(sorted(measured, key=lambda row: day_of(row.slot)), key=lambda row: day_of(row.slot))
        parts = [(day, list(part)) for day, part in by_day] or [(begun.date(), [])]
        for day, part in parts:
            name = RawName(day, stem, begun, runner, side=False)
            runs = {vantage: begun.isoformat() for vantage in sorted({row.vantage for row in part})}
            facts = {"runner": runner, "started": begun.isoformat(), "runs": runs, "simulated": simulated}
            # The side file comes first: rows that are acknowledged have their evidence.
            if side := details.side_lines(part):
                self.store.write(name.side_path, side)
            self.store.write(name.path, rows.encode(rows.rows_table(part), "raw", facts))
        return name.path

    def write_day(self, day: date, columns: Mapping[str, Any], *, simulated: bool, runner: str) -> int:
        """Write a whole day at once, without its sweeps: made-up history, or rows brought from elsewhere.

        `columns` are those of a row and `evidence`. A row of a sweep counts before one of these. A day that was written
        so before is replaced; one that holds rows of sweeps is refused. Returns the number of rows.
        """
        with self.store.alone():
            return self._compactor().write(day, columns, simulated=simulated, runner=runner)

    def table(self, start: datetime, end: datetime) -> pa.Table:
        """Rows that count whose slots start within [start, end), as columns; by day, then by target and check."""
        tables = [rows.ROW.empty_table(), *(day.table.select(rows.ROW.names) for day, _ in self._days(start, end))]
        return _within(pa.concat_tables(tables), start, end)

    def measurements(
        self,
        start: datetime,
        end: datetime,
        *,
        evidence: bool = False,
        only: Callable[[pa.Table], Any] | None = None,
    ) -> Iterator[Measurement]:
        """Rows that count whose slots start within [start, end), by slot, target, check and vantage.

        `only` chooses among the rows of a day: it is given their columns and returns a mask.
        """
        order = [(name, "ascending") for name in ("slot", "target", "check", "vantage")]
        for day, raw in self._days(start, end):
            table = _within(day.table, start, end)
            table = table.filter(only(table)) if only else table
            table = table.take(pc.sort_indices(_plain(table), sort_keys=order))
            yield from rows.measurements(table, self._details(table, raw) if evidence else None)

    def _details(self, table: pa.Table, raw: Sequence[RawName]) -> Mapping[details.Key, details.Detail]:
        """Evidence of the rows that count, from the file each row came from."""
        table = table.filter(pc.not_equal(table.column("verdict").cast(pa.string()), "up"))
        if not table.num_rows:
            return {}
        day = day_of(table.column("slot")[0].as_py())
        found = details.by_row(reading.read_details(self.store, day, raw, self.quarantine.skip))
        columns = [table.column(name).to_pylist() for name in ("slot", "target", "check", "vantage", "source")]
        keys = (
            ((slot, target, check, vantage), source)
            for slot, target, check, vantage, source in zip(*columns, strict=True)
        )
        return {key[0]: found[key] for key in keys if key in found}

    def _days(self, start: datetime, end: datetime) -> Iterator[tuple[reading.Day, Sequence[RawName]]]:
        if end <= start:
            return
        raw, stored, limit = self.raw(), self._stored("days"), kept_from(self.store)
        for day in days_between(start.astimezone(UTC).date(), end.astimezone(UTC).date()):
            gone = limit is not None and day < limit and day not in stored
            late = () if gone else raw.get(day, ())
            if late or day in stored:
                yield reading.read_day(self.store, day, late, self.now(), self.quarantine.skip), late

    def raw(self) -> Mapping[date, Sequence[RawName]]:
        """Raw files that are not compacted yet, by day."""
        found = reading.raw_files(self.store.entries("raw"), self.quarantine.skip)
        return {day: list(names) for day, names in groupby(found, key=lambda name: name.day)}

    def compact(self, day: date | None = None) -> tuple[Compacted, ...]:
        """Merge raw files into the files of their days; without a day, of all days that are over (UTC).

        One writer at a time: another one waits. Repeated, it changes nothing.
        """
        with self.store.alone():
            if day is None:
                self._set_strays_aside()
            today = self.now().astimezone(UTC).date()
            # Days that are far ahead were written by a clock that is wrong; they are set aside, not waited for.
            days = [day] if day else [one for one in self._raw_days() if one < today or one > today + timedelta(days=1)]
            return tuple(self._compactor().compact(one) for one in days)

    def _set_strays_aside(self) -> None:
        """What lies beside the folders of days; in them each day sees to its own."""
        for entry in self.store.entries("raw"):
            _, folder, *rest = entry.path.split("/")
            if not folder.startswith(".") and not (rest and folder_day(folder)):
                self.quarantine.take(entry.path, UnfitError("foreign"))

    def expire(self, keep_days: int) -> tuple[date, ...]:
        """Remove rows of days older than so many, once they are compacted and rolled up; the days removed."""
        limit = self.now().astimezone(UTC).date() - timedelta(days=keep_days)
        with self.store.alone():
            for day in self._raw_days():
                if day < limit:
                    self._compactor().compact(day)
            return expire(self.store, limit)

    def _raw_days(self) -> list[date]:
        """Days that have something under raw/, whatever it is."""
        folders = {entry.path.split("/")[1] for entry in self.store.entries("raw") if entry.path.count("/") == 2}
        return sorted(day for folder in folders if (day := folder_day(folder)))

    def _compactor(self) -> Compactor:
        return Compactor(self.store, self.quarantine, self.now, kept_from(self.store))

    def roll_up(self, day: date, plan: Sequence[Target], *, vantages: Sequence[str] = ()) -> tuple[Tally, ...]:
        """Roll up one UTC day from its own rows, store the result and return it.

        The vantages named are expected to have measured every expected slot; without names, those seen that day.
        """
        self.roll_up_days([day], plan, vantages=vantages)
        return self.rolled(day, day)

    def roll_up_days(
        self, days: Iterable[date], plan: Sequence[Target], *, vantages: Sequence[str] = (), cluster: str | None = None
    ) -> tuple[date, ...]:
        """Roll up days on the cores of this machine, or on the Dask cluster at an address; the days rolled up.

        A day whose rows are gone by age keeps the roll-up it has.
        """
        now = self.now()
        options = self.options
        todo = [day for day in days if not self._is_gone(day)]
        jobs = [
            rolling.Job(self.store.url, options, day, rollup.expectations(plan, day, vantages), now) for day in todo
        ]
        for day, data in each(rolling.roll_up, jobs, cluster):
            self._make_way(f"rollups/{day}.parquet")
            self.store.write(f"rollups/{day}.parquet", data)
        return tuple(todo)

    def _make_way(self, path: str) -> None:
        """What is no file cannot be replaced by one."""
        try:
            self.store.open(path).close()
        except FileNotFoundError:
            return
        except UnfitError as fault:
            self.quarantine.take(path, fault)

    def stale(self, first: date | None = None, last: date | None = None) -> tuple[date, ...]:
        """Days of a period, without one all days that are over, whose roll-up is missing or older than their rows."""
        known = [*self._raw_days(), *self._stored("days"), *self._stored("rollups")]
        if not known and first is None:
            return ()
        last = last or self.now().astimezone(UTC).date() - timedelta(days=1)
        days = days_between(first or min(known), last)
        return tuple(day for day in days if not rolling.is_fresh(self.store, day) and not self._is_gone(day))

    def _is_gone(self, day: date) -> bool:
        """Rows of this day were removed by age; what came late for it does not stand for it."""
        limit = kept_from(self.store)
        return limit is not None and day < limit and day not in self._stored("days")

    def tally(
        self, day: date, plan: Sequence[Target], *, vantages: Sequence[str] = (), until: datetime | None = None
    ) -> tuple[Tally, ...]:
        """What a day says so far, not stored: slots are expected up to a moment, rows after it are not expected."""
        table, _ = rolling.day_table(self.store, day, self.now())
        return merging.merged([rollup.roll(table, rollup.expectations(plan, day, vantages, until))])

    def rolled(self, first: date, last: date) -> tuple[Tally, ...]:
        """The stored roll-ups of the days from first through last as one period, by target, check and vantage."""
        return merging.merged([table for _, table in rolling.stored(self.store, first, last)])

    def strip(self, first: date, last: date) -> tuple[DayCounts, ...]:
        """Counts by target, check and day over all vantages from the stored roll-ups."""
        return merging.strip(rolling.stored(self.store, first, last))

    def past(
        self, first: date, last: date, latency_since: date, percents: Sequence[int]
    ) -> tuple[tuple[DayCounts, ...], tuple[DayLatency, ...]]:
        """`strip`, and how long answers took on its later days, each stored roll-up read once."""
        days = rolling.stored(self.store, first, last)
        return merging.strip(days), merging.latencies([one for one in days if one[0] >= latency_since], percents)

    def rolled_days(self) -> tuple[date, ...]:
        """Days that have a stored roll-up."""
        return self._stored("rollups")

    def days(self) -> tuple[date, ...]:
        """Days that have rows, compacted or not."""
        return tuple(sorted({*self.raw(), *self._stored("days")}))

    def _stored(self, folder: str) -> tuple[date, ...]:
        return tuple(sorted(day for entry in self.store.entries(folder) if (day := stored_day(entry.path))))

    def inventory(self) -> overview.Inventory:
        """How much the journal holds."""
        return overview.inventory(self.store, self.raw())

    def last_runs(self) -> Mapping[str, datetime]:
        """The start of the last sweep by vantage, among the last days that have rows."""
        return overview.last_runs(self.store, self.raw(), self.now())

    @property
    def simulated(self) -> bool:
        """Whether any of its rows, or rows that a roll-up counts, were made up for the demonstration."""
        return overview.simulated(self.store, self.raw(), self.now())

    def quarantined(self) -> Mapping[str, int]:
        """How many files were set aside, by reason (rows.REASONS)."""
        return self.quarantine.counts()

    def skipped(self) -> Mapping[str, str]:
        """Files that this journal was to read and left out, with the reason (rows.REASONS)."""
        return self.quarantine.skipped()

    def fingerprint(self) -> str:
        """Changes when anything in the journal does: a key for caches."""
        return fingerprint(self.store)


def _within(table: pa.Table, start: datetime, end: datetime) -> pa.Table:
    slot = table.column("slot")
    inside = pc.and_(pc.greater_equal(slot, start.timestamp()), pc.less(slot, end.timestamp()))
    return table.filter(inside)


def _plain(table: pa.Table) -> pa.Table:
    """Texts as they sort: the order of a dictionary is the order of appearance."""
    names = ("target", "check", "vantage")
    return table.select(["slot", *names]).cast(
        pa.schema([("slot", pa.int64()), *((name, pa.string()) for name in names)])
    )
