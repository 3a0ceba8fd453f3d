"""A letter about an incident, as a message of RFC 5322; the same incident always gives the same Message-ID."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal, get_args

LONGEST_DOMAIN = 28

LetterKind = Literal["opened", "recalled", "closed"]
# In the order in which a thread tells them.
KINDS: tuple[LetterKind, ...] = get_args(LetterKind)

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """`incidents` are all that the letter is about; `thread` is the Message-ID of the letter that began it."""

    kind: LetterKind
    incidents: tuple[str, ...]
    message_id: str
    thread: str | None
    sender: str
    recipient: str
    subject: str
    body: str
    made: datetime

    def message(self) -> EmailMessage:
        """The letter for SMTP: one recipient, single-line headers, marked as written by a machine (RFC 3834)."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = one_line(self.subject)
        message["Date"] = format_datetime(self.made.astimezone(UTC))
        message["Message-ID"] = self.message_id
        if self.thread:
            message["In-Reply-To"] = self.thread
            message["References"] = self.thread
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(printable(self.body), cte="base64")
        return message


def one_line(text: str, length: int = 200) -> str:
    """A text for a header: no line breaks, nothing invisible, not too long."""
    line = " ".join(printable(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def printable(text: str) -> str:
    """A text without control and direction characters, which an answer of a hostile service may hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def message_id(kind: str, incidents: Iterable[str], sender: str, number: int = 0) -> str:
    """Made of what the letter is about, so that a repeat is recognised by whoever received it already."""
    about = "\n".join(sorted(incidents))
    mark = hashlib.sha256(about.encode()).hexdigest()[:16]
    return f"<tkmv.{kind}.{number}.{mark}@{_short(sender.rpartition('@')[2])}>"


def _short(domain: str) -> str:
    """The last labels of a domain: email.policy mangles a References that does not fit its line."""
    while len(domain) > LONGEST_DOMAIN and "." in domain:
        domain = domain.partition(".")[2]
    return domain[-LONGEST_DOMAIN:]
