"""How long rows are kept: days go by age once they are compacted and rolled up; roll-ups stay for ever."""

import json
from datetime import date

from probes.journal.errors import JournalError
from probes.journal.names import stored_day
from probes.journal.parquet import UnfitError
from probes.journal.rolling import is_fresh
from probes.journal.store import Store

_FILE = "retention.json"


def kept_from(store: Store) -> date | None:
    """The day before which rows may have been removed; None while nothing ever was."""
    try:
        told = json.loads(store.read(_FILE))
        return date.fromisoformat(told["kept_from"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, UnfitError):
        raise JournalError(f"журнал {store.url}: файл {_FILE} повреждён; восстановите в нём kept_from") from None


def expire(store: Store, limit: date) -> tuple[date, ...]:
    """Remove rows of days before the limit whose roll-up is there and says the same; the caller holds the journal.

    The limit is written first: what comes late for a removed day must not pass for the whole of it.
    """
    before = kept_from(store)
    if before is None or before < limit:
        store.write(_FILE, json.dumps({"kept_from": limit.isoformat()}).encode())
    days = sorted(day for entry in store.entries("days") if (day := stored_day(entry.path)) and day < limit)
    removed = [day for day in days if is_fresh(store, day)]
    for day in removed:
        store.remove(f"details/{day}.parquet")
        store.remove(f"days/{day}.parquet")
    return tuple(removed)
