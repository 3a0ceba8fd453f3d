"""A shell: one page of the theme's finished chrome, split once at its marks; any page of data fits into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.portal.marks import Slot, split
from generator.portal.site_text import SiteText

CONTENTS, WIDE = "contents.html", "wide.html"  # with a table of contents; without one, for tables that need the room

_WIDE = frozenset({Slot.ROOT, Slot.TITLE, Slot.DESCRIPTION, Slot.CANONICAL, Slot.BODY})


@dataclass(frozen=True, slots=True, eq=False)
class Shell:
    """Text, slot, text, slot … text, for all pages at and below an address of the navigation."""

    address: str
    pieces: tuple[str, ...]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(self.pieces[1::2])


@lru_cache(maxsize=256)
def at_depth(shell: Shell, depth: int) -> Shell:
    """The shell for pages that many folders below the root: the ways to the root are filled in once, not per page."""
    root = "/".join([".."] * depth) or "."
    pieces = [shell.pieces[0]]
    for slot, text in zip(shell.pieces[1::2], shell.pieces[2::2], strict=True):
        if slot == Slot.ROOT:
            pieces[-1] += root + text
        else:
            pieces += (slot, text)
    return Shell(shell.address, tuple(pieces))


@dataclass(frozen=True, slots=True)
class SiteShell:
    """Everything that the site tool built: shells by the address of their navigation entry, and finished files."""

    text: SiteText
    contents: Mapping[str, Shell]
    wide: Mapping[str, Shell]
    folder: Path
    files: tuple[str, ...]  # hand-written pages and assets, relative to the folder

    def nearest(self, address: str, *, contents: bool) -> Shell:
        """The shell of the navigation entry at or above an address; the front page's where there is none."""
        shells = self.contents if contents else self.wide
        steps = address.split("/")[:-1]
        while steps:
            if (shell := shells.get("/".join(steps) + "/")) is not None:
                return shell
            steps.pop()
        return shells[""]


def load(text: SiteText, site: Path, shells: Path) -> SiteShell:
    """Read what the site tool left; the exact set of marks is asserted here, so a changed theme fails the build."""
    return SiteShell(
        text,
        dict(_read(shells, CONTENTS, _WIDE | {Slot.TOC})),
        dict(_read(shells, WIDE, _WIDE)),
        site,
        tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())),
    )


def _read(shells: Path, name: str, slots: frozenset[Slot]) -> list[tuple[str, Shell]]:
    found = []
    for path in sorted(shells.rglob(name)):
        folder = path.parent.relative_to(shells).as_posix()
        address = "" if folder == "." else folder + "/"
        # The front page is the only one that stands nowhere below another.
        expected = slots | {Slot.CRUMBS} if address else slots
        found.append((address, Shell(address, split(path.read_text(encoding="utf-8"), expected))))
    return found
