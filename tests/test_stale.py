"""Any change of an approved text makes exactly its approvals stale; a change of its layout makes none (point 14)."""

import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.digest import Tree, digest_of
from generator.model.content import Content
from generator.procedure.approvals import latest_agreements
from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.reading.strict import parse
from generator.workdays import ProductionCalendar

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 20)
CARD, OTHER = "tkmv-fn-conformity", "tkmv-fn-crypto"
CARD_FILE = f"content/cards/{CARD}/v1/card.yml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two approved cards and all that they stand on."""
    for name in ("parties", "contacts", "passports", "procedure", "calendar"):
        shutil.copytree(ROOT / "content" / name, tmp_path / "content" / name)
    for card in (CARD, OTHER):
        shutil.copytree(ROOT / "content" / "cards" / card, tmp_path / "content" / "cards" / card)
    shutil.copy(ROOT / "content" / "site.yml", tmp_path / "content" / "site.yml")
    return tmp_path


def _worth(content: Content, card: str) -> set[str]:
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), DAY)
    view = procedure.standing(card).view
    found = latest_agreements(view.ledger, content, view.version.digest)
    assert len(found) >= 5
    return {one.worth for one in found.values()}


def _read(root: Path) -> Content:
    loaded = load(root, cache=None)
    assert [one for one in loaded.findings if one.severity == "error"] == []
    return loaded.content


def _written(root: Path) -> tuple[Path, Any]:
    path = root / CARD_FILE
    return path, yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


def test_as_written_all_approvals_are_valid(tree: Path) -> None:
    content = _read(tree)
    assert _worth(content, CARD) == _worth(content, OTHER) == {"valid"}


def _dump(card: Any, **options: Any) -> str:
    return str(yaml.safe_dump(card, allow_unicode=True, **options))


def _turned(card: Any) -> Any:
    """The same with the keys of every entry in the opposite order."""
    if isinstance(card, dict):
        return {key: _turned(card[key]) for key in reversed(card)}
    return [_turned(one) for one in card] if isinstance(card, list) else card


LAYOUTS: dict[str, Callable[[str, Any], str]] = {
    "keys in another order": lambda text, card: _dump(_turned(card), sort_keys=False),
    "double quotes": lambda text, card: _dump(card, default_style='"'),
    "single quotes": lambda text, card: _dump(card, default_style="'"),
    "flow style": lambda text, card: _dump(card, default_flow_style=True, width=200),
    "other indentation": lambda text, card: _dump(card, indent=4, width=60),
    "comments": lambda text, card: "# сверху\n" + text.replace("\n", "   # примечание\n", 1) + "# снизу\n",
    "line ends of Windows": lambda text, card: text.replace("\n", "\r\n"),
    "letters in parts": lambda text, card: unicodedata.normalize("NFD", text),
    "no line end": lambda text, card: text.rstrip("\n"),
    "empty fields": lambda text, card: text + "annexes: []\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_leaves_approvals_valid(tree: Path, layout: str) -> None:
    path, card = _written(tree)
    before = path.read_bytes()
    path.write_bytes(LAYOUTS[layout](before.decode(), card).encode())
    assert path.read_bytes() != before
    assert _worth(_read(tree), CARD) == {"valid"}


def _scalars(card: Tree, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(card, str):
        yield place
    elif isinstance(card, dict):
        for key, inner in card.items():
            yield from _scalars(inner, (*place, key))
    else:
        for index, inner in enumerate(card):
            yield from _scalars(inner, (*place, index))


def test_any_changed_field_makes_exactly_its_approvals_stale(tree: Path) -> None:
    """Over the digest: the model may refuse a value, the text has changed all the same."""
    _, card = _written(tree)
    content = _read(tree)
    agreed = content.cards[CARD][1].digest
    places = list(_scalars(card))
    assert len(places) > 100
    for place in places:
        changed = json.loads(json.dumps(card))
        *way, last = place
        inner = changed
        for step in way:
            inner = inner[step]
        inner[last] += "1"
        read = parse(_dump(changed).encode(), CARD_FILE).tree
        assert read is not None
        assert digest_of(read) != agreed, place


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: ", "title: Новая редакция. "),
        ("value: ", "value: 1"),
        ("consent_required: false", "consent_required: true"),
    ],
)
def test_a_changed_card_makes_its_own_approvals_stale_and_no_others(tree: Path, before: str, after: str) -> None:
    path, _ = _written(tree)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    content = _read(tree)
    assert _worth(content, CARD) == {"stale"}
    assert _worth(content, OTHER) == {"valid"}
