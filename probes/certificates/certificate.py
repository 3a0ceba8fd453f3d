"""One certificate and one list of revoked ones, as far as they can be read: the end first, every field on its own.

Only what a public certificate says is read; the key is never built, as no library here knows GOST keys.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar, TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from probes.certificates.names import Attributes, component
from probes.certificates.period import key_ends

# What the library raises on certificates that others accept; not all of it ValueError.
FAULTS = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    x509.InvalidVersion,
)

# Keys and signatures by object identifier (RFC 4491, RFC 9215).
ALGORITHMS: Mapping[str, str] = {
    "1.2.643.2.2.19": "ГОСТ Р 34.10-2001",
    "1.2.643.7.1.1.1.1": "ГОСТ Р 34.10-2012 (256 бит)",
    "1.2.643.7.1.1.1.2": "ГОСТ Р 34.10-2012 (512 бит)",
    "1.2.643.2.2.3": "ГОСТ Р 34.10-2001",
    "1.2.643.7.1.1.3.2": "ГОСТ Р 34.10-2012 (256 бит)",
    "1.2.643.7.1.1.3.3": "ГОСТ Р 34.10-2012 (512 бит)",
    "1.2.840.113549.1.1.1": "RSA",
    "1.2.840.113549.1.1.11": "RSA",
    "1.2.840.10045.2.1": "ECDSA",
    "1.2.840.10045.4.3.2": "ECDSA",
    "1.3.101.112": "Ed25519",
}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is told of a certificate; `notes` say in Russian what could not be read."""

    component: str
    serial: str | None
    algorithm: str | None
    not_before: datetime | None
    not_after: datetime
    key_not_after: datetime | None = None
    issuer: bytes = b""
    notes: tuple[str, ...] = ()

    @property
    def ends(self) -> datetime:
        """The last moment at which it may sign: its own end or, mostly earlier, that of the private key."""
        return min(self.not_after, self.key_not_after) if self.key_not_after else self.not_after


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list of revoked certificates: serials with the moment of revocation.

    Told beside certificates: the dates of its issues stand for theirs.
    """

    component: str
    algorithm: str | None
    this_update: datetime | None
    next_update: datetime | None
    issuer: bytes = b""
    revoked: Mapping[str, datetime] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    serial: ClassVar[None] = None
    key_not_after: ClassVar[None] = None

    @property
    def not_before(self) -> datetime | None:
        """The day of this issue."""
        return self.this_update

    @property
    def not_after(self) -> datetime | None:
        """The day of the next issue."""
        return self.next_update

    @property
    def ends(self) -> datetime | None:
        """The day of the next issue."""
        return self.next_update


@contextmanager
def silent() -> Iterator[None]:
    """The library warns of what others' certificates do wrong; what matters of it is in the notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def certificate_of(der: bytes) -> Certificate:
    """Read a certificate; ValueError where not even its end can be read."""
    with silent():
        try:
            found = x509.load_der_x509_certificate(der)
            ends = found.not_valid_after_utc
        except FAULTS as error:
            raise ValueError(str(error)) from error
        return _told(found, ends)


def _told(found: x509.Certificate, ends: datetime) -> Certificate:
    notes: list[str] = []
    nothing: Attributes = ()
    subject = guarded(lambda: _attributes(found.subject), nothing, "имя владельца", notes)
    nobody: tuple[str, ...] = ()
    hosts = guarded(lambda: _hosts(found), nobody, "", notes)
    return Certificate(
        component=component(subject, hosts),
        serial=guarded(lambda: number(found.serial_number), None, "номер", notes),
        algorithm=guarded(lambda: _algorithm(found.public_key_algorithm_oid), None, "алгоритм", notes),
        not_before=guarded(lambda: found.not_valid_before_utc, None, "начало срока действия", notes),
        not_after=ends,
        key_not_after=guarded(lambda: _key_ends(found), None, "срок действия ключа", notes),
        issuer=guarded(lambda: found.issuer.public_bytes(), b"", "имя издателя", notes),
        notes=tuple(notes),
    )


def list_of(der: bytes) -> RevocationList:
    """Read a list of revoked certificates; ValueError where it is none. An empty one is falsy and still a list."""
    with silent():
        try:
            found = x509.load_der_x509_crl(der)
        except FAULTS as error:
            raise ValueError(str(error)) from error
        notes: list[str] = []
        nothing: Attributes = ()
        issuer = guarded(lambda: _attributes(found.issuer), nothing, "имя издателя", notes)
        return RevocationList(
            component=component(issuer),
            algorithm=guarded(lambda: _algorithm(found.signature_algorithm_oid), None, "алгоритм", notes),
            this_update=guarded(lambda: found.last_update_utc, None, "дата выпуска", notes),
            next_update=guarded(lambda: found.next_update_utc, None, "дата следующего выпуска", notes),
            issuer=guarded(lambda: found.issuer.public_bytes(), b"", "имя издателя", notes),
            revoked=guarded(lambda: _revoked(found), {}, "отозванные номера", notes),
            notes=tuple(dict.fromkeys(notes)),
        )


def guarded(get: Callable[[], Value], otherwise: Value, what: str, notes: list[str]) -> Value:
    """A field that a strange certificate may hold and the library refuses: the rest is told all the same."""
    try:
        return get()
    except FAULTS:
        if what:
            notes.append(f"не читается: {what}")
        return otherwise


def number(serial: int) -> str:
    """A serial as certificates show it: hexadecimal, whole bytes, capital letters."""
    digits = f"{abs(serial):X}"
    return ("-" if serial < 0 else "") + ("0" + digits if len(digits) % 2 else digits)


def _algorithm(oid: x509.ObjectIdentifier) -> str:
    return ALGORITHMS.get(oid.dotted_string, oid.dotted_string)


def _attributes(name: x509.Name) -> Attributes:
    return tuple(
        (one.oid.dotted_string, one.value if isinstance(one.value, str) else one.value.decode("utf-8", "replace"))
        for one in name
    )


def _hosts(found: x509.Certificate) -> tuple[str, ...]:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(names.get_values_for_type(x509.DNSName))


def _key_ends(found: x509.Certificate) -> datetime | None:
    """PrivateKeyUsagePeriod: one damaged extension hides all from the library, so then it is looked for by hand."""
    try:
        period = found.extensions.get_extension_for_class(x509.PrivateKeyUsagePeriod).value
    except x509.ExtensionNotFound:
        return None
    except FAULTS:
        return key_ends(found.tbs_certificate_bytes)
    return period.not_after and period.not_after.replace(tzinfo=UTC)


def _revoked(found: x509.CertificateRevocationList) -> dict[str, datetime]:
    return {number(one.serial_number): one.revocation_date_utc for one in found}
