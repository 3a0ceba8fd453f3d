"""The journal: measurements on disk or in an object store, their compaction and daily roll-ups.

`Journal` is loaded when it is first asked for: pyarrow and numpy behind it cost more than many a command takes.
"""

from typing import TYPE_CHECKING, Any

from probes.journal.errors import JournalBusyError, JournalError
from probes.journal.names import DEFAULT

if TYPE_CHECKING:
    from probes.journal.journal import Journal

__all__ = ["DEFAULT", "Journal", "JournalBusyError", "JournalError"]


def __getattr__(name: str) -> Any:
    if name == "Journal":
        from probes.journal.journal import Journal

        return Journal
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
