"""Search as an official types: any form of a word, with ё or е, finds the page that is written with another form."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.pagetypes import addresses
from tests.browser.reader import search
from tests.browser.visit import DESK, PHONE

# Two forms of a word, and the beginning of a title that must be among the first results for both.
PAIRS = (
    ("сертификат", "сертификата", "Проверка сертификатов и деклараций"),
    ("декларация", "деклараций", "Проверка сертификатов и деклараций"),
    ("пошлина", "пошлин", "Предоставление отсрочки или рассрочки"),
    ("рассрочка", "рассрочке", "Предоставление отсрочки или рассрочки"),
    ("гарант", "гарантами", "Ведение реестра гарантов"),
    ("перевозчик", "перевозчиками", "Ведение реестра таможенных перевозчиков"),
    ("склад", "складами", "Ведение реестра владельцев складов"),
    ("оружие", "оружием", "Проверка разрешений на ввоз, вывоз и транзит"),
    ("отход", "отходами", "Проверка разрешений на трансграничное перемещение"),
    ("лекарственный", "лекарственными", "Проверка сведений о лекарственных средствах"),
    ("ценность", "ценностями", "Проверка документов на вывоз культурных ценностей"),
    ("нотификация", "нотификаций", "Проверка нотификаций"),
    ("лицензия", "лицензий", "Проверка лицензий на экспорт и импорт"),
    ("изделие", "изделий", "Подтверждение регистрации медицинских изделий"),
    ("автомобиль", "автомобилями", "Производство по делам о нарушении сроков"),
    ("свидетельство", "свидетельств", "Проверка свидетельств о государственной регистрации"),
    ("классификация", "классификации", "Принятие предварительных решений о классификации"),
    ("подкарантинный", "подкарантинной", "Передача Россельхознадзору"),
    ("красная книга", "Красной книге", "Проверка разрешений на вывоз видов"),
    ("отчётность", "отчетностью", "Получение бухгалтерской отчётности"),
    ("учёт государственный", "государственного учета", "Предоставление МВД России"),
    ("ввезённый", "ввезенных", "Предоставление Росздравнадзору"),
    ("занесённый", "занесенных", "Проверка разрешений на вывоз видов"),
    ("импортёр", "импортера", "Предоставление Росалкогольтабакконтролю"),
    ("экспортер", "экспортёров", "Передача Россельхознадзору"),
    ("РОСКОМНАДЗОР", "роскомнадзору", "Роскомнадзор"),
)
# On so many pages that none of them is the one; each form finds as many.
COMMON = (
    ("согласование", "согласований"),
    ("срок", "сроками"),
    ("поставщик", "поставщиков"),
    ("таможенная", "таможенной"),
    ("таможенных", "таможенный"),
    ("электронная", "электронный"),
    ("организация", "организацией"),
    ("ответственная", "ответственный"),
    ("учёт", "учет"),
    ("передача", "передачеи\u0306"),  # й in two characters, as some systems write it
)
NONSENSE = ("абракадабра", "щъыьэ", "перевозчик абракадабра", "zzyzx")


def found(page: Page) -> int:
    """How many pages the status tells of."""
    return int((re.search(r": (\d+) ", page.locator("[data-search-status]").inner_text()) or ["", "0"])[1])


def test_each_form_of_a_word_finds_what_the_other_form_finds(open_page: Open, site: Path) -> None:
    assert len(PAIRS) >= 20
    page = open_page()
    everything = len(addresses(site))
    missed = []
    for *forms, wanted in PAIRS:
        for form in forms:
            titles = search(page, form)
            if not any(title.startswith(wanted) for title in titles) or found(page) > everything // 2:
                missed.append((form, wanted, found(page), titles))
    assert missed == []


def test_each_form_of_a_common_word_finds_as_many_pages(open_page: Open) -> None:
    page = open_page()
    for one, other in COMMON:
        numbers = []
        for form in (one, other):
            search(page, form)
            numbers.append(found(page))
        assert numbers[0] == numbers[1] > 10, (one, other)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_nonsense_finds_nothing_and_is_told_so(open_page: Open, width: int) -> None:
    page = open_page(width=width)
    for words in NONSENSE:
        assert search(page, words) == []
        assert f"По запросу «{words}» ничего не найдено" in page.locator("article").inner_text()


def test_a_query_has_an_address_of_its_own(open_page: Open) -> None:
    page = open_page("search/?q=сертификаты")
    page.locator(".search-results__title").first.wait_for()
    assert page.locator("[data-search-query]").input_value() == "сертификаты"
    assert "сертификат" in page.locator(".search-results").inner_text()
