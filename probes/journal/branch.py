"""Git as a carrier: machine data on a branch of its own, pushed by many runners at once, none of it lost."""

import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from random import Random
from time import sleep

from probes.journal.errors import JournalError
from probes.journal.settling import settled

BRANCH, REMOTE = "data", "origin"
# Commits of machines are signed by none of the people.
_AS = ("-c", "user.name=tkmv-portal", "-c", "user.email=tkmv@portal.example", "-c", "commit.gpgsign=false")
_QUIET = ("-c", "core.editor=true", "-c", "gc.auto=0", "-c", "core.quotePath=false")
_LONGEST_PAUSE = 5.0


class BranchError(JournalError):
    """The branch of machine data cannot be used or pushed; what was committed stays committed here."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: files committed, tries it took, files left because they are neither text nor Parquet."""

    files: int
    tries: int
    left: tuple[str, ...]


def prepare(root: Path, folder: Path, *, remote: str = REMOTE, branch: str = BRANCH) -> None:
    """Make a folder the working tree of the branch: the remote's where there is one, else a branch without history."""
    if _is_tree_of(folder, branch):
        return
    if folder.exists() and any(folder.iterdir()):
        raise BranchError(
            f"папка {folder} не пуста и не является рабочим деревом ветки {branch}; "
            "перенесите её, повторите команду и верните содержимое на место"
        )
    _try(root, "fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    _git(root, "worktree", "prune")
    if _try(root, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}") is None:
        start = _try(root, "rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{branch}")
        if start is None:
            tree = _git(root, "hash-object", "-w", "-t", "tree", "--stdin")
            start = _git(root, "commit-tree", "-m", "Machine data begins", tree.strip())
        _git(root, "branch", "--no-track", branch, start.strip())
    _git(root, "worktree", "add", "--quiet", str(folder.absolute()), branch)


def push(
    folder: Path, *, remote: str = REMOTE, branch: str = BRANCH, tries: int = 30, chance: Random | None = None
) -> Pushed:
    """Commit what is new below the folder and push it; others' pushes are taken in and it is tried again."""
    if not _is_tree_of(folder, branch):
        raise BranchError(
            f"папка {folder} не является рабочим деревом ветки {branch}; создайте его: tkmv journal branch"
        )
    if _git(folder, "ls-tree", "--name-only", "HEAD", "content"):
        raise BranchError(f"на ветке {branch} лежит content/: данные машин не смешиваются с работой людей")
    files, left = _commit(folder)
    chance = chance or Random()
    for number in range(1, tries + 1):
        told = _run(folder, "push", "--quiet", remote, f"HEAD:refs/heads/{branch}")
        if told.returncode == 0:
            return Pushed(files, number, left)
        if _run(folder, "fetch", "--quiet", remote, branch).returncode:
            why = _reason(told.stderr)
            raise BranchError(
                f"отправить ветку {branch} в {remote} не удалось: {why}; новое сохранено в {folder}, повторите позже"
            )
        _take_in(folder)
        sleep(chance.uniform(0, min(0.05 * 2**number, _LONGEST_PAUSE)))
    raise BranchError(f"отправить ветку {branch} в {remote} не удалось и с {tries}-й попытки; повторите позже")


def _commit(folder: Path) -> tuple[int, tuple[str, ...]]:
    """Commit changes that are text or Parquet; how many, and what was left."""
    told = _git(folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    changed = [entry[3:] for entry in told.split("\0") if entry]
    own = [path for path in changed if not _is_housekeeping(path)]
    left = tuple(path for path in own if not _is_carried(folder / path))
    carried = sorted(set(own) - set(left))
    if carried:
        names = "\0".join(carried)
        _git(folder, "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul", text=names)
        _git(folder, "commit", "--quiet", "-m", f"Machine data: {len(carried)} files")
    return len(carried), left


def _is_housekeeping(path: str) -> bool:
    """Half-written files and locks."""
    parts = PurePosixPath(path).parts
    return "tmp" in parts or any(part.startswith(".") for part in parts)


def _is_carried(path: Path) -> bool:
    """Parquet, or text in UTF-8; a file that is gone is carried as such."""
    if path.is_symlink():
        return False
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return True
    if data.startswith(b"PAR1"):
        return True
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _take_in(folder: Path) -> None:
    """Put our commits on top of what others pushed; a day that both compacted becomes one with the rows of both."""
    told = _run(folder, "rebase", "--quiet", "FETCH_HEAD")
    while told.returncode:
        torn = [path for path in _git(folder, "diff", "--name-only", "--diff-filter=U", "-z").split("\0") if path]
        sides = {path: (_blob(folder, f":2:{path}"), _blob(folder, f":3:{path}")) for path in torn}
        solved = {path: settled(path, *versions) for path, versions in sides.items()}
        unsolved = [path for path, data in solved.items() if data is None]
        if unsolved or not torn:
            _git(folder, "rebase", "--abort")
            what = ", ".join(unsolved) or _reason(told.stderr)
            raise BranchError(f"изменения ветки данных не сводятся: {what}; сведите их вручную в {folder}")
        for path, data in solved.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data or b"")
            _git(folder, "add", "--", path)
        told = _run(folder, "rebase", "--continue")


def _blob(folder: Path, name: str) -> bytes | None:
    told = subprocess.run(["git", "-C", folder, "cat-file", "blob", name], capture_output=True)
    return None if told.returncode else told.stdout


def _is_tree_of(folder: Path, branch: str) -> bool:
    if not folder.is_dir():
        return False
    top = _try(folder, "rev-parse", "--show-toplevel")
    head = _try(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    return top is not None and Path(top.strip()).samefile(folder) and head is not None and head.strip() == branch


def _try(folder: Path, *call: str) -> str | None:
    told = _run(folder, *call)
    return None if told.returncode else told.stdout


def _git(folder: Path, *call: str, text: str = "") -> str:
    told = _run(folder, *call, text=text)
    if told.returncode:
        raise BranchError(f"git {call[0]} в {folder} не удалось: {_reason(told.stderr)}")
    return told.stdout


def _run(folder: Path, *call: str, text: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *_AS, *_QUIET, *call],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    except FileNotFoundError:
        raise BranchError("для отправки данных нужен git, на этом узле его нет") from None


def _reason(text: str) -> str:
    """The line of git's that says why: what follows it is advice."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "!"))]
    return (told or lines[-1:] or ["git не сказал почему"])[0]
