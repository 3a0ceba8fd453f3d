"""One HTTP/1.1 exchange over a line of our own: caps of bytes, redirects by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import h11

from probes.reach.failure import Failure
from probes.reach.line import Line
from probes.reach.reach import Reach
from probes.reach.url import BadAddress, Url

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
    for _ in range(reach.caps.redirects + 1):
        answer = await _exchange(reach, url, post, headers, server_name, trust)
        location = answer.header(b"location")
        if answer.status not in REDIRECTS or answer.status in statuses or location is None:
            return answer
        where = location.decode("latin-1")
        if post is not None:
            raise Failure("redirect", f"{url}: ответ {answer.status}, перенаправление на {where}")
        try:
            url, server_name = url.follow(where), None
        except BadAddress as error:
            raise Failure("redirect", f"перенаправление на {where}: {error}") from None
    raise Failure("redirect", f"больше {reach.caps.redirects} перенаправлений подряд, последнее на {url}")


async def _exchange(
    reach: Reach, url: Url, post: bytes | None, headers: Headers, server_name: str | None, trust: str | None
) -> Answer:
    line = await reach.connect(url)
    try:
        if url.scheme == "https":
            with reach.trial.phase("tls"):
                await line.secure(reach.contexts.trusted(trust), server_name or url.host)
        return await _converse(reach, line, url, post, headers, server_name)
    except h11.RemoteProtocolError as error:
        raise Failure("http_malformed", f"{url}: {error}") from None
    finally:
        line.close()


async def _converse(
    reach: Reach, line: Line, url: Url, post: bytes | None, headers: Headers, server_name: str | None
) -> Answer:
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=reach.caps.head)
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
    request = connection.send(h11.Request(method="GET" if post is None else "POST", target=url.target, headers=own))
    connection.send(h11.EndOfMessage() if post is None else h11.Data(data=post))
    body = bytearray()
    with reach.trial.phase("head"):
        await line.write((request or b"") + (post or b""))
        while not isinstance(event := connection.next_event(), h11.Response):
            if event is h11.NEED_DATA:
                connection.receive_data(await line.read())
    head = event
    with reach.trial.phase("body"):
        while not isinstance(event := connection.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA:
                connection.receive_data(await line.read())
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > reach.caps.wire:
                    raise Failure("too_large", f"{url}: ответ больше {reach.caps.wire} байт")
    return Answer(head.status_code, head.reason.decode("latin-1"), tuple(head.headers), bytes(body), url)
