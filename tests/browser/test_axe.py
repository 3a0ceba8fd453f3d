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
COLOURS = ("color-contrast", "link-in-text-block")  # all rules that look at colours
# Pale text, a picture and a field without a name, two sections of one name.
FAULTY = """<!doctype html><html lang="ru"><title>x</title><main><h1>x</h1>
<p style="color:#999;background:#fff">бледно</p><img src="data:,"><input>
<section aria-label="раздел"></section><section aria-label="раздел"></section></main></html>"""
EXPECTED = {"color-contrast", "image-alt", "label", "landmark-unique"}
# Names of landmarks are compared on the whole page. Then one stays of rows and entries that differ in words only, which
# axe does not read; it is started later because it does most of its work before it returns.
_RUN = """rules => {
  const known = new Set()
  const shape = one => [one.localName, one.className, ...one.getAttributeNames()].join()
  const way = (one, top) => (one === top ? "" : way(one.parentElement, top)) + " > " + shape(one)
  const thin = () => {
    for (const one of document.querySelectorAll("article :is(section, tr, li)")) {
      const ways = one.isConnected ? [one, ...one.querySelectorAll("*")].map(part => way(part, one)) : []
      if (ways.every(found => known.has(found))) one.remove()
      ways.forEach(found => known.add(found))
    }
  }
  const run = values => axe.run({resultTypes: ["violations"], ...(values && {runOnly: {type: "rule", values}})})
  window.found = new Promise(done => setTimeout(done)).then(async () => {
    const whole = await run(["landmark-unique"])
    thin()
    const thinned = await run(rules)
    return {...thinned, violations: [...whole.violations, ...thinned.violations]}
  })
}"""


def start(page: Page, rules: tuple[str, ...] | None = None) -> None:
    """Axe is long at work: it is begun on all looks of a page before the first is waited for."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(_RUN, rules)


def found(page: Page) -> AxeResults:
    return AxeResults(page.evaluate("() => window.found"))


def faults(open_page: Open, portal: str, site: Path) -> Iterator[str]:
    looks = {look: open_page(scheme=look[0], width=look[1]) for look in product(SCHEMES, (DESK, PHONE))}
    for name, address in page_types(site).items():
        for page in looks.values():
            page.goto(portal + address, wait_until="commit")
        for (scheme, _), page in looks.items():
            page.wait_for_load_state()
            page.wait_for_function("() => !document.querySelector('.filters fieldset:disabled')")
            start(page, COLOURS if scheme == "dark" else None)  # a scheme changes colours and nothing else
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
        start(page, COLOURS)
        assert {one["id"] for one in found(page).response["violations"]} == {"color-contrast", "landmark-unique"}
