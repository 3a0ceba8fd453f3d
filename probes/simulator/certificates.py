"""Certificates of the simulator, made at start: right ones and every kind of wrong one."""

import ssl
from datetime import datetime, timedelta
from functools import cache

import trustme

from probes.simulator.illness import Illness

ORGANIZATION = "Simulator"
# Longer than any threshold of warning, so that what is well is seen as well.
YEAR = timedelta(days=365)
EXPIRING_DAYS = 10


class Authority:
    """The authority of the simulator, and another one that nobody trusts."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._own = trustme.CA(organization_name=ORGANIZATION)
        self._other = trustme.CA(organization_name=f"{ORGANIZATION}: untrusted")
        self.context = cache(self._context)

    @property
    def pem(self) -> bytes:
        """The certificate that checks must trust."""
        return self._own.cert_pem.bytes()

    def _context(self, names: tuple[str, ...], illness: Illness | None) -> ssl.SSLContext:
        """A server's side of TLS with the certificate that the illness asks for; nothing wrong without one."""
        state, _, value = (illness.value if illness else "").partition(" ")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if state == "self-signed":
            _lay(trustme.CA(organization_name=names[-1]), context)
            return context
        start, end = self._now - timedelta(days=30), self._now + YEAR
        if state == "expiring":
            end = self._now + timedelta(days=int(value or EXPIRING_DAYS))
        elif state == "expired":
            start, end = self._now - YEAR, self._now - timedelta(days=int(value or 1))
        elif state == "future":
            start = self._now + timedelta(days=int(value or 1))
        issuer = self._other if state == "untrusted" else self._own
        shown = ("wrong-name.example",) if state == "wrong-name" else names
        issuer.issue_cert(*shown, not_before=start, not_after=end).configure_cert(context)
        return context


def _lay(own: trustme.CA, context: ssl.SSLContext) -> None:
    """An authority's own certificate as that of a server: signed by nobody but itself."""
    with trustme.Blob(own.private_key_pem.bytes() + own.cert_pem.bytes()).tempfile() as path:
        context.load_cert_chain(path)
