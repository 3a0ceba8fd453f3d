"""What a finished portal consists of: `manifest.json`, written last, names every file with its sha256."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NAME = "manifest.json"
_VERSION = 1


class ManifestError(Exception):
    """There is no manifest, or what is there is none; the text says so in Russian."""


@dataclass(frozen=True)
class Manifest:
    """Files of a portal by path below its folder, with their sha256; `data` is the manifest as it was written."""

    files: Mapping[str, str]
    data: bytes

    @cached_property
    def digest(self) -> str:
        """Identity of the whole portal: the sha256 of the manifest."""
        return hashlib.sha256(self.data).hexdigest()

    def faults(self, folder: Path) -> tuple[str, ...]:
        """In Russian, how a folder differs from what the manifest says; nothing where every byte is right."""
        found = {name: own for name, own in _walk(folder) if name != NAME}
        lost = [f"нет файла {name}" for name in sorted(self.files.keys() - found.keys())]
        alien = [f"лишний файл {name}" for name in sorted(found.keys() - self.files.keys())]
        both = sorted(self.files.keys() & found.keys())
        changed = [
            f"изменён файл {name}" for name in both if not found[name] or _sha256(folder / name) != self.files[name]
        ]
        return (*lost, *alien, *changed)


def seal(folder: Path) -> None:
    """Write the manifest of a portal whose every other file is in place."""
    put(folder, sums(folder))


def sums(folder: Path, above: str = "") -> dict[str, str]:
    """The sha256 of every plain file of a portal, or of one of its folders (`above`, with a slash at its end)."""
    found = _walk(folder / above, above)
    return {name: _sha256(folder / name) for name, own in found if own and name != NAME}


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write the manifest of these files; left alone where it says the same."""
    told = {name: sha256 for name, sha256 in files.items() if not is_hidden(name)}
    text = json.dumps({"version": _VERSION, "files": told}, ensure_ascii=False, indent=1, sort_keys=True)
    data = f"{text}\n".encode()
    path = folder / NAME
    if path.is_file() and path.read_bytes() == data:
        return
    new = path.with_name(f"{NAME}.new")
    new.write_bytes(data)
    new.replace(path)


def is_hidden(name: str) -> bool:
    """Hidden files are marks of the builder, not the portal."""
    return name.startswith(".") or "/." in name


def read(folder: Path) -> Manifest:
    """The manifest of a folder; without one no build has finished there."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        raise ManifestError(f"нет {NAME}: сборка не закончена") from None
    try:
        tree = json.loads(data)
    except ValueError:
        tree = None
    match tree:
        case {"version": int(version), "files": dict(files)} if version == _VERSION and _hashes(files):
            return Manifest(files, data)
    raise ManifestError(f"{NAME} испорчен: соберите портал заново")


def _hashes(files: Mapping[str, object]) -> bool:
    return all(isinstance(one, str) for one in files.values())


def _walk(folder: Path, above: str = "") -> Iterator[tuple[str, bool]]:
    """Everything but folders, and whether it is a plain file; hidden files are marks of the builder, not the portal."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry.is_file(follow_symlinks=False)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
