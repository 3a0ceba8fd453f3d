"""Fields above lists: made of the facts of the rows, so that each choice finds something and none is left out."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import html

from generator.portal.pages import pages
from generator.portal.views.lists import Choice, Field, check, choice, facts, found, in_order, yes
from tests.portal.worlds import Tree

PAGES = ("cards", "duties", "parties", "contacts", "register")


@dataclass(frozen=True)
class Row:
    facts: str


ROWS = (Row("stage:draft party:fns party:mvd"), Row("stage:sent party:fns late:yes"), Row("stage:draft"))


def test_facts_leave_out_what_is_not_known() -> None:
    told = facts(("stage", "draft"), ("party", None), ("late", yes(0)), ("waiting", yes(2)))
    assert told == "stage:draft waiting:yes"


def test_a_field_offers_what_occurs_by_name_or_in_the_order_of_the_words() -> None:
    values = found(ROWS)
    names = {"fns": "ёж", "mvd": "Еда"}
    assert choice("party", "Кто", "все", values, names.__getitem__) == (
        Field("party", "Кто", "все", (Choice("mvd", "Еда"), Choice("fns", "ёж"))),
    )
    words = {"sent": "Направлена", "gone": "Отозвана", "draft": "Проект"}
    assert in_order("stage", "Стадия", "все", values, words) == (
        Field("stage", "Стадия", "все", (Choice("sent", "Направлена"), Choice("draft", "Проект"))),
    )
    assert check("late", "просрочено", values) == (Field("late", "просрочено"),)


def test_there_is_no_field_where_there_is_nothing_to_choose() -> None:
    values = found(ROWS[1:2])
    assert choice("party", "Кто", "все", values, str) == ()
    assert in_order("stage", "Стадия", "все", values, {"sent": "Направлена"}) == ()
    assert check("waiting", "ждёт", values) == ()


@pytest.fixture(scope="module")
def bodies(product: Tree) -> dict[str, html.HtmlElement]:
    """Pages with lists."""
    wanted = {f"exchange/{name}/" for name in PAGES}
    return {
        one.address: html.fragment_fromstring(one.body, "div") for one in pages(product.survey) if one.address in wanted
    }


def offered(body: html.HtmlElement) -> Iterator[str]:
    for field in body.xpath(".//form//*[@data-fact]"):
        values = [one.get("value") for one in field.iter("option")] or [field.get("value")]
        yield from (f"{field.get('name')}:{value}" for value in values if value)


def test_the_fields_offer_exactly_what_the_rows_tell(bodies: dict[str, html.HtmlElement]) -> None:
    assert len(bodies) == len(PAGES)
    for address, body in bodies.items():
        rows = [row.get("data-facts").split() for row in body.xpath(".//table[@data-list]/tbody/tr")]
        told = {fact for facts in rows for fact in facts}
        assert len(rows) > 15 and set(offered(body)) == told, address


def test_every_column_of_a_list_has_its_own_key_and_every_cell_its_order(bodies: dict[str, html.HtmlElement]) -> None:
    for address, body in bodies.items():
        for table in body.xpath(".//table[@data-list]"):
            keys = table.xpath("./thead/tr/th/@data-key")
            assert len(set(keys)) == len(table.xpath("./thead/tr/th")), address
            ordered = {tuple(cell.get("data-order") is not None for cell in row) for row in table.xpath("./tbody/tr")}
            assert len(ordered) == 1, address  # the library looks at the first row alone


def test_without_scripts_every_row_is_there_and_no_field(bodies: dict[str, html.HtmlElement]) -> None:
    for address, body in bodies.items():
        assert not body.xpath(".//tr[@hidden]"), address
        assert [form.get("hidden") for form in body.xpath(".//form")] == [""], address
