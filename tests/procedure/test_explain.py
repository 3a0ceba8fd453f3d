"""The explanation names the stage, what is missing, from whom, by which point, until when, and the command."""

from datetime import date

from generator.procedure.explain import explain, explain_text
from tests.procedure.world import POST, Desk, card_tree

DAY = date(2026, 3, 2)


def test_a_stale_approval_shows_what_differs() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("internal_approval")
    kept = desk.version
    desk.tree = {**desk.tree, "title": "Другое название"}
    version = desk.version
    version = type(version)(version.card, version.text, version.digest, version.records, {kept.digest: kept.text})
    content = desk.content()
    content = type(content)(content.order, None, content.parties, {}, content.contacts, {"tkmv-primer": {1: version}})
    procedure = type(desk.procedure(DAY))(content, desk.procedure(DAY).office.calendar, DAY)
    text = explain_text(explain(procedure, "tkmv-primer"))
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
