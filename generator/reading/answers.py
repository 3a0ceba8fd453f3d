"""Answers of an earlier run over the same bytes: what a check found, kept beside the cached trees. Safe to delete.

The key covers the name, the kind and every byte of what lies under content/, the sources of the tool and whatever
else the answer depends on, so an answer is found only where computing it again would give the same one.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from generator.model.finding import Finding

FOLDER = "answers"
KEPT = 20  # the newest answers; each is small beside the trees
READ = 1 << 20


@cache
def tool_version() -> bytes:
    """Changes whenever any source of the generator does."""
    hasher = sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        hasher.update(source.read_bytes())
    return hasher.digest()


def key_of(root: Path, *others: str) -> str | None:
    """Key of an answer over the content below a root; None where a file cannot be read, so that nobody is misled."""
    hasher = sha256(tool_version())
    for other in others:
        hasher.update(other.encode() + b"\0")
    try:
        for line in _content(str(root / "content"), "content"):
            hasher.update(line)
    except OSError:
        return None
    return hasher.hexdigest()


def look_up(folder: Path | None, key: str | None) -> tuple[Finding, ...] | None:
    """The findings kept under a key, or None."""
    if folder is None or key is None:
        return None
    with suppress(OSError, ValueError, TypeError, LookupError):
        rows = json.loads((folder / FOLDER / f"{key}.json").read_bytes())
        return tuple(Finding(row[0], tuple(row[1]), *row[2:]) for row in rows)
    return None


def remember(folder: Path | None, key: str | None, findings: Iterable[Finding]) -> None:
    """Keep findings under a key, whole or not at all; a folder that cannot be written stays as it is."""
    if folder is None or key is None:
        return
    shelf = folder / FOLDER
    text = json.dumps([astuple(one) for one in findings], ensure_ascii=False)
    with suppress(OSError):
        shelf.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=shelf, suffix=".part", encoding="utf-8", delete=False) as file:
            file.write(text)
        Path(file.name).replace(shelf / f"{key}.json")
        by_age = sorted(shelf.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-KEPT]:
            old.unlink(missing_ok=True)


def _content(absolute: str, path: str) -> Iterator[bytes]:
    """Everything below a folder in the order of names: its path, its kind, the hash of its bytes."""
    with os.scandir(absolute) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        name = f"{path}/{entry.name}"
        if entry.is_symlink():
            yield f"link {name}\0".encode("utf-8", "surrogateescape")
        elif entry.is_dir():
            yield f"dir {name}\0".encode("utf-8", "surrogateescape")
            yield from _content(entry.path, name)
        elif entry.is_file():
            yield f"file {name}\0".encode("utf-8", "surrogateescape") + _sum(entry.path)
        else:
            yield f"other {name}\0".encode("utf-8", "surrogateescape")


def _sum(absolute: str) -> bytes:
    hasher = sha256()
    handle = os.open(absolute, os.O_RDONLY)
    try:
        while part := os.read(handle, READ):
            hasher.update(part)
    finally:
        os.close(handle)
    return hasher.digest()
