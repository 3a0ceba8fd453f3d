"""XML of strangers: no DOCTYPE, no entity, nothing fetched, bounded depth; the prologue is judged before the rest."""

from xml.parsers import expat

from lxml import etree

from probes.reach.failure import Failure

_BLANK = b"\xef\xbb\xbf \t\r\n"


_TEXT = etree.XPath("string()", smart_strings=False)


class Page(Failure):
    """A page for people instead of a document."""

    def __init__(self, body: bytes) -> None:
        super().__init__("not_xml", f"вместо документа страница HTML: {beginning(body)}")


class _Root(Exception):
    """The prologue is over."""


def read_xml(body: bytes) -> etree._Element:
    """The root of a document; a declaration of its type is refused before anything of it is taken in."""
    if not body.strip(_BLANK):
        raise Failure("not_xml", "ответ пуст")
    # Such pages are rarely well-formed, so their first words are enough.
    if body.lstrip(_BLANK)[:14].lower().startswith((b"<!doctype html", b"<html")) or _prologue(body).lower() == "html":
        raise Page(body)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise _not_xml(str(error.msg), body) from None
    # What expat did not see, libxml2 may have: two readers must agree.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Failure("dtd", "объявление DOCTYPE в ответе")
    return root


def beginning(body: bytes) -> str:
    """The first words of an answer, to be shown."""
    return " ".join(body[:200].decode("utf-8", errors="replace").split())


def name_of(element: etree._Element) -> tuple[str, str]:
    """Namespace and local name of an element."""
    name = etree.QName(element)
    return name.namespace or "", name.localname


def text_of(element: etree._Element) -> str:
    """All text within an element, without comments."""
    return str(_TEXT(element))


def _prologue(body: bytes) -> str:
    """The name of the root; expat stops at the first start tag, so nothing is expanded or built."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = _root
    try:
        parser.Parse(body, True)
    except _Root as root:
        return str(root)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise _not_xml(str(error), body) from None
    return ""


def _doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    # A page of HTML may declare itself in the manner of XML.
    raise _Root(name) if name.lower() == "html" else Failure("dtd", f"объявление DOCTYPE {name} в ответе")


def _root(name: str, attributes: dict[str, str]) -> None:
    raise _Root(name)


def _not_xml(why: str, body: bytes) -> Failure:
    return Failure("not_xml", f"{why}; ответ начинается так: {beginning(body)}")
