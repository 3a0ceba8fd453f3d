"""Trees of files read before, kept outside the repository by the sha256 of their bytes. Safe to delete at any time.

Whoever can write into the cache decides what is read, so a job whose result is published runs without one, or with
one that nobody else writes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import yaml

import generator.digest

FILE = "trees.sqlite3"
WAIT = 2.0  # seconds for another run to finish writing; after that this run goes on without the cache
PORTION = 2_000  # rows written at once
SPARE = 20_000  # rows of older contents that may stay before they are swept out

_TABLE = "CREATE TABLE IF NOT EXISTS tree (key BLOB PRIMARY KEY, text BLOB NOT NULL, crc INTEGER NOT NULL)"
_BATCH = 500  # parameters in one query


class Row(NamedTuple):
    """The JSON text of a file's tree under the key of the file's bytes."""

    key: bytes
    text: bytes


@cache
def tool_version() -> bytes:
    """Changes whenever anything does that turns bytes into a tree."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), Path(generator.digest.__file__)]
    hasher = sha256(yaml.__version__.encode())
    for source in sources:
        hasher.update(source.read_bytes())
    return hasher.digest()


def key_of(kind: str, data: bytes) -> bytes:
    """Key of a file: the tool, the kind, the bytes."""
    hasher = sha256(tool_version())
    hasher.update(kind.encode())
    hasher.update(b"\0")
    hasher.update(data)
    return hasher.digest()


class Known:
    """What the cache knows; once it fails to answer, it is asked no more in this run."""

    def __init__(self, folder: Path | None) -> None:
        self.base: sqlite3.Connection | None = None
        if folder is not None and (folder / FILE).is_file():
            with suppress(sqlite3.Error):
                self.base = _connect(folder / FILE, "ro")

    def look_up(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The texts under those of the keys that are known."""
        known: dict[bytes, bytes] = {}
        if self.base is None:
            return known
        try:
            for start in range(0, len(keys), _BATCH):
                batch = keys[start : start + _BATCH]
                query = f"SELECT key, text, crc FROM tree WHERE key IN ({','.join('?' * len(batch))})"
                known.update((key, text) for key, text, crc in self.base.execute(query, batch) if crc32(text) == crc)
        except (sqlite3.Error, TypeError):
            self.close()
            known.clear()
        return known

    def close(self) -> None:
        """Leave the file to others."""
        if self.base is not None:
            self.base.close()
            self.base = None


class Fresh:
    """Rows on their way into the cache, in portions, so that no run holds all of them; after a failure no more."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._rows: list[Row] = []
        self._any = False

    def add(self, row: Row) -> None:
        """One more."""
        self._rows.append(row)
        self._any = True
        if len(self._rows) >= PORTION:
            self._write(None)

    def finish(self, used: Sequence[bytes] | None) -> None:
        """Write the rest. `used`: see `remember`."""
        if self._any:
            self._write(used)

    def _write(self, used: Sequence[bytes] | None) -> None:
        if not remember(self._folder, self._rows, used):
            self._folder = None
        self._rows.clear()


def remember(folder: Path | None, rows: Iterable[Row], used: Sequence[bytes] | None) -> bool:
    """Add rows; a cache that cannot be written stays as it is, which is told.

    `used` are the keys of everything that was read: rows not among them are swept out when there are many. None where
    only a part was read.
    """
    if folder is None:
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _writing(folder / FILE) as base:
            base.executemany("INSERT OR REPLACE INTO tree VALUES (?, ?, ?)", ((*row, crc32(row.text)) for row in rows))
            if used is None:
                return True
            (count,) = base.execute("SELECT count(*) FROM tree").fetchone()
            if count > 2 * len(used) + SPARE:
                base.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
                base.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in used))
                base.execute("DELETE FROM tree WHERE key NOT IN (SELECT key FROM used)")
    except (sqlite3.Error, OSError):
        return False
    return True


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction; a file that is no such cache is replaced by a new one."""
    try:
        base = _open(path)
    except sqlite3.OperationalError:
        raise  # locked or read-only: not ours to mend
    except sqlite3.DatabaseError:
        path.unlink()
        base = _open(path)
    with closing(base), base:
        yield base


def _open(path: Path) -> sqlite3.Connection:
    base = _connect(path, "rwc")
    try:
        base.execute("PRAGMA page_size = 32768")  # two thirds of the time for rows of this size
        base.execute("PRAGMA synchronous = OFF")  # what a power cut tears is read anew
        base.execute(_TABLE)
    except sqlite3.Error:
        base.close()
        raise
    return base


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT)
