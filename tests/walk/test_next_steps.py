"""Whatever stage a card is at, the commands that `tkmv explain` names can be typed as they stand, one after another."""

import json
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.office import ROOT, Office


def cards(office: Office) -> Iterator[str]:
    for card in sorted((office.root / "content/cards").iterdir()):
        yield from (f"{card.name}@{version.name}" for version in sorted(card.iterdir()))


def type_all(office: Office) -> int:
    """Type every command that explain names for every version; how many there were."""
    typed = 0
    for card in cards(office):
        lines = (line.strip() for line in office.done("explain", card).splitlines())
        for line in lines:
            if line.startswith("tkmv "):
                office.done(*shlex.split(line)[1:])
                typed += 1
    found = json.loads(office.done("check", "--format", "json"))
    assert [one for one in found if one["severity"] == "error"] == []
    return typed


def test_in_the_small_world(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/world/content", tmp_path / "content")
    shutil.copytree(ROOT / "content/procedure", tmp_path / "content/procedure")
    shutil.copy(ROOT / "content/glossary.yml", tmp_path / "content")
    assert type_all(Office(tmp_path)) > 10


@pytest.mark.soak
def test_in_the_demonstration(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    assert type_all(Office(tmp_path)) > 100
