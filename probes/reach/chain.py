"""The certificates that a node shows in plain text before anything is agreed (RFC 5246, 7.4.2).

Up to TLS 1.2 the chain crosses the line unencrypted: that of a node which speaks only GOST is read without GOST.
"""

from probes.reach.failure import Failure
from probes.reach.hello import client_hello
from probes.reach.line import Line

_HANDSHAKE, _CERTIFICATE, _DONE = 22, 11, 14
CAP = 262_144


async def chain_in_clear(line: Line, name: str, suites: tuple[int, ...]) -> tuple[bytes, ...]:
    """The chain that the node of this line shows over a new connection; empty when it shows none."""
    try:
        again = await Line.open(line.address, line.port)
    except Failure:
        return ()
    try:
        await again.write(client_hello(name, suites))
        answer = b""
        while len(answer) < CAP and (more := await again.read()):
            answer += more
            if (chain := chain_of(answer)) is not None:
                return chain
    except Failure:
        return ()
    finally:
        again.close()
    return ()


def chain_of(answer: bytes) -> tuple[bytes, ...] | None:
    """The chain in what a node has answered; None as long as it may still come."""
    said, over = _handshake(answer)
    at = 0
    while at + 4 <= len(said):
        end = at + 4 + int.from_bytes(said[at + 1 : at + 4], "big")
        if end > len(said):
            break
        if said[at] == _CERTIFICATE:
            return _certificates(said[at + 4 : end])
        if said[at] == _DONE:
            return ()
        at = end
    return () if over else None


def _handshake(answer: bytes) -> tuple[bytes, bool]:
    """Whole records of the handshake, joined; and whether something else has come after them."""
    said, at = b"", 0
    while at + 5 <= len(answer):
        end = at + 5 + int.from_bytes(answer[at + 3 : at + 5], "big")
        if answer[at] != _HANDSHAKE:
            return said, True
        if end > len(answer):
            break
        said += answer[at + 5 : end]
        at = end
    return said, False


def _certificates(body: bytes) -> tuple[bytes, ...]:
    """The list of certificates; what runs over its end is left out."""
    found, at = [], 3
    while at + 3 <= len(body):
        end = at + 3 + int.from_bytes(body[at : at + 3], "big")
        if end > len(body):
            break
        found.append(body[at + 3 : end])
        at = end
    return tuple(found)
