"""The explanation names the stage, what is missing, from whom, by which point, until when, and the command."""

from datetime import date

import pytest

from generator.procedure.explain import explain, explain_text
from generator.procedure.forecast import forecast, forecast_text
from generator.procedure.steps import gate_steps
from tests.procedure.world import POST, Desk, card_tree

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


def test_forecast_opens_duties_that_are_not_there_yet() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    found = forecast(desk.procedure(DAY), "tkmv-primer", "protocol_at_fts", date(2026, 12, 28))
    assert [(one.addressee, one.due) for one in found.opened] == [
        ("potrebitel", date(2027, 1, 13)),
        ("vtoroe", date(2027, 1, 13)),
        ("cittu", date(2027, 1, 13)),
    ]
    assert "Если 28.12.2026 произойдёт событие «Поступление протокола в ФТС России»" in forecast_text(found)


def test_forecast_beyond_the_calendar_names_the_file_to_add() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    found = forecast(desk.procedure(DAY), "tkmv-primer", "protocol_at_fts", date(2027, 12, 30))
    assert "нет календаря content/calendar/2028.yml" in forecast_text(found)


def test_forecast_of_a_premature_event_says_what_stands_in_the_way() -> None:
    desk = Desk(card_tree("function"))
    found = forecast(desk.procedure(DAY), "tkmv-primer", "protocol_at_fts", DAY)
    assert "препятствие (п. 17)" in forecast_text(found)


def test_forecast_of_what_needs_more_than_a_day_is_refused() -> None:
    desk = Desk(card_tree("function"))
    with pytest.raises(ValueError, match="hand_over"):
        forecast(desk.procedure(DAY), "tkmv-primer", "hand_over", DAY)


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
