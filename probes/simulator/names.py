"""DNS of the simulator: the addresses that checks expect, by dnspython over UDP."""

import asyncio
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qs, urlsplit

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from probes.simulator.illness import Illness
from probes.simulator.places import Part

TTL = 60
# Whose question a name and a type are, what is wrong there, and how late the answer is.
Find = Callable[[str, str], tuple[Part | None, Illness | None, float]]
# An address of the documentation network (RFC 5737): nobody's.
WRONG = {"A": "192.0.2.53", "AAAA": "2001:db8::53"}


def answer(query: dns.message.Message, part: Part | None, illness: Illness | None) -> dns.message.Message | None:
    """What the server says to a query; nothing when it is mute."""
    if illness and illness.name == "mute":
        return None
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.RA
    if illness and illness.name == "servfail":
        reply.set_rcode(dns.rcode.SERVFAIL)
    elif part is None or (illness and illness.name == "missing"):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    else:
        _tell(reply, query, part, wrong=illness is not None and illness.name == "wrong")
    return reply


def asked(part: Part) -> tuple[str, str]:
    """The name and the type that a check asks for."""
    parts = urlsplit(part.check.address)
    return (parts.hostname or "").rstrip(".").lower(), parse_qs(parts.query).get("type", ["A"])[0].upper()


def _tell(reply: dns.message.Message, query: dns.message.Message, part: Part, *, wrong: bool) -> None:
    question = query.question[0]
    kind = dns.rdatatype.to_text(question.rdtype)
    if kind != asked(part)[1]:
        return  # the name is known, it has nothing of this type
    values = [WRONG.get(kind, "wrong.example.")] if wrong else list(part.check.answers) or [WRONG.get(kind, "")]
    reply.answer.append(dns.rrset.from_text(question.name, TTL, "IN", kind, *values))


class Names(asyncio.DatagramProtocol):
    """A server of names: `find` tells whose question it is and what is wrong there."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        try:
            query = dns.message.from_wire(data)
        except dns.exception.DNSException:
            return
        if not query.question or self._transport is None:
            return
        name = query.question[0].name.to_text(omit_final_dot=True).lower()
        part, illness, delay = self._find(name, dns.rdatatype.to_text(query.question[0].rdtype))
        if reply := answer(query, part, illness):
            send = self._transport.sendto
            asyncio.get_running_loop().call_later(delay, send, reply.to_wire(), addr)
