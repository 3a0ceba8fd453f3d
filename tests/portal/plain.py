"""A page as text for people to compare: a line for each block, links with their addresses, marks in brackets."""

import re
from collections.abc import Iterator

from lxml import html

_TEXTS = ("article", "blockquote", "details", "div", "h1", "h2", "h3", "h4", "h5", "nav", "p", "section", "summary")
_LISTS = ("dd", "dl", "dt", "li", "ol", "table", "tbody", "thead", "tr", "ul")
_BLOCKS = frozenset((*_TEXTS, *_LISTS))
_LEFT_OUT = re.compile(r"(?:^|\s)(?:headerlink|filter)(?:\s|$)")
_SPACES = re.compile(r"[ \t\n]+")


def plain(body: str) -> str:
    """The text of a body, one block a line; anchors of blocks and addresses of links stand in brackets."""
    pieces = "".join(_text(html.fragment_fromstring(body, create_parent="div")))
    lines = (_SPACES.sub(" ", line).strip(" |") for line in pieces.split("\f"))
    return "\n".join(line for line in lines if line) + "\n"


def visible(body: str) -> str:
    """What a reader sees, without code, digests and mailboxes, which are not words."""
    root = html.fragment_fromstring(body, create_parent="div")
    for element in root.xpath(".//code | .//a[starts-with(@href, 'mailto:')] | .//span[@class='digest']"):
        element.drop_tree()
    return _SPACES.sub(" ", root.text_content())


def _text(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or _LEFT_OUT.search(element.get("class") or ""):
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\f"
    if (anchor := element.get("id")) is not None:
        yield f"#{anchor} "
    if element.tag in ("h1", "h2", "h3", "h4", "h5"):
        yield "=" * int(element.tag[1]) + " "
    yield _piece(element.text)
    for child in element:
        yield from _text(child)
        yield _piece(child.tail)
    if element.tag == "a":
        yield f" [{element.get('href')}]"
    if element.tag in ("td", "th"):
        yield " | "
    if element.tag == "br":
        yield " / "
    if block:
        yield "\f"


def _piece(text: str | None) -> str:
    return (text or "").replace("\f", " ")
