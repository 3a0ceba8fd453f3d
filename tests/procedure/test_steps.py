"""The next steps of a card: what its next stage waits for, and what is owed, each once."""

from datetime import date

import pytest

from generator.procedure.explain import explain, explain_text
from generator.procedure.steps import gate_steps, next_steps
from tests.procedure.world import Desk, card_tree

DAY = date(2026, 3, 2)
NEXT = {
    ("service", "draft"): ["10 vtoroe", "10 guit", "10 cittu"],
    ("service", "internal_approval"): ["11 potrebitel"],
    ("service", "with_suppliers"): ["11 fns"],
    ("service", "agreed"): ["18 guit"],
    ("service", "in_force"): ["18 guit", "23 cittu"],
    ("function", "draft"): ["14 vtoroe", "14 au", "14 guit", "14 cittu"],
    ("function", "internal_approval"): ["14 potrebitel"],
    ("function", "with_suppliers"): ["14 fns"],
    ("function", "agreed"): [],
    ("function", "submitted"): ["18 guit"],
    ("incoming", "received"): ["42 ud"],
    ("incoming", "designated"): ["43 vtoroe", "43 cittu"],
    ("incoming", "internal_approval"): ["43 potrebitel"],
    ("incoming", "sheets_sent"): ["44 fns", "44 fns"],
    ("incoming", "sheet_returned"): ["45 potrebitel", "44 fns"],
    ("incoming", "in_force"): ["45 potrebitel", "49 mincifry"],
}


@pytest.mark.parametrize(("route", "stage"), NEXT)
def test_next_steps_of_every_stage(route: str, stage: str) -> None:
    desk = Desk(card_tree(route))
    desk.walk(stage)
    found = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [f"{one.point} {one.who}" for one in found] == NEXT[route, stage]
    assert all(one.command.startswith("tkmv ") for one in found)


def test_after_a_refusal_the_draft_is_submitted_again() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("submitted")
    desk.file("subcommission_decision", "subcommission", date(2026, 2, 20), decision="refused", text="Нет сервиса")
    procedure = desk.procedure(DAY)
    assert [f"{one.point} {one.what} {one.to}" for one in gate_steps(procedure.standing("tkmv-primer"))] == [
        "17 направление проекта на согласование (одобрение) government"
    ]
    assert "Отказ: Подкомиссия, 20.02.2026: Нет сервиса" in explain_text(explain(procedure, "tkmv-primer"))
    desk.file("submission", "guit", date(2026, 2, 25), to="government")
    assert [one.point for one in gate_steps(desk.procedure(DAY).standing("tkmv-primer"))] == ["18"]


def test_who_was_not_sent_the_text_is_sent_it_before_an_answer_is_awaited() -> None:
    for route, stage, answers in (
        ("function", "internal_approval", ["14 fns"]),
        ("incoming", "internal_approval", ["44 fns", "44 fns"]),
    ):
        desk = Desk(card_tree(route, ("fns", "rosreestr")))
        desk.walk(stage)
        desk.file("sending", "potrebitel", date(2026, 2, 27), to="fns")
        steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
        assert [f"{one.point} {one.who}" for one in steps if one.who != "potrebitel"] == answers
        assert [one.to for one in steps if one.who == "potrebitel"] == ["rosreestr"]


def test_what_was_sent_before_everybody_agreed_is_sent_again() -> None:
    desk = Desk(card_tree("service"))
    desk.file("sending", "potrebitel", date(2026, 2, 20), to="fns")
    for unit in ("vtoroe", "guit", "cittu"):
        desk.file("internal_approval", unit, date(2026, 2, 26))
    steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.to) for one in steps] == [("11", "fns")]


def test_a_text_taken_back_to_what_it_was_is_sent_again() -> None:
    desk = Desk(card_tree("service"))
    desk.walk("with_suppliers")
    first = desk.tree
    desk.tree = {**first, "title": "Другое название"}
    for unit in ("vtoroe", "guit", "cittu"):
        desk.file("internal_approval", unit, date(2026, 2, 26))
    desk.file("sending", "potrebitel", date(2026, 2, 27), to="fns")
    desk.tree = first
    steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.to) for one in steps] == [("11", "fns")]


def test_a_recipient_whose_remarks_stand_is_answered() -> None:
    desk = Desk(card_tree("incoming"))
    desk.walk("sheets_sent")
    remarks = desk.file("remarks", "fns", date(2026, 2, 27), text="Замечание")
    first = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))[0]
    assert (first.point, first.who, first.to) == ("43", "potrebitel", "fns")
    assert f"--answers {remarks.name}" in first.command


def test_a_text_changed_after_a_refusal_is_submitted_once_in_the_list() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("submitted")
    desk.file("subcommission_decision", "subcommission", date(2026, 2, 20), decision="refused", text="Нет сервиса")
    desk.tree = {**desk.tree, "title": "Другое название"}
    for unit in ("vtoroe", "au", "guit", "cittu"):
        desk.file("internal_approval", unit, date(2026, 2, 24))
    desk.file("sending", "potrebitel", date(2026, 2, 25), to="fns")
    desk.file("approval_sheet", "fns", date(2026, 2, 26))
    assert [(one.point, one.to) for one in next_steps(desk.procedure(DAY).standing("tkmv-primer"))] == [("15", "guit")]
    papers = ({"what": "approval_sheet", "form": "copy", "party": "fns"}, {"what": "card", "form": "electronic"})
    desk.file("memo", "potrebitel", date(2026, 2, 27), to="guit", enclosures=papers)
    desk.file("submission", "guit", DAY, to="minec", enclosures=({"what": "card", "form": "copy"},))
    steps = next_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.to) for one in steps] == [("16", "cittu"), ("17", "mincifry"), ("17", "government")]
    desk.file("submission", "guit", DAY, to="government", enclosures=({"what": "card", "form": "copy"},))
    assert [one.point for one in gate_steps(desk.procedure(DAY).standing("tkmv-primer"))] == ["18"]


def test_remarks_are_answered_before_the_text_is_sent() -> None:
    desk = Desk(card_tree("service"))
    desk.walk("internal_approval")
    desk.file("remarks", "ud", date(2026, 2, 26), text="Замечание")
    steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.who, one.to) for one in steps] == [("10", "potrebitel", "ud")]


def test_after_the_protocol_has_come_its_receipt_and_the_services_are_awaited() -> None:
    desk = Desk(card_tree("service", services=("egrul", "egrn")))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", date(2026, 2, 26))
    desk.file("commissioning", "cittu", DAY, service="egrn")

    def told() -> list[tuple[str, str, str]]:
        steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
        return [(one.point, one.who, one.command.rpartition(" --")[2]) for one in steps]

    assert told() == [("19", "potrebitel", "by potrebitel"), ("23", "cittu", "service egrul")]
    desk.file("protocol_at_consumer", "potrebitel", date(2026, 2, 27))
    assert told() == [("23", "cittu", "service egrul")]
    desk.file("commissioning", "cittu", DAY, service="egrul")
    assert told() == []


def test_an_incoming_card_that_works_awaits_nothing() -> None:
    desk = Desk(card_tree("incoming", services=("egrul", "egrn")))
    desk.walk("in_force")
    desk.file("service_registration", "mincifry", DAY, service="egrn")
    desk.file("protocol_at_fts_supplier", "potrebitel", DAY)
    steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.who, one.what) for one in steps] == [
        ("49", "mincifry", "регистрация сервиса в продуктивной среде СМЭВ («Выписка»)")
    ]


def test_steps_that_gate_come_before_duties_and_overdue_ones_say_so() -> None:
    desk = Desk(card_tree("service", interested_units=[]))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", DAY)
    steps = next_steps(desk.procedure(date(2026, 3, 11)).standing("tkmv-primer"))
    assert [(one.point, one.gates, one.overdue, one.due) for one in steps] == [
        ("19", True, False, None),
        ("23", True, False, None),
        ("18", False, True, date(2026, 3, 10)),
        ("18", False, True, date(2026, 3, 10)),
    ]


def test_of_a_withdrawn_card_nothing_is_asked() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", DAY)
    desk.file("withdrawal", "potrebitel", DAY, reason="обмен прекращён")
    assert next_steps(desk.procedure(date(2026, 3, 11)).standing("tkmv-primer")) == ()


def test_a_supplier_of_a_function_card_returns_the_sheet() -> None:
    for route, what in (
        ("function", "согласовать ТКМВ и вернуть лист утверждения"),
        ("service", "согласовать ТКМВ"),
    ):
        desk = Desk(card_tree(route))
        desk.walk("with_suppliers")
        (step,) = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
        assert (step.what, step.command) == (what, "tkmv approve tkmv-primer@v1 --as fns --decision agreed")


def test_a_draft_submitted_only_to_ministries_is_owed_to_the_government() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("agreed")
    desk.file("submission", "guit", date(2026, 2, 26), to="minec")
    steps = gate_steps(desk.procedure(DAY).standing("tkmv-primer"))
    assert [(one.point, one.who, one.to) for one in steps] == [("17", "guit", "government")]
