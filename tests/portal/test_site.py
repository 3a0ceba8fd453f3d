"""The written portal: every link works under any prefix, only changes are written, repeated builds are equal."""

import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from markupsafe import Markup

from generator.portal.shell import SiteShell
from generator.portal.site import MissingPageError, write_site
from generator.portal.writer import OWN, Counts, ForeignFolderError, Writer
from tests.links import faults
from tests.portal.conftest import FILES, pages
from tests.portal.test_shell import tree


def test_every_link_leads_somewhere_under_any_prefix(portal: Path) -> None:
    assert faults(portal, "/portal/") == []


def test_the_link_checker_sees_what_is_wrong(portal: Path, tmp_path: Path) -> None:
    shutil.copytree(portal, tmp_path / "site")
    page = tmp_path / "site/exchange/cards/index.html"
    text = page.read_text(encoding="utf-8")
    bad = '<a href="../nowhere/">1</a><a href="/root">2</a><img src="http://x.example/1.png"><a href="#no">3</a>'
    page.write_text(text.replace("</article>", f"{bad}</article>"), encoding="utf-8")
    assert faults(tmp_path / "site", "/portal/") == [
        "exchange/cards/index.html: ../nowhere/: leads nowhere",
        "exchange/cards/index.html: /root: leads nowhere",
        "exchange/cards/index.html: http://x.example/1.png: asked from outside",
        "exchange/cards/index.html: #no: no such place on the page",
    ]


def test_a_repeated_build_writes_nothing_and_a_fresh_one_gives_the_same_bytes(
    portal: Path, site_shell: SiteShell, tmp_path: Path
) -> None:
    files = FILES
    before = tree(portal)
    counts = write_site(portal, site_shell, pages(site_shell), files)
    assert (counts.written, counts.removed) == (0, 0)
    write_site(tmp_path / "fresh", site_shell, pages(site_shell), files)
    assert tree(tmp_path / "fresh") == before == tree(portal)


def test_a_changed_build_equals_a_full_one(site_shell: SiteShell, tmp_path: Path) -> None:
    old = pages(site_shell)
    changed = replace(old[-2], body=old[-2].body + Markup("<p>Новое</p>"))
    new = [*old[:-3], changed, old[-1]]  # one removed, one changed
    write_site(tmp_path / "a", site_shell, old, [("feeds/x.atom", b"x")], searchable=False)
    counts = write_site(tmp_path / "a", site_shell, new, searchable=False)
    # The changed page and two site maps are written; the removed page and the feed go.
    assert (counts.written, counts.removed) == (3, 2)
    write_site(tmp_path / "b", site_shell, new, searchable=False)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert not (tmp_path / "a/feeds").exists()


def test_an_entry_of_the_navigation_without_a_page_is_an_error(site_shell: SiteShell, tmp_path: Path) -> None:
    some = [page for page in pages(site_shell) if page.address != "exchange/duties/"]
    with pytest.raises(MissingPageError, match="exchange/duties/"):
        write_site(tmp_path / "out", site_shell, some, searchable=False)


def test_the_site_map_lists_every_page_but_search(portal: Path) -> None:
    data = (portal / "sitemap.xml").read_bytes()
    listed = [element.text for element in etree.fromstring(data).iter("{*}loc")]
    found = {path.parent.relative_to(portal).as_posix() for path in portal.rglob("index.html")}
    expected = {"https://portal.example/portal/" + ("" if name == "." else f"{name}/") for name in found - {"search"}}
    assert listed == sorted(expected)
    packed = (portal / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == data
    assert packed[4:8] == bytes(4)  # no time of packing
    assert b"lastmod" not in data


def test_search_indexes_the_pages_as_russian_and_only_when_they_changed(portal: Path, site_shell: SiteShell) -> None:
    entry = portal / "pagefind/pagefind-entry.json"
    languages = json.loads(entry.read_bytes())["languages"]
    assert list(languages) == ["ru"]
    shown = [path for path in portal.rglob("index.html") if path.parent.name != "search"]
    assert languages["ru"]["page_count"] == len(shown)
    assert not list((portal / "pagefind").glob("*ui*"))

    made = entry.stat().st_ino
    write_site(portal, site_shell, pages(site_shell), FILES)
    assert entry.stat().st_ino == made


def test_a_changed_page_makes_a_new_index_without_old_fragments(site_shell: SiteShell, tmp_path: Path) -> None:
    first = pages(site_shell)
    write_site(tmp_path / "out", site_shell, first)
    old = {path.name for path in (tmp_path / "out/pagefind/fragment").iterdir()}
    second = [replace(page, body=page.body + Markup("<p>иначе</p>")) for page in first]
    write_site(tmp_path / "out", site_shell, second)
    write_site(tmp_path / "fresh", site_shell, second)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert old - {path.name for path in (tmp_path / "out/pagefind/fragment").iterdir()}


def test_the_writer_leaves_alone_what_already_holds_the_bytes(tmp_path: Path) -> None:
    first = Writer(tmp_path)
    first.write("a/b.txt", b"1")
    first.page("c/", b"2")
    assert first.finish() == Counts(3, 0, 0)
    inode = (tmp_path / "a/b.txt").stat().st_ino
    second = Writer(tmp_path)
    second.write("a/b.txt", b"1")
    second.page("c/", b"3")
    assert second.finish() == Counts(1, 2, 0)
    assert (tmp_path / "a/b.txt").stat().st_ino == inode
    assert (tmp_path / "c/index.html").read_bytes() == b"3"


def test_what_an_interrupted_build_left_goes(tmp_path: Path) -> None:
    first = Writer(tmp_path)
    first.write("a/b.txt", b"1")
    first.finish()
    (tmp_path / "a/b.txt.new").write_bytes(b"half")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/index").write_bytes(b"x")
    second = Writer(tmp_path)
    second.write("a/b.txt", b"1")
    assert second.finish(keep=("kept",)) == Counts(0, 2, 1)
    assert set(tree(tmp_path)) == {OWN, "a/b.txt", "kept/index"}


def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(ForeignFolderError, match="чужие файлы"):
        Writer(tmp_path)
    assert set(tree(tmp_path)) == {"letter.docx"}


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "a//b", "./a", "", "a\\b", "a/"])
def test_a_file_outside_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a path below"):
        Writer(tmp_path).write(name, b"")


def test_two_files_with_one_name_are_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write("a/B.txt", b"")
    with pytest.raises(ValueError, match="written twice"):
        writer.write("a/b.txt", b"")
    with pytest.raises(ValueError, match="written twice"):
        writer.write("a/B.txt", b"")
