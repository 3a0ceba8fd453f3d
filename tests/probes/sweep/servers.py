"""Servers of the loopback, good and ill, on free ports of this very loop."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_network
from pathlib import Path

from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from tests.probes.sweep.plans import MOMENT

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

POLICY = AddressPolicy((ip_network("127.0.0.0/8"),))
MEANS = partial(Reach.make, policy=POLICY, root=Path(), data=Path(), now=MOMENT + timedelta(seconds=1))


async def well(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(OK)


async def busy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(BUSY)


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes what is sent and never answers."""
    while await reader.read(65_536):
        continue


async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte of a header now and then, without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def flooding(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body without end, as fast as it is read."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def trailing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Headers after the body, without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
    while True:
        writer.write(b"a:\r\n" * 16_000)
        await writer.drain()


async def packing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Gzip of a hundred thousand empty parts."""
    body = gzip.compress(b"") * 100_000
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()


def telling(body: str) -> Behaviour:
    """An answer of SOAP with this body."""
    head = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
    answer = f"{head}{body}</s:Body></s:Envelope>".encode()

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
        await writer.drain()

    return behave


async def babbling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """No protocol that anybody knows."""
    writer.write(b"\x00\xff\x15\x03\x01 garbage\r\n" * 50)


async def breaking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hangs up with a reset in the middle of the answer."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(OK[:20])
    await writer.drain()
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()


def failing_first(times: int) -> Behaviour:
    """Busy so many times, well from then on."""
    left = times

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal left
        left -= 1
        await (busy if left >= 0 else well)(reader, writer)

    return behave


@asynccontextmanager
async def serving(*behaviours: Behaviour) -> AsyncIterator[list[str]]:
    """A server for each behaviour; their addresses."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(behave: Behaviour, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await behave(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the probe has hung up, or the test is over
        finally:
            tasks.discard(task)
            writer.close()

    async with AsyncExitStack() as stack:
        addresses = []
        for behave in behaviours:
            server = await asyncio.start_server(partial(serve, behave), "127.0.0.1", 0, backlog=256)
            await stack.enter_async_context(server)
            addresses.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        try:
            yield addresses
        finally:
            for task in list(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def nobody() -> str:
    """An address at which nobody listens: the port was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"
