"""Puts files of the portal in place: only what changed, each file at once, and nothing that no longer belongs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# Lies in every folder that a build made. Without it a folder is somebody's own, and nothing in it is removed.
OWN = ".tkmv-portal"


class ForeignFolderError(Exception):
    """The output folder holds files that no build of the portal has written."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What writing did."""

    written: int
    unchanged: int
    removed: int


class Writer:
    """One build into one folder. Use: `write` every file, then `finish`."""

    def __init__(self, out: Path) -> None:
        """Refuse a folder with foreign files: finishing would remove them."""
        if out.is_dir() and any(out.iterdir()) and not (out / OWN).is_file():
            raise ForeignFolderError(f"{out}: в папке лежат чужие файлы; укажите пустую или новую папку")
        out.mkdir(parents=True, exist_ok=True)
        self._out = out
        self._names: dict[str, str] = {}
        self._folders: set[Path] = {out}
        self._written = 0
        self._pages = hashlib.sha256()
        self.write(OWN, b"")

    @property
    def pages_digest(self) -> str:
        """Identity of all HTML written so far, in the order of writing: the search index depends on nothing else."""
        return self._pages.hexdigest()

    def page(self, address: str, data: bytes) -> None:
        """A page at its address: a folder with index.html."""
        self.write(f"{address}index.html", data)

    def write(self, name: str, data: bytes) -> None:
        """A file by its path below the output folder; left alone when it already holds these bytes."""
        path = self._path(name)
        if name.endswith(".html"):
            self._pages.update(f"{name}\0{len(data)}\0".encode())
            self._pages.update(data)
        try:
            with path.open("rb") as old:
                if os.fstat(old.fileno()).st_size == len(data) and old.read() == data:
                    return
        except FileNotFoundError:
            pass
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(data)
        new.replace(path)
        self._written += 1

    def finish(self, keep: tuple[str, ...] = ()) -> Counts:
        """Remove files of earlier builds, except what somebody else writes (the search index, the manifest)."""
        names, kept = set(self._names.values()), {self._out / name for name in keep}
        removed, walked = 0, []
        for folder, folders, files in os.walk(self._out):
            here = Path(folder)
            folders[:] = [name for name in folders if here / name not in kept]
            walked.append(here)
            for name in files:
                if (path := here / name) not in kept and path.relative_to(self._out).as_posix() not in names:
                    path.unlink()
                    removed += 1
        for here in reversed(walked[1:]):
            if not any(here.iterdir()):
                here.rmdir()
        return Counts(self._written, len(names) - self._written, removed)

    def _path(self, name: str) -> Path:
        pure = PurePosixPath(name)
        if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in name or str(pure) != name:
            raise ValueError(f"not a path below the output folder: {name!r}")
        # Some file systems do not tell case apart: there the second would overwrite the first.
        if (other := self._names.get(name.casefold())) is not None:
            raise ValueError(f"written twice: {other!r} and {name!r}")
        self._names[name.casefold()] = name
        return self._out / pure
