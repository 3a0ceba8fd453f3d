"""A node that speaks only GOST, as far as it speaks before encryption: its hello, its chain, its refusal."""

import asyncio

# A fatal alert, handshake_failure (RFC 5246, 7.2).
ALERT = bytes.fromhex("15030300020228")
SUITE = 0xC100


def records(said: bytes, size: int = 16_384) -> bytes:
    """Handshake messages as records of at most so many bytes."""
    pieces = (said[at : at + size] for at in range(0, len(said), size))
    return b"".join(b"\x16\x03\x03" + len(one).to_bytes(2, "big") + one for one in pieces)


def server_hello(suite: int) -> bytes:
    """A hello of TLS 1.2 without a session and without extensions."""
    return _message(2, b"\x03\x03" + bytes(32) + b"\0" + suite.to_bytes(2, "big") + b"\0")


def certificate_message(*chain: bytes) -> bytes:
    """The chain as a handshake shows it."""
    inside = b"".join(len(one).to_bytes(3, "big") + one for one in chain)
    return _message(11, len(inside).to_bytes(3, "big") + inside)


def _message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + len(body).to_bytes(3, "big") + body


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *chain: bytes) -> None:
    """Answer a hello that offers the one suite with the chain, any other with the alert."""
    try:
        head = await reader.readexactly(5)
        hello = await reader.readexactly(int.from_bytes(head[3:5], "big"))
        known = chain and SUITE.to_bytes(2, "big") in hello[39:300]
        writer.write(records(server_hello(SUITE) + certificate_message(*chain), 700) if known else ALERT)
        await writer.drain()
        await reader.read()
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()
