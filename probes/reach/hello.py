"""One ClientHello and the suite the server picks from it (RFC 5246, 7.4.1): how a node that speaks only GOST is told.

Nothing follows the hello: the connection is closed whatever the answer.
"""

import os
from ipaddress import ip_address
from struct import pack, unpack_from

from probes.reach.failure import Failure
from probes.reach.line import Line

# RFC 9189: CTR_OMAC with Кузнечик and Магма, CNT_IMIT; before it: the drafts for GOST 2001 and 2012.
GOST = (0xC100, 0xC101, 0xC102, 0xC103, 0xC104, 0xC105, 0xC106, 0xFF85, 0xFF87, 0x0081, 0x0083, 0x0080, 0x0082)
# What any other server would find something in: today's suites, CBC, 3DES, RC4.
CLASSIC = (
    *(0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F, 0x009F, 0xCCAA, 0x009E, 0x009D, 0x009C),
    *(0xC024, 0xC028, 0xC023, 0xC027, 0xC00A, 0xC014, 0xC009, 0xC013, 0x0039, 0x0033, 0x003D, 0x003C, 0x0035, 0x002F),
    *(0xC008, 0xC012, 0x0016, 0x000A, 0x0005, 0x0004),
)
_HANDSHAKE, _SERVER_HELLO = 22, 2
# GOST 2012 and 2001 in their old and new numbers, then ECDSA, RSA-PSS, RSA with SHA-2 and SHA-1.
_SIGNATURES = (0x0840, 0x0841, 0xEEEE, 0xEFEF, 0xEDED, 0x0403, 0x0503, 0x0804, 0x0805, 0x0401, 0x0501, 0x0601, 0x0201)
_GROUPS = (0x001D, 0x0017, 0x0018, 0x0019, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027, 0x0028)


async def picked(line: Line, name: str, suites: tuple[int, ...]) -> int | None:
    """The suite that the node of this line picks over a new connection; None when it picks none."""
    try:
        again = await Line.open(line.address, line.port)
    except Failure:
        return None
    try:
        await again.write(client_hello(name, suites))
        answer = b""
        while len(answer) < 16_384 and (more := await again.read()):
            answer += more
            if (suite := server_suite(answer)) is not None or answer[0] != _HANDSHAKE:
                return suite
    except Failure:
        return None
    finally:
        again.close()
    return None


def client_hello(name: str, suites: tuple[int, ...]) -> bytes:
    """A hello of TLS 1.2 that offers only these suites."""
    extensions = _list(13, _SIGNATURES) + _list(10, _GROUPS) + pack("!HHBB", 11, 2, 1, 0)
    if not _is_address(name):
        host = name.rstrip(".").encode()
        extensions += pack("!HHHBH", 0, len(host) + 5, len(host) + 3, 0, len(host)) + host
    offered = b"".join(pack("!H", suite) for suite in (*suites, 0x00FF))
    body = pack("!H", 0x0303) + os.urandom(32) + b"\0" + pack("!H", len(offered)) + offered + b"\1\0"
    body += pack("!H", len(extensions)) + extensions
    hello = b"\1" + pack("!I", len(body))[1:] + body
    return pack("!BHH", _HANDSHAKE, 0x0301, len(hello)) + hello


def server_suite(answer: bytes) -> int | None:
    """The suite in a ServerHello; None as long as the bytes hold none."""
    # Record header 5, handshake header 4, version 2, random 32: then the session id with its length.
    if len(answer) < 44 or answer[0] != _HANDSHAKE or answer[5] != _SERVER_HELLO:
        return None
    at = 44 + answer[43]
    return int(unpack_from("!H", answer, at)[0]) if len(answer) >= at + 2 else None


def _list(kind: int, numbers: tuple[int, ...]) -> bytes:
    """An extension that is a list of 16-bit numbers."""
    return pack("!HHH", kind, 2 * len(numbers) + 2, 2 * len(numbers)) + b"".join(pack("!H", one) for one in numbers)


def _is_address(name: str) -> bool:
    """A literal address is never sent as a server name (RFC 6066, 3)."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
