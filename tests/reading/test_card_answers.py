"""Answers about single cards are found again while the card and all that is no card stay the same, and only then."""

from pathlib import Path

import pytest

from generator.model.finding import Finding
from generator.reading.answers import FOLDER
from generator.reading.card_answers import CardAnswers, Told
from generator.reading.sums import sums

FOUND = (Finding("content/cards/a/v1/card.yml", ("title",), "some-rule", "error", "7", "так", "иначе", 3, 1),)

TOLD = Told("outline", ["digest"], [])


def tree(root: Path) -> Path:
    for card in "ab":
        (root / f"content/cards/{card}/v1").mkdir(parents=True)
        (root / f"content/cards/{card}/v1/card.yml").write_text(f"card: {card}\n")
    (root / "content/site.yml").write_text("title: t\n")
    return root


def answers(root: Path, *others: str) -> CardAnswers:
    content = sums(root)
    assert content is not None
    return CardAnswers(root / "cache", content, *others)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = answers(tree(tmp_path), "day")
    made.keep("a", FOUND, TOLD)
    made.keep("b", (), TOLD)
    made.keep_whole("outlines", FOUND)
    assert answers(tmp_path, "day").look_up("a") is None
    made.remember()
    return tmp_path


def test_answers_are_found_again(root: Path) -> None:
    assert answers(root, "day").look_up("a") == FOUND
    assert answers(root, "day").look_up("b") == ()
    assert answers(root, "day").look_up("c") is None
    assert answers(root, "day").told("a") == TOLD
    assert answers(root, "day").whole("outlines") == FOUND
    assert answers(root, "day").whole("other outlines") is None


def test_a_card_with_faults_of_form_is_read_again(root: Path) -> None:
    made = answers(root, "day")
    assert sorted(made.cards) == ["a", "b"]
    made.drop(["a"])
    made.remember()
    assert sorted(answers(root, "day").cards) == ["b"]


def test_a_changed_card_has_no_answer_and_the_others_keep_theirs(root: Path) -> None:
    (root / "content/cards/a/v1/scan.pdf").write_bytes(b"%PDF")
    assert answers(root, "day").look_up("a") is None
    assert answers(root, "day").look_up("b") == ()


def test_nothing_holds_on_another_day_or_beside_other_content(root: Path) -> None:
    assert answers(root, "next day").look_up("b") is None
    (root / "content/site.yml").write_text("title: u\n")
    assert answers(root, "day").look_up("b") is None


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"a": 1}', b'{"b": ["k"]}', b"\xff"])
def test_a_spoilt_file_is_no_answer(root: Path, spoilt: bytes) -> None:
    (path,) = (root / "cache" / FOLDER).iterdir()
    path.write_bytes(spoilt)
    assert answers(root, "day").look_up("b") is None
