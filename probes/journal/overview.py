"""What the footers tell without reading a row: last sweeps by vantage, and whether rows were made up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from probes.journal.names import RawName, stored_day
from probes.journal.reading import CLOCKS_DIFFER, said
from probes.journal.store import Store

# A vantage that has been silent for longer than this has no last sweep to speak of.
DAYS_BACK = 31


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much the journal holds: files of sweeps, compacted days, roll-ups, bytes, and its first and last day."""

    raw_files: int
    days: int
    rolled_up: int
    size: int
    first: date | None
    last: date | None


def inventory(store: Store, raw: Mapping[date, Sequence[RawName]]) -> Inventory:
    """Counts from the list of files alone."""
    entries = [entry for entry in store.entries("") if not entry.path.startswith((".", "tmp/"))]
    stored = {
        folder: [day for entry in entries if entry.path.startswith(folder) and (day := stored_day(entry.path))]
        for folder in ("days", "rollups")
    }
    known = sorted({*raw, *stored["days"], *stored["rollups"]})
    files, size = sum(len(names) for names in raw.values()), sum(entry.size for entry in entries)
    ends = (known[0], known[-1]) if known else (None, None)
    return Inventory(files, len(stored["days"]), len(stored["rollups"]), size, *ends)


def last_runs(store: Store, raw: Mapping[date, Sequence[RawName]], now: datetime) -> Mapping[str, datetime]:
    """The latest start by vantage over the last days that have rows."""
    found: dict[str, datetime] = {}
    for facts in _facts(store, raw, now + CLOCKS_DIFFER):
        for vantage, started in facts.get("runs", {}).items():
            moment = datetime.fromisoformat(started)
            found[vantage] = max(moment, found.get(vantage, moment))
    return dict(sorted(found.items()))


def simulated(store: Store, raw: Mapping[date, Sequence[RawName]], now: datetime) -> bool:
    """Whether anything that is kept was made up; roll-ups know it of rows that are gone."""
    if any(facts.get("simulated") for facts in _facts(store, raw, now + CLOCKS_DIFFER)):
        return True
    rolled = (said(store, entry.path, "rollup") for entry in store.entries("rollups"))
    return any(facts.get("simulated") for facts in rolled if facts)


def _facts(store: Store, raw: Mapping[date, Sequence[RawName]], limit: datetime) -> Iterator[dict[str, Any]]:
    """Facts of days, of every sweep of the last two days, and of the last one of each runner of days before."""
    stored = {day for entry in store.entries("days") if (day := stored_day(entry.path))}
    recent = sorted(raw, reverse=True)[:2]
    for day in sorted({*raw, *stored}, reverse=True)[:DAYS_BACK]:
        names = [name for name in raw.get(day, ()) if name.started <= limit]
        if day not in recent:
            names = list({name.runner: name for name in names}.values())
        paths = [(name.path, "raw") for name in names] + ([(f"days/{day}.parquet", "day")] if day in stored else [])
        yield from (facts for path, kind in paths if (facts := said(store, path, kind)))
