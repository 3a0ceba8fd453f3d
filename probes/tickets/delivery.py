"""Delivery over SMTP (RFC 5321) with TLS and authentication; the outbox is told before and after each letter."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_address
from typing import Literal

from probes.tickets.outbox import Entry, Outbox


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `security`: `starttls`, `tls` from the first byte, or `none` (loopback only)."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None
    trust: str | None = None
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if self.security == "none" and not _loopback(self.host):
            raise ValueError("без шифрования письма передаются только серверу на этой же машине")
        if not ((self.user or "") + (self.password or "")).isascii():  # smtplib encodes both as ASCII
            raise ValueError("имя и пароль для почтового сервера состоят только из латинских букв, цифр и знаков")


Connect = Callable[[], AbstractContextManager[smtplib.SMTP]]

# What a server says of one letter alone; the last of a recipient whose address it cannot even be told.
_REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A session with the server, encrypted and authenticated. Raises OSError or smtplib.SMTPException."""
    context = ssl.create_default_context(cafile=server.trust)
    if server.security == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    with session:
        if server.security == "starttls":
            session.starttls(context=context)
        if server.user is not None:
            session.login(server.user, server.password or "")
        yield session


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the letters that were ready; `trouble` says what kept the rest from being tried."""

    sent: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    waiting: int = 0
    trouble: str = ""


def deliver(outbox: Outbox, connect: Connect, now: datetime) -> Delivered:
    """Hand over every letter that is ready, thread by thread.

    A refusal of one letter leaves the others to be tried, but for those of its thread: an answer to a letter that
    nobody has is of no use. A connection that breaks leaves the rest queued.
    """
    entries = outbox.entries()
    missing = {one.letter.message_id for one in entries if one.state != "sent"}
    ready = [one for one in entries if one.ready(now)]
    sent: list[Entry] = []
    refused: list[Entry] = []
    trouble = ""
    try:
        if ready:
            with connect() as session:
                for entry in ready:
                    if entry.letter.thread in missing:
                        continue
                    done = _hand_over(outbox, session, entry, now)
                    missing -= {done.letter.message_id} if done.state == "sent" else set()
                    (sent if done.state == "sent" else refused).append(done)
    except (smtplib.SMTPException, OSError) as error:
        trouble = _said(error)
    tried = {one.letter.message_id for one in (*sent, *refused)}
    rest = [one for one in ready if one.letter.message_id not in tried]
    for entry in rest if trouble else ():
        outbox.save(replace(entry, state="queued", attempts=entry.attempts + 1, tried=now, answer=trouble))
    waiting = sum(one.state != "sent" for one in outbox.entries())
    return Delivered(tuple(sent), tuple(refused), waiting, trouble)


def _hand_over(outbox: Outbox, session: smtplib.SMTP, entry: Entry, now: datetime) -> Entry:
    entry = replace(entry, state="sending", attempts=entry.attempts + 1, tried=now)
    outbox.save(entry)
    try:
        session.send_message(entry.letter.message(), entry.letter.sender, [entry.letter.recipient])
    except _REFUSALS as error:
        if _said(error).startswith("421"):
            raise  # the server is closing the channel: the rest waits as well (RFC 5321, 3.8)
        session.rset()
        done = replace(entry, state="refused", answer=_said(error))
    else:
        done = replace(entry, state="sent", answer="")
    outbox.save(done)
    return done


def _said(error: Exception) -> str:
    """What the server or the network said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return f"{code} {_text(text)}"[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"[:300]
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _text(answer: bytes | str) -> str:
    told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(told.split())


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
