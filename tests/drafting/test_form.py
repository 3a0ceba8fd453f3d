"""Scaffolds read back without a fault, explain every field, and leave what a person wrote alone."""

import re
from datetime import date
from textwrap import indent

import pytest

from generator.drafting.card import CardWish, card_draft
from generator.drafting.contact import ContactWish, contact_draft
from generator.drafting.form import Tree, form
from generator.drafting.party import party_draft
from generator.drafting.wish import Refused
from generator.model.card import ROUTES, Card, Route
from generator.model.contacts import Contacts
from generator.model.record import HandOver
from generator.model.words import FILL
from generator.reading.single import read_one

TODAY = date(2026, 11, 20)


def card_wish(route: Route) -> CardWish:
    return CardWish(f"tkmv-{route}", route, "unit", "cittu", ("fns", "mvd"), ("second",), None, TODAY)


@pytest.mark.parametrize("route", ROUTES)
def test_a_card_scaffold_reads_as_a_card(route: Route) -> None:
    draft = card_draft(card_wish(route))
    read = read_one(draft.path, draft.data)
    assert read.findings == ()
    card: Card = read.model
    sides = (card.suppliers, card.consumers)
    assert sides == ((("unit",), ("fns", "mvd")) if route == "incoming" else (("fns", "mvd"), ("unit",)))
    assert card.title.startswith(FILL)
    assert [one.no for one in card.requests] == ["А.3-1", "А.3-2"]


def test_a_card_scaffold_names_every_field_once() -> None:
    text = card_draft(card_wish("function")).data.decode()
    for name in Card.model_fields:
        assert text.count(f"\n{name}:") + text.count(f"\n# {name}:") == 1, name
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_nested_lists_carry_their_comments_above_the_first_entry_alone() -> None:
    tree: Tree = {
        "kind": "hand_over",
        "date": TODAY,
        "author": "guit",
        "to": "au",
        "point": "18",
        "digest": "0" * 64,
        "enclosures": ({"what": "card", "form": "copy"}, {"what": "protocol", "form": "copy"}),
    }
    text = form(HandOver, tree, first=("kind", "date")).decode()
    assert text.startswith("# Передача документов\nkind: hand_over\n# Дата события\ndate: 2026-11-20\n")
    assert text.count("# Что приложено") == 1
    assert "enclosures:\n  # Что приложено\n  - what: card\n    # original" in text
    assert "\n  - what: protocol\n    form: copy\n" in text


def test_a_party_and_a_contact_read_back() -> None:
    party = party_draft("fns", "foiv", 'АО "Ромашка": отдел #1', None)
    assert read_one(party.path, party.data).findings == ()
    contact = contact_draft(ContactWish("fns", "head", TODAY, TODAY, ("approval",)))
    read = read_one(contact.path, contact.data)
    assert read.findings == ()
    assert read.model.officials[0].answers_for == ("approval",)


HAND_WRITTEN = """\
# наш список
party: fns   # налоговая
officials:
- id: first
  post: "Начальник"   # с 2025 года
  answers_for: [approval]
  email: a@fns.example
  since: 2025-01-09
  confirmed: 2026-10-01
  visibility: internal

# назначение
appointment:
  number: "5"
  date: 2025-01-09
  post: Начальник
"""


HEAD, ENTRY, REST = re.split("(?<=officials:\n)|(?=\n# назначение)", HAND_WRITTEN)


@pytest.mark.parametrize("text", [HAND_WRITTEN, HEAD + indent(ENTRY, "    ") + REST, HEAD + ENTRY.rstrip("\n")])
def test_an_entry_is_added_and_no_other_line_changes(text: str) -> None:
    draft = contact_draft(ContactWish("fns", "second", TODAY, TODAY, ("order",), post="Заместитель: дела"), text)
    assert draft.replaces == text.encode()
    added = [line for line in draft.data.decode().splitlines() if line not in text.splitlines()]
    assert [line for line in text.splitlines() if line not in draft.data.decode().splitlines()] == []
    read = read_one(draft.path, draft.data)
    assert read.findings == ()
    contacts: Contacts = read.model
    assert [one.id for one in contacts.officials] == ["first", "second"]
    assert contacts.officials[1].post == "Заместитель: дела"
    assert (contacts.appointment is not None) is ("appointment" in text)
    assert added[0].strip() == "- id: second"
    if "# назначение" in text:
        assert "\n\n# назначение\nappointment:\n" in draft.data.decode()


@pytest.mark.parametrize("line", ["officials: []", "officials: [{id: x}]", "people:"])
def test_a_list_that_cannot_be_extended_is_left_to_the_person(line: str) -> None:
    with pytest.raises(Refused, match="вручную"):
        contact_draft(ContactWish("fns", "x", TODAY, TODAY, ("order",)), f"party: fns\n{line}\n")
