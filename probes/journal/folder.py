"""A journal in a folder: a file is written beside, synced and renamed, so a crash leaves the old or the new."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from probes.journal.errors import JournalError, told
from probes.journal.parquet import UnfitError
from probes.journal.store import Entry

TEMPORARY = "tmp"
_LOCK = ".lock"
_ABANDONED = 3600


class FolderStore:
    """A folder of a file system with atomic rename and flock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = str(root)

    def entries(self, folder: str) -> list[Entry]:
        with told("прочитать список файлов", self.url):
            return sorted(self._walk(self.root / folder), key=lambda entry: entry.path)

    def _walk(self, folder: Path) -> Iterator[Entry]:
        try:
            found = list(os.scandir(folder))
        except FileNotFoundError:
            return
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from self._walk(Path(one.path))
            else:
                try:
                    stat = one.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                path = Path(one.path).relative_to(self.root).as_posix()
                yield Entry(path, stat.st_size, f"{stat.st_mtime_ns}-{stat.st_ino}")

    def read(self, path: str) -> bytes:
        self._plain(path)
        with told(f"прочитать {path}", self.url, absent=True):
            return (self.root / path).read_bytes()

    def open(self, path: str) -> IO[bytes]:
        self._plain(path)
        with told(f"прочитать {path}", self.url, absent=True):
            return (self.root / path).open("rb")

    def _plain(self, path: str) -> None:
        """A folder, a pipe or a link to nowhere in place of a file is nothing of ours; some would be waited for."""
        place = self.root / path
        if not place.is_file() and (place.is_symlink() or place.exists()):
            raise UnfitError("foreign")

    def write(self, path: str, data: bytes) -> None:
        place, beside = self.root / path, self.root / TEMPORARY / uuid4().hex
        with told(f"записать {path}", self.url):
            try:
                _folder(beside.parent)
                with beside.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                _folder(place.parent)
                beside.replace(place)
            except FileNotFoundError as error:
                raise JournalError(f"журнал {self.url}: папка исчезла, пока записывался {path}") from error
            finally:
                beside.unlink(missing_ok=True)
            _sync(place.parent)

    def replace(self, path: str, data: bytes, seen: Entry | None) -> None:
        # The lock of this folder tells writers apart; nothing else needs to be seen.
        self.write(path, data)

    def move(self, path: str, to: str) -> None:
        with told(f"переместить {path}", self.url, absent=True):
            place = self.root / to
            _folder(place.parent)
            (self.root / path).replace(place)
            _sync(place.parent)
            _sync((self.root / path).parent)

    def remove(self, path: str) -> None:
        with told(f"удалить {path}", self.url):
            (self.root / path).unlink(missing_ok=True)

    def _tidy(self, moment: float) -> None:
        """Remove what killed writers left half-written; a living one is done within the hour."""
        folder = self.root / TEMPORARY
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if moment - path.stat().st_mtime > _ABANDONED:
                    path.unlink()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """flock: waits for its turn, and the kernel gives it back when the holder is killed."""
        with told("занять журнал", self.url):
            _folder(self.root)
            lock = os.open(self.root / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            with told("занять журнал", self.url):
                fcntl.flock(lock, fcntl.LOCK_EX)
                os.utime(lock)
                self._tidy(os.fstat(lock).st_mtime)
            yield
        finally:
            os.close(lock)


def _folder(folder: Path) -> None:
    """A folder whose own entry outlives a crash too."""
    if folder.is_dir():
        return
    _folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    """What was renamed into a folder or out of it stays so after a crash."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
