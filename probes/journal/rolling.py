"""Daily roll-ups: made from one day's rows alone, stored, made again when late rows came, kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from probes.journal import rollup
from probes.journal.compaction import content_of
from probes.journal.errors import JournalError
from probes.journal.names import days_between, raw_name
from probes.journal.parquet import UnfitError
from probes.journal.places import open_store
from probes.journal.quarantine import Quarantine
from probes.journal.reading import raw_files, read_day, said
from probes.journal.rollup import Expected
from probes.journal.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to roll up a day, wherever it runs: the way to the store and what the day expects."""

    url: str
    options: Mapping[str, Any]
    day: date
    expected: Expected
    now: datetime


def roll_up(job: Job) -> tuple[date, bytes]:
    """The roll-up of a day as bytes: whoever runs it, only the caller writes."""
    store = open_store(job.url, job.options)
    table, facts = day_table(store, job.day, job.now)
    told = {"content": content_of(table), "simulated": bool(facts.get("simulated"))}
    return job.day, rollup.encode(rollup.roll(table, job.expected), told)


def day_table(store: Store, day: date, now: datetime) -> tuple[pa.Table, dict[str, Any]]:
    """Rows of a day that count, and its facts."""
    quarantine = Quarantine(store)
    raw = raw_files(store.entries(f"raw/{day}"), quarantine.skip)
    found = read_day(store, day, raw, now, quarantine.skip)
    return found.table, found.facts


def stored(store: Store, first: date, last: date) -> list[tuple[date, pa.Table]]:
    """Stored roll-ups of a period; one that is torn is as good as none: it is made again."""
    found = []
    for day in days_between(first, last):
        try:
            found.append((day, rollup.decode(store.read(f"rollups/{day}.parquet"))[0]))
        except FileNotFoundError:
            continue
        except UnfitError as fault:
            if fault.reason == "schema":
                raise JournalError(f"журнал {store.url}: итоги за {day} записаны другой версией журнала") from None
    return found


def is_fresh(store: Store, day: date) -> bool:
    """Whether the stored roll-up says what the rows of its day say; rows that are gone by age cannot say otherwise."""
    if any((name := raw_name(entry.path)) and not name.side for entry in store.entries(f"raw/{day}")):
        return False
    rolled = said(store, f"rollups/{day}.parquet", "rollup")
    if rolled is None:
        return False
    compacted = said(store, f"days/{day}.parquet", "day")
    return compacted is None or compacted.get("content") == rolled.get("content")
