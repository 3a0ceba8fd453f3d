"""A real SMTP server on loopback with TLS and authentication, which can be told to refuse."""

import email
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from probes.tickets.delivery import MailServer

USER, PASSWORD = "smev", "only-for-this-test"


class Postman:
    """Keeps what it was given; `answer` may refuse a letter before it is taken."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answer: Callable[[EmailMessage], str | None] = lambda _: None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(cast(bytes, envelope.content), policy=default)
        refusal = self.answer(message)
        if refusal is not None:
            return refusal
        self.messages.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


class AnyPort(Controller):
    """Listens where the system finds a free port, and knocks there to see itself run."""

    @property
    def bound(self) -> int:
        return int(self.server.sockets[0].getsockname()[1])  # type: ignore[union-attr]

    def _trigger_server(self) -> None:
        with socket.create_connection((self.hostname, self.bound), 5) as knock:
            knock.recv(1)


def authenticated(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Only our one user."""
    known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


@contextmanager
def postman(folder: Path) -> Iterator[tuple[Postman, MailServer]]:
    """The server while it runs, and how to reach it."""
    authority = trustme.CA()
    trust = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(trust))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    man = Postman()
    controller = AnyPort(
        man,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticated,
        enable_SMTPUTF8=True,
    )
    controller.start()
    try:
        yield man, MailServer("127.0.0.1", controller.bound, "starttls", USER, PASSWORD, str(trust), timeout=5)
    finally:
        controller.stop()
