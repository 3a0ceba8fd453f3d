"""One answer of a loopback server on a free port, and a check run against it or against files."""

import asyncio
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from probes.kinds.run import run
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def means(folder: Path, now: datetime = NOW) -> Reach:
    """What a sweep would share: content below `content`, machine data below `data`."""
    for name in ("content", "data"):
        (folder / name).mkdir(exist_ok=True)
    policy = AddressPolicy((ip_network("127.0.0.1/32"),))
    return Reach.make(policy=policy, root=folder / "content", data=folder / "data", now=now)


def outcome(check: Check, reach: Reach) -> Outcome:
    """Run one check."""
    return asyncio.run(run(check, reach))


def http(body: bytes, status: str = "200 OK") -> bytes:
    """A whole answer of HTTP."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def served(check: Check, reach: Reach, answer: bytes, context: ssl.SSLContext | None = None) -> tuple[Outcome, bytes]:
    """Run a check whose address has a port `0` against a server with this answer; what it was asked comes along."""
    asked = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked.extend(await reader.readuntil(b"\r\n\r\n"))
            writer.write(answer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def both() -> Outcome:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await run(replace(check, address=check.address.replace(":0", f":{port}", 1)), reach)

    return asyncio.run(both()), bytes(asked)
