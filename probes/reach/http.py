"""One HTTP/1.1 exchange over a line of our own: caps of bytes, redirects by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import h11

from probes.reach.coding import unpack
from probes.reach.failure import Failure
from probes.reach.line import Line
from probes.reach.reach import Reach
from probes.reach.url import BadAddress, Url, host_name

AGENT = b"tkmv-probe/1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
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
        return await _converse(reach, line, url, _request(url, post, headers, server_name), post)
    finally:
        line.close()


def _request(url: Url, post: bytes | None, headers: Headers, server_name: str | None) -> h11.Request:
    own = [
        (b"Host", (server_name or url.authority).encode()),
        (b"User-Agent", AGENT),
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
        *headers,
    ]
    if post is not None:
        own.append((b"Content-Length", str(len(post)).encode()))
    return h11.Request(method="GET" if post is None else "POST", target=url.target, headers=own)


async def _converse(reach: Reach, line: Line, url: Url, request: h11.Request, post: bytes | None) -> Answer:
    """Send the request, take the answer as far as the caps allow."""
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=reach.caps.head)
    sent = (connection.send(request) or b"") + (post or b"")
    connection.send(h11.EndOfMessage() if post is None else h11.Data(data=post))
    heard = _Heard(line, connection, url)
    with reach.trial.phase("head"):
        await line.write(sent)
        while not isinstance(event := await heard.event(reach.caps.head), h11.Response):
            if not isinstance(event, h11.InformationalResponse):
                raise Failure("http_malformed", f"{url}: вместо ответа смена протокола")
    head, body = event, bytearray()
    with reach.trial.phase("body"):
        while isinstance(event := await heard.event(reach.caps.head + reach.caps.wire), h11.Data):
            body += event.data
    codings = b",".join(value for name, value in head.headers if name == b"content-encoding").decode("latin-1")
    whole = unpack(bytes(body), codings, reach.caps.body) if codings else bytes(body)
    return Answer(head.status_code, head.reason.decode("latin-1"), tuple(head.headers), whole, url)


class _Heard:
    """What the server says, counted byte by byte whatever it is."""

    __slots__ = ("connection", "count", "ended", "line", "url")

    def __init__(self, line: Line, connection: h11.Connection, url: Url) -> None:
        self.line = line
        self.connection = connection
        self.url = url
        self.count = 0
        self.ended = False

    async def event(self, cap: int) -> object:
        """The next thing said; more than `cap` bytes since the beginning is too much."""
        try:
            while (event := self.connection.next_event()) is h11.NEED_DATA:
                if self.count > cap:
                    raise Failure("too_large", f"{self.url}: ответ больше {cap} байт")
                data = await self.line.read()
                self.count += len(data)
                self.ended = not data
                self.connection.receive_data(data)
        except h11.RemoteProtocolError as error:
            if error.error_status_hint == 431:
                raise Failure("too_large", f"{self.url}: заголовок ответа больше {cap} байт") from None
            if self.ended:
                raise Failure("reset", f"{self.url}: соединение закрыто до конца ответа") from None
            raise Failure("http_malformed", f"{self.url}: {error}") from None
        return event
