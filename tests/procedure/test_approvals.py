"""What an agreement is worth: valid, stale, taken back, or given without the right to (points 6, 10, 11, 14)."""

from datetime import date

import pytest

from generator.procedure.approvals import Worth, entitled, latest_agreements, signers
from tests.procedure.world import POST, Desk, card_tree

DAY = date(2026, 3, 2)


def _worth(desk: Desk, party: str) -> Worth | None:
    procedure = desk.procedure(DAY)
    view = procedure.standing("tkmv-primer").view
    found = latest_agreements(view.ledger, procedure.content, view.version.digest).get(party)
    return found.worth if found else None


@pytest.mark.parametrize("kind", ["supplier_approval", "approval_sheet"])
def test_an_agreement_is_worth_what_the_text_and_later_remarks_leave_of_it(kind: str) -> None:
    desk = Desk(card_tree("service"))
    desk.walk("with_suppliers")
    assert _worth(desk, "fns") is None
    desk.file(kind, "fns", date(2026, 2, 24))
    assert _worth(desk, "fns") == "valid"
    text = desk.tree
    desk.tree = {**text, "title": "Другое название"}
    assert _worth(desk, "fns") == "stale"
    desk.tree = text
    desk.file("remarks", "fns", date(2026, 2, 25), text="Замечание")
    assert _worth(desk, "fns") == "revoked"
    desk.file(kind, "fns", date(2026, 2, 26))
    assert _worth(desk, "fns") == "valid"
    desk.file(kind, "fns", date(2026, 2, 27), signatory="стажёр")
    assert _worth(desk, "fns") == "no_right"


def test_remarks_on_another_text_or_of_another_party_take_nothing_back() -> None:
    desk = Desk(card_tree("service"))
    desk.walk("with_suppliers")
    desk.file("supplier_approval", "fns", date(2026, 2, 24))
    desk.file("remarks", "rosreestr", date(2026, 2, 25), text="Замечание")
    desk.file("remarks", "fns", date(2026, 2, 25), text="Замечание", digest="0" * 64)
    assert _worth(desk, "fns") == "valid"


def test_who_may_agree_serves_on_the_day_and_answers_for_approvals() -> None:
    contacts = Desk(card_tree("service")).content().contacts["fns"]
    (official,) = contacts.officials
    leaves = contacts.model_copy(update={"officials": (official.model_copy(update={"until": DAY}),)})
    exchanges = official.model_copy(update={"answers_for": ("exchange",), "post": "инспектор"})
    signs = official.model_copy(update={"answers_for": ("signature",), "post": "заместитель"})
    both = contacts.model_copy(update={"officials": (official, exchanges, signs)})
    assert entitled(leaves, POST, "internal_approval", DAY)
    assert not entitled(leaves, POST, "internal_approval", date(2026, 3, 3))
    assert not entitled(both, "инспектор", "approval_sheet", DAY)
    assert not entitled(both, None, "approval_sheet", DAY)
    assert not entitled(None, POST, "approval_sheet", DAY)
    assert signers(both, "approval_sheet", DAY) == (POST, "заместитель")
    assert signers(None, "approval_sheet", DAY) == ()
