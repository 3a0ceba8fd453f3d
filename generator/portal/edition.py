"""What a build was made of; the tool and the repository are looked up at the edge and passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.reading.sums import sums


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


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is of cards; records of days to come count, since they are there."""

    cards: int = 0
    versions: int = 0
    records: int = 0
    stages: Mapping[str, int] = field(default_factory=dict)


def content_digest(root: Path) -> str | None:
    """Digest of all files below content/, which anybody can repeat: the sha256 of the sorted list of sha256sum.

    `find content -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`
    """
    found = sums(root)
    return found.content if found else None
