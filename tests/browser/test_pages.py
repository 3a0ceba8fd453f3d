"""Every page: it fits, complains of nothing, speaks Russian, calls things by their names, leads somewhere, prints."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from generator.model.content import Content
from tests.browser.conftest import PREFIX, Open
from tests.browser.looks import Look, too_wide
from tests.browser.pagetypes import addresses, page_types
from tests.browser.visit import watched
from tests.links import elements, faults, strings

CARD_SIZE = 40_000  # bytes of a compressed page: a second on a slow line

# Latin words of Russian officialdom and of this trade. What is no longer met is an error.
ENGLISH_ALLOWED = frozenset(
    [
        *("Atom", "CAS", "CSV", "DNS", "DOCTYPE", "Excel", "HTTP", "ICS", "JSON", "JavaScript", "Microsoft", "Office"),
        *("OpenAPI", "Prometheus", "SD", "SHA", "SID", "TCP", "TLS", "Tab", "UTF", "VIN", "WSDL", "XLSX", "XML"),
        *("II", "III", "IV", "VI", "VII"),
        *("smev", "urn"),
    ]
)
# What is printed as it is written: commands, checksums, identifiers of services, addresses.
_AS_WRITTEN = (
    "//script | //style | //noscript | //code | //pre"
    " | //*[contains(@class, 'digest')] | //a[starts-with(@href, 'mailto:')]"
)
_LATIN = re.compile(r"(?<![\w/.@:-])[A-Za-z][A-Za-z'-]*[A-Za-z](?![\w@/])")


def test_no_page_is_wider_than_the_window(seen: list[Look]) -> None:
    assert [(look.address, look.too_wide) for look in seen if look.too_wide] == []


def test_no_page_complains_asks_from_outside_or_breaks_its_policy(seen: list[Look]) -> None:
    assert [(look.address, look.complaints) for look in seen if look.complaints] == []


PAPER = 718  # A4 between its margins
# Of no use on paper: header, menus, contents, footer, fields, anchors.
ON_SCREEN_ONLY = ".md-header, .md-tabs, .md-sidebar, .md-path, .md-footer, .onpage, .filter, .headerlink"
_INK = """() => [document.body, document.querySelector("h1")].map((one, place) =>
  getComputedStyle(one)[place ? "color" : "backgroundColor"])"""


def test_every_type_of_page_prints_without_what_is_for_screens(open_page: Open, portal: str, site: Path) -> None:
    page = open_page(scheme="dark")
    for address in page_types(site).values():
        page.goto(portal + address)
        assert page.locator(ON_SCREEN_ONLY).filter(visible=True).count() > 2
        page.emulate_media(media="print")
        assert too_wide(page, PAPER) is None, address
        assert page.locator(ON_SCREEN_ONLY).filter(visible=True).count() == 0, address
        assert page.evaluate(_INK) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], address
        page.emulate_media(media="screen")


def test_a_wrong_address_is_answered_in_russian_at_any_depth(browser: Browser, portal: str) -> None:
    with watched(browser, portal) as (page, watch):
        answer = page.goto(f"{portal}exchange/cards/no-such-card/v7/")
        assert answer is not None and answer.status == 404
        assert page.locator("h1").inner_text() == "Страница не найдена"
        assert page.locator(".md-header").evaluate("one => getComputedStyle(one).position") == "sticky"
        # The browser itself tells of the status, of nothing else.
        assert [told for told in watch.console if "404" not in told] + watch.foreign + watch.violations == []
        page.get_by_role("link", name="перечень технологических карт").click()
        assert page.locator("h1").inner_text() == "Технологические карты"


def texts(path: Path) -> Iterator[str]:
    """What a page says to eyes and ears, without what is printed as it is written."""
    page = html.document_fromstring(path.read_text(encoding="utf-8"))
    for one in elements(page, _AS_WRITTEN):
        one.drop_tree()
    for attribute in ("title", "aria-label", "placeholder", "alt"):
        yield from strings(page, f"//@{attribute}")
    yield from strings(page, "//text()")


def latin(site: Path) -> dict[str, str]:
    """Latin words of the portal, each with a page that says it."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        for text in texts(path):
            for word in _LATIN.findall(text):
                found.setdefault(word, path.relative_to(site).as_posix())
    return found


@pytest.fixture(scope="module")
def words(site: Path) -> dict[str, str]:
    return latin(site)


def names(content: Content) -> frozenset[str]:
    """Latin words that the content itself calls names: formats, elements, services, terms."""
    found = []
    for versions in content.cards.values():
        for version in versions.values():
            found += re.findall(r"[A-Za-z][\w'-]*", " ".join(_named(version.card)))
    for term in content.glossary.terms if content.glossary else ():
        found += re.findall(r"[A-Za-z][\w'-]*", term.term)
    return frozenset(found)


def _named(card: object) -> Iterator[str]:
    for request in card.requests:  # type: ignore[attr-defined]
        yield from request.formats
        yield from (one.xml_name or "" for one in (*request.request_fields, *request.response_fields))
    for service in card.services:  # type: ignore[attr-defined]
        smev = service.smev2 or service.smev3
        yield from (str(value) for value in (smev.model_dump().values() if smev else ()) if value)


def identifiers(content: Content) -> frozenset[str]:
    """What content is called by in files; pages call it by its name."""
    services = (
        one.id for versions in content.cards.values() for version in versions.values() for one in version.card.services
    )
    officials = (one.id for contacts in content.contacts.values() for one in contacts.officials)
    return frozenset((*content.parties, *content.cards, *content.passports, *services, *officials))


def test_pages_speak_russian(words: dict[str, str], content: Content) -> None:
    foreign = words.keys() - ENGLISH_ALLOWED - names(content) - identifiers(content)
    assert {word: words[word] for word in sorted(foreign)} == {}


def test_every_latin_word_that_is_allowed_is_met(words: dict[str, str]) -> None:
    assert ENGLISH_ALLOWED - words.keys() == set()


def test_nothing_is_called_by_its_identifier(words: dict[str, str], content: Content) -> None:
    raw = (words.keys() & identifiers(content)) - ENGLISH_ALLOWED
    assert {word: words[word] for word in sorted(raw)} == {}


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert len(addresses(site)) > 100
    assert faults(site, f"/{PREFIX}") == []


def test_a_page_of_a_card_is_small(site: Path) -> None:
    pages = {path: len(gzip.compress(path.read_bytes())) for path in site.glob("exchange/cards/*/**/index.html")}
    assert len(pages) > 20
    assert {path.as_posix(): size for path, size in pages.items() if size > CARD_SIZE} == {}
