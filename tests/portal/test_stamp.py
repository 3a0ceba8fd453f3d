"""The stamp: values escaped once, ways that work at any depth, a table of contents taken from the body."""

import pytest
from lxml import html
from markupsafe import Markup

from generator.portal.page import Crumb, Here, Page, TocEntry, contents, point_id, point_label
from generator.portal.shell import SiteShell
from generator.portal.stamp import stamp
from tests.links import elements, strings

EVIL = '"><script>alert(1)</script>&amp;'


def stamped(site: SiteShell, page: Page) -> html.HtmlElement:
    return html.document_fromstring(stamp(site, page).decode())


def test_texts_are_escaped_and_the_body_is_taken_as_it_is(site_shell: SiteShell) -> None:
    page = Page(
        "exchange/cards/a/",
        EVIL,
        EVIL,
        Markup("<h1>Карта</h1><p id='own'>a &lt; b</p>"),
        (TocEntry(EVIL, "own"),),
        (Crumb(EVIL, "exchange/cards/"),),
    )
    text = stamp(site_shell, page).decode()
    assert text.count("alert(1)") > 5
    assert "<script>alert" not in text
    found = html.document_fromstring(text)
    assert found.findtext(".//title") == f"{EVIL} – {site_shell.text.title}"
    assert strings(found, "//meta[@name='description']/@content") == [EVIL]
    assert strings(found, "//ol[@class='md-path__list']/li[3]//span/text()") == [EVIL]
    assert set(strings(found, "//a[@href='#own']//span/text()")) == {EVIL}
    assert strings(found, "//p[@id='own']/text()") == ["a < b"]


def test_a_text_that_looks_like_a_mark_stays_a_text(site_shell: SiteShell) -> None:
    evil = "@@tkmv.body@@ @@tkmv.root@@"
    found = stamped(site_shell, Page("exchange/cards/a/", evil, evil, Markup("<p id='own'>{}</p>").format(evil)))
    assert strings(found, "//p[@id='own']/text()") == [evil]
    assert strings(found, "//title/text()")[0].startswith(evil)


@pytest.mark.parametrize(
    ("address", "root"),
    [("", "."), ("exchange/cards/", "../.."), ("exchange/cards/a/v1/changes/", "../../../../..")],
)
def test_the_way_to_the_root_follows_the_depth(site_shell: SiteShell, address: str, root: str) -> None:
    found = stamped(site_shell, Page(address, "Т", "О", Markup("<h1>Т</h1>")))
    assert f"{root}/assets/portal.css" in strings(found, "//link/@href")
    assert Here(address).to("exchange/cards/") == f"{root}/exchange/cards/"
    assert strings(found, "//link[@rel='canonical']/@href") == [f"https://portal.example/portal/{address}"]


def test_a_page_is_framed_by_the_nearest_entry_above_it(site_shell: SiteShell) -> None:
    assert site_shell.nearest("exchange/cards/a/v1/", contents=True).address == "exchange/cards/"
    assert site_shell.nearest("exchange/cards/", contents=False).address == "exchange/cards/"
    assert site_shell.nearest("elsewhere/", contents=False).address == ""


def test_only_a_page_with_headings_has_a_table_of_contents(site_shell: SiteShell) -> None:
    body = Markup('<h1>Т</h1><h2 id="a">А</h2>')
    with_headings = stamped(site_shell, Page("exchange/cards/", "Т", "О", body, contents(body)))
    without = stamped(site_shell, Page("exchange/cards/", "Т", "О", body))
    assert len(elements(with_headings, "//ul[@data-md-component='toc']")) == 2  # beside the page, and in a phone's menu
    assert elements(without, "//ul[@data-md-component='toc']") == []
    for found in (with_headings, without):
        assert strings(found, "//a[contains(@class, 'md-skip')]/@href") == ["#content"]
        assert len(elements(found, "//*[@id='content']")) == 1


def test_contents_are_read_from_the_headings() -> None:
    body = Markup(
        '<h1 id="no">Название</h1><h2 id="a">Первый <abbr title="x">ТКМВ</abbr> &amp; др.'
        '<a class="headerlink" href="#a" title="Ссылка">#</a></h2><h3 id="b">Внутри</h3><h2>Без адреса</h2>'
        '<h2 class="x" id="c">Второй</h2>'
    )
    assert contents(body) == (
        TocEntry("Первый ТКМВ & др.", "a", (TocEntry("Внутри", "b"),)),
        TocEntry("Второй", "c"),
    )
    assert contents(Markup("<p>нет</p>")) == ()


def test_points_have_an_anchor_and_a_citation() -> None:
    assert (point_id("18"), point_label("18")) == ("p18", "п.\u00a018")
    assert (point_id("р. 2"), point_label("р. 2")) == ("r2", "р.\u00a02")


@pytest.mark.parametrize("address", ["/", "a", "A/", "../", "a//b/", "а/", "a b/", "a/index.html"])
def test_an_address_is_folders_of_plain_letters(address: str) -> None:
    with pytest.raises(ValueError, match="small Latin letters"):
        Page(address, "Т", "О", Markup(""))


def test_a_body_that_no_template_has_escaped_is_refused() -> None:
    with pytest.raises(TypeError, match="autoescaped"):
        Page("a/", "Т", "О", "<p>x</p>")  # type: ignore[arg-type]
