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


def link(here: Here, ref: Link) -> Markup:
    """A name with the way to its page; what has no page stands as it is."""
    if ref.address is None:
        return escape(ref.title)
    told = f' title="{escape(ref.full)}"' if ref.full and ref.full != ref.title else ""
    return Markup(f'<a href="{escape(here.to(ref.address))}"{told}>{escape(ref.title)}</a>')


def links(here: Here, refs: Iterable[Link]) -> Markup:
    """Several names by comma, or that there are none."""
    return Markup(", ").join(link(here, one) for one in refs) or Markup("нет")


def point(here: Here, number: str) -> Markup:
    """A point of the order ("18", "р. 2") with a link to its wording."""
    return _point(here.to("exchange/order/#"), number)


def status(kind: str, text: object) -> Markup:
    """A mark with its kind (ok, wait, late, info, none) and its words."""
    return Markup(f'<span class="status status--{escape(kind)}">{escape(text)}</span>')


def day(value: date) -> Markup:
    """A day that is not broken over two lines."""
    return Markup(f'<span class="day">{short_day(value)}</span>')


@lru_cache(maxsize=1024)
def _point(order: str, number: str) -> Markup:
    return Markup(f'<a class="point" href="{escape(order + point_id(number))}">{escape(point_label(number))}</a>')
