"""TLS: what a node may show, and how it may refuse to."""

import os
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from datetime import timedelta

from tests.probes.misbehaviour.papers import NAME, Papers, day
from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, World, down, unmeasured, up
from tests.probes.misbehaviour.stage import Behaviour, answer, asked, blurts, hangs_up, mute, resets, says

OWN = {"trust": "ca.pem", "server_name": NAME}
# Level "fatal", handshake_failure (RFC 8446, 6): what a server says that finds no suite it knows.
REFUSAL = b"\x15\x03\x03\x00\x02\x02\x28"


def shows(file: str, **paper: object) -> Setting:
    """A web server with such a certificate."""
    return dressed(lambda papers: papers.context(file, **paper))  # type: ignore[arg-type]


def dressed(context: Callable[[Papers], ssl.SSLContext], scheme: str = "tls") -> Setting:
    return lambda world: f"{scheme}://127.0.0.1:{world.stage.serve(says(answer(b'ok')), context(world.papers))}"


def raw(behaviour: Behaviour) -> Setting:
    """No TLS at all behind the port."""
    return lambda world: f"tls://127.0.0.1:{world.stage.serve(behaviour)}"


async def breaks_off(reader: StreamReader, writer: StreamWriter) -> None:
    """Answers under TLS, then in plain text on the same line."""
    await asked(reader)
    writer.write(answer(b"half", length=9_999))
    await writer.drain()
    os.write(writer.get_extra_info("socket").fileno(), b"HTTP/1.1 200 OK\r\n\r\n")
    await reader.read()


def breaking(world: World) -> str:
    return f"https://127.0.0.1:{world.stage.serve(breaks_off, world.papers.context('breaking'))}/"


def soon(world: World) -> str:
    dates = (world.now - timedelta(days=300), world.now + timedelta(days=20))
    return shows("soon", dates=dates)(world)


CERTIFICATES: tuple[Scene, ...] = (
    up("tls-good", "tls", "a certificate that is accepted", shows("good"), **OWN),
    up("tls-9999", "tls", "valid until the year 9999", shows("y9999", dates=(day(2020), day(9999, 12, 31))), **OWN),
    up("tls-1950", "tls", "valid since the year 1950", shows("y1950", dates=(day(1950), day(2049))), **OWN),
    down("tls-1970", "tls", "expired in 1970", shows("y1970", dates=(day(1970), day(1970, 2))), "tls_expired", **OWN),
    down(
        "tls-expired",
        "tls",
        "the certificate has expired",
        shows("expired", dates=(day(2020), day(2021))),
        "tls_expired",
        said="с 01.01.2020 03:00 МСК по 01.01.2021 03:00 МСК",
        **OWN,
    ),
    down(
        "tls-expired-untrusted",
        "tls",
        "expired, and of nobody's authority",
        shows("lost", dates=(day(2020), day(2021)), self_signed=True),
        "tls_expired",
        **OWN,
    ),
    down(
        "tls-not-yet",
        "tls",
        "the certificate is not valid yet",
        shows("early", dates=(day(2090), day(2091))),
        "tls_not_yet_valid",
        **OWN,
    ),
    down(
        "tls-9998",
        "tls",
        "valid from the year 9998",
        shows("y9998", dates=(day(9998), day(9999))),
        "tls_not_yet_valid",
        **OWN,
    ),
    down(
        "tls-intermediate",
        "tls",
        "the certificate of the authority between them has expired",
        shows("between", between=(day(2020), day(2021))),
        "tls_expired",
        said="сам сертификат узла действует",
        **OWN,
    ),
    down(
        "tls-not-whole",
        "tls",
        "the certificate of the authority between them is not shown",
        shows("alone", between=(day(2020), day(2090)), whole=False),
        "tls_untrusted",
        said="local issuer",
        **OWN,
    ),
    up(
        "tls-wildcard",
        "tls",
        "issued to all names of a domain",
        shows("wild", names=("*.portal.test",)),
        trust="ca.pem",
        server_name=f"a.{NAME}",
    ),
    down(
        "tls-wildcard-deep",
        "tls",
        "issued to all names of a domain, asked for a name two levels below it",
        shows("wild-deep", names=("*.portal.test",)),
        "tls_wrong_name",
        trust="ca.pem",
        server_name=f"a.b.{NAME}",
    ),
    up("tls-address", "tls", "issued to the address", shows("numbered", names=("127.0.0.1",)), trust="ca.pem"),
    up(
        "tls-dot",
        "tls",
        "asked for under its name with the closing dot",
        shows("dot"),
        trust="ca.pem",
        server_name=f"{NAME}.",
    ),
    down("tls-name", "tls", "issued to another name", shows("name", names=("other.test",)), "tls_wrong_name", **OWN),
    down(
        "tls-name-address",
        "tls",
        "issued to a name, asked for by address",
        shows("address"),
        "tls_wrong_name",
        trust="ca.pem",
    ),
    down("tls-self-signed", "tls", "self-signed", shows("self", self_signed=True), "tls_untrusted", **OWN),
    down("tls-unknown-authority", "tls", "an authority the system does not know", shows("own"), "tls_untrusted"),
    down(
        "tls-broken-date",
        "tls",
        "a date in the certificate that is no date",
        shows("nodate", dates=(day(2020), day(2031)), tamper=(b"310101000000Z", b"319901000000Z")),
        "tls_untrusted",
        **OWN,
    ),
    up("tls-soon", "tls", "a certificate that ends soon", soon, **OWN),
    down("tls-mute", "tls", "says nothing in the handshake", raw(mute), "timeout", deadline=SHORT, **OWN),
    down("tls-garbage", "tls", "answers in another protocol", raw(blurts(answer(b"ok"))), "tls_failure", **OWN),
    down("tls-hanging-up", "tls", "hangs up in the handshake", raw(hangs_up), "reset", **OWN),
    down("tls-reset", "tls", "breaks the handshake off", raw(resets()), "reset", **OWN),
    unmeasured(
        "tls-refusal",
        "tls",
        "refuses every suite but, perhaps, GOST",
        raw(blurts(REFUSAL)),
        "tls_gost_only",
        **OWN,
    ),
    unmeasured(
        "tls-no-authorities",
        "tls",
        "the file of authorities is missing",
        shows("lonely"),
        "not_configured",
        trust="absent.pem",
    ),
    unmeasured(
        "tls-stolen-authorities",
        "tls",
        "the file of authorities lies outside the content",
        shows("thief"),
        "not_configured",
        trust="../outside.pem",
    ),
    down(
        "https-expired",
        "http",
        "a web page behind an expired certificate",
        dressed(lambda papers: papers.context("web", (day(2020), day(2021))), "https"),
        "tls_expired",
        **OWN,
    ),
    down("https-breaking", "http", "TLS that breaks in the middle of the answer", breaking, "tls_failure", **OWN),
)
