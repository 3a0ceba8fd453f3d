"""A forecast says which duties an event would open, until when, and what stands in its way."""

from datetime import date

import pytest

from generator.procedure.forecast import forecast, forecast_text
from tests.procedure.world import Desk, card_tree

DAY = date(2026, 3, 2)


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


def test_forecast_of_the_last_sheet_opens_the_memo() -> None:
    desk = Desk(card_tree("function", ("fns", "rosreestr")))
    desk.walk("with_suppliers")
    assert forecast(desk.procedure(DAY), "tkmv-primer", "approval_sheet", DAY).opened == ()
    desk.file("approval_sheet", "fns", date(2026, 2, 27))
    found = forecast(desk.procedure(DAY), "tkmv-primer", "approval_sheet", DAY)
    assert [(one.point, one.started) for one in found.opened] == [("15", DAY)]
    assert found.standing.stage == "agreed" and found.obstacles == ()


def test_forecast_of_a_memo_opens_what_guit_owes() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("agreed")
    found = forecast(desk.procedure(DAY), "tkmv-primer", "memo", DAY)
    assert [(one.point, one.addressee) for one in found.opened] == [
        ("16", "cittu"),
        ("17", "minec"),
        ("17", "mincifry"),
        ("17", "government"),
    ]
    assert "  п. 16: ГУИТ → ЦИТТУ: переслать копии всех листов" in forecast_text(found)
    assert forecast_text(found).count("срок Порядком не установлен") == 4


def test_forecast_of_the_last_sheet_of_a_recipient_moves_the_stage() -> None:
    desk = Desk(card_tree("incoming", ("fns", "rosreestr")))
    desk.walk("sheets_sent")
    desk.file("sheet_returned", "fns", date(2026, 2, 26))
    found = forecast(desk.procedure(DAY), "tkmv-primer", "sheet_returned", DAY)
    assert found.standing.stage == "sheet_returned"
    assert [(one.point, one.addressee) for one in found.opened] == [("46", "au")]


def test_forecast_of_an_approval_is_given_by_who_has_not_agreed() -> None:
    desk = Desk(card_tree("service"))
    desk.file("internal_approval", "vtoroe", date(2026, 2, 26))
    found = forecast(desk.procedure(DAY), "tkmv-primer", "internal_approval", DAY)
    assert {one.author for one in (each.record for each in found.standing.view.ledger.records)} == {"vtoroe", "guit"}


def test_forecast_concerns_the_service_that_does_not_work_yet() -> None:
    desk = Desk(card_tree("function", services=("egrul", "egrn")))
    desk.walk("in_force")
    desk.file("commissioning", "cittu", date(2026, 2, 27), service="egrul")
    found = forecast(desk.procedure(DAY), "tkmv-primer", "commissioning", DAY)
    assert {one.service for one in found.opened} == {"egrn"}
    assert found.standing.stage == "in_operation"


def test_forecast_of_what_happened_already_opens_nothing() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", DAY)
    found = forecast(desk.procedure(DAY), "tkmv-primer", "protocol_at_fts", date(2026, 3, 16))
    assert found.opened == ()
    assert "новых обязанностей не возникнет" in forecast_text(found)


def test_forecast_in_the_past_counts_from_its_day() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    found = forecast(desk.procedure(date(2026, 5, 4)), "tkmv-primer", "protocol_at_consumer", date(2026, 4, 28))
    assert [one.due for one in found.opened if one.due] == [date(2026, 5, 8), date(2026, 5, 8)]


def test_forecast_of_what_needs_more_than_a_day_is_refused() -> None:
    desk = Desk(card_tree("function"))
    with pytest.raises(ValueError, match="hand_over"):
        forecast(desk.procedure(DAY), "tkmv-primer", "hand_over", DAY)
