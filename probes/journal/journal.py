"""The journal of measurements: appended by sweeps, compacted by one writer, read by everybody (п. 25)."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from probes.journal import details, reading, rows
from probes.journal.names import RawName, day_of, days_between, new_stem, stored_day
from probes.journal.quarantine import Quarantine
from probes.journal.store import Store, open_store
from probes.model.measurement import Measurement

DEFAULT = ".data/journal"


def clock() -> datetime:
    """Now, where the caller has not said otherwise."""
    return datetime.now(UTC)


class Journal:
    """Measurements of a folder or of an object store; safe to use from many processes and machines at once."""

    def __init__(self, store: Store, now: Callable[[], datetime] = clock) -> None:
        self.store = store
        self.now = now
        self.quarantine = Quarantine(store)

    @classmethod
    def open(
        cls, url: str = DEFAULT, *, options: Mapping[str, Any] | None = None, now: Callable[[], datetime] = clock
    ) -> "Journal":
        """The journal at a path or an fsspec URL (`s3://bucket/prefix`); options are those of the fsspec store."""
        return cls(open_store(url, options), now)

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

    def table(self, start: datetime, end: datetime) -> pa.Table:
        """Rows that count whose slots start within [start, end), as columns; by day, then by target and check."""
        tables = [rows.ROW.empty_table(), *(day.table.select(rows.ROW.names) for day, _ in self._days(start, end))]
        return _within(pa.concat_tables(tables), start, end)

    def measurements(self, start: datetime, end: datetime, *, evidence: bool = False) -> Iterator[Measurement]:
        """Rows that count whose slots start within [start, end), by slot, target, check and vantage."""
        order = [(name, "ascending") for name in ("slot", "target", "check", "vantage")]
        for day, raw in self._days(start, end):
            table = _within(day.table, start, end)
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
        raw = self.raw()
        stored = {stored_day(entry.path) for entry in self.store.entries("days")}
        for day in days_between(start.astimezone(UTC).date(), end.astimezone(UTC).date()):
            late = raw.get(day, ())
            if late or day in stored:
                yield reading.read_day(self.store, day, late, self.now(), self.quarantine.skip), late

    def raw(self) -> Mapping[date, Sequence[RawName]]:
        """Raw files that are not compacted yet, by day."""
        found = reading.raw_files(self.store.entries("raw"), self.quarantine.skip)
        return {day: list(names) for day, names in groupby(found, key=lambda name: name.day)}

    def quarantined(self) -> Mapping[str, int]:
        """How many files were set aside, by reason (rows.REASONS)."""
        return self.quarantine.counts()

    def fingerprint(self) -> str:
        """Changes when anything in the journal does: a key for caches."""
        folders = ("raw", "days", "details", "rollups")
        lines = [
            # A raw file never changes; the rest is replaced by compactions and roll-ups.
            f"{entry.path} {entry.size} {'' if folder == 'raw' else entry.stamp}"
            for folder in folders
            for entry in self.store.entries(folder)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


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
