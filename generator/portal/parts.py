"""Small parts that stand many times on every page, as functions: a macro of a template costs ten times as much.

They print what the macros of `templates/parts.html` of the same name print; every value is escaped here.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from generator.portal.page import Here, point_id, point_label
from generator.portal.russian import short_day
from generator.portal.views.names import Link

KEPT = 4096  # pieces of each kind that are kept for the next page


def link(here: Here, ref: Link) -> Markup:
    """A name with the way to its page; what has no page stands as it is."""
    return _link(here.root, ref)


def links(here: Here, refs: Iterable[Link]) -> Markup:
    """Several names by comma, or that there are none."""
    return Markup(", ").join(link(here, one) for one in refs) or Markup("нет")


def point(here: Here, number: str) -> Markup:
    """A point of the order ("18", "р. 2") with a link to its wording."""
    return _point(here.root, number)


@lru_cache(maxsize=KEPT)
def status(kind: str, text: object) -> Markup:
    """A mark with its kind (ok, wait, late, info, none) and its words."""
    return Markup(f'<span class="status status--{escape(kind)}">{escape(text)}</span>')


@lru_cache(maxsize=KEPT)
def day(value: date) -> Markup:
    """A day that is not broken over two lines."""
    return Markup(f'<span class="day">{short_day(value)}</span>')


@lru_cache(maxsize=KEPT)
def _link(root: str, ref: Link) -> Markup:
    if ref.address is None:
        return escape(ref.title)
    told = f' title="{escape(ref.full)}"' if ref.full and ref.full != ref.title else ""
    return Markup(f'<a href="{root}/{escape(ref.address)}"{told}>{escape(ref.title)}</a>')


@lru_cache(maxsize=KEPT)
def _point(root: str, number: str) -> Markup:
    address = f"{root}/exchange/order/#{point_id(number)}"
    return Markup(f'<a class="point" href="{escape(address)}">{escape(point_label(number))}</a>')
