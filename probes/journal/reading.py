"""What the journal says of a day: the stored day and raw files that came after it, each row once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from probes.journal import details, parquet
from probes.journal.days import counted, sourced
from probes.journal.names import RawName, raw_name
from probes.journal.parquet import UnfitError
from probes.journal.rows import SOURCED, decode
from probes.journal.store import Entry, Store

# Clocks of runners differ; what is ahead by more was written by a clock that is wrong.
CLOCKS_DIFFER = timedelta(minutes=10)

Unfit = Callable[[str, UnfitError], None]


@dataclass(frozen=True, slots=True)
class Day:
    """Rows of a day that count, the facts of its stored file, and the raw files read beside it."""

    table: pa.Table
    facts: dict[str, Any]
    read: tuple[RawName, ...]
    stored: bool


def raw_files(entries: Iterable[Entry], unfit: Unfit) -> list[RawName]:
    """Raw files that a sweep has named, without their side files, in the order in which they count."""
    found = []
    for entry in entries:
        name = raw_name(entry.path)
        if name is None:
            # Dot files are the housekeeping of git and of file systems.
            if not entry.path.rpartition("/")[2].startswith("."):
                unfit(entry.path, UnfitError("foreign"))
        elif not name.side:
            found.append(name)
    return sorted(found, key=lambda name: (name.day, name.stem))


def read_day(store: Store, day: date, raw: Sequence[RawName], now: datetime, unfit: Unfit) -> Day:
    """The rows of a day that count.

    Raw files are read before the stored day: what a compaction moves meanwhile is seen in one of them at least.
    """
    limit = now + CLOCKS_DIFFER
    tables, read, raw_facts = [], [], []
    for name in raw:
        try:
            if name.started > limit:
                raise UnfitError("future")
            table, said = decode(store.read(name.path), "raw", day, limit)
        except FileNotFoundError:
            continue
        except UnfitError as fault:
            unfit(name.path, fault)
            continue
        tables.append(sourced(table, name.stem))
        raw_facts.append(said)
        read.append(name)
    stored, facts = _stored(store, day, unfit)
    if not tables:
        return Day(SOURCED.empty_table() if stored is None else stored, facts, (), stored is not None)
    together = counted(tables if stored is None else [stored, *tables])
    return Day(together, joined_facts([facts, *raw_facts]), tuple(read), stored is not None)


def _stored(store: Store, day: date, unfit: Unfit) -> tuple[pa.Table | None, dict[str, Any]]:
    path = f"days/{day}.parquet"
    try:
        return decode(store.read(path), "day", day)
    except FileNotFoundError:
        return None, {}
    except UnfitError as fault:
        unfit(path, fault)
        return None, {}


def joined_facts(said: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Facts of a day from the facts of its files: the last start by vantage, and whether any row was made up."""
    runs: dict[str, str] = {}
    simulated = False
    for one in said:
        simulated |= bool(one.get("simulated"))
        for vantage, started in one.get("runs", {}).items():
            runs[vantage] = max(started, runs.get(vantage, ""))
    return {"runs": dict(sorted(runs.items())), "simulated": simulated}


def read_details(store: Store, day: date, raw: Sequence[RawName], unfit: Unfit) -> pa.Table:
    """Evidence and phases of a day; a torn side file costs its own details alone."""
    tables = []
    for name in raw:
        try:
            tables.append(details.read_lines(store.read(name.side_path), name.stem))
        except FileNotFoundError:
            continue
        except UnfitError as fault:
            unfit(name.side_path, fault)
    path = f"details/{day}.parquet"
    try:
        tables.append(details.decode(store.read(path)))
    except FileNotFoundError:
        pass
    except UnfitError as fault:
        unfit(path, fault)
    return details.merged(tables)


def said(store: Store, path: str, kind: str) -> dict[str, Any] | None:
    """Facts from the footer of a file; None where it is not there or does not count."""
    try:
        with store.open(path) as file:
            return parquet.facts(file, kind)
    except (FileNotFoundError, UnfitError):
        return None
