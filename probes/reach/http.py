"""One HTTP/1.1 exchange over a line of our own: caps of bytes, redirects by hand."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from probes.reach.coding import unpack
from probes.reach.failure import Failure
from probes.reach.line import Line
from probes.reach.reach import Reach
from probes.reach.reply import Malformed, Reply
from probes.reach.trial import OWN
from probes.reach.url import BadAddress, Url, host_name

AGENT = b"tkmv-probe/1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Others are read as UTF-8: some that Python knows take hours over a body that is made for it.
ENCODINGS = frozenset({"utf-8", "windows-1251", "cp1251", "koi8-r", "cp866", "ibm866", "iso-8859-5", "utf-16"})
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: names of headers in lower case, the body unpacked, the address that gave it."""

    status: int
    reason: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    url: Url

    def header(self, name: bytes) -> bytes | None:
        return next((value for key, value in self.headers if key == name), None)

    @property
    def text(self) -> str:
        """The body as text, in the encoding it names when that is one of the usual ones."""
        told = (self.header(b"content-type") or b"").decode("latin-1").lower()
        found = re.search(r"charset\s*=\s*[\"']?([\w-]+)", told)
        encoding = found[1] if found and found[1] in ENCODINGS else "utf-8"
        return self.body.decode(encoding, errors="replace")


async def fetch(
    reach: Reach,
    url: Url,
    *,
    post: bytes | None = None,
    headers: Headers = (),
    server_name: str | None = None,
    trust: str | None = None,
    statuses: tuple[int, ...] = (),
) -> Answer:
    """Get or post; redirects of a GET are followed, at most three, unless their status is among the ones wanted."""
    server_name = host_name(server_name) if server_name else None
    for turn in range(reach.caps.redirects + 1):
        try:
            answer = await _exchange(reach, url, post, headers, server_name, trust)
        except Failure as failure:
            if turn and failure.cause == "policy_refused":
                # Else an endpoint could hide its downtime behind a redirect to where nobody may look.
                raise Failure("redirect", f"перенаправление на {url}: {failure.evidence}") from None
            raise
        location = answer.header(b"location")
        if answer.status not in REDIRECTS or answer.status in statuses or location is None:
            return answer
        where = location.decode("utf-8", errors="replace")
        if post is not None:
            raise Failure("redirect", f"{url}: ответ {answer.status}, перенаправление на {where}")
        url, server_name = _follow(url, where, server_name)
    raise Failure("redirect", f"больше {reach.caps.redirects} перенаправлений подряд, последнее на {url}")


def _follow(url: Url, where: str, server_name: str | None) -> tuple[Url, str | None]:
    """Where a redirect leads and under which name: the one given holds only for the node it was given for."""
    try:
        then = url.follow(where)
    except BadAddress as error:
        raise Failure("redirect", f"{url}: перенаправление на {where}: {error}") from None
    same = (then.scheme, then.host, then.port) == (url.scheme, url.host, url.port)
    return then, server_name if same else None


async def _exchange(
    reach: Reach, url: Url, post: bytes | None, headers: Headers, server_name: str | None, trust: str | None
) -> Answer:
    line = await reach.connect(url)
    try:
        if url.scheme == "https":
            await reach.secure(line, server_name or url.host, trust)
        return await _converse(reach, line, url, _request(url, post, headers, server_name))
    finally:
        line.close()


def _request(url: Url, post: bytes | None, headers: Headers, server_name: str | None) -> bytes:
    """The request as it is sent: everything in it was read strictly, so nothing of it can end a line."""
    lines = [
        (b"GET " if post is None else b"POST ") + url.target.encode() + b" HTTP/1.1",
        b"Host: " + (server_name or url.authority).encode(),
        b"User-Agent: " + AGENT,
        *(() if any(name == b"Accept" for name, _ in headers) else (b"Accept: */*",)),
        b"Accept-Encoding: identity",
        b"Connection: close",
        *(name + b": " + value for name, value in headers),
    ]
    if post is not None:
        lines.append(b"Content-Length: %d" % len(post))
    return b"\r\n".join((*lines, b"", post or b""))


async def _converse(reach: Reach, line: Line, url: Url, request: bytes) -> Answer:
    """Send the request, take the answer as far as the caps allow."""
    reply, caps = Reply(), reach.caps
    with reach.trial.phase("head"):
        await line.write(request)
        while not reply.headed:
            await _hear(line, reply, url)
            # The last bytes of a head may bring much of the body along.
            if not reply.headed:
                _capped(reply, url, caps.head)
    with reach.trial.phase("body"):
        while not reply.whole:
            await _hear(line, reply, url)
            _capped(reply, url, caps.head + caps.wire)
    reach.trial.step = OWN
    body, codings = bytes(reply.body), (reply.header(b"content-encoding") or b"").decode("latin-1")
    if codings:
        # A bomb takes a moment even up to the cap: the other probes go on meanwhile.
        try:
            body = await asyncio.to_thread(unpack, body, codings, caps.body)
        except Failure:
            # An error is told by its status, however its page is packed.
            if reply.status < 400:
                raise
            body = b""
    return Answer(reply.status, reply.reason, tuple(reply.headers), body, url)


async def _hear(line: Line, reply: Reply, url: Url) -> None:
    """What the server says next."""
    try:
        reply.take(await line.read())
    except Malformed as error:
        raise Failure("http_malformed", f"{url}: {error}") from None
    except EOFError:
        raise Failure("reset", f"{url}: соединение закрыто до конца ответа") from None


def _capped(reply: Reply, url: Url, cap: int) -> None:
    """All bytes count, whatever they are."""
    if reply.count > cap:
        raise Failure("too_large", f"{url}: ответ больше {cap} байт")
