"""Pages of data: equal to what was blessed, in words and names, safe whatever the content says."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as parser
from pydantic import BaseModel, ValidationError

from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.record import KINDS
from generator.portal import csp
from generator.portal.build import files
from generator.portal.page import Here
from generator.portal.pages import cited, pages
from generator.portal.site_text import SiteText
from tests.portal.plain import plain, visible
from tests.portal.worlds import ROOT, Tree

EXPECTED = ROOT / "tests/world/expected"
# The order and the glossary of the product are not repeated in the small world, nor are their pages.
OF_THE_PRODUCT = ("exchange/order/", "exchange/glossary/")
HOSTILE = (
    """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7 * 7 }} """
    "[a](javascript:alert(3)) ]]> &lt;b&gt; =1+1"
)


def golden(world: Tree) -> Iterator[tuple[str, str]]:
    """What a build of the small world is compared with: texts of pages, files for programs."""
    seen = world.survey
    for page in pages(seen):
        if page.address not in OF_THE_PRODUCT:
            yield f"{page.address}index.txt", f"{page.title}\n{page.description}\n\n{plain(page.body)}"
    for name, data in files(world.root, seen, SiteText(address="https://world.example/")):
        one_of_many = name.startswith("calendar/") and name not in ("calendar/all.ics", "calendar/uts.ics")
        if not one_of_many and not name.endswith(".xlsx"):
            yield name, data.decode().replace("\r\n", "\n")


def test_the_portal_of_the_small_world_is_as_blessed(world: Tree, bless: bool) -> None:
    made = dict(golden(world))
    if bless:
        for path in EXPECTED.rglob("*"):
            if path.is_file():
                path.unlink()
        for name, text in made.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text, encoding="utf-8")
    known = {
        path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8") for path in EXPECTED.rglob("*") if path.is_file()
    }
    assert made.keys() == known.keys(), "make bless, then read the difference"
    for name, text in made.items():
        assert text == known[name], f"{name}: make bless, then read the difference"


def test_no_identifier_and_no_code_stands_where_people_read(product: Tree) -> None:
    seen = product.survey
    stages = {stage.stage for route in product.content.order.routes for stage in route.stages}  # type: ignore[union-attr]
    codes = {*product.content.parties, *product.content.cards, *KINDS, *stages, "smev2", "smev3", "working_days"}
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(codes)))})(?![\w-])")
    assert words.search("сервис smev3") and words.search("guit: направить")  # the control
    for page in pages(seen):
        assert not (found := words.search(visible(page.body))), f"{page.address}: {found}"


def test_every_term_and_duty_on_a_card_cites_its_point(product: Tree) -> None:
    for page in pages(product.survey):
        if page.address.startswith("exchange/cards/") and page.address.count("/") > 2:
            rows = parser.fragment_fromstring(page.body, create_parent="div").xpath('.//tr[starts-with(@id, "duty-")]')
            assert all(row.xpath('.//a[@class="point"]') for row in rows), page.address


def test_points_that_the_portal_names_in_its_own_texts_are_links() -> None:
    here = Here("exchange/order/")
    assert str(cited("См. п. 18 и р. 2; п. 7.1 и п. 180 чужие <b>", here)) == (
        'См. <a class="point" href="../../exchange/order/#p18">п.\u00a018</a> и '
        '<a class="point" href="../../exchange/order/#r2">р.\u00a02</a>; п. 7.1 и п. 180 чужие &lt;b&gt;'
    )


def poisoned(value: Any) -> Any:
    """A model with the hostile text at the end of every field that takes free text."""
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if not isinstance(value, BaseModel):
        return value
    told = {name: poisoned(getattr(value, name)) for name in type(value).model_fields}
    for name, text in told.items():
        if isinstance(text, str):
            told[name] = _if_taken(type(value), told, name, f"{text} {HOSTILE}")
        elif isinstance(text, tuple) and all(isinstance(one, str) for one in text):
            told[name] = _if_taken(type(value), told, name, tuple(f"{one} {HOSTILE}" for one in text))
    return type(value).model_construct(**told)


def _if_taken(model: type[BaseModel], told: dict[str, Any], name: str, hostile: Any) -> Any:
    """The hostile value where the model takes it, so that identifiers and addresses stay what they are."""
    try:
        model.model_validate({**_plain(told), name: hostile})
    except ValidationError as refused:
        if any(error["loc"][:1] == (name,) for error in refused.errors()):
            return told[name]
    return hostile


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    return {key: _dumped(value) for key, value in told.items() if value is not None}


def _dumped(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_dumped(one) for one in value)
    return value.model_dump(exclude_none=True) if isinstance(value, BaseModel) else value


def poison(content: Content) -> Content:
    """Content that says something hostile wherever free text is taken; identifiers and posts still fit together."""

    def version(one: CardVersion) -> CardVersion:
        records = tuple(FiledRecord(filed.name, poisoned(filed.record)) for filed in one.records)
        text = json.dumps(_hostile_tree(json.loads(one.text)), ensure_ascii=False).encode()
        return replace(one, card=poisoned(one.card), records=records, text=text)

    return replace(
        content,
        order=poisoned(content.order),
        site=poisoned(content.site),
        glossary=poisoned(content.glossary),
        sittings=poisoned(content.sittings),
        parties={key: poisoned(one) for key, one in content.parties.items()},
        passports={key: poisoned(one) for key, one in content.passports.items()},
        contacts={key: poisoned(one) for key, one in content.contacts.items()},
        cards={key: {number: version(one) for number, one in found.items()} for key, found in content.cards.items()},
    )


def _hostile_tree(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _hostile_tree(one) for key, one in tree.items()}
    if isinstance(tree, list):
        return [_hostile_tree(one) for one in tree]
    return f"{tree} {HOSTILE}" if " " in tree else tree


@pytest.fixture(scope="module")
def hostile_pages(world: Tree) -> dict[str, str]:
    return {page.address: str(page.body) for page in pages(world.changed(poison).survey)}


def test_nothing_hostile_in_any_text_becomes_markup(world: Tree, hostile_pages: dict[str, str]) -> None:
    assert hostile_pages.keys() == {page.address for page in pages(world.survey)}
    for address, body in hostile_pages.items():
        root = parser.fragment_fromstring(body, create_parent="div")
        assert not root.xpath(".//script | .//img | .//b | .//*[@onerror]"), address
        assert not [link for link in root.xpath(".//@href") if link.lower().startswith("javascript:")], address
        assert list(csp.refused(f"<html><body>{body}</body></html>", frozenset())) == [], address


def test_hostile_texts_are_there_as_they_were_written(hostile_pages: dict[str, str]) -> None:
    for address in ("", "exchange/cards/tkmv-fn-kontrol/", "exchange/order/", "exchange/contacts/"):
        body = hostile_pages[address]
        assert "{{ 7 * 7 }}" in body and "<script" not in body
        # The control: the same page without escaping is caught by the same checks.
        raw = html.unescape(body)
        assert "<script>alert(1)</script>" in raw
        assert list(csp.refused(f"<html><body>{raw}</body></html>", frozenset()))


def test_every_free_text_of_a_card_reaches_its_page(world: Tree, hostile_pages: dict[str, str]) -> None:
    card = world.content.cards["tkmv-fn-kontrol"][1].card
    body = hostile_pages["exchange/cards/tkmv-fn-kontrol/"]
    for text in (
        card.title,
        card.procedure.subject,
        card.procedure.result,
        card.documents[0].name,
        card.requests[0].name,
        card.requests[0].trigger,
        card.services[0].name,
    ):
        assert html.escape(text, quote=False) in html.unescape(body).replace("\u00a0", " ") or text in body, text


def test_lists_say_when_they_are_empty(world: Tree) -> None:
    empty = world.changed(lambda content: replace(content, cards={}, sittings=None, glossary=None, passports={}))
    said = {page.address: visible(page.body) for page in pages(empty.survey)}
    for address, words in {
        "": "Записей пока нет",
        "exchange/cards/": "Карт пока нет",
        "exchange/duties/": "Обязанностей пока нет",
        "exchange/register/": "Действующих карт пока нет",
        "exchange/sittings/": "Предстоящих заседаний в календаре нет",
        "exchange/glossary/": "Понятий пока нет",
        "exchange/passports/": "Паспортов пока нет",
        "exchange/parties/uts/": "Участник не назван ни в одной карте",
    }.items():
        assert words in said[address]
