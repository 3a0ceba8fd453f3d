"""Accessibility by axe-core (WCAG 2 A and AA, good practice): every type of page, light and dark, phone and desk."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open
from tests.browser.pagetypes import page_types
from tests.browser.visit import DESK, PHONE, Scheme, watched

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Pale text, a picture and a field without a name.
FAULTY = """<!doctype html><html lang="ru"><title>x</title><main><h1>x</h1>
<p style="color:#999;background:#fff">бледно</p><img src="data:,"><input></main></html>"""
EXPECTED = {"color-contrast", "image-alt", "label"}


def start(page: Page) -> None:
    """Axe is long at work: it is begun on all looks of a page before the first is waited for."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate("() => { window.found = axe.run({resultTypes: ['violations']}) }")


def found(page: Page) -> AxeResults:
    return AxeResults(page.evaluate("() => window.found"))


def faults(open_page: Open, portal: str, site: Path) -> Iterator[str]:
    looks = {look: open_page(scheme=look[0], width=look[1]) for look in product(SCHEMES, (DESK, PHONE))}
    for name, address in page_types(site).items():
        for page in looks.values():
            page.goto(portal + address)
            start(page)
        for look, page in looks.items():
            if (results := found(page)).violations_count:
                yield f"{name} ({address}) {look}: {results.generate_report()}"


def test_axe_finds_nothing_on_any_type_of_page(open_page: Open, portal: str, site: Path) -> None:
    assert list(faults(open_page, portal, site)) == []


def test_axe_finds_the_faults_of_a_faulty_page(browser: Browser, host: str) -> None:
    with watched(browser, host) as (page, _):
        page.set_content(FAULTY)
        start(page)
        assert {one["id"] for one in found(page).response["violations"]} >= EXPECTED
