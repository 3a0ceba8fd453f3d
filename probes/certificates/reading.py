"""Everything that one file says: certificates, lists of revoked ones, and what of it could not be read."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
from cryptography.x509 import load_der_x509_csr

from probes.certificates.certificate import FAULTS, Certificate, RevocationList, certificate_of, list_of, silent
from probes.certificates.envelopes import MAX_OBJECTS, blobs
from probes.model.der import OBJECT, Element, children, element
from probes.model.private_key import private_key

_SET = 0x31
# A list of revoked certificates of a large authority has some megabytes; more is no certificate.
MAX_BYTES = 32 * 1024 * 1024
# That needs a certified cryptographic provider.
UNVERIFIED = "подпись не проверялась"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds; `secret` names the private key for which it is refused unread."""

    certificates: tuple[Certificate, ...] = ()
    lists: tuple[RevocationList, ...] = ()
    faults: tuple[str, ...] = ()
    secret: str | None = None


def read(name: str, data: bytes) -> Reading:
    """Read a file by its name and bytes; whatever they are, nothing is raised."""
    if secret := private_key(name, data):
        return Reading(secret=secret)
    if len(data) > MAX_BYTES:
        return Reading(faults=("файл больше допустимого",))
    certificates: dict[Certificate, None] = {}
    lists: list[RevocationList] = []
    faults: dict[str, None] = {}
    for place, blob in enumerate(blobs(data)):
        if place == MAX_OBJECTS:
            faults["записей больше допустимого, прочитаны не все"] = None
            break
        if blob.fault:
            faults[blob.fault] = None
            continue
        signed = blob.signed or _is_signature(blob.der)
        for one in _objects(blob.der):
            match one:
                case Certificate():
                    certificates[replace(one, notes=(*one.notes, UNVERIFIED)) if signed else one] = None
                case RevocationList():
                    lists.append(one)
                case _:
                    faults[one] = None
    if not certificates and not lists and not faults:
        faults["сертификата в файле нет"] = None
    return Reading(tuple(certificates), tuple(lists), tuple(faults))


def read_der(der: bytes) -> Certificate | None:
    """A certificate of a handshake; None where it cannot be read."""
    try:
        return certificate_of(der)
    except ValueError:
        return None


def _objects(der: bytes) -> Iterator[Certificate | RevocationList | str]:
    """A certificate, a list, or a signed message (CMS, RFC 5652) with the certificates in it."""
    if _is_message(der):
        yield from _signers(der)
        return
    try:
        yield certificate_of(der)
    except ValueError:
        try:
            yield list_of(der)
        except ValueError:
            yield _unread(der)


def _unread(der: bytes) -> str:
    """Why there is nothing to read: a request is often taken for what it asks for."""
    with silent():
        try:
            load_der_x509_csr(der)
        except FAULTS:
            return "сертификат повреждён: не прочитать даже срок его действия"
    return "это запрос на сертификат, а не сам сертификат"


def _is_message(der: bytes) -> bool:
    whole = element(der)
    first = next(children(der, whole), None) if whole else None
    return first is not None and first.tag == OBJECT


def _is_signature(der: bytes) -> bool:
    """A message that somebody signed; a bag of certificates has the same form without signers (RFC 5652, 5.1)."""
    if not _is_message(der):
        return False
    last: Element | None = element(der)
    # ContentInfo, [0], SignedData, the set of signers: each time the last one inside.
    for _ in range(3):
        inside = deque(children(der, last), 1) if last else ()
        last = inside[0] if inside else None
    return last is None or last.tag != _SET or last.start < last.end


def _signers(der: bytes) -> Iterator[Certificate | str]:
    """Certificates that a signature carries; the signature itself is not verified."""
    with silent():
        try:
            found = load_der_pkcs7_certificates(der)
        except FAULTS:
            yield "подпись повреждена или без сертификата"
            return
    if not found:
        yield "подпись без сертификата"
    for one in found:
        try:
            yield certificate_of(one.public_bytes(Encoding.DER))
        except ValueError:
            yield "сертификат в подписи не читается"
