"""HTTP/1.1 spoken by h11: right answers, and every way of speaking it wrong."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

import h11

# Nobody sends the simulator more than an example with an attachment.
REQUEST_CAP = 4 * 2**20
READ = 65_536
MALFORMED = b"SMEV/0.0 ready\x00\xff\xfe\n\n"
CRUMB = b"<!-- -->" * 512
DRIP_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the target as it was sent, path and query."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, how long after, and in which manner."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    manner: Literal["whole", "drip", "endless", "malformed"] = field(default="whole")


async def converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Callable[[Request], Answer]
) -> None:
    """Answer request after request until the other side has enough or breaks the rules."""
    talk = h11.Connection(h11.SERVER)
    try:
        while request := await _next(talk, reader):
            await _tell(talk, writer, request, answer(request))
            if talk.our_state is not h11.DONE or talk.their_state is not h11.DONE:
                return
            talk.start_next_cycle()
    except h11.RemoteProtocolError as error:
        if talk.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            writer.write(talk.send(_head(error.error_status_hint, 0, "text/plain")) or b"")
            await writer.drain()


async def _next(talk: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    """The next whole request; none when the other side is done."""
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            talk.receive_data(await reader.read(READ))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > REQUEST_CAP:
                raise h11.RemoteProtocolError("too large", error_status_hint=413)
        elif isinstance(event, h11.EndOfMessage) and head:
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
            return Request(head.method.decode(), head.target.decode("latin-1"), headers, bytes(body))
        else:
            return None


async def _tell(talk: h11.Connection, writer: asyncio.StreamWriter, request: Request, answer: Answer) -> None:
    await asyncio.sleep(answer.delay)
    if answer.manner == "malformed":
        writer.write(MALFORMED)
        await writer.drain()
        return
    length = None if answer.manner == "endless" else len(answer.body)
    writer.write(talk.send(_head(answer.status, length, answer.content_type, answer.headers)) or b"")
    if request.method != "HEAD":
        for piece in _pieces(answer):
            writer.write(talk.send(h11.Data(data=piece)) or b"")
            await writer.drain()
            await asyncio.sleep(DRIP_SECONDS if answer.manner == "drip" else 0)
    writer.write(talk.send(h11.EndOfMessage()) or b"")
    await writer.drain()


def phrase(status: int) -> str:
    """The words of a status."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"


def _head(status: int, length: int | None, content_type: str, more: tuple[tuple[str, str], ...] = ()) -> h11.Response:
    size = ("Transfer-Encoding", "chunked") if length is None else ("Content-Length", str(length))
    headers = [size, ("Content-Type", content_type), *more]
    return h11.Response(status_code=status, reason=phrase(status), headers=headers)


def _pieces(answer: Answer) -> Iterable[bytes]:
    if answer.manner == "endless":
        while True:
            yield CRUMB
    elif answer.manner == "drip":
        yield from (answer.body[at : at + 1] for at in range(len(answer.body)))
    else:
        yield answer.body
