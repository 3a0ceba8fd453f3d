"""Pages looked at in the browser: what is visible, what they are made of, how wide they are, what they complain of."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import cast

from playwright.sync_api import Browser, Page

from tests.browser.visit import HEIGHT, Watch, watched

WINDOWS = 3
# What is read, then what a pointer or a voice tells; folds are opened first.
_TEXTS = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true
  const told = [...document.querySelectorAll("[title], [aria-label], [placeholder], [alt]")].flatMap(one =>
    ["title", "aria-label", "placeholder", "alt"].map(name => one.getAttribute(name) ?? ""))
  return [document.title, document.body.innerText, ...told]
}"""
# Kinds of elements with their attributes, and where links lead.
ANATOMY = """() => [
  ...[...document.querySelectorAll("*")].flatMap(one =>
    [one.localName, ...[...one.attributes].map(found => `${one.localName} ${found.name}`)]),
  ...[...document.links].map(link => link.protocol),
]"""
_OVERFLOW = """() => {
  const page = document.scrollingElement
  if (page.scrollWidth <= page.clientWidth) return null
  const wide = [...document.querySelectorAll("body *")].filter(one =>
    one.getBoundingClientRect().right > page.clientWidth + 1 && !one.closest(".table-scroll"))
  return `${page.scrollWidth}: ` + wide.slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(" | ")
}"""


@dataclass(frozen=True)
class Look:
    """One page as it was seen."""

    address: str
    texts: tuple[str, ...]
    anatomy: frozenset[str]
    too_wide: dict[int, str]  # by the width of the window
    complaints: dict[str, list[str]]


def too_wide(page: Page, width: int) -> str | None:
    """What sticks out to the side of a window; None where nothing does."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return cast(str | None, page.evaluate(_OVERFLOW))


def looks(browser: Browser, portal: str, addresses: Iterable[str], widths: tuple[int, ...]) -> Iterator[Look]:
    """Look at each page with all its folds open; while one window is looked at, the others load."""
    with ExitStack() as stack:
        windows = [stack.enter_context(watched(browser, portal, widths[0])) for _ in range(WINDOWS)]
        left = iter(addresses)
        while some := list(zip(windows, islice(left, WINDOWS), strict=False)):
            for (page, watch), address in some:
                watch.forget()
                page.set_viewport_size({"width": widths[0], "height": HEIGHT})
                page.goto(portal + address, wait_until="commit")
            for (page, watch), address in some:
                page.wait_for_load_state()
                yield look(page, watch, address, widths)


def look(page: Page, watch: Watch, address: str, widths: tuple[int, ...]) -> Look:
    """One page that is loaded."""
    texts = page.evaluate(_TEXTS)
    wide = {width: told for width in widths if (told := too_wide(page, width))}
    anatomy = page.evaluate(ANATOMY)
    return Look(address, tuple(texts), frozenset(anatomy), wide, watch.seen())
