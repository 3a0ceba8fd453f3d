"""The feed of card events: an Atom feed by its standard, each event with one identity for ever, no clock."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

from generator.portal.feed import SHOWN, cards_feed
from generator.portal.site_text import SiteText
from generator.portal.views.survey import survey
from tests.portal.worlds import Tree
from tests.procedure.world import Desk, card_tree

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = SiteText(address="https://portal.example/portal/")
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def feed(desk: Desk, today: date, text: SiteText = TEXT) -> etree._Element:
    return parsed(cards_feed(survey(desk.procedure(today)), text))


def parsed(data: bytes) -> etree._Element:
    """A feed, held to the grammar and to what a grammar cannot say."""
    root = etree.fromstring(data)
    GRAMMAR.assertValid(root)
    for one in (root, *root.iter(f"{ATOM}entry")):
        links = [(link.get("rel", "alternate"), link.get("type")) for link in one.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return root


def told(root: etree._Element) -> list[tuple[str, str]]:
    """Day and title of every entry."""
    return [
        ((one.findtext(f"{ATOM}updated") or "")[:10], one.findtext(f"{ATOM}title") or "")
        for one in root.iter(f"{ATOM}entry")
    ]


def ids(root: etree._Element) -> dict[str, str]:
    """Identity of every entry by its title."""
    return {one.findtext(f"{ATOM}title") or "": one.findtext(f"{ATOM}id") or "" for one in root.iter(f"{ATOM}entry")}


def test_stages_publications_and_new_versions_are_events_of_their_days() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("in_force")
    desk.file("publication", "potrebitel", date(2026, 5, 5))
    found = told(feed(desk, date(2026, 6, 1)))
    assert found[0] == ("2026-05-05", "Пример ТКМВ: опубликована")
    assert [title for _, title in found[1:]] == [
        f"Пример ТКМВ: стадия «{stage}»"
        for stage in (
            "Действует",
            "Внесена на одобрение",
            "Согласована поставщиками",
            "На согласовании у поставщиков",
            "Внутреннее согласование",
        )
    ]
    later = Desk(card_tree("function", version="2", title="Новая"), earlier=[desk.version])
    assert not [title for _, title in told(feed(later, date(2026, 6, 1))) if "Новая" in title]
    later.walk("internal_approval")
    titles = [title for _, title in told(feed(later, date(2026, 6, 1)))]
    assert "Новая: новая версия 2" in titles and "Новая: стадия «Внутреннее согласование»" in titles


def test_an_event_keeps_its_identity_when_the_card_goes_on_or_the_portal_moves() -> None:
    desk = Desk(card_tree("function"))
    desk.walk("agreed")
    before = ids(feed(desk, date(2026, 6, 1)))
    desk.walk("in_force")
    after = ids(feed(desk, date(2026, 6, 2), SiteText(address="https://other.example/")))
    assert before.items() <= after.items() and len(after) > len(before)


def test_a_feed_without_events_is_a_feed() -> None:
    desk = Desk(card_tree("function"))
    root = feed(desk, date(2026, 6, 1))
    assert told(root) == [] and (root.findtext(f"{ATOM}updated") or "").startswith("2015-05-20")


def test_the_feed_of_the_product_is_valid_newest_first_and_depends_on_no_clock(product: Tree) -> None:
    data = cards_feed(product.survey, TEXT)
    found = told(parsed(data))
    assert found == sorted(found, key=lambda one: one[0], reverse=True) and len(found) == SHOWN
    # Records of later days would be news; there are none in the day between.
    assert cards_feed(replace(product, today=product.today + timedelta(days=1)).survey, TEXT) == data


@pytest.mark.parametrize(
    "fault",
    [
        "<id>urn:uuid:1</id>",
        "<updated>2026-06-01T00:00:00+03:00</updated>",
        "<entry/>",
        "<updated>2026-06-01</updated>",
        "<link/>",
        "<unknown/>",
    ],
)
def test_the_grammar_sees_faults(fault: str) -> None:
    """The control: a feed that is right, with one element too many or wrong."""
    desk = Desk(card_tree("function"))
    data = cards_feed(survey(desk.procedure(date(2026, 6, 1))), TEXT).decode()
    root = etree.fromstring(data.replace("</feed>", f"{fault}</feed>").encode())
    assert not GRAMMAR.validate(root)
