"""Files that do not count: set aside and counted by reason, never fatal."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from probes.journal.errors import JournalError
from probes.journal.parquet import UnfitError
from probes.journal.store import Store

FOLDER = "quarantine"


class Quarantine:
    """Readers skip a file and remember it; a writer that holds the journal moves it to `quarantine/<reason>/`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._skipped: dict[str, str] = {}

    def skip(self, path: str, fault: UnfitError) -> None:
        """Leave a file where it is and leave its rows out."""
        self._skipped[path] = fault.reason

    def take(self, path: str, fault: UnfitError, *, beside: tuple[str, ...] = ()) -> None:
        """Move a file, and what lies beside it; where the store does not allow it, skip it."""
        try:
            for one in (path, *beside):
                self._store.move(one, f"{FOLDER}/{fault.reason}/{one}")
        except FileNotFoundError:
            pass  # nothing lay beside it, or somebody else was quicker
        except JournalError:
            self._skipped[path] = fault.reason
        else:
            self._skipped.pop(path, None)

    def skipped(self) -> Mapping[str, str]:
        """Files whose rows were left out here, and why."""
        return dict(sorted(self._skipped.items()))

    def counts(self) -> Mapping[str, int]:
        """How many files were set aside, by reason: those moved by anybody and those skipped here."""
        there = {entry.path for entry in self._store.entries("")} if self._skipped else set()
        found = Counter(reason for path, reason in self._skipped.items() if path in there)
        moved = {entry.path for entry in self._store.entries(FOLDER)}
        for path in moved:
            parts = PurePosixPath(path).parts
            # What went along with its rows is told by them.
            if len(parts) > 2 and not (path.endswith(".jsonl") and f"{path.removesuffix('.jsonl')}.parquet" in moved):
                found[parts[1]] += 1
        return dict(sorted(found.items()))
