"""The walk over content/: plain files in their places; the rest is refused with a word about where it belongs."""

import errno
import os
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from generator.model.finding import Finding, Severity
from generator.reading.characters import MAX_BYTES, too_big
from generator.reading.names import fault_of, is_usual, printable, shown, twins
from generator.reading.places import Spot, is_kept, is_litter, misplaced, spot_of
from generator.reading.strict import as_finding

CONTENT = "content"
_SKIP = len(CONTENT) + 1

_REASONS = {
    errno.EACCES: "нет прав",
    errno.EEXIST: "такой файл уже есть",
    errno.EIO: "сбой диска",
    errno.ELOOP: "это ссылка",
    errno.ENAMETOOLONG: "имя слишком длинное",
    errno.ENOENT: "файла нет",
    errno.ENOTDIR: "это не папка",
}


class Entry(NamedTuple):
    """A plain file in a known place; `path` is relative to the root."""

    path: str
    absolute: str
    spot: Spot


Folder = tuple[str, str]  # relative to the root, and absolute


class Listing(NamedTuple):
    """What one folder holds: files, folders below (relative, absolute), faults of names and places."""

    files: list[Entry]
    folders: list[Folder]
    findings: list[Finding]


def without_content(root: Path) -> Finding | None:
    """The root holds a folder of content, not a link to one."""
    content = root / CONTENT
    if content.is_dir() and not content.is_symlink():
        return None
    message = f"здесь должна быть папка {CONTENT} с файлами портала, её нет"
    return _finding(CONTENT, "content-missing", message, "перейдите в папку портала или укажите её в --root")


def listing(path: str, absolute: str) -> Listing:
    """One folder in the order of names; a link or a device is never opened."""
    found = Listing([], [], [])
    _list(path, absolute, found)
    return found


def walk(folders: Sequence[Folder]) -> Listing:
    """Folders with all below them; `folders` of the result stays empty."""
    found = Listing([], list(reversed(folders)), [])
    while found.folders:
        _list(*found.folders.pop(), found)
    return found


def _list(path: str, absolute: str, found: Listing) -> None:
    try:
        with os.scandir(absolute) as entries:
            inside = sorted(entries, key=attrgetter("name"))
    except OSError as error:
        found.findings.append(unreadable(path, error))
        return
    all_usual = True
    for entry in inside:
        name = entry.name
        below = f"{path}/{name}"
        usual = is_usual(name)
        all_usual &= usual
        if usual and entry.is_dir(follow_symlinks=False):
            found.folders.append((below, entry.path))
        elif usual and entry.is_file(follow_symlinks=False) and (spot := spot_of(below[_SKIP:])):
            found.files.append(Entry(below, entry.path, spot))
        else:
            _unusual(entry, below, found)
    if not all_usual:
        for first, second in twins([entry.name for entry in inside]):
            message = f"имя должно отличаться от соседнего {shown(first)} не только регистром букв или видом записи"
            found.findings.append(_finding(f"{path}/{second}", "name-twin", message, "переименуйте один из файлов"))


def _unusual(entry: os.DirEntry[str], below: str, found: Listing) -> None:
    """What needs a second look: a rare name, a place unknown, something that is no plain file."""
    if fault := _fault(entry, entry.name):
        found.findings.append(_finding(below, *fault))
    elif entry.is_dir(follow_symlinks=False):
        found.folders.append((below, entry.path))
    elif spot := spot_of(below[_SKIP:]):
        found.files.append(Entry(below, entry.path, spot))
    elif not is_kept(entry.name):
        found.findings.append(_finding(below, "file-place", *misplaced(below[_SKIP:])))


def read(path: str, absolute: str) -> tuple[bytes, Finding | None]:
    """The bytes of a file, unless it has become a link or a device since it was listed, or is too big."""
    try:
        handle = os.open(absolute, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            status = os.fstat(handle)
            if not S_ISREG(status.st_mode):
                return b"", _finding(path, "file-special", "файл должен быть обычным файлом", "замените его")
            if status.st_size > MAX_BYTES:
                return b"", as_finding(path, too_big(status.st_size))
            return os.read(handle, status.st_size + 1), None
        finally:
            os.close(handle)
    except OSError as error:
        return b"", unreadable(path, error)


def unreadable(path: str, error: OSError) -> Finding:
    """A file or folder that the system does not give."""
    reason = _REASONS.get(error.errno or 0, f"код {error.errno}")
    message = f"файл должен читаться, система отказала: {reason}"
    return _finding(path, "file-unreadable", message, "проверьте сам файл и права на него")


def _fault(entry: os.DirEntry[str], name: str) -> tuple[str, str, str] | None:
    """Code, message and hint for what is neither a plain file nor a folder, or is not named plainly."""
    if is_litter(name):
        return (
            "file-litter",
            f"в content/ не должно быть служебных файлов программ, получено {shown(name)}",
            "удалите файл",
        )
    if entry.is_symlink():
        message = f"в content/ должны лежать сами файлы, получена символическая ссылка {shown(name)}"
        return "file-symlink", message, "положите на её место сам файл"
    if name == ".git":
        message = "внутри content/ не должно быть других хранилищ git и подмодулей, получено '.git'"
        return "file-submodule", message, "удалите эту папку, а файлы оставьте"
    if fault := fault_of(name):
        return fault
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        message = f"в content/ должны лежать обычные файлы, получено устройство, сокет или канал {shown(name)}"
        return "file-special", message, "удалите его"
    return None


def _finding(path: str, code: str, message: str, hint: str) -> Finding:
    severity: Severity = "warning" if code == "file-litter" else "error"
    return Finding(printable(path), (), code, severity, None, message, hint, 1, 1)
