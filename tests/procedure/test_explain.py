"""The explanation names the stage, what is missing, from whom, by which point, until when, and the command."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.procedure.explain import explain, explain_text
from tests.procedure.world import POST, Desk, card_tree

DAY = date(2026, 3, 2)


def test_a_stale_approval_shows_what_differs() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("internal_approval")
    desk.tree = {**desk.tree, "title": "Другое название"}
    text = explain_text(explain(desk.procedure(DAY), "tkmv-primer"))
    assert f"  ГУИТ: устарело, текст изменён (14.01.2026, {POST})" in text
    assert "    Наименование ТКМВ: было «Пример ТКМВ», стало «Другое название»" in text


def test_overdue_duties_are_steps_with_their_day() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", DAY)
    text = explain_text(explain(desk.procedure(date(2026, 3, 11)), "tkmv-primer"))
    assert "п. 18: ГУИТ: направить копию протокола об одобрении ТКМВ на Подкомиссии; кому: ЦИТТУ" in text
    assert "срок 10.03.2026, просрочено" in text
    assert "tkmv new record tkmv-primer@v1 hand_over --by guit --to cittu --point 18" in text


def test_a_protocol_after_a_refusal_ends_the_refusal() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("submitted")
    desk.file("subcommission_decision", "subcommission", date(2026, 2, 20), decision="refused", text="Нет сервиса")
    desk.file("protocol_at_fts", "guit", date(2026, 2, 27))
    assert "Отказ:" not in explain_text(explain(desk.procedure(DAY), "tkmv-primer"))


def test_a_ministry_that_agrees_after_all_no_longer_refuses() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("submitted")
    desk.file("ministry_answer", "minec", date(2026, 2, 20), decision="refused", text="Нет обоснования")
    assert "Отказ: Минэкономразвития, 20.02.2026: Нет обоснования" in explain_text(
        explain(desk.procedure(DAY), "tkmv-primer")
    )
    desk.file("ministry_answer", "minec", date(2026, 2, 25), decision="agreed")
    assert "Отказ:" not in explain_text(explain(desk.procedure(DAY), "tkmv-primer"))


def _working(desk: Desk) -> None:
    """Duties fulfilled in time, late, overdue and without a term; somebody who may not sign; a refusal overcome."""
    desk.walk("submitted")
    desk.file("ministry_answer", "minec", date(2026, 2, 2), decision="refused", text="Нет обоснования. " * 9)
    desk.file("subcommission_decision", "subcommission", date(2026, 2, 4), decision="refused")
    desk.file("subcommission_decision", "subcommission", date(2026, 2, 25), decision="approved")
    desk.file("remarks", "ud", date(2026, 2, 26), text="Замечание")
    desk.file("internal_approval", "ud", date(2026, 2, 26), signatory="стажёр")
    desk.file("protocol_at_fts", "guit", DAY)
    desk.file("protocol_at_consumer", "potrebitel", DAY)
    papers = ({"what": "protocol", "form": "copy"}, {"what": "card", "form": "copy"})
    desk.file("hand_over", "guit", date(2026, 3, 12), to="cittu", point="18", enclosures=papers)
    desk.file("commissioning", "cittu", date(2026, 3, 3), service="egrul")
    desk.file("commissioning_notice", "cittu", date(2026, 3, 4), service="egrul", to="au")


def _changed(desk: Desk) -> None:
    """A text changed after it was sent: fields changed, added, removed, entries in another order."""
    desk.tree["procedure"]["description"] = "Порядок взаимодействия. " * 8 + "Сведения получают по запросу."
    desk.walk("with_suppliers")
    change = {**desk.tree["procedure"], "result": "Отказ"}
    change["description"] = change["description"].replace("Сведения получают", "Сведения и выписки получают")
    documents = [{**one, "short_name": "Выписка ЕГРЮЛ"} for one in desk.tree["documents"]]
    interested = desk.tree["interested_units"]
    desk.tree = {**desk.tree, "procedure": change, "documents": documents, "interested_units": interested[::-1]}
    desk.file("remarks", "guit", date(2026, 2, 2), text="Замечание")


def _withdrawn(desk: Desk) -> None:
    desk.walk("sheet_returned")
    desk.file("remarks", "fns", date(2026, 2, 26), text="Замечание")
    desk.file("withdrawal", "potrebitel", date(2026, 2, 27), reason="обмен прекращён")


def _received(desk: Desk) -> None:
    desk.walk("received")


WORLDS: dict[str, Callable[[Desk], None]] = {
    "function": _working,
    "service": _changed,
    "incoming": _withdrawn,
    "incoming-received": _received,
}


@pytest.mark.parametrize("name", WORLDS)
def test_the_explanation_is_as_blessed(name: str, bless: bool) -> None:
    desk = Desk(card_tree(name.partition("-")[0], ("fns", "rosreestr"), interested_units=["vtoroe", "ud"]))
    WORLDS[name](desk)
    text = explain_text(explain(desk.procedure(date(2026, 3, 16)), "tkmv-primer"))
    expected = Path(__file__).parent / "expected" / f"{name}.txt"
    if bless:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def test_a_text_changed_after_the_protocol_is_for_a_new_version() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.tree = {**desk.tree, "title": "Другое название"}
    text = explain_text(explain(desk.procedure(DAY), "tkmv-primer"))
    assert "Текст изменён после протокола: верните утверждённый текст и заведите новую версию (п. 41)" in text
