"""Drafts to files: written whole beside their place, then linked into it; what is there already stays."""

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written: its path from the root and its bytes.

    `replaces` is what it may take the place of; `shared` says that the same bytes from another hand are as good.
    """

    path: str
    data: bytes
    replaces: bytes | None = None
    shared: bool = False


class Occupied(Exception):
    """The place of a draft is taken, or the file to be extended has changed meanwhile."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"файл {path} уже есть, он не перезаписывается")


def put(root: Path, drafts: Sequence[Draft]) -> None:
    """Put all drafts in place or none: an interruption at any moment leaves no torn file and no stray one."""
    ready: list[tuple[Draft, Path, Path]] = []
    placed: list[Path] = []
    made: list[Path] = []
    try:
        for draft in drafts:
            target = root / draft.path
            made += _folders(target.parent)
            spare = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
            ready.append((draft, spare, target))
            _write(spare, draft.data)
        for draft, spare, target in ready:
            if draft.replaces is None:
                if _link(draft, spare, target):
                    placed.append(target)
            else:
                if target.read_bytes() != draft.replaces:
                    raise Occupied(draft.path)
                spare.replace(target)
    except BaseException:
        for target in placed:
            target.unlink(missing_ok=True)
        raise
    finally:
        for _, spare, _ in ready:
            spare.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):  # not empty: the draft lies there
                folder.rmdir()
    for folder in {target.parent for _, _, target in ready}:
        _sync(folder)


def _folders(folder: Path) -> list[Path]:
    """Create a folder with those above it and tell which were new."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return list(reversed(missing))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _link(draft: Draft, spare: Path, target: Path) -> bool:
    """Take the place only if it is free, even when two commands run at once: a link never replaces a file."""
    try:
        try:
            os.link(spare, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            target.touch(exist_ok=False)
            spare.replace(target)
    except FileExistsError:
        if draft.shared and target.read_bytes() == draft.data:
            return False
        raise Occupied(draft.path) from None
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
