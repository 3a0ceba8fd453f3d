"""Cards without fault in an earlier run are read when they are asked for, and not before."""

import shutil
from pathlib import Path

import pytest

from generator.reading.content import load
from generator.reading.on_demand import ChangedMeanwhileError
from tests.content.test_small_world import assembled

CARDS = ("tkmv-ext-fns-sklady", "tkmv-fn-kontrol", "tkmv-svc-sklady")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assembled(tmp_path)


def test_what_is_read_when_asked_for_is_what_is_read_at_once(root: Path) -> None:
    at_once, asked = load(root).content, load(root, faultless=CARDS[:2]).content
    assert list(asked.cards) == list(at_once.cards) == list(CARDS)
    assert dict(asked.cards) == dict(at_once.cards)
    assert asked.parties == at_once.parties


def test_nothing_is_read_before_it_is_asked_for(root: Path) -> None:
    shutil.copy(root / "content/site.yml", root / f"content/cards/{CARDS[0]}/v1/card.yml")
    loaded = load(root, faultless=CARDS[:2])
    assert loaded.findings == ()
    assert CARDS[0] in loaded.content.cards and "tkmv-other" not in loaded.content.cards
    assert loaded.content.cards[CARDS[2]][1].card.card == CARDS[2]
    with pytest.raises(ChangedMeanwhileError, match=CARDS[0]):
        loaded.content.cards[CARDS[1]]


def test_an_unknown_card_is_no_reason_to_read_the_others(root: Path) -> None:
    cards = load(root, faultless=CARDS).content.cards
    shutil.rmtree(root / "content/cards")
    assert len(cards) == len(CARDS) and cards.get("tkmv-other") is None
