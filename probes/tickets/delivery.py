"""Delivery over SMTP (RFC 5321) with TLS and authentication; the outbox is told before and after each letter."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
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
        if not _named(self.host):
            raise ValueError("почтовый сервер называют именем узла или адресом, без порта")
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


# What keeps a session from coming about, the narrower first.
_FAULTS: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "сертификат сервера не принят",
    ssl.SSLError: "защищённое соединение не установлено, проверьте порт и вид защиты",
    socket.gaierror: "имя узла не найдено",
    ConnectionRefusedError: "узел отклонил соединение",
    TimeoutError: "узел не ответил вовремя",
    smtplib.SMTPServerDisconnected: "сервер разорвал соединение",
    smtplib.SMTPNotSupportedError: "сервер этого не умеет",
}


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A session with the server, encrypted and authenticated. Raises OSError or smtplib.SMTPException."""
    context = ssl.create_default_context(cafile=server.trust)
    if server.security == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "starttls":
            session.starttls(context=context)
        if server.user is not None:
            session.login(server.user, server.password or "")
        yield session
        with suppress(smtplib.SMTPException, OSError):
            session.quit()  # what was taken is taken, however the server says goodbye
    finally:
        session.close()  # without a word where it broke off: the next answer would be one to something else


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the letters that were ready; `trouble` says what kept the rest from being tried."""

    sent: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    waiting: int = 0
    trouble: str = ""
    # When the first of those that wait is to be tried again, and what was said of it last.
    again: datetime | None = None
    answer: str = ""


def deliver(outbox: Outbox, connect: Connect, now: datetime, *, at_once: bool = False) -> Delivered:
    """Hand over every letter that is ready, thread by thread; `at_once` those too that wait for their time.

    A refusal of one letter leaves the others to be tried, but for those of its thread: an answer to a letter that
    nobody has is of no use. A connection that breaks leaves the rest queued; the letter at which it broke comes last
    from then on, or one that no server bears would hold up all others.
    """
    entries = outbox.entries()
    missing = {one.letter.message_id: one.attempts for one in entries if one.state != "sent"}
    ready = [one for one in entries if one.state != "sent" and (at_once or one.ready(now))]
    ready.sort(key=lambda one: max(one.attempts, missing.get(one.letter.thread or "", 0)))
    begun: Entry | None = None
    sent: list[Entry] = []
    refused: list[Entry] = []
    trouble = ""
    try:
        if ready:
            with connect() as session:
                for entry in ready:
                    if entry.letter.thread in missing:
                        continue
                    begun = entry
                    done = _hand_over(outbox, session, entry, now)
                    if done.state == "sent":
                        del missing[done.letter.message_id]
                    (sent if done.state == "sent" else refused).append(done)
    except (smtplib.SMTPException, OSError) as error:
        trouble = _said(error)
    tried = {one.letter.message_id for one in (*sent, *refused)}
    rest = [one for one in ready if one.letter.message_id not in tried]
    for entry in rest if trouble else ():
        attempts = entry.attempts + (begun is None or entry is begun)
        outbox.save(replace(entry, state="queued", attempts=attempts, tried=now, answer=trouble))
    waiting = [one for one in outbox.entries() if one.state != "sent"]
    again, answer = min(((one.again, one.answer) for one in waiting if one.again), default=(None, ""))
    return Delivered(tuple(sent), tuple(refused), len(waiting), trouble, again, answer)


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
    for kind, told in _FAULTS.items():
        if isinstance(error, kind):
            return f"{told}: {_text(str(error))}"[:300]
    return _text(f"{type(error).__name__}: {error}")[:300]


def _text(answer: bytes | str) -> str:
    told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(told.split())


def _named(host: str) -> bool:
    """A literal address, or a name that DNS can be asked for."""
    with suppress(ValueError):
        return bool(ip_address(host))
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return False
    return re.fullmatch(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9.])?", name) is not None


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
