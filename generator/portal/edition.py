"""What a build was made of; the tool and the repository are looked up at the edge and passed in."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edition:
    """Sources of a build; what is not known is None and is said to be unknown.

    `revision` is the commit of the content, `edited` tells that files were changed after it; `content` is the digest
    of the files, `tool` the version of the generator.
    """

    revision: str | None = None
    edited: bool = False
    content: str | None = None
    tool: str | None = None


def content_digest(root: Path) -> str:
    """Digest of all files below content/, which anybody can repeat: the sha256 of the sorted list of sha256sum.

    `find content -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`
    """
    found = ((path.relative_to(root).as_posix().encode(), path) for path in (root / "content").rglob("*"))
    listing = hashlib.sha256()
    for name, path in sorted(found):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                listing.update(b"%s  %s\n" % (hashlib.file_digest(file, "sha256").hexdigest().encode(), name))
    return listing.hexdigest()
