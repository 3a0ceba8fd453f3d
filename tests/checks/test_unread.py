"""A file of monitoring that cannot be read is told once: nothing is said of what only follows from it."""

import shutil
from pathlib import Path

import pytest

from generator.checks.together import check_all
from generator.model.finding import Finding
from generator.reading.content import load
from generator.workdays import ProductionCalendar

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "tests" / "world" / "content"
FILES = sorted(path.relative_to(WORLD).as_posix() for path in (WORLD / "monitoring").rglob("*.yml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small world with the order."""
    shutil.copytree(WORLD, tmp_path / "content")
    shutil.copytree(ROOT / "content" / "procedure", tmp_path / "content" / "procedure", dirs_exist_ok=True)
    return tmp_path


def found(root: Path) -> tuple[Finding, ...]:
    loaded = load(root)
    assert loaded.content.site is not None and loaded.content.site.as_of is not None
    return check_all(loaded, loaded.content.site.as_of, ProductionCalendar(loaded.content.calendar.values()))


@pytest.mark.parametrize("fault", ["nick: x", "broken: ["])
@pytest.mark.parametrize("file", FILES)
def test_only_the_fault_itself_is_told(root: Path, file: str, fault: str) -> None:
    before = {(one.path, one.code, one.message) for one in found(root)}
    with (root / "content" / file).open("a", encoding="utf-8") as opened:
        opened.write(f"{fault}\n")
    fresh = [one for one in found(root) if (one.path, one.code, one.message) not in before]
    assert [one.path for one in fresh] == [f"content/{file}"], fresh


def test_without_the_file_the_same_is_told_of_the_rest(root: Path) -> None:
    """The positive control: a file that is not there at all is missed."""
    (root / "content/monitoring/targets/fns-egrul.yml").unlink()
    codes = {one.code for one in found(root)}
    assert {"request-unwatched", "kept-idle"} <= codes
    (root / "content/monitoring/networks.yml").unlink()
    assert "check-address" in {one.code for one in found(root)}
