"""An answer is found only over the very same content, and a spoilt or missing store costs time alone."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.finding import Finding
from generator.reading.answers import FOLDER, KEPT, key_of, look_up, remember
from generator.reading.sums import sums

WORLD = Path(__file__).parents[1] / "world" / "content"
FOUND = (Finding("content/a.yml", ("x", 0), "code", "error", "7", "сообщение", "выход", 3, 4),)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(WORLD, tmp_path / "content")
    return tmp_path


def _key(root: Path, *others: str) -> str:
    key = key_of(sums(root), *others)
    assert key is not None
    return key


def test_an_answer_comes_back_as_it_was(root: Path) -> None:
    remember(root / "cache", _key(root), FOUND)
    assert look_up(root / "cache", _key(root)) == FOUND
    assert look_up(root / "cache", _key(root, "other")) is None


def _first(root: Path) -> Path:
    return min(path for path in (root / "content").rglob("*.yml"))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": lambda root: _first(root).write_bytes(_first(root).read_bytes() + b" "),
    "a name": lambda root: _first(root).rename(_first(root).with_name("zz.yml")),
    "a file more": lambda root: (root / "content" / "new.yml").write_bytes(b""),
    "a file less": lambda root: _first(root).unlink(),
    "an empty folder": lambda root: (root / "content" / "cards" / "empty").mkdir(),
    "a link": lambda root: (root / "content" / "link.yml").symlink_to(_first(root)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_asks_anew(root: Path, change: str) -> None:
    before, summed = _key(root), sums(root)
    assert _key(root) == before
    assert summed is not None and summed.stand()
    CHANGES[change](root)
    assert _key(root) != before
    assert not summed.stand()


def test_a_byte_changed_in_place_is_noticed_without_summing_again(root: Path) -> None:
    summed, path = sums(root), _first(root)
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data[:-1] + b"x")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert summed is not None and not summed.stand()


def test_each_card_has_a_key_of_its_own_folder(root: Path) -> None:
    before = sums(root)
    card, *others = sorted((root / "content" / "cards").iterdir())
    path = next(card.rglob("card.yml"))
    path.write_bytes(path.read_bytes() + b"\n")
    after = sums(root)
    assert before is not None and after is not None
    assert before.besides_cards == after.besides_cards
    assert {one for one in before.cards if before.cards[one] != after.cards[one]} == {card.name}
    assert set(before.cards) == {card.name, *(one.name for one in others)}


def test_a_spoilt_answer_is_no_answer(root: Path) -> None:
    remember(root / "cache", _key(root), FOUND)
    (kept,) = (root / "cache" / FOLDER).iterdir()
    for spoilt in (b"", b"[[1]]", b"{", b"[null]", b"\xff"):
        kept.write_bytes(spoilt)
        assert look_up(root / "cache", _key(root)) is None


def test_a_store_that_cannot_be_written_is_left_alone(root: Path) -> None:
    (root / "cache").write_text("a file stands in the way")
    remember(root / "cache", _key(root), FOUND)
    assert look_up(root / "cache", _key(root)) is None


def test_old_answers_make_room(root: Path) -> None:
    for number in range(KEPT + 5):
        remember(root / "cache", _key(root, str(number)), FOUND)
    assert len(list((root / "cache" / FOLDER).iterdir())) == KEPT
