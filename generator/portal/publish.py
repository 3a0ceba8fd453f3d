"""A finished portal put in place in one step: a folder named by its content, then one link swapped."""

import hashlib
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from generator.portal import manifest
from generator.portal.manifest import Manifest, ManifestError
from generator.portal.releases import Releases, locked, synced

Progress = Callable[[int, int], None]
_SHOWN_FAULTS = 5
_AT_ONCE = 16


class UnpublishableError(Exception):
    """The portal stays as it was; the lines say why, in Russian."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Published:
    """What is in place now, what was before (None: nothing), and which old releases went."""

    release: str
    before: str | None
    files: int
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The release that is in place again, the one it replaces, and damaged ones passed over on the way."""

    release: str
    before: str
    damaged: tuple[str, ...]


def publish(site: Path, to: Path, keep: int, progress: Progress | None = None) -> Published:
    """Put a finished build in place; the same build again changes nothing.

    Before the swap every byte is held against the manifest of the build. Whatever stops this, up to loss of power,
    `current` leads to the old release or to the new one, complete.
    """
    built = _finished(site)
    with locked(to) as releases:
        before = releases.current
        name = _place(releases, built)
        good = releases.good()
        line = [*(one for one in good if not _same(one, built)), name]
        # Noted before it is there: cut short between the two, it would otherwise stay for ever. Releases that were
        # rolled back from are not good and go.
        releases.keep([*(one for one in good if one != name), name])
        if not releases.folder(name).exists():
            _copy(site, built, releases, name, progress)
        if name != before:
            releases.point_to(name)
        return Published(name, before, len(built.files), releases.keep(line[-keep:]))


def roll_back(to: Path) -> RolledBack:
    """Put the previous good release back in place."""
    with locked(to) as releases:
        before = releases.current
        if before is None:
            raise UnpublishableError(f"в {to} ещё ничего не опубликовано")
        damaged: list[str] = []
        for name in reversed(releases.good()[:-1]):
            if _whole(releases.folder(name)):
                releases.point_to(name)
                return RolledBack(name, before, tuple(damaged))
            damaged.append(name)
        lines = [f"выпуск {name} повреждён" for name in damaged]
        raise UnpublishableError(*lines, f"вернуться не к чему: до {before} целых выпусков нет")


def _finished(site: Path) -> Manifest:
    try:
        built = manifest.read(site)
    except ManifestError as error:
        raise UnpublishableError(f"{site}: {error}") from None
    _hold(built.faults(site), site)
    return built


def _hold(faults: tuple[str, ...], folder: Path) -> None:
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        shown = [*faults[:_SHOWN_FAULTS], *([f"и ещё расхождений: {more}"] if more > 0 else [])]
        raise UnpublishableError(f"{folder}: файлы не те, что в {manifest.NAME}; соберите портал заново", *shown)


def _whole(folder: Path) -> Manifest | None:
    """The manifest of a release whose every byte is right."""
    try:
        found = manifest.read(folder)
    except ManifestError:
        return None
    return None if found.faults(folder) else found


def _stem(built: Manifest) -> str:
    return built.digest[:16]


def _same(name: str, built: Manifest) -> bool:
    return name.partition("-")[0] == _stem(built)


def _place(releases: Releases, built: Manifest) -> str:
    """The release of this build, or a free name for it: a damaged one is never mended under its readers' eyes."""
    now = releases.current
    if now and _same(now, built) and _holds(releases.folder(now), built):
        return now
    names = (_stem(built) if number == 1 else f"{_stem(built)}-{number}" for number in count(1))
    return next(name for name in names if not os.path.lexists(path := releases.folder(name)) or _holds(path, built))


def _holds(folder: Path, built: Manifest) -> bool:
    found = _whole(folder)
    return found is not None and found.data == built.data


def _copy(site: Path, built: Manifest, releases: Releases, name: str, progress: Progress | None) -> None:
    """Files under a name that nobody reads, on disk for certain, then renamed."""
    new = releases.beside(name)
    try:
        new.mkdir()
        folders = {new}
        for done, (path, sha256) in enumerate(built.files.items(), 1):
            data = (site / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != sha256:
                raise UnpublishableError(f"{site}: файл {path} изменился во время публикации; повторите")
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.update(one for one in target.parents if one.is_relative_to(new))
            target.write_bytes(data)
            if progress:
                progress(done, len(built.files))
        (new / manifest.NAME).write_bytes(built.data)
        # Disks gather what is asked for at the same time: 3,000 files take 0.4 s so, 10 s one after another.
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(synced, (*(new / path for path in (*built.files, manifest.NAME)), *folders)))
        new.rename(releases.folder(name))
        synced(releases.shelf)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
