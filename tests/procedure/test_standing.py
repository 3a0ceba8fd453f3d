"""All cards of the office: which version is in force, in which order duties stand, what a missing party leaves."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model.content import Content
from generator.model.sittings import Proposal, Sitting, Sittings
from generator.procedure.standing import Procedure
from tests.procedure.world import Desk, calendar, card_tree

DAY = date(2026, 3, 2)


def _with_second_version(stage: str) -> Desk:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.earlier.append(desk.version)
    desk.tree = {**desk.tree, "version": "2", "title": "Вторая редакция"}
    desk.filed = []
    desk.walk(stage)
    return desk


def test_the_former_version_is_the_one_in_force_until_the_later_is() -> None:
    for stage, number in (("draft", 1), ("submitted", 1), ("in_force", 2)):
        found = _with_second_version(stage).procedure(DAY).effective("tkmv-primer")
        assert found is not None and found.version.number == number, stage


def test_a_draft_and_a_withdrawn_card_are_not_in_force() -> None:
    desk = Desk(card_tree("service"))
    assert desk.procedure(DAY).effective("tkmv-primer") is None
    desk.walk("in_force")
    desk.file("withdrawal", "potrebitel", DAY, reason="обмен прекращён")
    assert desk.procedure(DAY).effective("tkmv-primer") is None
    assert desk.procedure(date(2026, 3, 1)).effective("tkmv-primer") is not None


def test_without_a_number_the_latest_version_is_meant() -> None:
    procedure = _with_second_version("draft").procedure(DAY)
    assert procedure.standing("tkmv-primer").version.number == 2
    assert procedure.standing("tkmv-primer", 1).version.number == 1
    assert [one.version.number for one in procedure.standings()] == [1, 2]
    with pytest.raises(KeyError):
        procedure.standing("tkmv-primer", 3)


def _content(desk: Desk, *cards: str) -> Content:
    """The example's card under several identifiers."""
    content = desk.content()
    version = content.cards["tkmv-primer"][1]
    named = {one: {1: replace(version, card=version.card.model_copy(update={"card": one}))} for one in cards}
    return replace(content, cards=named)


def test_duties_stand_by_day_card_point_addressee_and_service() -> None:
    desk = Desk(card_tree("function", services=("egrul", "egrn")))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", DAY)
    for service in ("egrul", "egrn"):
        desk.file("commissioning", "cittu", DAY, service=service)
    sittings = [Sitting(date=date(2026, 3, 17), proposals=(Proposal(unit="vtoroe", topic=one),)) for one in "БА"]
    content = replace(_content(desk, "tkmv-b", "tkmv-a"), sittings=Sittings(sittings=tuple(sittings)))
    found = [one for one in Procedure(content, calendar(), DAY).duties() if one.due]
    assert {one.due for one in found} == {date(2026, 3, 10)}
    assert [(one.card, one.point, one.addressee, one.service) for one in found] == [
        (None, "40", "secretariat", None),
        (None, "40", "secretariat", None),
        *(
            (card, point, addressee, service)
            for card in ("tkmv-a", "tkmv-b")
            for point, addressee, service in (
                ("18", "cittu", None),
                ("18", "potrebitel", None),
                ("18", "vtoroe", None),
                ("23", "au", "egrn"),
                ("23", "au", "egrul"),
                ("23", "guit", "egrn"),
                ("23", "guit", "egrul"),
                ("23", "potrebitel", "egrn"),
                ("23", "potrebitel", "egrul"),
            )
        ),
    ]
    assert [one.title.partition(": ")[2] for one in found[:2]] == ["А", "Б"]


def test_duties_without_a_term_come_last() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("protocol_at_consumer", "potrebitel", DAY)
    found = desk.procedure(DAY).duties()
    assert [(one.point, one.due is None) for one in found] == [
        ("19", False),
        ("19", False),
        ("15", True),
        ("19", True),
        ("20", True),
        ("21", True),
    ]


def test_a_role_that_nobody_holds_stands_for_itself() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("protocol_at_consumer", "potrebitel", DAY)
    content = desk.content()
    parties = {name: one for name, one in content.parties.items() if name != "ud"}
    parties["ud-x"] = content.parties["vtoroe"].model_copy(update={"id": "ud-x"})
    found = Procedure(replace(content, parties=parties), calendar(), DAY).duties()
    assert "ud" in {one.addressee for one in found}


def test_the_first_of_two_that_hold_a_role_is_meant() -> None:
    desk = Desk(card_tree("function"))
    content = desk.content()
    twin = content.parties["guit"].model_copy(update={"id": "guit-2"})
    procedure = Procedure(replace(content, parties={**content.parties, "guit-2": twin}), calendar(), DAY)
    assert procedure.office.roles["guit"] == "guit"


def test_proposals_of_cards_that_do_not_exist_break_nothing() -> None:
    desk = Desk(card_tree("function"))
    proposal = Proposal(unit="vtoroe", topic="Тема", cards=("tkmv-net",))
    desk.sittings = Sittings(sittings=(Sitting(date=date(2026, 3, 17), proposals=(proposal,)),))
    assert [(one.status, one.record) for one in desk.procedure(DAY).proposals] == [("open", None)]


def test_a_missing_calendar_leaves_the_term_open_and_names_the_year() -> None:
    desk = Desk(card_tree("function", interested_units=[]))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", date(2027, 12, 30))
    duty, *_ = (one for one in desk.procedure(date(2028, 2, 1)).duties() if one.point == "18")
    assert (duty.due, duty.gap, duty.status, duty.days_late) == (None, 2028, "open", 0)
    papers = ({"what": "protocol", "form": "copy"}, {"what": "card", "form": "copy"})
    desk.file("hand_over", "guit", date(2028, 1, 31), to=duty.addressee or "", point="18", enclosures=papers)
    done = next(one for one in desk.procedure(date(2028, 2, 1)).duties() if one.done)
    assert (done.status, done.days_late, done.gap) == ("done", 0, 2028)


def test_lateness_into_a_year_without_a_calendar_is_counted_in_days() -> None:
    desk = Desk(card_tree("function", interested_units=[]))
    desk.walk("in_force")
    desk.file("protocol_at_fts", "guit", date(2027, 12, 1))
    assert {one.days_late for one in desk.procedure(date(2028, 1, 7)).duties() if one.late} == {30}


def test_content_without_an_order_has_no_procedure() -> None:
    with pytest.raises(ValueError, match="order"):
        Procedure(Content(), calendar(), DAY)
