"""`wsdl`: what may be served instead of the agreed description."""

import gzip

from tests.probes.misbehaviour.scene import Scene, Setting, World, degraded, down, up
from tests.probes.misbehaviour.scenes.bodies import packed
from tests.probes.misbehaviour.scenes.heads import site
from tests.probes.misbehaviour.stage import answer, says

WSDL = b"""<?xml version="1.0" encoding="UTF-8"?>
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" name="Example" targetNamespace="urn:example">
  <w:types/><w:message name="Ask"/><w:portType name="Port"/>
</w:definitions>"""
# The same document by another hand: comment, quotes, order of attributes, form of the empty element.
REWRITTEN = b"""<!-- generated -->
<w:definitions targetNamespace='urn:example' name='Example' xmlns:w='http://schemas.xmlsoap.org/wsdl/'>
  <w:types></w:types><w:message name="Ask"/><w:portType name="Port"/>
</w:definitions>"""
DIGEST = "45a0c502f97a0057fbb80d85bf5b01a67f97986b165c1c09cd2bb2c6d79fa9af"
CHANGED = WSDL.replace(b"Ask", b"Tell")
WSDL2 = b'<description xmlns="http://www.w3.org/ns/wsdl" targetNamespace="urn:example"/>'
IMPORTING = WSDL.replace(b"<w:types/>", b'<w:import namespace="urn:other" location="http://169.254.169.254/x.wsdl"/>')
INCLUDING = WSDL.replace(
    b"<w:types/>", b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
)
RUSSIAN = WSDL.decode().replace("UTF-8", "windows-1251").replace("Ask", "Ш")
XHTML = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Proxy</p></body></html>'
PAGE = b"<!DOCTYPE html><html><head><title>Proxy</title></head><body><br></body></html>"
DTD = b'<!DOCTYPE definitions [<!ENTITY a "b">]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">&a;</definitions>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij")
    + b"]><x>&j;</x>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'


def packed_huge(world: World) -> str:
    return site(says(packed(gzip.compress(HUGE), "gzip")))(world)


def serves(body: bytes, status: str = "200 OK") -> Setting:
    return site(says(answer(body, status, "Content-Type: text/xml")))


MANY = b"<a>" + b"<b/>" * 200_000 + b"</a>"
WIDE = b"<a " + b" ".join(b"a%d='1'" % number for number in range(100_000)) + b"/>"
# Hundreds of namespaces in scope, and a search through all of them for each of the elements within.
SCOPED = b"<a" + b"".join(b" xmlns:p%d='urn:%d'" % (number, number) for number in range(190)) + b">"
NAMESPACES = SCOPED * 4 + b"<p0:b/>" * 50_000 + b"</a>" * 4
HUGE = b"<a>" + b"x" * 5 * 2**20 + b"</a>"


CONTRACTS: tuple[Scene, ...] = (
    up("wsdl-good", "wsdl", "a description of WSDL 1.1", serves(WSDL)),
    up("wsdl-2", "wsdl", "a description of WSDL 2.0", serves(WSDL2)),
    up("wsdl-rewritten", "wsdl", "the agreed one in another layout of tags", serves(REWRITTEN), contract=DIGEST),
    up("wsdl-importing", "wsdl", "with an import: it is not fetched", serves(IMPORTING)),
    up("wsdl-utf16", "wsdl", "in UTF-16", serves(WSDL.decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
    degraded("wsdl-changed", "wsdl", "another one than agreed", serves(CHANGED), "contract_changed", contract=DIGEST),
    up("wsdl-cp1251", "wsdl", "in windows-1251, as it says", serves(RUSSIAN.encode("cp1251"))),
    up("wsdl-xinclude", "wsdl", "with XInclude: it is not fetched", serves(INCLUDING)),
    down(
        "wsdl-utf32", "wsdl", "in UTF-32", serves(WSDL.decode().replace("UTF-8", "UTF-32").encode("utf-32")), "not_xml"
    ),
    down("wsdl-xhtml", "wsdl", "a page of XHTML", serves(XHTML), "not_wsdl"),
    down("wsdl-page", "wsdl", "a page of HTML", serves(PAGE), "not_wsdl"),
    down("wsdl-other", "wsdl", "another document of XML", serves(b"<status>ok</status>"), "not_wsdl"),
    down("wsdl-stranger", "wsdl", "the right root in another namespace", serves(b"<definitions/>"), "not_wsdl"),
    down("wsdl-dtd", "wsdl", "with a DOCTYPE", serves(DTD), "dtd"),
    down("wsdl-laughs", "wsdl", "entities that multiply", serves(LAUGHS), "dtd"),
    down("wsdl-external", "wsdl", "an entity that reads a file", serves(EXTERNAL), "dtd"),
    down("wsdl-dtd-utf16", "wsdl", "a DOCTYPE in UTF-16", serves(EXTERNAL.decode().encode("utf-16")), "dtd"),
    down("wsdl-empty", "wsdl", "an empty answer", serves(b""), "not_xml"),
    down("wsdl-text", "wsdl", "plain text", serves("Сервис недоступен".encode()), "not_xml"),
    down("wsdl-cut", "wsdl", "cut in the middle", serves(WSDL[:-20]), "not_xml"),
    down("wsdl-bytes", "wsdl", "bytes that are no UTF-8", serves(WSDL.replace(b"Ask", b"\xcf\xf0")), "not_xml"),
    down("wsdl-encoding", "wsdl", "an encoding nobody knows", serves(WSDL.replace(b"UTF-8", b"UTF-7")), "not_xml"),
    down("wsdl-deep", "wsdl", "ten thousand elements deep", serves(b"<a>" * 10_000 + b"</a>" * 10_000), "too_large"),
    down("wsdl-many", "wsdl", "two hundred thousand elements", serves(MANY), "too_large"),
    down("wsdl-wide", "wsdl", "an element with a hundred thousand attributes", serves(WIDE), "too_large"),
    down("wsdl-namespaces", "wsdl", "hundreds of namespaces in scope", serves(NAMESPACES), "too_large"),
    down(
        "wsdl-comments",
        "wsdl",
        "two hundred thousand comments",
        serves(b"<a>" + b"<!---->" * 200_000 + b"</a>"),
        "too_large",
    ),
    down("wsdl-huge", "wsdl", "five megabytes of text, packed", packed_huge, "too_large"),
    down("wsdl-404", "wsdl", "another status", serves(WSDL, "404 Not Found"), "http_status"),
)
