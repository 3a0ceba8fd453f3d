"""Lists show of cards what their outlines say, and an outline changes with what lists show and with nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.content import CardVersion
from generator.portal.lists import files_of_lists
from generator.portal.monitoring.pages import pages as monitoring_pages
from generator.portal.monitoring.sight import Sight
from generator.portal.pages import Printer, pages_of_lists
from generator.portal.site_text import SiteText
from generator.portal.views.survey import Survey, of_cards, of_lists, told_to_lists
from tests.portal.worlds import ROOT, Tree, small_world, tree

TEXT = SiteText(address="https://world.example/")
CARD = "tkmv-svc-sklady"


def made(seen: Survey) -> Mapping[str, object]:
    printer = Printer()
    pages = (*pages_of_lists(printer, seen), *monitoring_pages(printer, Sight(seen, None)))
    return {one.address: one for one in pages} | dict(files_of_lists(seen, TEXT))


@pytest.mark.parametrize("world", [small_world, lambda _: tree(ROOT)], ids=["small world", "own content"])
def test_lists_of_outlines_are_lists_of_cards(world: Callable[[Path], Tree], tmp_path: Path) -> None:
    whole = world(tmp_path).survey
    lists, of_outlines = made(whole), made(of_lists(whole))
    assert [name for name in lists if lists[name] != of_outlines[name]] == []


def told(world: Tree, change: Callable[[CardVersion], CardVersion]) -> bool:
    """Whether lists are told of a change in a card."""
    versions = world.content.cards[CARD]
    changed = {number: change(one) for number, one in versions.items()}
    other = world.changed(lambda content: replace(content, cards={**content.cards, CARD: changed}))
    return told_to_lists(of_cards(world.procedure), CARD) != told_to_lists(of_cards(other.procedure), CARD)


def text(**fields: object) -> Callable[[CardVersion], CardVersion]:
    return lambda one: replace(one, card=one.card.model_copy(update=fields))


def test_lists_are_told_of_what_they_show_alone(tmp_path: Path) -> None:
    world = small_world(tmp_path)
    card = world.content.cards[CARD][1].card
    steps, requests = card.tech_plan, card.requests
    longer = requests[0].model_copy(update={"trigger": "Иной повод"})
    renamed = requests[0].model_copy(update={"name": "Иное имя"})
    assert not told(world, lambda one: one)
    assert not told(world, text(documents=card.documents[:1], annexes=(), legal_plan=None))
    assert not told(world, text(procedure=card.procedure.model_copy(update={"description": "Иное описание"})))
    assert not told(world, text(requests=(longer, *requests[1:])))
    assert told(world, text(title="Иное наименование"))
    assert told(world, text(procedure=card.procedure.model_copy(update={"subject": "Иной предмет"})))
    assert told(world, text(requests=(renamed, *requests[1:])))
    assert told(world, text(tech_plan=steps[:-1]))
    assert told(world, lambda one: replace(one, records=one.records[:-1]))
    assert told(world, lambda one: replace(one, digest="0" * 64))  # agreements with another text are worth less
