"""Puts files of the portal in place: only what changed, each file at once, and nothing that no longer belongs."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

# Lies in every folder that a build made. Without it a folder is somebody's own, and nothing in it is removed.
OWN = ".tkmv-portal"

Stamp = tuple[int, int, int, int]  # size, time of writing, time of change, number of the file


class ForeignFolderError(Exception):
    """The output folder holds files that no build of the portal has written."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What writing did."""

    written: int
    unchanged: int
    removed: int


class Seen(NamedTuple):
    """A file as an earlier build left it: the sha256 of its bytes and how the file system knew it."""

    sha256: str
    stamp: Stamp


class Placed(NamedTuple):
    """A file that is in place now."""

    name: str
    sha256: str
    written: bool


def stamp_of(status: os.stat_result) -> Stamp:
    """How the file system knows a file; whoever writes to it changes this."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Writer:
    """One build into one folder. Use: `write` every file, then `finish`.

    `seen` are files of the build before this one: those that nobody touched since need not be read again.
    """

    def __init__(self, out: Path, seen: Mapping[str, Seen] | None = None) -> None:
        """Refuse a folder with foreign files: finishing would remove them."""
        if out.is_dir() and any(out.iterdir()) and not (out / OWN).is_file():
            raise ForeignFolderError(f"{out}: в папке лежат чужие файлы; укажите пустую или новую папку")
        out.mkdir(parents=True, exist_ok=True)
        self._out = str(out)
        self._seen = seen or {}
        self._names: dict[str, str] = {}
        self._folders = {self._out}
        self._written = 0
        self.sums: dict[str, str] = {}
        self.stamps: dict[str, Stamp] = {}  # of the same files, once finished
        self.write(OWN, b"")

    @property
    def pages_digest(self) -> str:
        """Identity of all HTML: the search index depends on nothing else."""
        lines = (f"{name}\0{sha256}\n" for name, sha256 in sorted(self.sums.items()) if name.endswith(".html"))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def page(self, address: str, data: bytes) -> None:
        """A page at its address: a folder with index.html."""
        self.write(f"{address}index.html", data)

    def write(self, name: str, data: bytes) -> None:
        """A file by its path below the output folder; left alone when it already holds these bytes."""
        self.note(self.place(name, data))

    def place(self, name: str, data: bytes) -> Placed:
        """Put a file in place without a note of it: what a process does that helps the one that keeps the notes."""
        path, sha256 = self._path(name), hashlib.sha256(data).hexdigest()
        if (seen := self._seen.get(name)) and seen.sha256 == sha256 and self.untouched(name):
            return Placed(name, sha256, False)
        try:
            with open(path, "rb") as old:
                if os.fstat(old.fileno()).st_size == len(data) and old.read() == data:
                    return Placed(name, sha256, False)
        except FileNotFoundError:
            pass
        folder = os.path.dirname(path)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        with open(f"{path}.new", "wb") as new:
            new.write(data)
        os.replace(f"{path}.new", path)
        return Placed(name, sha256, True)

    def note(self, placed: Placed) -> None:
        """A file belongs to this build, whoever has put it in place."""
        # Some file systems do not tell case apart: there the second would overwrite the first.
        if (other := self._names.get(placed.name.casefold())) is not None:
            raise ValueError(f"written twice: {other!r} and {placed.name!r}")
        self._names[placed.name.casefold()] = placed.name
        self.sums[placed.name] = placed.sha256
        self._written += placed.written

    def untouched(self, name: str) -> bool:
        """Whether a file is the very one that the build before this one left."""
        seen = self._seen.get(name)
        if seen is None:
            return False
        try:
            return stamp_of(os.lstat(f"{self._out}/{name}")) == seen.stamp
        except OSError:
            return False

    def finish(self, keep: tuple[str, ...] = ()) -> Counts:
        """Remove files of earlier builds, except what somebody else writes (the search index, the manifest)."""
        removed = sum(self._swept("", frozenset(keep)))
        return Counts(self._written, len(self.sums) - self._written, removed)

    def _swept(self, above: str, keep: frozenset[str]) -> Iterator[bool]:
        """Each file that was removed; folders that hold nothing then go too."""
        with os.scandir(f"{self._out}/{above}") as entries:
            inside = list(entries)
        left = len(inside)
        for entry in inside:
            name = above + entry.name
            if name in keep:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._swept(f"{name}/", keep)
                left -= not os.path.lexists(entry.path)
            elif name in self.sums:
                self.stamps[name] = stamp_of(entry.stat(follow_symlinks=False))
            else:
                os.unlink(entry.path)
                left -= 1
                yield True
        if not left and above:
            os.rmdir(f"{self._out}/{above}")

    def _path(self, name: str) -> str:
        pure = PurePosixPath(name)
        if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in name or str(pure) != name:
            raise ValueError(f"not a path below the output folder: {name!r}")
        return f"{self._out}/{name}"
