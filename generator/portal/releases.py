"""Releases of the portal in a folder, their order, the link to the current one; one publisher at a time."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SHELF, CURRENT = "releases", "current"
_LOCK, _HISTORY = ".lock", ".history"
_NAME = r"[0-9a-f]{16}(?:-[1-9][0-9]*)?"
_RELEASE = re.compile(_NAME)
_LEFT_BEHIND = re.compile(rf"\.{_NAME}\.(?:new|old)")


class ForeignError(Exception):
    """Something in the folder is not of our making and in the way; the text says so in Russian."""


class BusyError(Exception):
    """Somebody else is publishing into the folder."""


class Releases:
    """The releases of one folder. Anything in it that is not named here belongs to others and is left alone."""

    def __init__(self, to: Path) -> None:
        self.shelf = to / SHELF
        self._link = to / CURRENT

    @property
    def current(self) -> str | None:
        """The release that visitors see."""
        if not os.path.lexists(self._link):
            return None
        target = self._link.readlink() if self._link.is_symlink() else Path()
        if target.parent != Path(SHELF) or not _RELEASE.fullmatch(target.name):
            raise ForeignError(f"{self._link}: не ссылка на выпуск портала; уберите её или укажите другую папку")
        return target.name

    def folder(self, name: str) -> Path:
        """Where a release lies."""
        return self.shelf / name

    def beside(self, name: str) -> Path:
        """Where a release lies while it is being copied."""
        return self.shelf / f".{name}.new"

    def good(self) -> list[str]:
        """Releases from the oldest to the current one; what comes after it was rolled back from."""
        known, current = self._known(), self.current
        if current is None:
            return known
        return [*known[: known.index(current)], current] if current in known else [*known, current]

    def point_to(self, name: str) -> None:
        """Make a release the current one: a visitor meets the old link or the new one."""
        new = self._link.with_name(f".{CURRENT}.new")
        new.unlink(missing_ok=True)
        new.symlink_to(Path(SHELF, name))
        new.replace(self._link)
        synced(self._link.parent)

    def keep(self, names: Sequence[str]) -> tuple[str, ...]:
        """Note the order of releases and remove those of ours that are not in it."""
        gone = tuple(one for one in self._known() if one not in names)
        for name in gone:
            self._forget(name)
        if self._noted() != list(names):
            self._note(names)
        self.sweep()
        return gone

    def sweep(self) -> None:
        """Remove what a publisher that was killed has left behind."""
        for path in self.shelf.iterdir():
            if _LEFT_BEHIND.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)

    def _noted(self) -> list[str]:
        try:
            return (self.shelf / _HISTORY).read_text(encoding="ascii", errors="replace").split()
        except FileNotFoundError:
            return []

    def _known(self) -> list[str]:
        found = dict.fromkeys(one for one in self._noted() if _RELEASE.fullmatch(one))
        return [one for one in found if self.folder(one).is_dir()]

    def _note(self, names: Sequence[str]) -> None:
        new = self.shelf / f"{_HISTORY}.new"
        new.write_text("".join(f"{name}\n" for name in names), encoding="ascii")
        synced(new)
        new.replace(self.shelf / _HISTORY)

    def _forget(self, name: str) -> None:
        """Out of sight in one step, so that no release is ever half removed."""
        old = self.shelf / f".{name}.old"
        shutil.rmtree(old, ignore_errors=True)
        self.folder(name).rename(old)


@contextmanager
def locked(to: Path) -> Iterator[Releases]:
    """The releases of a folder for one publisher alone; the lock ends with the process, however it ends."""
    releases = Releases(to)
    try:
        releases.shelf.mkdir(exist_ok=True)
    except FileExistsError:
        raise ForeignError(f"{releases.shelf}: чужой файл на месте папки выпусков") from None
    with (releases.shelf / _LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"в {to} уже идёт другая публикация; повторите, когда она закончится") from None
        releases.sweep()
        yield releases


def synced(path: Path) -> None:
    """On disk for certain: a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
