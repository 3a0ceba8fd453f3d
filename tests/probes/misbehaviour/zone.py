"""A DNS server of one zone, `.test`, whose every name misbehaves in its own way."""

from collections import Counter

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

GOOD, METADATA, ELSEWHERE = "127.0.0.1", "169.254.169.254", "127.99.0.1"


class Zone:
    """Answers by the first label of the name; counts the questions about each."""

    def __init__(self) -> None:
        self.questions: Counter[str] = Counter()

    def reply(self, data: bytes) -> list[bytes]:
        asked = dns.message.from_wire(data)
        question = asked.question[0]
        label = question.name.to_text().partition(".")[0]
        self.questions[label] += 1
        reply = dns.message.make_response(asked)
        reply.flags |= dns.flags.RA
        match label:
            case "mute":
                return []
            case "nobody":
                reply.set_rcode(dns.rcode.NXDOMAIN)
            case "servfail":
                reply.set_rcode(dns.rcode.SERVFAIL)
            case "refusing":
                reply.set_rcode(dns.rcode.REFUSED)
            case "empty":
                pass
            case "garbage":
                return [b"\xff" * 40]
            case "loop":
                self._add(reply, question.name.to_text(), "CNAME", "loop-b.test.")
                self._add(reply, "loop-b.test.", "CNAME", question.name.to_text())
            case "metadata":
                self._add(reply, question.name.to_text(), "A", METADATA)
            case "rebinding":
                self._add(reply, question.name.to_text(), "A", GOOD if self.questions[label] == 1 else ELSEWHERE)
            case "wrongid":
                self._add(reply, question.name.to_text(), "A", GOOD)
                reply.id ^= 0x5555
            case "forged":
                self._add(reply, question.name.to_text(), "A", GOOD)
                return [self._other(reply), reply.to_wire()]
            case "stranger":
                self._add(reply, "another.test.", "A", GOOD)
            case "truncated":
                reply.flags |= dns.flags.TC
            case "crowd":
                self._add(reply, question.name.to_text(), "A", *(f"10.9.{at // 250}.{at % 250}" for at in range(400)))
            case "spare":
                self._add(reply, question.name.to_text(), "A", "127.0.0.9", GOOD)
            case "two":
                self._add(reply, question.name.to_text(), "A", METADATA, GOOD)
            case _:
                self._add(reply, question.name.to_text(), "A", GOOD)
        return [reply.to_wire()]

    @staticmethod
    def _other(reply: dns.message.Message) -> bytes:
        """The same reply to a question that was not asked, as somebody who guesses would send it first."""
        wire = reply.to_wire()
        return bytes([wire[0] ^ 0x55]) + wire[1:].replace(bytes([127, 0, 0, 1]), bytes([169, 254, 169, 254]))

    @staticmethod
    def _add(reply: dns.message.Message, name: str, kind: str, *values: str) -> None:
        if kind == "A" and reply.question[0].rdtype != 1:
            return
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *values))
