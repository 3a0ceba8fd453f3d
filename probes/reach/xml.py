"""XML of strangers: no DOCTYPE, no entity, nothing fetched; its measures are taken before a tree is built."""

import asyncio
from xml.parsers import expat

from lxml import etree

from probes.reach.failure import Failure

# Large descriptions have a tenth of this.
BYTES, ELEMENTS, ATTRIBUTES, DEPTH, NAMESPACES = 4 * 1_024 * 1_024, 100_000, 200, 200, 500
# What is longer is read beside the loop, so that the deadline and the other probes have their turn.
LONG = 65_536
_BLANK = b"\xef\xbb\xbf \t\r\n"


_TEXT = etree.XPath("string()", smart_strings=False)
_WORDS = etree.XPath(".//text()", smart_strings=False)


class Page(Failure):
    """A page for people instead of a document."""

    def __init__(self, body: bytes) -> None:
        super().__init__("not_xml", f"вместо документа страница HTML: {beginning(body)}")


async def parsed(body: bytes) -> etree._Element:
    """The root of a document, as `read_xml` gives it, within the deadline of the probe."""
    return read_xml(body) if len(body) <= LONG else await asyncio.to_thread(read_xml, body)


def read_xml(body: bytes) -> etree._Element:
    """The root of a document; a declaration of its type is refused before anything of it is taken in."""
    if len(body) > BYTES:
        raise Failure("too_large", f"документ больше {BYTES} байт")
    if not body.strip(_BLANK):
        raise Failure("not_xml", "ответ пуст")
    # Such pages are rarely well-formed, so their first words are enough.
    if body.lstrip(_BLANK)[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise Page(body)
    _Scan().read(body)
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


def words_of(element: etree._Element) -> str:
    """All text within an element on one line, texts of different elements apart."""
    found = _WORDS(element)
    return " ".join(" ".join(map(str, found)).split()) if isinstance(found, list) else ""


class _Scan:
    """A first reading by expat, which builds nothing and expands nothing: is it safe to build a tree of this?

    libxml2 takes hours over one element with 300,000 attributes, and minutes over namespaces declared in great depth;
    neither is found in a description or a message that anybody agreed on.
    """

    __slots__ = ("attributes", "count", "declared", "root")

    def __init__(self) -> None:
        self.count = 0
        self.attributes = 0
        self.root = ""
        # Namespaces declared by each open element.
        self.declared: list[int] = []

    def read(self, body: bytes) -> None:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CommentHandler = self.aside
        parser.ProcessingInstructionHandler = self.aside
        try:
            parser.Parse(body, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            # A page of HTML is told by its root even where the rest of it is no XML.
            raise Page(body) if self.root.lower() == "html" else _not_xml(str(error), body) from None

    def doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        # A page may declare itself in the manner of XML; it is read no further either.
        self.root = name
        if name.lower() == "html":
            raise ValueError(name)
        raise Failure("dtd", f"объявление DOCTYPE {name} в ответе")

    def start(self, name: str, attributes: list[str]) -> None:
        self.root = self.root or name
        self.count += 1
        self.attributes += len(attributes) // 2
        declared = sum(one == "xmlns" or one.startswith("xmlns:") for one in attributes[::2])
        self.declared.append((self.declared[-1] if self.declared else 0) + declared)
        if (
            self.count > ELEMENTS
            or len(self.declared) > DEPTH
            or len(attributes) > 2 * ATTRIBUTES
            or self.attributes > ELEMENTS
            or self.declared[-1] > NAMESPACES
        ):
            raise Failure("too_large", "в документе слишком много элементов, атрибутов или вложений")

    def aside(self, *_: str) -> None:
        # Comments and instructions take as much memory as elements do.
        self.count += 1
        if self.count > ELEMENTS:
            raise Failure("too_large", "в документе слишком много примечаний и указаний")

    def end(self, name: str) -> None:
        self.declared.pop()


def _not_xml(why: str, body: bytes) -> Failure:
    return Failure("not_xml", f"{why}; ответ начинается так: {beginning(body)}")
