"""Servers on loopback that behave as badly as they are told to; each on a port of its own, in a thread of its own."""

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import TypeVar

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Question = Callable[[bytes], list[bytes]]
T = TypeVar("T")


class Stage:
    """Where servers are set up; what they were sent is kept by port."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.closers: list[Callable[[], None]] = []
        self.calls: dict[int, int] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def serve(self, behaviour: Behaviour, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> int:
        """A server that behaves so to everybody; returns its port."""
        return self._do(self._serve(behaviour, context, host))

    def answer(self, question: Question) -> int:
        """A server of datagrams; returns its port."""
        return self._do(self._answer(question))

    def unused(self) -> int:
        """A port on which nobody listens."""
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            return int(sock.getsockname()[1])

    def clogged(self) -> int:
        """A port whose queue is full: the kernel drops whoever knocks, as a firewall would."""
        door = socket.socket()
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        self.closers.append(door.close)
        for _ in range(4):
            guest = socket.socket()
            guest.setblocking(False)
            guest.connect_ex(door.getsockname())
            self.closers.append(guest.close)
        return int(door.getsockname()[1])

    async def _serve(self, behaviour: Behaviour, context: ssl.SSLContext | None, host: str) -> int:
        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self.tasks.add(task)
            self.calls[port] += 1
            # A caller that hangs up, or the end of the tests, ends the behaviour.
            with contextlib.suppress(OSError, EOFError, ssl.SSLError, asyncio.CancelledError):
                await behaviour(reader, writer)
            writer.transport.abort()
            self.tasks.discard(task)

        server = await asyncio.start_server(meet, host, 0, ssl=context, limit=2**20)
        port = int(server.sockets[0].getsockname()[1])
        self.calls[port] = 0
        self.closers.append(server.close)
        return port

    async def _answer(self, question: Question) -> int:
        stage = self

        class Names(asyncio.DatagramProtocol):
            def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
                self.transport = transport

            def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
                stage.calls[port] += 1
                for reply in question(data):
                    self.transport.sendto(reply, addr)

        transport, _ = await self.loop.create_datagram_endpoint(Names, ("127.0.0.1", 0))
        port = int(transport.get_extra_info("sockname")[1])
        self.calls[port] = 0
        self.closers.append(transport.close)
        return port

    def _do(self, work: Coroutine[None, None, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    async def _strike(self) -> None:
        for close in self.closers:
            close()
        # Who was let in a moment ago has still to begin, or nobody would close the door behind him.
        await asyncio.sleep(0.05)
        tasks = list(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)


@contextlib.contextmanager
def opened() -> Iterator[Stage]:
    """A stage, and all its servers closed afterwards."""
    stage = Stage()
    stage.thread.start()
    try:
        yield stage
    finally:
        stage._do(stage._strike())
        stage.loop.call_soon_threadsafe(stage.loop.stop)
        stage.thread.join(20)
        stage.loop.close()


# --- how a server may behave


async def asked(reader: asyncio.StreamReader) -> bytes:
    """The head of a request, with as much of its body as has come."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            head += await reader.readexactly(int(line.split(b":")[1]))
    return head


def says(*parts: bytes, pause: float = 0.0) -> Behaviour:
    """Answers a request with these bytes, with a pause before each but the first, and hangs up."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        for number, part in enumerate(parts):
            await asyncio.sleep(pause if number else 0)
            writer.write(part)
            await writer.drain()
        await hang_up(writer)

    return behave


def blurts(*parts: bytes) -> Behaviour:
    """Says this without being asked, and hangs up when the caller does."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"".join(parts))
        await writer.drain()
        await reader.read()

    return behave


def repeats(first: bytes, again: bytes, pause: float = 0.0) -> Behaviour:
    """Answers without end."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(first)
        while True:
            await asyncio.sleep(pause)
            writer.write(again)
            await writer.drain()

    return behave


def resets(first: bytes = b"") -> Behaviour:
    """Breaks the connection off, after some bytes, in the rude way."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(0.05)
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return behave


async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Listens to everything and never says a word."""
    while await reader.read(65_536):
        continue


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads and closes, politely, without an answer."""
    await reader.read(1)
    await hang_up(writer)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close so that what was written is still read."""
    writer.close()
    await writer.wait_closed()


def answer(body: bytes, status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """An answer of HTTP as it should be, unless its length lies."""
    told = "".join(f"{header}\r\n" for header in headers)
    length = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{told}\r\n".encode() + body
