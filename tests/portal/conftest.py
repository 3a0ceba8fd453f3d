"""A small portal of stamped pages, built once for all tests of this room."""

from pathlib import Path

import pytest
from markupsafe import Markup

from generator.portal.environment import environment
from generator.portal.page import Crumb, Here, Page, contents
from generator.portal.shell import SiteShell
from generator.portal.shell_build import build_shells
from generator.portal.site import write_site
from generator.portal.site_text import SiteText
from tests.portal.worlds import ROOT, Tree, small_world, tree

TEXT = SiteText(
    address="https://portal.example/portal/",
    notice="Демонстрационное содержание",
    feedback="errors@portal.example",
    terms=(("ТКМВ", "технологическая карта межведомственного взаимодействия"), ("СМЭВ", "единая система")),
)
# The page heads name the feed, so it belongs to the smallest portal too.
FILES = [("api/v1/cards.json", b"{}"), ("feeds/cards.atom", b"<feed/>")]
_BODY = """{% import "parts.html" as parts %}
{{ parts.heading("Карта «Сведения» & другие", kicker="Версия 2", lead="Что запрашивается") }}
{{ parts.status("late", "просрочено") }} {{ parts.point(here, "19") }}
{{ parts.h2("facts", "Сведения о ТКМВ") }}
{{ parts.facts([("Поставщик", "Росреестр")]) }}
{{ parts.filter("rows", "Показать строки") }}
{% call parts.table("Запросы", ["Код", "Что"], id="rows") %}
<tr><td data-label="Код">А.3-17</td>
<td data-label="Что"><a href="{{ here.to("exchange/cards/a/#facts") }}">да</a></td></tr>
{% endcall %}
{{ parts.h3(point_id("19"), "Пункт") }}
{{ "В **сертификате** нет ёмкости" | prose }}
"""


@pytest.fixture(scope="session")
def site_shell(tmp_path_factory: pytest.TempPathFactory) -> SiteShell:
    return build_shells(TEXT, tmp_path_factory.mktemp("cache"))


def pages(site: SiteShell) -> list[Page]:
    """A page for every entry of the navigation and some far below them."""
    template = environment().from_string(_BODY)

    def page(address: str, *crumbs: Crumb, wide: bool = False) -> Page:
        body = Markup(template.render(here=Here(address)))
        return Page(address, f"Страница {address}", "О чём она", body, () if wide else contents(body), crumbs)

    cards = Crumb("Технологические карты", "exchange/cards/")
    return [
        *(page(address, wide=address in {"", "exchange/cards/"}) for address in site.wide),
        page("exchange/cards/a/", cards),
        page("exchange/cards/a/v1/", cards, Crumb("Карта А", "exchange/cards/a/")),
        page("exchange/cards/a/v1/changes/", cards),
        page("exchange/parties/fns/"),
    ]


@pytest.fixture(scope="session")
def portal(site_shell: SiteShell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The written portal, with its search index."""
    out = tmp_path_factory.mktemp("out")
    write_site(out, site_shell, pages(site_shell), FILES)
    return out


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where shells are kept for all builds of the tests."""
    return tmp_path_factory.mktemp("shells")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The small world."""
    return small_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def product() -> Tree:
    """The content of the product itself."""
    return tree(ROOT)


@pytest.fixture(scope="session")
def real_portal(product: Tree, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal of the product's own content."""
    out = tmp_path_factory.mktemp("real")
    product.build(out, cache)
    return out
