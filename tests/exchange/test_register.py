"""Rows of the Unified register: a card in force has one, in the columns of the register, and nothing is made up."""

from dataclasses import fields
from datetime import date

import pytest

from generator.exchange.register import HEADINGS, Row, register
from tests.portal.worlds import ROOT, tree
from tests.procedure.world import Desk, card_tree

ADDRESS = "https://portal.example/"
ROUTES = ("service", "function", "incoming")
DAY = date(2026, 6, 1)


def rows(desk: Desk, today: date = DAY) -> list[Row]:
    return [Row(*one) for one in register(desk.procedure(today), ADDRESS).rows]


def in_force(route: str) -> Desk:
    desk = Desk(card_tree(route))
    desk.walk("in_force")
    return desk


def test_every_column_has_its_heading() -> None:
    assert len(HEADINGS) == len(fields(Row)) == len(set(HEADINGS))


@pytest.mark.parametrize("route", ROUTES)
def test_a_card_has_a_row_from_the_day_it_comes_into_force(route: str) -> None:
    desk = Desk(card_tree(route))
    assert rows(desk) == []
    desk.walk("in_force")
    (row,) = rows(desk)
    assert (row.number, row.kind, row.title) == ("1", "технологическая карта", "Пример ТКМВ")
    assert row.status.startswith("Действует с ") and row.link == f"{ADDRESS}exchange/cards/tkmv-primer/"
    assert (row.counterparty, row.responsible, row.performers) == ("ФНС", "Потребитель", "Второе управление")
    assert row.role == ("поставщик данных" if route == "incoming" else "потребитель данных")
    assert row.basis.startswith(f"п. {'46' if route == 'incoming' else '20'} Порядка")
    assert row.form == "СМЭВ 3"


def test_what_is_not_known_is_said_to_be_missing() -> None:
    (row,) = rows(in_force("function"))
    assert row.papers == "нет данных / нет данных"
    assert row.entry == "нет данных"
    assert row.noted == "сведения ещё не переданы"
    assert row.originals == "УД, ещё не переданы"
    assert row.additions == "нет"
    assert row.signed.endswith(", место не указано")
    assert [one for one in vars_of(row) if not one.strip()] == []


def test_papers_notices_and_originals_come_from_the_records() -> None:
    desk = in_force("function")
    paper = {"number": "12-пр", "date": "2026-03-02"}
    desk.file("protocol_at_fts", "guit", date(2026, 5, 4), document=paper)
    desk.file("hand_over", "potrebitel", date(2026, 5, 5), to="ud", point="19")
    desk.file("register_notice", "potrebitel", date(2026, 5, 6), to="au")
    desk.file("register_notice", "potrebitel", date(2026, 5, 8), to="au", register_number="ЕРС-1")
    (row,) = rows(desk)
    assert row.protocol == "№ 12-пр от 02.03.2026"
    assert row.originals == "УД, переданы 05.05.2026"
    assert (row.noted, row.entry) == ("06.05.2026; 08.05.2026", "ЕРС-1")


def test_a_new_version_is_an_addition_until_it_is_in_force_itself() -> None:
    old = in_force("function").version
    desk = Desk(card_tree("function", version="2", title="Новая"), earlier=[old])
    (row,) = rows(desk)
    assert (row.title, row.additions) == ("Пример ТКМВ", "версия 2 согласуется")
    desk.walk("in_force")
    (row,) = rows(desk)
    assert row.title == "Новая" and row.additions.startswith("версия 1 действовала с ")


def test_a_withdrawn_card_leaves_the_register() -> None:
    desk = in_force("function")
    desk.file("withdrawal", "potrebitel", date(2026, 5, 5), reason="обмен прекращён")
    assert rows(desk) == []


def test_the_register_of_the_product_grows_at_its_end() -> None:
    found = register(tree(ROOT).procedure, ADDRESS)
    assert len(found.rows) > 5
    assert [one[0] for one in found.rows] == [str(number) for number in range(1, len(found.rows) + 1)]
    assert {len(one) for one in found.rows} == {len(HEADINGS)}
    assert not [cell for row in found.rows for cell in row if not cell.strip()]


def vars_of(row: Row) -> list[str]:
    return [getattr(row, one.name) for one in fields(row)]
