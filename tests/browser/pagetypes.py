"""The types of pages of a finished portal, each with the address of its fullest example."""

import re
from pathlib import Path
from urllib.parse import urljoin

from lxml import html

from tests.links import strings

WRONG = "404.html"
_HOST = "http://site.test/"


def addresses(site: Path) -> list[str]:
    """Every page of a portal, the front page is the empty address."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if name == "." else f"{name}/" for name in found)


def page_types(site: Path) -> dict[str, str]:
    """Name and address: each page of the menu is a type; of others below it, by depth and kind, the longest."""
    menu = _menu(site)
    types: dict[str, str] = {"нет такой страницы": WRONG}
    for address in addresses(site):
        name = (address or "главная") if address in menu else _name(site, address, menu)
        if name not in types or _size(site, address) > _size(site, types[name]):
            types[name] = address
    return types


def _menu(site: Path) -> frozenset[str]:
    links = strings(_page(site, ""), "//nav[contains(@class, 'md-nav--primary')]//a/@href")
    return frozenset(urljoin(_HOST, link).removeprefix(_HOST) for link in links)


def _name(site: Path, address: str, menu: frozenset[str]) -> str:
    """The page of the menu that it lies below, how deep, and the line above its title, which names the kind."""
    above = max((one for one in menu if address.startswith(one)), key=len)
    depth = address.removeprefix(above).count("/")
    kicker = "".join(strings(_page(site, address), "//p[@class='kicker']//text()"))
    kind = re.split(r"\d", kicker)[0].strip()  # of an incident the line goes on with its day
    return f"{above}{'*/' * depth} {kind}"


def _page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def _size(site: Path, address: str) -> int:
    return (site / address / "index.html").stat().st_size
