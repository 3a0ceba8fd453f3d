"""Lists as readers use them: narrowed, ordered, sent to a colleague; on a phone, without scripts, from a folder."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_axe import found, start
from tests.browser.visit import DESK, PHONE, watched

CARDS = "exchange/cards/"
PAGES = (CARDS, "exchange/duties/", "exchange/parties/", "exchange/contacts/", "exchange/register/")
ROWS = "table[data-list] > tbody > tr:not(:has(.dt-empty))"
NAMES = "table[data-list] > tbody > tr > th"


def ready(page: Page) -> Page:
    """The library is loaded and the fields take what is typed."""
    expect(page.locator(".filters fieldset")).to_be_enabled()
    return page


def field(page: Page, label: str) -> Locator:
    return page.locator(".filters").get_by_label(label, exact=True)


def told(page: Page) -> Locator:
    return page.locator(".filters [role=status]")


def shown(page: Page) -> int:
    """How many rows are told to be shown: as many as there are."""
    text = told(page).inner_text()
    number = 0 if text.startswith("Ничего") else int(re.findall(r"\d+", text)[0])
    assert page.locator(ROWS).count() == number, text
    return number


def column(page: Page, key: str) -> list[list[str]]:
    """The texts of a column, list by list."""
    place = page.locator("table[data-list]").first.locator(f"th[data-key={key}]").evaluate("one => one.cellIndex")
    lists = page.locator("table[data-list]").all()
    return [one.locator(f"{ROWS.split(' > ', 1)[1]} > :nth-child({place + 1})").all_inner_texts() for one in lists]


def iso(texts: list[str]) -> list[str]:
    """Days of texts, as they are ordered by time."""
    return [
        "-".join(reversed(days[0].split("."))) for text in texts if (days := re.findall(r"\d\d\.\d\d\.\d{4}", text))
    ]


def test_every_choice_of_every_field_finds_rows_and_the_rest_comes_back(open_page: Open) -> None:
    page = open_page()
    for address in PAGES:
        page.goto(page.url.split("exchange/")[0] + address)
        everything = shown(ready(page))
        for one in page.locator(".filters select[data-fact]").all():
            for value in one.evaluate("one => [...one.options].slice(1).map(option => option.value)"):
                one.select_option(value)
                assert 0 < shown(page) < everything, (address, value)
            one.select_option("")
        for one in page.locator(".filters [type=checkbox]").all():
            one.check()
            assert 0 < shown(page) < everything, address
            one.uncheck()
        assert shown(page) == everything


def test_cards_at_a_stage_are_those_that_say_so(open_page: Open) -> None:
    page = ready(open_page(CARDS))
    field(page, "Стадия").select_option(label="Внутреннее согласование")
    assert shown(page) > 1
    assert all("Внутреннее согласование" in text for group in column(page, "since") for text in group)


def test_fields_narrow_together_and_are_reset_together(open_page: Open) -> None:
    page = ready(open_page(CARDS))
    everything = shown(page)
    field(page, "Ответственное подразделение").select_option(label="ГУОТОиТК")
    of_unit = shown(page)
    field(page, "есть просроченные обязанности").check()
    late = shown(page)
    field(page, "Слова в строке").fill("росСельхоз перевозке")
    assert everything > of_unit > late >= shown(page) == 1
    page.get_by_role("button", name="Сбросить").click()
    expect(told(page)).to_have_text(f"Всего строк: {everything}")
    assert "?" not in page.url
    assert field(page, "Ответственное подразделение").input_value() == ""


@pytest.mark.parametrize(("one", "other"), [("учёт", "учет"), ("реестра ВЛАДЕЛЬЦЕВ", "владельцев реестра")])
def test_words_are_found_whatever_their_order_case_and_yo(open_page: Open, one: str, other: str) -> None:
    page = ready(open_page(CARDS))
    rows = []
    for words in (one, other):
        field(page, "Слова в строке").fill(words)
        rows.append((shown(page), page.locator(NAMES).all_inner_texts()))
    assert rows[0] == rows[1] and rows[0][0] > 0


def test_nothing_found_is_told_with_a_way_out(open_page: Open) -> None:
    page = ready(open_page(CARDS))
    field(page, "Слова в строке").fill("абракадабра")
    assert shown(page) == 0
    expect(told(page)).to_contain_text("Ничего не подошло")
    assert set(page.locator("table[data-list] .dt-empty").all_inner_texts()) == {"Подходящих строк нет"}


def test_days_are_ordered_by_time_in_every_list_there_and_back(open_page: Open) -> None:
    for address, key in ((CARDS, "since"), ("exchange/duties/", "due"), ("exchange/contacts/", "confirmed")):
        page = ready(open_page(address))
        as_printed = page.locator(ROWS).all_inner_texts()
        heading = page.locator(f"th[data-key={key}]").first
        for direction, sign in (("ascending", ""), ("descending", "-")):
            heading.click()
            expect(heading).to_have_attribute("aria-sort", direction)
            page.wait_for_url(f"**/?order={sign}{key}")
            groups = [iso(group) for group in column(page, key)]
            assert sum(map(len, groups)) > 15
            assert groups == [sorted(days, reverse=bool(sign)) for days in groups]
        heading.click()
        page.wait_for_url(f"**/{address}")
        assert page.locator(ROWS).all_inner_texts() == as_printed


def test_names_are_ordered_by_the_russian_alphabet_in_which_yo_stands_with_ye(
    browser: Browser, host: str, www: Path, site: Path
) -> None:
    names = ["Яблоки", "Ёлки", "Жиры", "Ель", "Ёрш", "Ежевика", "Дрова"]
    text = (site / CARDS / "index.html").read_text(encoding="utf-8")
    left = iter(names)
    pattern = r'(<th scope="row" class="title"><a [^>]*>).*?(?=</a>)'
    copy = www / "yo" / CARDS / "index.html"
    copy.parent.mkdir(parents=True)
    copy.write_text(re.sub(pattern, lambda found: found[1] + next(left), text, count=len(names)), encoding="utf-8")
    (www / "yo/assets").symlink_to(site / "assets")
    with watched(browser, host) as (page, _):
        page.goto(f"{host}yo/{CARDS}?order=name")
        ready(page)
        first = [name for name in page.locator(NAMES + " a").all_inner_texts() if name in names]
        assert first == ["Дрова", "Ежевика", "Ёлки", "Ель", "Ёрш", "Жиры", "Яблоки"]


def test_a_narrowed_list_has_an_address_that_a_colleague_can_open(open_page: Open) -> None:
    page = ready(open_page(CARDS))
    field(page, "Вид карты").select_option(label="государственная услуга")
    field(page, "Контрагент").select_option(label="ФНС России")
    field(page, "Слова в строке").fill("реестра")
    page.locator("th[data-key=since]").first.click()
    page.wait_for_url("**/?*order=since*")
    rows = page.locator(ROWS).all_inner_texts()
    assert 0 < len(rows) == shown(page)
    page.reload()
    assert ready(page).locator(ROWS).all_inner_texts() == rows
    colleague = ready(open_page(CARDS + "?" + page.url.split("?")[1]))
    assert colleague.locator(ROWS).all_inner_texts() == rows
    assert field(colleague, "Контрагент").evaluate("one => one.selectedOptions[0].text") == "ФНС России"
    expect(colleague.locator("th[data-key=since]").first).to_have_attribute("aria-sort", "ascending")


def test_an_address_that_names_what_is_no_longer_there_finds_nothing_and_shows_why(open_page: Open) -> None:
    page = ready(open_page(CARDS + "?party=nobody&nonsense=1&order=nonsense"))
    assert shown(page) == 0
    assert field(page, "Контрагент").input_value() == "nobody"


def test_keys_alone_order_and_narrow(open_page: Open) -> None:
    page = ready(open_page("exchange/register/"))
    field(page, "Слова в строке").focus()
    heading = page.get_by_role("button", name="Действует: упорядочить строки")
    for _ in range(20):
        page.keyboard.press("Tab")
        if heading.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/?order=since")
    days = iso(column(page, "since")[0])
    assert days == sorted(days)


def test_on_a_phone_a_field_orders_and_nothing_sticks_out(open_page: Open) -> None:
    for address in PAGES:
        page = ready(open_page(address, width=PHONE))
        order = field(page, "Порядок строк")
        everything = shown(page)
        for value in order.evaluate("one => [...one.options].slice(1).map(option => option.value)"):
            order.select_option(value)
        field(page, "Слова в строке").fill("ФНС")
        assert 0 < shown(page) < everything
        assert not page.locator(".dt-column-order").filter(visible=True).count()
        assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE, address


def test_the_field_for_the_order_is_for_narrow_windows_only(open_page: Open) -> None:
    assert not field(ready(open_page(CARDS, width=DESK)), "Порядок строк").is_visible()


def test_without_scripts_all_rows_stand_there_and_no_field(browser: Browser, portal: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 900}) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(portal + address + "?q=abc&order=name")
            rows = page.locator(ROWS)
            assert rows.count() == rows.filter(visible=True).count() > 15
            assert not page.locator(".filters").is_visible()


def test_a_portal_opened_from_a_folder_narrows_too(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / CARDS / "index.html").as_uri())
        everything = shown(ready(page))
        field(page, "Слова в строке").fill("складов")
        assert 0 < shown(page) < everything
        page.reload()
        assert 0 < shown(ready(page)) < everything


def test_fields_go_where_the_library_is_not_what_it_should_be(browser: Browser, portal: str) -> None:
    with watched(browser, portal) as (page, watch):
        page.route("**/assets/datatables.*.js", lambda route: route.fulfill(body="window.broken = true"))
        page.goto(portal + CARDS)
        expect(page.locator(".filters")).to_be_hidden()
        assert page.locator(ROWS).count() > 15
        assert page.evaluate("window.broken") is None
        assert any("integrity" in text for text in watch.console)


@pytest.mark.parametrize("address", [CARDS + "?order=-since&late=yes", CARDS + "?q=абракадабра"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_on_a_narrowed_list(open_page: Open, address: str, width: int) -> None:
    page = ready(open_page(address, width=width))
    start(page)
    results = found(page)
    assert results.violations_count == 0, results.generate_report()
