"""Publishing: the old portal or the new one, whole, whatever happens; nothing that is not ours is touched."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.portal.manifest import NAME
from generator.portal.publish import Published, UnpublishableError, publish, roll_back
from generator.portal.releases import BusyError, ForeignError, locked
from tests.portal.cut_short import litter, portal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def to(tmp_path: Path) -> Path:
    (folder := tmp_path / "to").mkdir()
    return folder


def put(to: Path, page: str, keep: int = 5) -> Published:
    """Publish a portal of one page."""
    return publish(portal(to.parent / f"site-{page}", page), to, keep)


def current(to: Path) -> str:
    """The release that visitors see."""
    return (to / "current").readlink().name


def shown(to: Path) -> str:
    """The one page of the portal that visitors see."""
    (page,) = (to / "current").glob("*/index.html")
    return page.read_text("utf-8")


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file and link below a folder: which one it is on the disk and what it holds."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_ino,
            str(path.readlink()).encode() if path.is_symlink() else path.read_bytes(),
        )
        for path in paths
    }


def test_a_build_is_put_in_place_under_the_name_of_its_content(to: Path, tmp_path: Path) -> None:
    done = put(to, "a")
    assert done == Published(done.release, None, 1)
    assert re.fullmatch("[0-9a-f]{16}", done.release)
    assert (to / "current").readlink() == Path("releases", done.release)
    assert shown(to) == "a"
    (other := tmp_path / "elsewhere").mkdir()
    assert publish(portal(tmp_path / "again", "a"), other, 5).release == done.release
    assert put(to, "b") == Published(current(to), done.release, 1)
    assert shown(to) == "b"


def test_the_same_build_again_changes_nothing(to: Path) -> None:
    put(to, "a")
    put(to, "b")
    before = everything(to)
    done = put(to, "b")
    assert (done.before, done.removed) == (done.release, ())
    assert everything(to) == before


def test_the_last_good_releases_are_kept(to: Path) -> None:
    names = [put(to, page, keep=3).release for page in "abcde"]
    assert {path.name for path in (to / "releases").iterdir()} == {".lock", ".history", *names[2:]}
    assert put(to, "c", keep=3).removed == ()  # an older build once more is the latest of them
    assert (last := put(to, "f", keep=3)).removed == (names[3],)
    assert put(to, "g", keep=1).removed == (names[4], names[2], last.release)
    assert shown(to) == "g"


def test_what_is_not_ours_is_left_alone(to: Path) -> None:
    (to / "robots.txt").write_text("mine")
    (to / "releases/0123456789abcdef").mkdir(parents=True)
    (to / "releases/0123456789abcdef/letter.docx").write_text("mine")
    (to / "releases/.new").mkdir()
    before = everything(to)
    for page in "abc":
        put(to, page, keep=1)
    roll = everything(to)
    assert {name: roll[name] for name in before} == before


def test_a_folder_that_has_the_name_of_the_release_is_left_alone(to: Path, tmp_path: Path) -> None:
    (other := tmp_path / "other").mkdir()
    name = put(other, "a").release
    (to / "releases" / name).mkdir(parents=True)
    (to / "releases" / name / "letter.docx").write_text("mine")
    assert put(to, "a").release == f"{name}-2"
    put(to, "b", keep=1)
    assert (to / "releases" / name / "letter.docx").read_text() == "mine"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda to: (to / "current").mkdir(),
        lambda to: (to / "current").symlink_to("elsewhere"),
        lambda to: (to / "current").symlink_to("releases/../../outside"),
        lambda to: (to / "releases").write_text("mine"),
    ],
)
def test_what_stands_in_the_way_is_told_and_left_alone(spoil: Callable[[Path], object], to: Path) -> None:
    spoil(to)
    before = everything(to)
    with pytest.raises(ForeignError, match=re.escape(str(to))):
        put(to, "a")
    assert {name: everything(to)[name] for name in before} == before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda site: (site / NAME).unlink(), "сборка не закончена"),
        (lambda site: (site / NAME).write_bytes(b"{"), "испорчен"),
        (lambda site: (site / "b/index.html").write_text("half"), "изменён файл b/index.html"),
        (lambda site: (site / "b/index.html").unlink(), "нет файла b/index.html"),
        (lambda site: (site / "c.html").write_text("next build"), "лишний файл c.html"),
        (lambda site: [(site / str(number)).write_text("") for number in range(9)], "и ещё расхождений: 4"),
    ],
)
def test_an_unfinished_build_is_refused(spoil: Callable[[Path], object], told: str, to: Path) -> None:
    put(to, "a")
    before = everything(to)
    spoil(site := portal(to.parent / "site", "b"))
    with pytest.raises(UnpublishableError, match=told):
        publish(site, to, 5)
    assert everything(to) == before


def test_a_build_that_changes_while_it_is_copied_is_refused(to: Path) -> None:
    put(to, "a")
    site = portal(to.parent / "site", "b", "c")

    def rebuild(done: int, total: int) -> None:
        (site / "c/index.html").write_text("next build")

    with pytest.raises(UnpublishableError, match="изменился во время публикации"):
        publish(site, to, 5, rebuild)
    assert shown(to) == "a"
    assert {path.name for path in (to / "releases").iterdir()} == {".lock", ".history", current(to)}


@pytest.mark.parametrize(
    "damage", [lambda page: page.write_text("x"), Path.unlink, lambda page: shutil.rmtree(page.parents[1])]
)
def test_a_damaged_release_is_replaced_by_a_whole_one(damage: Callable[[Path], object], to: Path) -> None:
    name = put(to, "a").release
    damage(to / "releases" / name / "a/index.html")
    done = put(to, "a")
    assert shown(to) == "a"
    assert put(to, "a") == Published(done.release, done.release, 1)
    assert not litter(to)


def test_rolling_back_leads_to_the_release_before(to: Path) -> None:
    for page in "abc":
        put(to, page)
    for page in "ba":
        roll_back(to)
        assert shown(to) == page
    with pytest.raises(UnpublishableError, match="вернуться не к чему"):
        roll_back(to)
    assert shown(to) == "a"


def test_a_release_that_was_rolled_back_from_is_not_good(to: Path) -> None:
    put(to, "a")
    bad = put(to, "b").release
    roll_back(to)
    assert put(to, "c").removed == ()
    assert not (to / "releases" / bad).exists()
    roll_back(to)
    assert shown(to) == "a"


def test_what_was_rolled_back_from_may_be_published_again(to: Path) -> None:
    put(to, "a")
    put(to, "b")
    roll_back(to)
    put(to, "b")
    assert shown(to) == "b"
    roll_back(to)
    assert shown(to) == "a"


def test_rolling_back_passes_over_damaged_releases(to: Path) -> None:
    put(to, "a")
    damaged = put(to, "b").release
    put(to, "c")
    (to / "releases" / damaged / "b/index.html").unlink()
    assert roll_back(to).damaged == (damaged,)
    assert shown(to) == "a"


def test_rolling_back_needs_something_to_go_back_to(to: Path) -> None:
    with pytest.raises(UnpublishableError, match="ещё ничего не опубликовано"):
        roll_back(to)
    put(to, "a", keep=1)
    put(to, "b", keep=1)
    with pytest.raises(UnpublishableError, match="вернуться не к чему"):
        roll_back(to)


def test_two_publishers_at_once_are_one_too_many(to: Path) -> None:
    put(to, "a")
    with locked(to):
        with pytest.raises(BusyError, match="другая публикация"):
            put(to, "b")
        with pytest.raises(BusyError):
            roll_back(to)
    assert shown(to) == "a"
    put(to, "b")
    assert shown(to) == "b"


def cuts(how: str, publisher: str, folder: Path) -> list[list[str]]:
    """What was met after each cut, what the next publication made of it, what is left."""
    command = [sys.executable, "-m", "tests.portal.cut_short", how, publisher, str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line.split() for line in run.stdout.splitlines()]


@pytest.mark.parametrize("how", ["killed", "interrupted"])
def test_cut_short_at_any_step_the_old_portal_stays_or_the_new_one_is_there(how: str, tmp_path: Path) -> None:
    for name in ("strong", "weak"):
        (tmp_path / name).mkdir()
    found = cuts(how, "in_one_step", tmp_path / "strong")
    assert len(found) > 40
    assert [one[0] for one in found] == sorted((one[0] for one in found), reverse=True)  # old … old new … new
    assert {one[0] for one in found} == {"old", "new"}
    assert {tuple(one[1:]) for one in found} == {("new", "clean")}
    # The oracle sees what it is there for: a publisher that empties and fills the folder leaves it broken.
    assert "broken" in {one[0] for one in cuts(how, "copied_over", tmp_path / "weak")}
