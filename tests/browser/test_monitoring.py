"""Monitoring in a browser: it says when its data are old, with scripts or without, and its list can be narrowed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from probes.journal import Journal
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from tests.browser.building import build
from tests.browser.conftest import Open
from tests.browser.visit import DESK, PHONE, Scheme, watched
from tests.content.test_small_world import assembled

FOLDER = "watched/"
LAST = datetime(2026, 6, 15, 9, tzinfo=UTC)
CHECKS = (("smev3", "wsdl"), ("smev3", "name"), ("fns-egrul", "wsdl"), ("rosreestr-egrn", "wsdl"), ("adapter", "port"))
EVIDENCE = "HTTP/1.1 500 <script>beep()</script><img src=x onerror=beep()>"


@pytest.fixture(scope="module")
def section(www: Path, host: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small world with an hour of sweeps, the address of its monitoring."""
    root = assembled(tmp_path_factory.mktemp("watched"))
    journal = Journal.open(str(root / ".data" / "journal"))
    for number in range(12, -1, -1):
        moment = LAST - timedelta(minutes=5 * number)
        rows = []
        for target, check in CHECKS:
            down = target == "fns-egrul" and number < 6
            verdict, cause = (Verdict.DOWN, "http_status") if down else (Verdict.UP, None)
            evidence = EVIDENCE if down else ""
            rows.append(Measurement(int(moment.timestamp()), target, check, "ci", verdict, cause, 40, evidence))
        journal.append(rows, runner="ci", started=moment)
    build(root, www / FOLDER)
    return f"{host}{FOLDER}monitoring/"


def at(browser: Browser, section: str, moment: datetime, address: str = "") -> Iterator[Page]:
    with watched(browser, section.removesuffix("monitoring/")) as (page, watch):
        page.clock.install(time=moment)
        page.goto(section + address)
        yield page
        assert watch.seen() == {}


@pytest.mark.parametrize("address", ["", "incidents/", "archive/", "certificates/", "targets/smev3/"])
def test_old_data_are_called_old_and_fresh_ones_are_not(browser: Browser, section: str, address: str) -> None:
    for minutes, old in ((0, False), (14, False), (16, True), (60 * 24 * 365, True)):
        for page in at(browser, section, LAST + timedelta(minutes=minutes), address):
            banner = page.locator("[data-stale]")
            expect(banner).to_be_visible(visible=old)
            if old:
                expect(banner).to_contain_text("Данные устарели")
                expect(banner).to_contain_text("15.06.2026, 12:00")


def test_an_open_page_grows_old_before_the_readers_eyes(browser: Browser, section: str) -> None:
    for page in at(browser, section, LAST + timedelta(minutes=10)):
        banner = page.locator("[data-stale]")
        expect(banner).to_be_hidden()
        page.clock.run_for(6 * 60 * 1000)
        expect(banner).to_be_visible()


def test_without_scripts_the_page_tells_when_it_is_from(browser: Browser, section: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(section)
        expect(page.get_by_text("Состояние на 15.06.2026, 12:00")).to_be_visible()
        expect(page.locator("[data-stale]")).to_be_hidden()
        expect(page.get_by_text("Не работает 1 объект")).to_be_visible()
        assert page.locator("tr[data-facts]:visible").count() == 4


def test_the_list_of_targets_is_narrowed_to_what_is_down(browser: Browser, section: str) -> None:
    for page in at(browser, section, LAST):
        expect(page.locator("tr[data-facts]")).to_have_count(4)
        page.get_by_label("Состояние", exact=True).select_option(label="не работает")
        expect(page.locator("tr[data-facts]:visible")).to_have_count(1)
        expect(page.locator("tr[data-facts]:visible")).to_contain_text("Сведения ЕГРЮЛ")


def test_what_a_server_answered_does_not_run(browser: Browser, section: str) -> None:
    for page in at(browser, section, LAST, "targets/fns-egrul/"):
        page.get_by_text("Что ответил узел").first.click()
        expect(page.get_by_text(EVIDENCE).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("address", ["", "targets/fns-egrul/", "incidents/", "incidents/2026-06-15-0835-fns-egrul/"])
def test_pages_with_data_have_no_fault_that_axe_finds_and_fit_the_screen(
    browser: Browser, section: str, address: str, width: int, scheme: Scheme
) -> None:
    with watched(browser, section.removesuffix("monitoring/"), width, scheme, bypass_csp=True) as (page, _):
        page.goto(section + address)
        assert page.locator("[data-stale]").is_visible()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


LONG = "#targets-supplier"
ROWS = f"{LONG} tbody > tr"


@pytest.mark.parametrize(("width", "first"), [(DESK, 20), (PHONE, 8)])
def test_a_long_list_shows_its_first_rows_and_the_rest_on_demand(open_page: Open, width: int, first: int) -> None:
    page = open_page("monitoring/", width=width)
    every = page.locator(ROWS).count()
    expect(page.locator(f"{ROWS}:visible")).to_have_count(first)
    last = page.locator(ROWS).last.locator("th a").first.text_content() or ""
    expect(page.locator(ROWS).filter(has_text=last)).to_be_hidden()
    page.get_by_label("Слова в строке").fill(last)
    expect(page.locator(ROWS).filter(has_text=last)).to_be_visible()
    page.get_by_role("button", name="Сбросить").click()
    expect(page.locator(f"{ROWS}:visible")).to_have_count(first)
    page.emulate_media(media="print")
    expect(page.locator(f"{ROWS}:visible")).to_have_count(every)
    page.emulate_media(media="screen")
    more = page.locator(f".table-scroll:has({LONG}) + button")
    more.click()
    expect(page.locator(f"{ROWS}:visible")).to_have_count(every)
    expect(more).to_be_hidden()


def test_a_short_list_has_nothing_to_unfold(browser: Browser, section: str) -> None:
    for page in at(browser, section, LAST):
        expect(page.get_by_role("button", name="Показать остальные строки")).to_have_count(0)


def test_without_scripts_a_long_list_is_whole(browser: Browser, portal: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{portal}monitoring/")
        assert page.locator(f"{ROWS}:visible").count() == page.locator(ROWS).count() > 20
