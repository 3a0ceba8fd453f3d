"""A page of data before it is stamped."""

import html
import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from generator.portal.russian import NO_BREAK

_ADDRESS = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*")
_HEADING = re.compile(r'<h([23])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_ANCHOR = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: plain text and the id of its heading."""

    title: str
    id: str
    children: tuple["TocEntry", ...] = ()

    @property
    def url(self) -> str:
        return f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the page's navigation entry down to the page itself."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a shell lacks. Texts are plain; the body is finished HTML of an autoescaped template."""

    address: str  # "" is the front page, "exchange/cards/x/" a folder with index.html
    title: str
    description: str
    body: Markup
    toc: tuple[TocEntry, ...] = ()  # none: the page gets the whole width
    crumbs: tuple[Crumb, ...] = ()

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError(f"an address is folders of small Latin letters, digits and hyphens: {self.address!r}")
        if not isinstance(self.body, Markup):
            raise TypeError(f"{self.address}: the body must come from an autoescaped template")

    @property
    def depth(self) -> int:
        return self.address.count("/")


@dataclass(frozen=True, slots=True)
class Here:
    """Where a page stands, so that its template can write links that work at any depth and under any prefix."""

    address: str

    @property
    def root(self) -> str:
        """The relative way to the front page's folder, without a slash at its end."""
        return _root(self.address.count("/"))

    def to(self, target: str) -> str:
        """The relative way to an address of the portal ("exchange/cards/", "api/v1/cards.json#x")."""
        return f"{self.root}/{target}"


@cache
def _root(depth: int) -> str:
    return "/".join([".."] * depth) or "."


def point_id(point: str) -> str:
    """The anchor of a point on the page of the order: "18" is p18, "р. 2" of the order's body is r2."""
    return f"r{point.removeprefix('р. ')}" if point.startswith("р. ") else f"p{point}"


def point_label(point: str) -> str:
    """A point as it is cited: п. 18; р. 2 stays as it is."""
    return (point if point.startswith("р. ") else f"п. {point}").replace(" ", NO_BREAK)


def contents(body: Markup) -> tuple[TocEntry, ...]:
    """The table of contents of a body: its h2 with an id, and the h3 with an id below each."""
    entries: list[TocEntry] = []
    for level, anchor, inner in _HEADING.findall(body):
        title = Markup(_ANCHOR.sub("", inner)).striptags()
        if level == "3" and entries:
            last = entries.pop()
            entries.append(TocEntry(last.title, last.id, (*last.children, TocEntry(title, html.unescape(anchor)))))
        else:
            entries.append(TocEntry(title, html.unescape(anchor)))
    return tuple(entries)
