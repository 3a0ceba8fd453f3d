"""One fault each, laid over the small world: told in exactly the words of `expected.txt`, and nothing else told.

`tests/invalid/<fault>/content/` replaces or adds files of the world; what git cannot hold is made by `invalid.py`.
"""

import os
import shutil
from pathlib import Path

import pytest

from generator.model.finding import Finding
from generator.reading.content import load
from tests.reading.invalid import AT_RUN_TIME

ROOT = Path(__file__).parents[2]
INVALID = ROOT / "tests/invalid"
FAULTS = sorted(folder.name for folder in INVALID.iterdir() if folder.is_dir())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, complete (tests/world/README.md)."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copytree(ROOT / "tests/world/content", folder / "content")
    shutil.copytree(ROOT / "content/procedure", folder / "content/procedure")
    shutil.copy(ROOT / "content/glossary.yml", folder / "content")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def lay_over(fault: str, root: Path) -> None:
    """Put the files of a fault into the world; those of the world are links, so they are replaced, not rewritten."""
    for source in (INVALID / fault / "content").rglob("*"):
        target = root / source.relative_to(INVALID / fault)
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(source, target)
    if make := AT_RUN_TIME.get(fault):
        party = root / "content/parties/ur.yml"
        data = party.read_bytes()
        party.unlink()
        party.write_bytes(data)
        make(root)


def line(finding: Finding) -> str:
    """A finding as `tkmv check` prints it, with its column and code."""
    point = f" (п. {finding.point})" if finding.point else ""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place}: [{finding.code}] {finding.message}; {finding.hint}{point}\n"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_its_own_words(fault: str, world: Path, cache: Path, tmp_path: Path, bless: bool) -> None:
    root = tmp_path / "root"
    shutil.copytree(world, root, copy_function=os.link)
    lay_over(fault, root)
    told = "".join(map(line, load(root, cache=cache).findings))
    expected = INVALID / fault / "expected.txt"
    if bless:
        expected.write_text(told)
    assert told == expected.read_text()


def test_the_world_itself_is_free_of_faults(world: Path) -> None:
    assert load(world).findings == ()


def test_every_fault_made_at_run_time_is_expected() -> None:
    assert set(AT_RUN_TIME) <= set(FAULTS)
