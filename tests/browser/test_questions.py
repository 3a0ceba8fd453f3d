"""A newcomer's questions: each is answered within three clicks or one search from the front page, desk and phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reader import Click, Search, go, told, width
from tests.browser.visit import DESK, PHONE, Watch, watched

CLICKS = 3


@dataclass(frozen=True)
class Question:
    """What is asked, the way from the front page, and what then stands together in one place of the page."""

    asked: str
    way: tuple[Click | Search, ...]
    answers: tuple[tuple[str, ...], ...]
    place: str = "tr"
    by_menu: bool = False  # a phone folds the navigation away: one click more


SECTION = Click("Обмен информацией с ФОИВ")

QUESTIONS = (
    Question(
        "Кто отвечает за обмен с Роскомнадзором – у них и у нас?",
        (Search("Роскомнадзор", "Роскомнадзор"),),
        (
            ("Роскомнадзора", "направление и получение сведений", "obmen@roskomnadzor.example"),
            ("радиоэлектронные средства", "УТОВЭК"),
        ),
    ),
    Question(
        "На какой стадии карта о радиоэлектронных средствах?",
        (Click("в разработке"),),
        (("радиоэлектронные средства", "Внутреннее согласование", "с 20.10.2026"),),
    ),
    Question(
        "Что ждут от ЦИТТУ?",
        (Click("ЦИТТУ"),),
        (
            ("п. 14", "согласовать действующий текст ТКМВ", "радиоэлектронные средства"),
            ("п. 23", "сообщить о вводе электронного сервиса", "23.11.2026"),
        ),
    ),
    Question(
        "Что изменилось в карте о реестре объектов интеллектуальной собственности по сравнению с прежней версией?",
        (
            Click("опубликован"),
            Click("Ведение таможенного реестра объектов интеллектуальной собственности"),
            Click("Версии"),
        ),
        (("План технической реализации", "Плановый срок", "31.07.2025", "30.09.2026"),),
        place=".changes li",
    ),
    Question(
        "До какого дня и почему ГУИТ должно направить копию протокола по карте о складах временного хранения?",
        (Click("в разработке"), Click("Ведение реестра владельцев складов"), Click("как посчитано")),
        (("п. 18", "ГУИТ", "23.11.2026", "5 рабочих дней", "Засчитаны: 17.11.2026", "21.11.2026 – суббота"),),
    ),
    Question(
        "Какие согласования карты о транспортных средствах устарели и чем теперь отличается текст?",
        (Click("устаревш"), Click("Выпуск транспортных средств"), Click("что изменилось")),
        (("ЦАТ", "устарело", "«А.3-2»", "Срок ответа", "5 → 3"),),
    ),
    Question(
        "Какие обязанности просрочены?",
        (Click("просроченн"),),
        (
            ("п. 18", "ГУИТ → ЦИТТУ", "просрочено на"),
            ("п. 19", "УТОВЭК → АУ", "просрочено на"),
            ("п. 45", "ЦАТ → АУ", "просрочено на"),
        ),
    ),
    Question(
        "Что сказано в пункте 19 и как он исполняется?",
        (Click("п. 19"),),
        (("в течение 7 рабочих дней", "Как исполняется сейчас", "исполнено:", "просрочено:"),),
        place="#p19",
    ),
    Question(
        "К кому обратиться, когда запрос не проходит через СМЭВ?",
        (SECTION, Click("Контакты")),
        (("дежурной смены ЦИТТУ", "технические вопросы СМЭВ", "+7 (000)", "@cittu.fts.example"),),
        by_menu=True,
    ),
    Question(
        "По каким картам идёт обмен с ФНС России?",
        (Search("ФНС", "ФНС России"),),
        (
            ("Ведение реестра таможенных представителей", "В эксплуатации"),
            ("Предоставление ФНС России сведений", "ТКМВ другого ФОИВ"),
        ),
    ),
    Question(
        "Из чего состоит запрос сведений ЕГРЮЛ и какие у него идентификаторы?",
        (Click("опубликован"), Click("сведения ЕГРЮЛ"), Click("Запросы")),
        (
            ("ОГРН юридического лица", "строка", "OGRN", "13 цифр"),
            ("Открытые сведения из ЕГРЮЛ", "urn://x-artefacts-fns-vipul-tosmv-ru/311-14/4.0.6", "FNSVipULRequest"),
        ),
    ),
    Question(
        "Что значит «ТКМВ»?",
        (SECTION, Click("Глоссарий")),
        (("ТКМВ", "технологическая карта межведомственного взаимодействия"),),
        place="#glossary section",
        by_menu=True,
    ),
)


@pytest.fixture(scope="module", params=[DESK, PHONE])
def reader(request: pytest.FixtureRequest, browser: Browser, portal: str) -> Iterator[tuple[Page, Watch]]:
    """One window for all questions, as a reader has it; each begins at the front page."""
    with watched(browser, portal, request.param) as window:
        yield window


@pytest.mark.parametrize("question", QUESTIONS, ids=[f"question{number}" for number, _ in enumerate(QUESTIONS, 1)])
def test_a_newcomer_finds_the_answer(reader: tuple[Page, Watch], portal: str, question: Question) -> None:
    page, watch = reader
    way = question.way
    if question.by_menu and width(page) == PHONE:
        way = (Click("Меню"), *way)
    searches = sum(isinstance(step, Search) for step in way)
    assert len(way) == 1 if searches else len(way) <= CLICKS, "the way is too long"

    watch.forget()
    page.goto(portal)
    go(page, way)
    places = told(page.locator(question.place).filter(visible=True))
    for answer in question.answers:
        assert any(all(words in place for words in answer) for place in places), f"no {answer} in {places[:40]}"
    assert watch.seen() == {}


def test_there_are_ten_questions_or_more() -> None:
    assert len({question.asked for question in QUESTIONS}) >= 10
