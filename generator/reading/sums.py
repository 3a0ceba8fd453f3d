"""The sha256 of everything under content/, and whether it still lies there untouched: keys of what is made of it.

Sums of bytes identify the content; the marks of the file system (size, times, number of the file) only tell whether
somebody has touched a file since its bytes were summed a moment ago in the same run.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

READ = 1 << 20
CARDS = "content/cards/"
_NO_MARKS: tuple[int, ...] = ()


class Summed(NamedTuple):
    """One entry below content/: its kind (file, dir, link, other), its path, the sum of a file, its marks."""

    kind: str
    path: str
    sha256: str
    marks: tuple[int, ...]

    @property
    def line(self) -> bytes:
        """What enters a key; the sum has a fixed length and the path no zero byte."""
        return f"{self.kind} {self.path}\0{self.sha256}".encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Sums:
    """All entries in the order of their names."""

    root: Path
    entries: tuple[Summed, ...]

    @cached_property
    def content(self) -> str:
        """The digest that anybody can repeat with sha256sum: the sum of the sorted list of files and sums."""
        files = (one for one in self.entries if one.kind == "file")
        lines = sorted((one.path.encode("utf-8", "surrogateescape"), one.sha256.encode()) for one in files)
        return sha256(b"".join(b"%s  %s\n" % (digest, path) for path, digest in lines)).hexdigest()

    @cached_property
    def all(self) -> str:
        """Key of everything, empty folders and links too."""
        return _key(self.entries)

    @cached_property
    def besides_cards(self) -> str:
        """Key of everything that is not in the folder of a card."""
        return _key(one for one in self.entries if not _card_of(one))

    @cached_property
    def cards(self) -> dict[str, str]:
        """Key of the folder of each card."""
        found: dict[str, list[Summed]] = {}
        for one in self.entries:
            if card := _card_of(one):
                found.setdefault(card, []).append(one)
        return {card: _key(entries) for card, entries in found.items()}

    def stand(self) -> bool:
        """Whether nothing was touched since."""
        try:
            now = _entries(str(self.root / "content"), "content")
            pairs = zip(self.entries, now, strict=True)
            return all((one.kind, one.path, one.marks) == (now.kind, now.path, now.marks) for one, now in pairs)
        except (OSError, ValueError):
            return False


def sums(root: Path) -> Sums | None:
    """Sum everything below content/; None where a file cannot be read, so that nobody is misled."""
    try:
        found = tuple(_summed(entry) for entry in _entries(str(root / "content"), "content"))
    except OSError:
        return None
    return Sums(root, found)


class _Entry(NamedTuple):
    kind: str
    path: str
    absolute: str
    marks: tuple[int, ...]


def _entries(absolute: str, path: str) -> Iterator[_Entry]:
    """Everything below a folder in the order of names."""
    with os.scandir(absolute) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        name, marks = f"{path}/{entry.name}", _NO_MARKS
        if entry.is_symlink():
            yield _Entry("link", name, entry.path, marks)
        elif entry.is_dir():
            yield _Entry("dir", name, entry.path, marks)
            yield from _entries(entry.path, name)
        elif entry.is_file():
            status = entry.stat(follow_symlinks=False)
            marks = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            yield _Entry("file", name, entry.path, marks)
        else:
            yield _Entry("other", name, entry.path, marks)


def _summed(entry: _Entry) -> Summed:
    return Summed(entry.kind, entry.path, _sum(entry.absolute) if entry.kind == "file" else "", entry.marks)


def _sum(absolute: str) -> str:
    hasher = sha256()
    handle = os.open(absolute, os.O_RDONLY)
    try:
        while part := os.read(handle, READ):
            hasher.update(part)
    finally:
        os.close(handle)
    return hasher.hexdigest()


def _card_of(one: Summed) -> str:
    """The card in whose folder an entry lies, its own folder included; empty for all else."""
    return one.path[len(CARDS) :].split("/", 1)[0] if one.path.startswith(CARDS) else ""


def _key(entries: Iterable[Summed]) -> str:
    hasher = sha256()
    for one in entries:
        hasher.update(one.line)
        hasher.update(b"\n")
    return hasher.hexdigest()
