"""Corrections: a later record replaces or annuls an earlier one; a corrected correction corrects nothing."""

from datetime import date

from generator.model.content import FiledRecord
from generator.procedure.ledger import ledger, replaced
from tests.procedure.world import Desk, card_tree

LATE = date(2026, 12, 31)


def test_a_replacement_counts_instead_of_what_it_corrects() -> None:
    desk = Desk(card_tree("function"))
    wrong = desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    right = desk.file("protocol_at_fts", "guit", date(2026, 3, 4), corrects=wrong.name)
    assert [one.name for one in ledger(desk.filed, LATE).records] == [right.name]


def test_before_the_correction_the_mistake_still_stood() -> None:
    desk = Desk(card_tree("function"))
    wrong = desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    desk.file("protocol_at_fts", "guit", date(2026, 3, 4), corrects=wrong.name)
    assert [one.name for one in ledger(desk.filed, date(2026, 3, 3)).records] == [wrong.name]


def test_an_annulment_leaves_nothing() -> None:
    desk = Desk(card_tree("function"))
    wrong = desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    desk.file("correction", "guit", date(2026, 3, 4), corrects=wrong.name, reason="внесено по ошибке")
    assert ledger(desk.filed, LATE).records == ()


def test_an_annulled_correction_brings_the_first_record_back() -> None:
    desk = Desk(card_tree("function"))
    first = desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    second = desk.file("correction", "guit", date(2026, 3, 4), corrects=first.name, reason="внесено по ошибке")
    desk.file("correction", "guit", date(2026, 3, 5), corrects=second.name, reason="ошибки не было")
    assert [one.name for one in ledger(desk.filed, LATE).records] == [first.name]


def test_records_that_correct_each_other_end() -> None:
    desk = Desk(card_tree("function"))
    one = desk.file("correction", "guit", date(2026, 3, 4), corrects="x.yml", reason="а")
    desk.file("correction", "guit", date(2026, 3, 4), corrects=one.name, reason="б")
    desk.filed[0] = desk.file("correction", "guit", date(2026, 3, 4), corrects=desk.filed[1].name, reason="а")
    assert isinstance(replaced(desk.filed), frozenset)


def test_the_second_record_of_a_day_comes_after_the_first() -> None:
    desk = Desk(card_tree("function"))
    first = desk.file("sending", "potrebitel", date(2026, 3, 2), to="fns")
    names = (
        "2026-03-02-sending-potrebitel-10.yml",
        "2026-03-02-sending-potrebitel.yml",
        "2026-03-02-sending-potrebitel-2.yml",
    )
    filed = [FiledRecord(name, first.record) for name in names]
    assert [one.name[-6:-4] for one in ledger(filed, LATE).records] == ["el", "-2", "10"]


def test_a_replacement_of_a_replacement_leaves_the_first_entry_replaced() -> None:
    desk = Desk(card_tree("function"))
    first = desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    second = desk.file("protocol_at_fts", "guit", date(2026, 3, 3), corrects=first.name)
    third = desk.file("protocol_at_fts", "guit", date(2026, 3, 4), corrects=second.name)
    assert replaced(desk.filed) == {first.name, second.name}
    desk.file("correction", "guit", date(2026, 3, 5), corrects=third.name, reason="внесено по ошибке")
    assert replaced(desk.filed) == {first.name, third.name}
