"""Certificates of every odd kind, signed by an authority that the tests trust, on elliptic keys: quick to make."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAME = "portal.test"


def day(year: int, month: int = 1, number: int = 1) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


class Papers:
    """An authority with a folder for its files; `ca.pem` there is what the checks trust."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self.now = now
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
        long = (now - timedelta(days=3_650), now + timedelta(days=3_650))
        self.root = self._signed(self.subject, self.key.public_key(), long, (), authority=True)
        (folder / "ca.pem").write_bytes(self.root.public_bytes(Encoding.PEM))

    def context(
        self,
        file: str,
        dates: tuple[datetime, datetime] | None = None,
        names: tuple[str, ...] = (NAME,),
        self_signed: bool = False,
        tamper: tuple[bytes, bytes] | None = None,
        between: tuple[datetime, datetime] | None = None,
        whole: bool = True,
    ) -> ssl.SSLContext:
        """The context of a server that shows such a certificate.

        `tamper` replaces bytes of the finished one; `between` are the dates of an authority in between that signs it,
        shown as well where the chain is `whole`.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        dates = dates or (self.now - timedelta(days=1), self.now + timedelta(days=365))
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        signer = (subject, key) if self_signed else (self.subject, self.key)
        chain = b""
        if between is not None:
            signer = (
                x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Between")]),
                ec.generate_private_key(ec.SECP256R1()),
            )
            middle = self._signed(signer[0], signer[1].public_key(), between, (), authority=True)
            chain = middle.public_bytes(Encoding.PEM) if whole else b""
        made = self._signed(subject, key.public_key(), dates, names, signer=signer).public_bytes(Encoding.DER)
        if tamper is not None:
            assert tamper[0] in made
            made = made.replace(*tamper)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path = self.folder / f"{file}.pem"
        path.write_bytes(secret + ssl.DER_cert_to_PEM_cert(made).encode() + chain)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        dates: tuple[datetime, datetime],
        names: tuple[str, ...],
        signer: tuple[x509.Name, ec.EllipticCurvePrivateKey] | None = None,
        authority: bool = False,
    ) -> x509.Certificate:
        issuer, secret = signer or (self.subject, self.key)
        builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), *dates)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), False)
        builder = builder.add_extension(x509.BasicConstraints(authority, None), True)
        return builder.sign(secret, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
