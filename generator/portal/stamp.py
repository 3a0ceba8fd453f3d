"""The stamp: a page of data and its shell become finished bytes in one join."""

from functools import cache
from typing import Protocol, cast

from markupsafe import Markup, escape

from generator.portal.abbreviations import abbreviate
from generator.portal.environment import THEME, environment
from generator.portal.marks import Slot
from generator.portal.page import Here, Page, TocEntry
from generator.portal.shell import SiteShell, at_depth


class _Pieces(Protocol):
    def entries(self, toc: tuple[TocEntry, ...]) -> Markup: ...
    def crumb(self, title: str, href: str) -> Markup: ...


@cache
def _pieces() -> _Pieces:
    """The theme's own markup for contents and crumbs, the same file that the site tool uses."""
    return cast(_Pieces, environment(THEME).get_template("partials/pieces.html").module)


def stamp(site: SiteShell, page: Page) -> bytes:
    """The finished page: every value escaped here, the body taken as it is, with its abbreviations explained (п. 5)."""
    shell = at_depth(site.nearest(page.address, contents=bool(page.toc)), page.depth)
    values = {
        Slot.TITLE: escape(page.title),
        Slot.DESCRIPTION: escape(page.description),
        Slot.CANONICAL: escape(site.text.address + page.address),
        Slot.CRUMBS: _crumbs(page),
        Slot.TOC: _pieces().entries(page.toc) if page.toc else Markup(),
        Slot.BODY: abbreviate(page.body, dict(site.text.terms)),
    }
    pieces = list(shell.pieces)
    pieces[1::2] = [values[Slot(slot)] for slot in pieces[1::2]]
    return "".join(pieces).encode()


def _crumbs(page: Page) -> Markup:
    here = Here(page.address)
    return Markup().join(_pieces().crumb(crumb.title, here.to(crumb.address)) for crumb in page.crumbs)
