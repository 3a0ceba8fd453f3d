"""Russian forms: dates, nouns after numbers, abbreviations with a tooltip."""

from datetime import date

import pytest

from generator.model.site import Site
from generator.portal.abbreviations import abbreviate
from generator.portal.russian import counted, long_day, plural, short_day
from generator.portal.site_text import SiteText, site_text

DAY = ("день", "дня", "дней")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        *((number, "день") for number in (1, 21, 101, 1001, -1)),
        *((number, "дня") for number in (2, 3, 4, 22, 34, 102, -3)),
        *((number, "дней") for number in (0, 5, 9, 10, 11, 12, 13, 14, 20, 111, 112, 25, 1_000_011)),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, form: str) -> None:
    assert plural(number, *DAY) == form


def test_thousands_are_set_apart() -> None:
    assert counted(12_005, *DAY) == "12\u00a0005\u00a0дней"


def test_dates() -> None:
    assert long_day(date(2026, 5, 20)) == "20\u00a0мая 2026\u00a0г."
    assert short_day(date(2015, 5, 4)) == "04.05.2015"


def test_abbreviations_are_explained_in_texts_only() -> None:
    terms = {"ТКМВ": 'карта "Т"', "ГИС": "система", "ГИС «Проектирование ТКМВ»": "та самая"}
    assert abbreviate('<a href="/ТКМВ" title="ТКМВ">ТКМВ</a>', terms) == (
        '<a href="/ТКМВ" title="ТКМВ"><abbr title="карта &#34;Т&#34;">ТКМВ</abbr></a>'
    )
    assert abbreviate("в ГИС «Проектирование ТКМВ»", terms) == (
        'в <abbr title="та самая">ГИС «Проектирование ТКМВ»</abbr>'
    )
    for kept in ("<code>ТКМВ</code>", '<abbr title="x">ТКМВ</abbr>', "<pre>ТКМВ</pre>", "ТКМВ-1 АТКМВ ТКМВы"):
        assert abbreviate(kept, terms) == kept
    assert abbreviate("<p>ТКМВ</p>", {}) == "<p>ТКМВ</p>"


def test_the_text_of_the_site_comes_from_its_file() -> None:
    site = Site.model_validate(
        {
            "title": "Портал",
            "organisation": "ФТС России",
            "description": "О чём",
            "address": "https://portal.example/а?x#y",
            "demonstration": "true",
            "as_of": "2026-11-20",
        }
    )
    text = site_text(site, None)
    assert (text.title, text.address) == ("Портал", "https://portal.example/%D0%B0/")
    assert text.notice.endswith("составлены на 20\u00a0ноября 2026\u00a0г.")
    assert site_text(None, None) == SiteText()
