"""The shells: marks, what they carry of the site's text, and that a kept build equals a new one."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from generator.portal import csp
from generator.portal.marks import MarksError, Slot, mark, split
from generator.portal.shell import SiteShell, at_depth
from generator.portal.shell_build import SOURCES, ShellError, build_shells
from generator.portal.site_text import SiteText
from tests.links import strings
from tests.portal.conftest import TEXT

SOURCE_PARTS = ("mkdocs.yml", "docs/portal", "generator/portal/theme", "generator/portal/hook.py")
LATIN_ALLOWED = {"JSON", "Microsoft", "Office", "UTF", "YAML", "JavaScript", "Tab", "Pagefind"}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def filled(site: SiteShell, address: str) -> html.HtmlElement:
    """A shell as a page, its marks left in place but those of the root."""
    return html.document_fromstring("".join(at_depth(site.contents[address], 2).pieces))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of what the site tool is given, to be spoiled."""
    for name in SOURCE_PARTS:
        source, target = SOURCES / name, tmp_path / "sources" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
    return tmp_path / "sources"


def test_every_stamped_entry_of_the_navigation_has_both_shells(site_shell: SiteShell) -> None:
    stamped = {
        path.parent.relative_to(SOURCES / "docs/portal").as_posix().removeprefix(".")
        for path in (SOURCES / "docs/portal").rglob("index.md")
        if "stamped: true" in path.read_text(encoding="utf-8")
    }
    assert {address.rstrip("/") for address in site_shell.contents} == stamped
    assert site_shell.contents.keys() == site_shell.wide.keys()
    assert not any(f"{address}index.html" in site_shell.files for address in site_shell.wide)


def test_shells_carry_exactly_the_slots_that_the_stamp_fills(site_shell: SiteShell) -> None:
    assert site_shell.contents["exchange/cards/"].slots == frozenset(Slot)
    assert site_shell.wide["exchange/cards/"].slots == frozenset(Slot) - {Slot.TOC}
    assert site_shell.wide[""].slots == frozenset(Slot) - {Slot.TOC, Slot.CRUMBS}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nothing", "marks missing: ['body', 'root']"),
        (mark("root") + mark("body") + mark("policy"), "marks not expected: ['policy']"),
        (mark("root") + mark("body") + mark("body"), "one place for the body"),
    ],
)
def test_a_shell_with_other_marks_is_refused(text: str, told: str) -> None:
    with pytest.raises(MarksError, match=re.escape(told)):
        split(text, frozenset({Slot.ROOT, Slot.BODY}))
    assert split(mark("root") + "x" + mark("body"), frozenset({Slot.ROOT, Slot.BODY})) == ("", "root", "x", "body", "")


def test_navigation_marks_the_entry_and_its_tab(site_shell: SiteShell) -> None:
    page = filled(site_shell, "exchange/cards/")
    assert strings(page, "//a[contains(@class, 'md-nav__link--active')]/@href") == ["../../exchange/cards/"]
    assert strings(page, "//li[contains(@class, 'md-tabs__item--active')]/a/@href") == ["../../exchange/"]
    sidebar = strings(page, "//nav[contains(@class, 'md-nav--primary')]//li//a/@href")
    for entry in site_shell.contents:
        assert f"../../{entry}" in sidebar


def test_two_builds_give_the_same_bytes(site_shell: SiteShell, tmp_path: Path) -> None:
    again = build_shells(TEXT, tmp_path)
    assert again.folder != site_shell.folder
    assert tree(again.folder.parent) == tree(site_shell.folder.parent)


def test_a_kept_build_is_used_until_an_input_changes(sources: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = build_shells(TEXT, cache, sources)
    assert build_shells(TEXT, cache, sources).folder == first.folder
    assert [path.name for path in cache.iterdir()] == [first.folder.parent.name]

    page = sources / "docs/portal/help/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nНовая строка\n", encoding="utf-8")
    second = build_shells(TEXT, cache, sources)
    assert second.folder != first.folder
    assert "Новая строка" in (second.folder / "help/index.html").read_text(encoding="utf-8")
    assert tree(second.folder.parent) == tree(build_shells(TEXT, tmp_path / "fresh", sources).folder.parent)

    assert build_shells(replace(TEXT, title="Другое"), cache, sources).folder not in {first.folder, second.folder}


def test_old_builds_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / "mypy").mkdir()
    built = [build_shells(replace(TEXT, title=f"Портал {number}"), tmp_path) for number in range(4)]
    assert len(list(tmp_path.iterdir())) == 1 + 3
    assert (tmp_path / "mypy").is_dir()
    assert built[-1].folder.is_dir()


def spoil_mark(sources: Path) -> None:
    path = sources / "generator/portal/theme/main.html"
    path.write_text(path.read_text(encoding="utf-8").replace("@@tkmv.body@@", ""), encoding="utf-8")


def spoil_link(sources: Path) -> None:
    path = sources / "docs/portal/help/index.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n[туда](nowhere.md)\n", encoding="utf-8")


def spoil_script(sources: Path) -> None:
    path = sources / "docs/portal/help/index.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")


def spoil_handler(sources: Path) -> None:
    path = sources / "docs/portal/help/index.md"
    path.write_text(path.read_text(encoding="utf-8") + '\n<p onclick="alert(1)">x</p>\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoil_mark, "marks missing: ['body']"),
        (spoil_link, "nowhere.md"),
        (spoil_script, "inline scripts that the theme does not have"),
        (spoil_handler, '<p onclick="alert(1)">'),
    ],
)
def test_what_must_not_be_published_fails_the_build_and_is_not_kept(
    spoil: Callable[[Path], None], told: str, sources: Path, tmp_path: Path
) -> None:
    spoil(sources)
    with pytest.raises(ShellError) as caught:
        build_shells(TEXT, tmp_path / "cache", sources)
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) < 15
    assert list((tmp_path / "cache").iterdir()) == []


def test_texts_of_the_site_stay_text(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    site = build_shells(
        SiteText(title=evil, description=evil, organisation=evil, notice=evil, feedback=evil, terms=(("ТКМВ", evil),)),
        tmp_path,
    )
    allowed = csp.inline_scripts(site.contents["exchange/cards/"].pieces[0] + "</body></html>")
    for name in (name for name in site.files if name.endswith(".html")):
        text = (site.folder / name).read_text(encoding="utf-8")
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert csp.inline_scripts(text) >= allowed
        assert list(csp.refused(text, csp.inline_scripts(text))) == []


def test_a_mark_in_a_text_of_the_site_is_text(tmp_path: Path) -> None:
    odd = f"a{mark('body')}{mark('root')}{mark('policy')}{mark('x')}"
    site = build_shells(
        SiteText(title=odd, description=odd, organisation=odd, notice=odd, feedback=odd, terms=(("ТКМВ", odd),)),
        tmp_path,
    )
    page = html.document_fromstring((site.folder / "help/index.html").read_text(encoding="utf-8"))
    assert odd in "".join(map(str, page.itertext()))
    assert strings(page, "//meta[@name='description']/@content | //abbr[.='ТКМВ']/@title")
    assert odd in "".join(map(str, filled(site, "exchange/cards/").itertext()))


def test_every_inline_script_is_named_by_the_policy_and_no_other_would_run(site_shell: SiteShell) -> None:
    pages = [(site_shell.folder / name).read_text(encoding="utf-8") for name in site_shell.files if ".html" in name]
    pages += ["".join(shell.pieces) for shell in site_shell.contents.values()]
    for page in pages:
        policy = strings(html.document_fromstring(page), "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        scripts = csp.inline_scripts(page)
        assert scripts
        assert all(script in policy for script in scripts)
        (foreign,) = csp.inline_scripts("<p><script>alert(1)</script></p>")
        assert foreign not in policy
        assert "unsafe-inline" not in policy


def test_the_page_of_a_wrong_address_works_at_any_depth(site_shell: SiteShell) -> None:
    page = html.document_fromstring((site_shell.folder / "404.html").read_text(encoding="utf-8"))
    assert page.findtext(".//h1") == "Страница не найдена"
    ways = strings(page, "//head/link/@href | //script/@src | //a/@href[not(starts-with(., '#'))]")
    assert all(way.startswith(("/portal/", "mailto:")) for way in ways)


def test_nothing_but_russian_is_shown(site_shell: SiteShell) -> None:
    pages = [(site_shell.folder / name).read_text(encoding="utf-8") for name in site_shell.files if ".html" in name]
    pages += ["".join(at_depth(shell, 1).pieces[::2]) for shell in site_shell.contents.values()]
    shown = "//body//text()[not(ancestor::script or ancestor::style or ancestor::code)]"
    spoken = "//body//@title | //body//@aria-label | //body//@alt | //body//@placeholder | //head/title/text()"
    for page in pages:
        texts = " ".join(strings(html.document_fromstring(page), f"{shown} | {spoken}"))
        assert set(re.findall(r"[A-Za-z]{2,}", texts)) <= LATIN_ALLOWED


def test_an_address_that_could_break_out_of_a_script_is_refused() -> None:
    assert SiteText(address="https://portal.example/a/b/").path == "/a/b/"
    for address in ("https://portal.example", 'https://portal.example/"/', "ftp://portal.example/", "https://x/?q/"):
        with pytest.raises(ValueError, match="looks like"):
            SiteText(address=address)
