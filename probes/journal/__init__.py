"""The journal: measurements on disk or in an object store, their compaction and daily roll-ups."""

from probes.journal.errors import JournalBusyError, JournalError
from probes.journal.journal import DEFAULT, Journal

__all__ = ["DEFAULT", "Journal", "JournalBusyError", "JournalError"]
