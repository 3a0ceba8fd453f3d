"""A publication cut short at every step it takes in the file system; run as a process of its own, since it forks.

`python -m tests.portal.cut_short killed|interrupted in_one_step|copied_over FOLDER` prints a line for each cut: what a
visitor meets afterwards (old, new, broken) and what is left once the next publication has run (clean, litter).
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.portal import manifest
from generator.portal.publish import publish

STEPS = {"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir", "os.scandir", "os.listdir"}
Publisher = Callable[[Path, Path], object]


def portal(folder: Path, *pages: str) -> Path:
    """A finished portal of some pages, each with its own name for a text."""
    for page in pages:
        path = folder / page / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    manifest.seal(folder)
    return folder


def in_one_step(site: Path, to: Path) -> None:
    """The publisher of the product."""
    publish(site, to, keep=1)


def copied_over(site: Path, to: Path) -> None:
    """The weak one: the folder that visitors see is emptied and filled again."""
    shutil.rmtree(to / "current", ignore_errors=True)
    shutil.copytree(site, to / "current")


def met(to: Path, old: Path, new: Path) -> str:
    """What a visitor meets: one of the two portals, whole, or something else."""
    for name, site in (("old", old), ("new", new)):
        built = manifest.read(site)
        if not built.faults(to / "current") and (to / "current" / manifest.NAME).is_file():
            return name
    return "broken"


def cut(action: Callable[[], object], after: int, how: str) -> bool:
    """Run in a child process that ends at a step; False where it came to its end before that."""
    child = os.fork()
    if child == 0:
        steps = 0

        def hook(event: str, _: tuple[Any, ...]) -> None:
            nonlocal steps
            steps += event in STEPS
            if steps == after and event in STEPS:
                if how == "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise KeyboardInterrupt

        sys.addaudithook(hook)
        try:
            action()
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def litter(to: Path) -> bool:
    """Whether anything lies there that no publication wants to keep."""
    kept = {".lock", ".history", *(to / "releases" / ".history").read_text("ascii").split()}
    return {path.name for path in to.iterdir()} != {"releases", "current"} or kept != {
        path.name for path in (to / "releases").iterdir()
    }


def main(how: str, publisher: Publisher, folder: Path) -> None:
    """One cut after another, each from the same beginning, until the publication comes to its end."""
    old, new = portal(folder / "old", "a", "b"), portal(folder / "new", "a", "c")
    publisher(old, to := folder / "to")
    shutil.copytree(to, begun := folder / "begun", symlinks=True)
    after, going = 0, True
    while going:
        after += 1
        shutil.rmtree(to)
        shutil.copytree(begun, to, symlinks=True)
        going = cut(lambda: publisher(new, to), after, how)
        seen = met(to, old, new)
        publisher(new, to)
        left = "litter" if publisher is in_one_step and litter(to) else "clean"
        print(seen, met(to, old, new), left)


if __name__ == "__main__":
    (root := Path(sys.argv[3], "to")).mkdir()
    main(sys.argv[1], {"in_one_step": in_one_step, "copied_over": copied_over}[sys.argv[2]], root.parent)
