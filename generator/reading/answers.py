"""Answers of an earlier run over the same bytes: what a check found, kept beside the cached trees. Safe to delete.

The key covers the name, the kind and every byte of what lies under content/, the sources of the tool and whatever
else the answer depends on, so an answer is found only where computing it again would give the same one.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from generator.model.finding import Finding
from generator.reading.sums import Sums

FOLDER = "answers"
KEPT = 20  # the newest answers; each is small beside the trees

Rows = list[list[Any]]
_fields = attrgetter(*(one.name for one in fields(Finding)))


@cache
def tool_version() -> bytes:
    """Changes whenever any source of the generator does."""
    hasher = sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        hasher.update(source.read_bytes())
    return hasher.digest()


def key_of(content: Sums | None, *others: str) -> str | None:
    """Key of an answer over content; None where a file could not be read."""
    if content is None:
        return None
    hasher = sha256(tool_version())
    for other in (*others, content.all):
        hasher.update(other.encode() + b"\0")
    return hasher.hexdigest()


def look_up(folder: Path | None, key: str | None) -> tuple[Finding, ...] | None:
    """The findings kept under a key, or None."""
    if folder is None or key is None:
        return None
    with suppress(OSError, ValueError, TypeError, LookupError):
        rows = json.loads((folder / FOLDER / f"{key}.json").read_bytes())
        return tuple(map(from_row, rows))
    return None


def remember(folder: Path | None, key: str | None, findings: Iterable[Finding]) -> None:
    """Keep findings under a key, whole or not at all; a folder that cannot be written stays as it is."""
    if folder is not None and key is not None:
        put(folder, f"{key}.json", json.dumps(rows_of(findings), ensure_ascii=False))


def rows_of(findings: Iterable[Finding]) -> Rows:
    """Findings as plain lists of their fields (`astuple` copies every one of them deeply)."""
    return [list(_fields(one)) for one in findings]


def from_row(row: Sequence[Any]) -> Finding:
    """A finding from the list of its fields."""
    return Finding(row[0], tuple(row[1]), *row[2:])


def put(folder: Path, name: str, text: str) -> None:
    """A file among the answers; the oldest give way."""
    shelf = folder / FOLDER
    with suppress(OSError):
        shelf.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=shelf, suffix=".part", encoding="utf-8", delete=False) as file:
            file.write(text)
        Path(file.name).replace(shelf / name)
        by_age = sorted(shelf.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-KEPT]:
            old.unlink(missing_ok=True)
