"""Where the content of a build comes from: the repository and the tool, looked up at the edge."""

import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.portal.edition import Edition
    from generator.reading.sums import Sums


def edition(root: Path, content: "Sums | None" = None) -> "Edition":
    """The commit of the content, whether files were changed after it, their digest, the version of the tool.

    `content` are sums of the files where they are at hand.
    """
    from generator.portal.edition import Edition, content_digest

    known = _git(root, "rev-parse", "--verify", "--quiet", "HEAD:./content")  # not some other repository around it
    revision = _git(root, "rev-parse", "--verify", "HEAD") if known else ""
    edited = bool(revision) and bool(_git(root, "status", "--porcelain", "--untracked-files=all", "--", "content"))
    digest = content.content if content else content_digest(root)
    return Edition(revision or None, edited, digest, version("tkmv-portal"))


def _git(root: Path, *arguments: str) -> str:
    """What git says, nothing where the root is no checkout; `--no-optional-locks` leaves the index to others."""
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
