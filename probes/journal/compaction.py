"""Compaction: the raw files of a day become one small file; by one writer at a time, old or new, nothing else."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from probes.journal import details
from probes.journal.days import counted, sourced
from probes.journal.errors import JournalError
from probes.journal.names import raw_name, start_of, whole_day_stem
from probes.journal.parquet import UnfitError
from probes.journal.quarantine import Quarantine
from probes.journal.reading import Day, raw_files, read_day, read_details, said
from probes.journal.rows import ROW, encode
from probes.journal.store import Entry, Store

_ABANDONED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Compacted:
    """A day after its compaction: its rows, and how many raw files went into it this time."""

    day: date
    rows: int
    merged: int


@dataclass(frozen=True, slots=True)
class Compactor:
    """Whoever uses it holds the journal (`store.alone()`)."""

    store: Store
    quarantine: Quarantine
    now: Callable[[], datetime]
    # Days before this one may have been removed by age: what comes late for them is set aside.
    kept_from: date | None = None

    def compact(self, day: date) -> Compacted:
        """Merge the raw files of a day into its file and remove them; again and again the same result.

        Written first: the evidence, then the day, each whole. Removed last: what the day now holds. A crash in between
        leaves raw files whose rows the day holds too, and those count once.
        """
        faults: dict[str, UnfitError] = {}
        listed = self.store.entries(f"raw/{day}")
        day_file, side_file = self._seen("days", day), self._seen("details", day)
        raw = raw_files(listed, faults.__setitem__)
        if day_file is None and self.kept_from is not None and day < self.kept_from:
            faults |= {name.path: UnfitError("late") for name in raw}
            raw = []
        found = read_day(self.store, day, raw, self.now(), faults.__setitem__)
        if found.read:
            evidence = read_details(self.store, day, found.read, faults.__setitem__)
            self._set_aside(faults)
            if evidence.num_rows:
                self.store.replace(f"details/{day}.parquet", details.encode(_of_rows(evidence, found)), side_file)
            self.store.replace(f"days/{day}.parquet", encode(found.table, "day", day_facts(found)), day_file)
        else:
            self._set_aside(faults)
        self._remove(found, listed)
        return Compacted(day, found.table.num_rows, len(found.read))

    def write(self, day: date, columns: Mapping[str, Any], *, simulated: bool, runner: str) -> int:
        """A day in one piece, in place of one written in the same way."""
        path = f"days/{day}.parquet"
        told = said(self.store, path, "day")
        seen = self._seen("days", day)
        if seen is not None and (told is None or "runner" not in told):
            raise JournalError(f"журнал {self.store.url}: {path} хранит строки обходов, поверх них день не записать")
        source = whole_day_stem(day, runner)
        table = counted([sourced(pa.table({name: columns[name] for name in ROW.names}).cast(ROW), source)])
        ends = datetime.fromtimestamp(max(table.column("slot").to_numpy(), default=start_of(day)), UTC).isoformat()
        runs = dict.fromkeys(sorted(table.column("vantage").unique().to_pylist()), ends)
        facts = {"runs": runs, "simulated": simulated, "content": content_of(table), "runner": runner}
        evidence = details.of_columns(columns, source)
        if evidence.num_rows:
            self.store.replace(f"details/{day}.parquet", details.encode(evidence), self._seen("details", day))
        self.store.replace(path, encode(table, "day", facts), seen)
        return int(table.num_rows)

    def _seen(self, folder: str, day: date) -> Entry | None:
        path = f"{folder}/{day}.parquet"
        return next((entry for entry in self.store.entries(folder) if entry.path == path), None)

    def _set_aside(self, faults: Mapping[str, UnfitError]) -> None:
        for path, fault in faults.items():
            if path.startswith(("days/", "details/")) and fault.reason == "schema":
                raise JournalError(
                    f"журнал {self.store.url}: {path} записан другой версией журнала; уплотните его той же версией"
                )
            name = raw_name(path)
            self.quarantine.take(path, fault, beside=(name.side_path,) if name and not name.side else ())

    def _remove(self, found: Day, listed: list[Entry]) -> None:
        """Remove what the day holds, rows before their evidence; and evidence of rows it holds already or never got."""
        for name in found.read:
            self.store.remove(name.path)
        held = {name.stem for name in found.read} | set(found.table.column("source").unique().to_pylist())
        names = [one for entry in listed if (one := raw_name(entry.path))]
        with_rows = {name.stem for name in names if not name.side}
        for name in names:
            # A sweep killed between its evidence and its rows was never acknowledged.
            lonely = name.stem not in with_rows and name.started < self.now() - _ABANDONED
            if name.side and (name.stem in held or lonely):
                self.store.remove(name.path)


def day_facts(found: Day) -> dict[str, Any]:
    """What the file of a day says of itself: last starts by vantage, whether it is made up, which files it holds."""
    return {
        "runs": found.facts.get("runs", {}),
        "simulated": bool(found.facts.get("simulated")),
        "content": content_of(found.table),
    }


def content_of(table: pa.Table) -> str:
    """A digest of what a day says: its rows follow from the files that they came from."""
    sources = sorted(pc.unique(table.column("source")).to_pylist())
    return hashlib.sha256("\n".join([str(table.num_rows), *sources]).encode()).hexdigest()


def _of_rows(evidence: pa.Table, found: Day) -> pa.Table:
    """Evidence of rows that did not count is of no use to anybody."""
    names = ["target", "check", "vantage", "slot", "source"]
    rows = found.table.select(names).cast(evidence.select(names).schema)
    order = [(name, "ascending") for name in names]
    kept = evidence.join(rows, keys=names, join_type="left semi", use_threads=False)
    return kept.sort_by(order).select(evidence.column_names)
