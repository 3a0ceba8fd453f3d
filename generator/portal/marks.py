"""Marks: the places of a shell that differ from page to page.

The site tool's hook puts them in, the shell is split at them once, the stamp joins values between them.
A mark is plain ASCII without a character that HTML, JSON or an address would escape.
"""

import re
from enum import StrEnum

from markupsafe import Markup, escape


class Slot(StrEnum):
    """What a page of data gives to its shell."""

    ROOT = "root"  # the relative way from the page to the root of the portal: ".", "..", "../.."
    TITLE = "title"
    DESCRIPTION = "description"
    CANONICAL = "canonical"
    CRUMBS = "crumbs"
    TOC = "toc"
    BODY = "body"


def mark(name: str) -> str:
    """The text that stands for a slot in the finished HTML."""
    return f"@@tkmv.{name}@@"


def unmarked(text: str) -> Markup:
    """A text escaped for HTML in such a way that nothing in it is taken for a mark."""
    return Markup(str(escape(text)).replace("@", "&#64;"))


# Filled in for the whole site, not page by page: it needs the hashes of the finished inline scripts.
POLICY = mark("policy")

_MARK = re.compile(r"@@tkmv\.([a-z]*)@@")


class MarksError(Exception):
    """The site tool returned a shell whose marks are not those that the stamp knows how to fill."""


def split(html: str, expected: frozenset[Slot]) -> tuple[str, ...]:
    """Text, slot, text, slot … text; refuses a shell that has not exactly the marks that are expected."""
    pieces = _MARK.split(html)
    found = set(pieces[1::2])
    missing, foreign = {str(slot) for slot in expected} - found, found - {str(slot) for slot in expected}
    if missing or foreign:
        raise MarksError(f"marks missing: {sorted(missing)}, marks not expected: {sorted(foreign)}")
    if pieces[1::2].count(Slot.BODY) != 1:
        raise MarksError("a shell has one place for the body")
    return tuple(pieces)
