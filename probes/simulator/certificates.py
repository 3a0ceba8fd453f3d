"""Certificates of the simulator: those of servers are made at start, the right ones and every kind of wrong one."""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from ipaddress import IPv4Network

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from probes.simulator.illness import Illness

# The authority is known to everybody on purpose, so that content can name its certificate in advance. Its name
# constraints (RFC 5280, 4.2.1.10) make it worthless elsewhere: it may vouch for loopback and for `.example` alone.
_SEED = b"tkmv-portal: the authority of the simulator"
_NAMES = (x509.IPAddress(IPv4Network("127.0.0.0/8")), x509.DNSName("example"))
_ORGANIZATION = "Simulator"
_VALID = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2126, 1, 1, tzinfo=UTC))
# Longer than any threshold of warning, so that what is well is seen as well.
YEAR = timedelta(days=365)
EXPIRING_DAYS = 10


class Authority:
    """The authority of the simulator, and another one that nobody trusts."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        secret = _key().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._own = trustme.CA.from_pem(certificate(), secret)
        self._other = trustme.CA(organization_name=f"{_ORGANIZATION}: untrusted")
        self.context = cache(self._context)

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


def certificate() -> bytes:
    """The authority's certificate (PEM), to the byte the same on every machine: what checks of the simulator trust."""
    key = _key()
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANIZATION)])
    use = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, *_VALID)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(_NAMES, None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **use), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return made.public_bytes(serialization.Encoding.PEM)


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(sha256(_SEED).digest()), ec.SECP256R1())


def _lay(own: trustme.CA, context: ssl.SSLContext) -> None:
    """An authority's own certificate as that of a server: signed by nobody but itself."""
    with trustme.Blob(own.private_key_pem.bytes() + own.cert_pem.bytes()).tempfile() as path:
        context.load_cert_chain(path)
