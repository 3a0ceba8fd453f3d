"""A reader of the portal: clicks what is written, searches in the field at the top, looks at what is visible."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.visit import PHONE

_RESULTS = ".search-results__title"
_STATUS = "[data-search-status]"
# The status tells of this query and its first results stand there.
_ANSWERED = """words => {
  const told = document.querySelector("[data-search-status]").textContent
  const shown = document.querySelectorAll(".search-results__title").length
  const found = Number(told.match(/: (\\d+) /)?.[1] ?? 0)
  return told.startsWith(`По запросу «${words.normalize()}»`) && shown === Math.min(10, found)
}"""


@dataclass(frozen=True)
class Click:
    """One click on the first thing that carries these words."""

    words: str


@dataclass(frozen=True)
class Search:
    """One search from any page, and the result that is opened."""

    words: str
    result: str


def click(page: Page, words: str) -> None:
    """A link, a button or a fold in sight; the driver refuses what something else covers."""
    named = page.locator("a, button, summary").filter(visible=True)
    text = re.compile(re.escape(words).replace(r"\ ", r"\s"))
    found = named.filter(has_text=text).or_(named.and_(page.get_by_label(words)))
    found.first.wait_for()
    inside = page.locator("article").locator(found)  # the page itself is read before what stands around it
    next(one for one in (*inside.all(), *found.all()) if _in_sight(page, one)).click()


def _in_sight(page: Page, one: Locator) -> bool:
    """Not in a drawer that is pushed out to the side."""
    box = one.bounding_box()
    return box is not None and 0 <= box["x"] < width(page)


def width(page: Page) -> int:
    """Of the window."""
    return page.viewport_size["width"] if page.viewport_size else 0


def search(page: Page, words: str) -> list[str]:
    """Titles of the first results, asked in the field at the top; on a phone a button leads to the field."""
    if "/search/" not in page.url:
        if width(page) == PHONE:
            page.locator(".portal-search-link").click()
        else:
            page.locator(".portal-search input").fill(words)
            page.locator(".portal-search button").click()
    field = page.locator("[data-search-query]")
    expect(page.locator(_STATUS)).to_have_text(re.compile("^(?:Введите|По запросу)"))
    field.fill(words)
    page.wait_for_function(_ANSWERED, arg=words.strip())
    return page.locator(_RESULTS).all_inner_texts()


def go(page: Page, steps: Iterable[Click | Search]) -> None:
    """Follow the steps."""
    for step in steps:
        if isinstance(step, Click):
            click(page, step.words)
        else:
            search(page, step.words)
            page.locator(_RESULTS).get_by_text(step.result, exact=True).first.click()
        page.wait_for_load_state()


def told(place: Locator) -> list[str]:
    """Visible texts, spaces as one: what lies in a closed fold is not among them."""
    return [" ".join(text.split()) for text in place.all_inner_texts()]
