"""Follows every link of a finished site on disk: where it leads, and whether anything is asked from outside."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_WAYS = ("href", "src", "action", "data-bundle")
_HOST = "http://site.test"
# What a browser fetches by itself; a reader's click is another matter.
_FETCHED = frozenset({"script", "img", "iframe", "source", "video", "audio", "embed"})


def strings(element: html.HtmlElement, path: str) -> list[str]:
    """Texts or attribute values that an XPath finds."""
    return [str(value) for value in cast(list[str], element.xpath(path))]


def elements(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """Elements that an XPath finds."""
    return cast(list[html.HtmlElement], element.xpath(path))


@cache
def _ids(path: Path) -> frozenset[str]:
    return frozenset(strings(_document(path), "//@id"))


@cache
def _document(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def links(path: Path) -> Iterator[tuple[html.HtmlElement, str]]:
    """Every address that an element of a page names."""
    for element in _document(path).iter():
        if isinstance(element.tag, str):
            yield from ((element, value) for way in _WAYS if (value := element.get(way)) is not None)


def faults(site: Path, prefix: str = "/", made_later: tuple[str, ...] = ("pagefind/",)) -> list[str]:
    """What is wrong with the links of a site published under a path prefix; nothing is fetched."""
    found = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        here = f"{_HOST}{prefix}{name.removesuffix('index.html')}"
        for element, link in links(path):
            fault = _fault(site, prefix, here, element, link, made_later)
            if fault is not None and not (name == "404.html" and fault == "from the root"):
                found.append(f"{name}: {link}: {fault}")
    return found


def _fault(
    site: Path, prefix: str, here: str, element: html.HtmlElement, link: str, made_later: tuple[str, ...]
) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        fetched = element.tag in _FETCHED or (element.tag == "link" and element.get("rel") != "canonical")
        return "asked from outside" if fetched else None
    if link.startswith("/"):
        target = _place(site, prefix, urljoin(here, link))
        return "from the root" if target is not None and target.is_file() else "leads nowhere"
    absolute = urljoin(here, link)
    if any(absolute == f"{_HOST}{prefix}{name}" for name in made_later):
        return None
    target = _place(site, prefix, absolute)
    if target is None or not target.is_file():
        return "leads nowhere"
    fragment = unquote(parts.fragment)
    if fragment and target.suffix == ".html" and fragment not in _ids(target):
        return "no such place on the page"
    return None


def _place(site: Path, prefix: str, absolute: str) -> Path | None:
    way = unquote(urlsplit(absolute).path)
    if not way.startswith(prefix):
        return None
    way = way.removeprefix(prefix)
    return site / (f"{way}index.html" if way.endswith("/") or not way else way)
