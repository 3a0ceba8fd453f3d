"""What holds a private key, told by its name or its first bytes: such a file is refused everywhere (п. 29)."""

import base64
import binascii
import re
from pathlib import PurePosixPath

from probes.model.der import INTEGER, OBJECT, OCTETS, SEQUENCE, Element, children, contents, element

_SUFFIXES = {
    ".key": "контейнер закрытого ключа",
    ".pfx": "контейнер PFX с закрытым ключом",
    ".p12": "контейнер PFX с закрытым ключом",
    ".jks": "хранилище ключей Java",
    ".keystore": "хранилище ключей Java",
}
_ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File", re.IGNORECASE)
_JAVA = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
# 1.2.840.113549.1.5 and 1.2.840.113549.1.12.1: encryption by password (RFC 8018, RFC 7292).
_BY_PASSWORD = (bytes.fromhex("2a864886f70d0105"), bytes.fromhex("2a864886f70d010c01"))


def private_key(name: str, data: bytes) -> str | None:
    """What kind of private key a file holds, in Russian; None where it holds none."""
    if kind := _SUFFIXES.get(PurePosixPath(name).suffix.lower()):
        return kind
    if _ARMOUR.search(data) or (b"\0" in data and _ARMOUR.search(data.replace(b"\0", b""))):
        return "закрытый ключ PEM"
    if data.startswith(_JAVA):
        return "хранилище ключей Java"
    return _in_der(data) or _in_der(_decoded(data))


def _decoded(data: bytes) -> bytes:
    """Bare base64 as bytes; anything else as nothing."""
    if not _BASE64.fullmatch(data):
        return b""
    try:
        return base64.b64decode(data)
    except (binascii.Error, ValueError):
        return b""


def _in_der(data: bytes) -> str | None:
    """By the first elements: PFX (RFC 7292), PKCS #8 (RFC 5958), RSA (RFC 8017), EC (RFC 5915)."""
    whole = element(data)
    if whole is None or whole.tag != SEQUENCE:
        return None
    parts = list(children(data, whole))
    tags = [one.tag for one in parts[:6]]
    first = contents(data, parts[0]) if parts else b""
    names = [_named(data, one) for one in parts[:2]]
    if tags[:2] == [INTEGER, SEQUENCE] and first == b"\x03" and names[1]:
        return "контейнер PFX с закрытым ключом"
    if tags[:3] == [INTEGER, SEQUENCE, OCTETS] and first in (b"\0", b"\1") and names[1]:
        return "закрытый ключ PKCS #8"
    if tags == [SEQUENCE, OCTETS] and names[0].startswith(_BY_PASSWORD):
        return "закрытый ключ PKCS #8 под паролем"
    if tags == [INTEGER] * 6 and first == b"\0":
        return "закрытый ключ RSA или DSA"
    if tags[:2] == [INTEGER, OCTETS] and first == b"\1":
        return "закрытый ключ EC"
    return None


def _named(data: bytes, one: Element) -> bytes:
    """The object identifier that a sequence begins with; empty where it begins with something else."""
    inner = next(children(data, one), None) if one.tag == SEQUENCE else None
    return contents(data, inner) if inner and inner.tag == OBJECT else b""
