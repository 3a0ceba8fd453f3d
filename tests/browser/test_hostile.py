"""Hostile texts in every text field of every kind of content file: shown as written or refused, and nothing runs."""

from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

from generator.checks.together import check_all
from generator.model.kinds import FILE_KINDS
from generator.reading.content import load
from generator.reading.strict import MAX_FINDINGS
from generator.workdays import ProductionCalendar
from tests.browser.building import build
from tests.browser.looks import ANATOMY, Look, looks, too_wide
from tests.browser.pagetypes import addresses
from tests.browser.payloads import PAYLOADS, REFUSED, WAYS, Payload, batches
from tests.browser.planting import CODES, plant, small_world, written
from tests.browser.reader import search
from tests.browser.visit import PHONE, watched
from tests.content.test_small_world import AS_OF
from tests.links import strings

# Fields that no page shows, and why.
NOT_SHOWN = {
    "calendar.sources.agree": "for whoever keeps the calendar",
    "calendar.sources.derived_from": "for whoever keeps the calendar",
    "calendar.sources.disagree": "for whoever keeps the calendar",
    "calendar.special.basis": "told where a term runs over such days; the small world has no such term",
    "card.documents.short_name": "pages print the full name",
    "contacts.officials.public_key": "for the check of signatures",
    "networks.hosts.approved.document.number": "for administrators",
    "networks.hosts.reason": "for administrators",
    "networks.networks.approved.document.number": "for administrators",
    "networks.networks.reason": "for administrators",
    "target.checks.action": "how a check asks is for its author",
    "target.checks.assertions.equals": "how a check asks is for its author",
    "target.checks.assertions.xpath": "how a check asks is for its author",
    "target.checks.contains": "how a check asks is for its author",
    "target.checks.namespaces.uri": "how a check asks is for its author",
    "target.checks.note": "for the author of the check",
    "target.checks.permitted.number": "for the check of permissions",
    "target.checks.query": "how a check asks is for its author",
    "target.maintenance.letter.number": "for the check of announcements",
}
MARK = "проба"


@dataclass(frozen=True)
class Hostile:
    """A portal whose every text is one batch of payloads after a mark of its own."""

    address: str
    batch: tuple[Payload, ...]
    planted: list[tuple[str, str]]
    looks: list[Look]

    def shown(self) -> set[str]:
        """Fields that are shown as written, once at least; prose as Markdown without HTML reads it."""
        texts = "\n".join(one_line(text) for look in self.looks for text in look.texts)
        prose = " ".join(one.in_prose for one in self.batch)
        return {
            field
            for field, text in self.planted
            if one_line(text) in texts or one_line(f"{text.split()[0]} {prose}") in texts
        }


def one_line(text: str) -> str:
    """Spaces as a reader sees them."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def hostile(browser: Browser, www: Path, host: str, tmp_path_factory: pytest.TempPathFactory) -> list[Hostile]:
    """One portal for each batch."""
    found = []
    for number, batch in enumerate(batches()):
        name = f"hostile{number}"
        planted = hostile_site(batch, tmp_path_factory.mktemp(name) / "root", www / name)
        seen = looks(browser, f"{host}{name}/", addresses(www / name), (PHONE,))
        found.append(Hostile(f"{host}{name}/", batch, planted, list(seen)))
    return found


def hostile_site(batch: tuple[Payload, ...], root: Path, site: Path) -> list[tuple[str, str]]:
    """Build the portal of a batch; what was planted, field by field."""
    small_world(root)
    numbers = count(1)
    text = " ".join(one.text for one in batch)
    planted = plant(root, lambda _: f"{MARK}{next(numbers)}я {text}")
    build(root, site)
    return [(field, told) for field, told, _ in planted]


def test_nothing_runs_or_needs_to_be_stopped_or_asks_for_anything(hostile: list[Hostile]) -> None:
    assert [(look.address, look.complaints) for one in hostile for look in one.looks if look.complaints] == []


def test_every_text_is_shown_as_it_is_written(hostile: list[Hostile]) -> None:
    for one in hostile:
        fields = {field for field, _ in one.planted}
        assert {field.split(".")[0] for field in fields} == {kind.name for kind in FILE_KINDS}
        assert fields - one.shown() == NOT_SHOWN.keys()


def test_texts_make_no_elements_attributes_or_links_of_their_own(hostile: list[Hostile], seen: list[Look]) -> None:
    own = frozenset().union(*(look.anatomy for look in seen))
    found = {part for one in hostile for look in one.looks for part in look.anatomy}
    assert {part for part in own if part.endswith(":")} == {"http:", "https:", "mailto:"}
    assert not {part for part in own if " on" in part or part in {"iframe", "object", "embed", "base"}}
    assert found - own == set()


def test_the_layout_holds_on_a_phone(hostile: list[Hostile]) -> None:
    assert [(look.address, look.too_wide) for one in hostile for look in one.looks if look.too_wide] == []


def test_search_shows_hostile_texts_as_texts(browser: Browser, hostile: list[Hostile], seen: list[Look]) -> None:
    own = next(look.anatomy for look in seen if look.address == "search/")
    # The theme gives a line that it cuts off a title with the whole of it.
    results = {"li", "mark", "a class", "a href", "p", "span title"}
    for one in hostile:
        with watched(browser, one.address, PHONE) as (page, watch):
            page.goto(f"{one.address}search/")
            title = next(text for field, text in one.planted if field == "card.title")
            assert any(one_line(title) in one_line(found) for found in search(page, title.split()[0]))
            assert set(page.evaluate(ANATOMY)) - own <= results
            assert too_wide(page, PHONE) is None
            assert watch.seen() == {}


# --- the same texts, carelessly printed: without this the tests above would prove nothing

ACTIVE = tuple(one for one in PAYLOADS if one.way)
PAGE = '<!doctype html><html lang="ru"><meta charset="utf-8">{policy}<body>{body}</body></html>'


def careless(payload: Payload, policy: str = "") -> str:
    """A page in which a payload can do harm."""
    assert payload.way is not None
    return PAGE.format(policy=policy, body=WAYS[payload.way](payload.text))


def provoke(page: Page) -> None:
    """What a reader might do: click whatever can be clicked."""
    page.evaluate("""() => {
      for (const one of document.querySelectorAll("a, b, button, p")) {
        one.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))
      }
    }""")
    page.wait_for_timeout(30)


def harm(browser: Browser, host: str, www: Path, pages: dict[str, str], name: str) -> tuple[set[str], set[str]]:
    """Pages whose scripts ran, and those on which a policy stopped something."""
    ran, stopped = set(), set()
    folder = www / name
    folder.mkdir()
    with watched(browser, host) as (page, watch):
        for number, (payload, text) in enumerate(pages.items()):
            (folder / f"{number}.html").write_text(text, encoding="utf-8")
            watch.forget()
            page.goto(f"{host}{name}/{number}.html")
            provoke(page)
            if watch.ran:
                ran.add(payload)
            if watch.violations:
                stopped.add(payload)
    return ran, stopped


def test_the_same_texts_run_where_a_template_does_not_escape(browser: Browser, host: str, www: Path) -> None:
    ran, _ = harm(browser, host, www, {one.text: careless(one) for one in ACTIVE}, "careless")
    assert ran == {one.text for one in ACTIVE}
    assert len(ran) > 30


def test_the_policy_alone_would_stop_them_too(browser: Browser, host: str, www: Path, site: Path) -> None:
    page = html.document_fromstring((site / "index.html").read_text(encoding="utf-8"))
    (policy,) = strings(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    ran, stopped = harm(browser, host, www, {one.text: careless(one, meta) for one in ACTIVE}, "stopped")
    assert ran == set()
    assert stopped == {one.text for one in ACTIVE}


def test_a_page_that_asks_from_outside_or_is_too_wide_is_noticed(browser: Browser, host: str) -> None:
    with watched(browser, host, PHONE) as (page, watch):
        page.set_content("<img src=http://foreign.example/1.png><p>" + "Щ" * 200)
        # TEST-NET-2: even an address that needs no name is refused before anything leaves the machine.
        others = ["https://foreign.example/2", "http://198.51.100.1/3"]
        done = page.evaluate("all => Promise.allSettled(all.map(one => fetch(one)))", others)
        assert [one["status"] for one in done] == ["rejected", "rejected"]
        assert watch.foreign == ["http://foreign.example/1.png", *others]
        assert watch.console == ["Failed to load resource: net::ERR_NAME_NOT_RESOLVED"] * 3
        assert too_wide(page, PHONE) is not None


# --- refused


def escaped(data: Any) -> str:
    """YAML that names every character beyond ASCII by its number."""
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=10**6))


@pytest.mark.parametrize("dump", [written, escaped])
@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_a_character_that_deceives_the_eye_is_refused_in_every_field(tmp_path: Path, text: str, dump: Any) -> None:
    root = small_world(tmp_path / "root")
    places = Counter(path for _, _, path in plant(root, lambda _: f"{MARK} {text} {MARK}", dump))
    told = {(one.path, one.line) for one in load(root).findings if one.code.startswith("text-")}
    lines = Counter(root / path for path, _ in told)
    assert {path: lines[path] for path in places} == {path: min(n, MAX_FINDINGS) for path, n in places.items()}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_text_that_other_parts_refer_to_is_refused(tmp_path: Path, code: str) -> None:
    root = small_world(tmp_path / "root")
    others = frozenset({field for field, _, _ in plant(root, str)} | CODES) - {code}
    root = small_world(tmp_path / "again")
    assert refusals(root) == set()
    plant(root, lambda _: f"{MARK} {PAYLOADS[0].text}", kept=others)
    assert refusals(root) & {"content/procedure/order-151r.yml"}


def refusals(root: Path) -> set[str]:
    """Files other than the made-up records in which the check finds errors."""
    loaded = load(root)
    found = check_all(loaded, AS_OF, ProductionCalendar(loaded.content.calendar.values()))
    return {one.path for one in found if one.severity == "error" and "tkmv-fn-kinds" not in one.path}
