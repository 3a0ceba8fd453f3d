"""What a journal asks of the place where it lies."""

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the store: its path from the root, its size, and a stamp that changes with its content."""

    path: str
    size: int
    stamp: str


class Store(Protocol):
    """Files by path from the root; a file is there whole or not at all, and a written one outlives a crash."""

    url: str

    def entries(self, folder: str) -> list[Entry]:
        """Every file below a folder, by path; none where there is no such folder."""

    def read(self, path: str) -> bytes:
        """The content of a file; FileNotFoundError where it is not there, UnfitError where it is no file."""

    def open(self, path: str) -> IO[bytes]:
        """A file to seek in, for readers of footers; faults as for `read`."""

    def write(self, path: str, data: bytes) -> None:
        """Put a file in place of whatever was there: when this returns, it stays."""

    def replace(self, path: str, data: bytes, seen: Entry | None) -> None:
        """As `write`, but JournalBusyError where the store can tell that the file is no longer the one seen."""

    def move(self, path: str, to: str) -> None:
        """Give a file another path."""

    def remove(self, path: str) -> None:
        """Remove a file; no fault where it is gone already."""

    def alone(self) -> AbstractContextManager[None]:
        """Held by one writer at a time: whoever replaces or removes files holds it."""


def fingerprint(store: Store) -> str:
    """Changes when anything in a journal does: a key for caches that needs none of what reads rows."""
    folders = ("raw", "days", "details", "rollups")
    lines = [
        # A raw file never changes; the rest is replaced by compactions and roll-ups.
        f"{entry.path} {entry.size} {'' if folder == 'raw' else entry.stamp}"
        for folder in folders
        for entry in store.entries(folder)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
