"""What a build left in its folder, so that the next one makes only what is no longer right. Safe to delete any time.

Nothing finished is kept here, only keys: of the whole build, of each card, and of every file in place with the marks by
which the file system knows it. A file that anybody has touched since, or a card whose key differs, is made anew.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from generator.portal.edition import Totals
from generator.portal.writer import Seen, Stamp, stamp_of
from generator.reading.sums import Sums

FOLDER = "portals"
COMPILED = "templates"
KEPT = 20  # the newest; one for each folder that somebody builds into
_FORM = 2
_TOOLS = ("jinja2", "lxml", "markdown-it-py", "markupsafe", "nh3", "pydantic", "pydantic-core", "xlsxwriter")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: pages of data made, files of the whole portal written, left alone, removed."""

    pages: int
    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Files that a card brought into the portal, the key of what they were made of, and of what lists are told."""

    key: str
    told: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Files that tell of many cards, the key of what they were made of, and how much there was to tell of."""

    key: str = ""
    pages: int = 0
    names: tuple[str, ...] = ()
    totals: Totals = field(default_factory=Totals)


@dataclass(frozen=True, slots=True)
class Left:
    """What a build left: its key, how many pages and files it made, lists, files of each card, every file in place."""

    key: str = ""
    pages: int = 0
    made: int = 0
    lists: Lists = field(default_factory=Lists)
    cards: Mapping[str, CardFiles] = field(default_factory=dict)
    files: Mapping[str, Seen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """Where it is kept, the content of a build, the state of monitoring, the key of all that the build depends on."""

    folder: Path
    content: Sums
    seen: str
    key: str


@cache
def tool_key() -> str:
    """Changes whenever anything does that turns content into pages: sources, templates, printing libraries."""
    hasher = sha256(json.dumps([sys.version, *map(version, _TOOLS)]).encode())
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            hasher.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            hasher.update(path.read_bytes())
    return hasher.hexdigest()


def key(*parts: str) -> str:
    """A key of several."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def look_up(folder: Path, out: Path) -> Left:
    """What the last build left in a folder; nothing where nothing is known or what is known cannot be read."""
    with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        found = json.loads(_path(folder, out).read_bytes())
        if found["form"] == _FORM:
            return Left(
                str(found["key"]),
                int(found["pages"]),
                int(found["made"]),
                _lists(*found["lists"]),
                {card: CardFiles(its, told, tuple(names)) for card, (its, told, names) in found["cards"].items()},
                {name: Seen(digest, tuple(stamp)) for name, (digest, stamp) in found["files"].items()},
            )
    return Left()


def _lists(key: str, pages: int, names: Iterable[str], totals: Mapping[str, Any]) -> Lists:
    return Lists(key, pages, tuple(names), Totals(**totals))


def remember(folder: Path, out: Path, left: Left) -> None:
    """Keep it, whole or not at all; a folder that cannot be written stays as it is."""
    found = {
        "form": _FORM,
        "key": left.key,
        "pages": left.pages,
        "made": left.made,
        "lists": (left.lists.key, left.lists.pages, left.lists.names, asdict(left.lists.totals)),
        "cards": {card: (its.key, its.told, its.names) for card, its in left.cards.items()},
        "files": left.files,
    }
    path = _path(folder, out)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, suffix=".part", encoding="utf-8", delete=False) as file:
            file.write(json.dumps(found, ensure_ascii=False))
        Path(file.name).replace(path)
        for old in sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)


def earlier_build(out: Path, memory: Memory) -> BuildReport | None:
    """What a folder holds, where an earlier build made it of the very same things and nobody has touched it since."""
    left = look_up(memory.folder, out)
    if not left.key or left.key != memory.key:
        return None
    if dict(in_folder(out)) != {name: seen.stamp for name, seen in left.files.items()}:
        return None
    return BuildReport(left.pages, 0, left.made, 0)


def in_folder(out: Path, below: str = "") -> Iterator[tuple[str, Stamp]]:
    """Every file of a portal, hidden ones too, with its marks; or those of a folder (with a slash at its end)."""
    folders = [(below, str(out / below))]
    while folders:
        above, absolute = folders.pop()
        try:
            with os.scandir(absolute) as entries:
                inside = list(entries)
        except OSError:
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                folders.append((f"{above}{entry.name}/", entry.path))
            else:
                yield above + entry.name, stamp_of(entry.stat(follow_symlinks=False))


def compiled(folder: Path) -> Path | None:
    """Where compiled templates of this very tool are kept; of other ones the oldest go, the rest may be at work."""
    own = folder / COMPILED / tool_key()[:32]
    with suppress(OSError):
        if not own.is_dir():
            own.mkdir(parents=True)
            for old in sorted(own.parent.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)
        return own
    return None


def _path(folder: Path, out: Path) -> Path:
    return folder / FOLDER / f"{sha256(os.fsencode(out.resolve())).hexdigest()[:32]}.json"
