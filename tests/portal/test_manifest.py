"""The manifest: written last, the same for the same files, and no change of a file escapes it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.portal import manifest
from generator.portal.manifest import NAME, ManifestError, read, seal
from generator.portal.shell import SiteShell
from generator.portal.site import write_site
from tests.portal.conftest import pages
from tests.portal.cut_short import portal


def test_a_written_portal_is_what_its_manifest_says(portal: Path) -> None:
    found = read(portal)
    assert found.faults(portal) == ()
    listed = {path.relative_to(portal).as_posix() for path in portal.rglob("*") if path.is_file()}
    assert set(found.files) == listed - {NAME, ".tkmv-portal"}
    assert "pagefind/pagefind-entry.json" in found.files


def test_the_same_files_give_the_same_manifest_and_it_is_left_alone(site_shell: SiteShell, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site(tmp_path / name, site_shell, pages(site_shell), searchable=False)
    assert read(tmp_path / "one") == read(tmp_path / "two")
    inode = (tmp_path / "one" / NAME).stat().st_ino
    counts = write_site(tmp_path / "one", site_shell, pages(site_shell), searchable=False)
    assert (counts.written, counts.removed) == (0, 0)
    assert (tmp_path / "one" / NAME).stat().st_ino == inode


def test_names_are_in_a_stable_order(tmp_path: Path) -> None:
    files = json.loads((portal(tmp_path, "b", "a", "Я", "a-b") / NAME).read_bytes())["files"]
    assert list(files) == sorted(files) == ["a-b/index.html", "a/index.html", "b/index.html", "Я/index.html"]


def _append(site: Path) -> None:
    with (site / "a/index.html").open("a", encoding="utf-8") as file:
        file.write(" ")


def _swap_for_link(site: Path) -> None:
    (site / "a/index.html").rename(site / ".aside")
    (site / "a/index.html").symlink_to("../.aside")


FAULTS: tuple[tuple[Callable[[Path], object], str], ...] = (
    (_append, "изменён файл a/index.html"),
    (lambda site: (site / "a/index.html").write_text("b", encoding="utf-8"), "изменён файл a/index.html"),
    (lambda site: (site / "b/index.html").unlink(), "нет файла b/index.html"),
    (lambda site: (site / "b/index.html.new").write_bytes(b""), "лишний файл b/index.html.new"),
    (lambda site: (site / "c").symlink_to("a"), "лишний файл c"),
    (_swap_for_link, "изменён файл a/index.html"),
)


@pytest.mark.parametrize(("spoil", "fault"), FAULTS)
def test_every_change_of_a_file_is_told(spoil: Callable[[Path], object], fault: str, tmp_path: Path) -> None:
    found = read(portal(tmp_path, "a", "b"))
    assert found.faults(tmp_path) == ()
    spoil(tmp_path)
    assert found.faults(tmp_path) == (fault,)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"version":2,"files":{}}', b'{"version":1,"files":{"a":1}}', b"\xff"]
)
def test_what_is_no_manifest_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(ManifestError, match="испорчен"):
        read(tmp_path)


def test_without_a_manifest_no_build_has_finished(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="сборка не закончена"):
        read(tmp_path)


def test_marks_of_the_builder_are_not_part_of_the_portal(tmp_path: Path) -> None:
    portal(tmp_path, "a")
    (tmp_path / ".tkmv-portal").write_bytes(b"")
    seal(tmp_path)
    assert set(manifest.read(tmp_path).files) == {"a/index.html"}
