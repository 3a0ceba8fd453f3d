"""content/ as it was at another revision, without touching the checkout: who may approve is read from the base."""

import errno
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.model.finding import Finding
from generator.reading.content import Loaded, load_from
from generator.reading.files import CONTENT, unreadable
from generator.reading.names import shown
from generator.reading.trees import Progress

_SYMLINK, _SUBMODULE = "120000", "160000"


class UnknownRevision(Exception):
    """Git knows no such commit, or there is no git here; the text says so in Russian."""


def load_revision(root: Path, revision: str, *, cache: Path | None = None, progress: Progress | None = None) -> Loaded:
    """Read content/ of a commit, a branch or a tag; a file is asked of git again when a line is looked up."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        raise UnknownRevision(f"в хранилище git нет ревизии {shown(revision)}")
    commit = found.decode().strip()

    def read(path: str) -> bytes:
        return _git(root, "cat-file", "blob", f"{commit}:./{path}")

    with TemporaryDirectory(prefix="tkmv-") as folder:
        findings = _write_out(root, commit, Path(folder))
        return load_from(Path(folder), read, cache, progress, findings)


def _write_out(root: Path, commit: str, folder: Path) -> list[Finding]:
    """Blobs of content/ into the folder; not by `git archive`, which attributes in the tree can make leave files out.

    A link becomes one that leads nowhere and a submodule a folder with its mark, for the walk to refuse.
    """
    findings = []
    (folder / CONTENT).mkdir()
    rows = _git(root, "ls-tree", "-r", "-z", commit, "--", CONTENT).split(b"\0")
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as blobs:
        for row in filter(None, rows):
            meta, _, name = row.partition(b"\t")
            mode, _, blob = meta.decode().split()
            target = folder / os.fsdecode(name)
            try:
                if {"..", ".git"} & set(target.relative_to(folder).parts):
                    raise PermissionError(errno.EACCES, "")  # no honest git writes such a tree
                target.parent.mkdir(parents=True, exist_ok=True)
                if mode == _SYMLINK:
                    target.symlink_to("nowhere")
                elif mode == _SUBMODULE:
                    (target / ".git").mkdir(parents=True)
                else:
                    data = _blob(blobs, blob)
                    with target.open("xb") as file:
                        file.write(data)
            except OSError as error:
                findings.append(unreadable(os.fsdecode(name), error))
    return findings


def _blob(blobs: subprocess.Popen[bytes], name: str) -> bytes:
    """One object from a running `git cat-file --batch`."""
    assert blobs.stdin and blobs.stdout
    blobs.stdin.write(f"{name}\n".encode())
    blobs.stdin.flush()
    answer = blobs.stdout.readline().split()
    if len(answer) != 3:
        raise FileNotFoundError(errno.ENOENT, "")  # a shallow or partial clone lacks it
    data = blobs.stdout.read(int(answer[2]))
    blobs.stdout.read(1)
    return data


def _git(root: Path, *arguments: str) -> bytes:
    """Output of git, empty when it refuses."""
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise UnknownRevision("на этой машине нет git, сравнить с ревизией нечем") from error
    return run.stdout if run.returncode == 0 else b""
