"""What holds a private key, told by its name or its first bytes: such a file is refused everywhere (п. 29)."""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import PurePosixPath

from probes.model.der import INTEGER, OBJECT, OCTETS, SEQUENCE, Element, children, contents, element

_SUFFIXES = {
    ".key": "контейнер закрытого ключа",
    ".pfx": "контейнер PFX с закрытым ключом",
    ".p12": "контейнер PFX с закрытым ключом",
    ".pvk": "контейнер закрытого ключа PVK",
    ".jks": "хранилище ключей Java",
    ".keystore": "хранилище ключей Java",
}
_ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File", re.IGNORECASE)
_MAGIC = {
    b"\xfe\xed\xfe\xed": "хранилище ключей Java",
    b"\xce\xce\xce\xce": "хранилище ключей Java",
    b"\x1e\xf1\xb5\xb0": "контейнер закрытого ключа PVK",
}
# Base64 of DER, wherever a text holds it: bare, in PEM under any label, within an element of XML. A sequence begins so.
_ENCODED = re.compile(rb"(?m)(?:^|(?<=[^A-Za-z0-9+/\s]))[ \t]*(M[A-Za-z0-9+/\s]{30,})")
_SPACE = re.compile(rb"\s+")
# As many objects of a file are looked at as are read of it.
_OBJECTS = 10_000
# 1.2.840.113549.1.5 and 1.2.840.113549.1.12.1: encryption by password (RFC 8018, RFC 7292).
_BY_PASSWORD = (bytes.fromhex("2a864886f70d0105"), bytes.fromhex("2a864886f70d010c01"))


def private_key(name: str, data: bytes) -> str | None:
    """What kind of private key a file holds, in Russian; None where it holds none."""
    if kind := _SUFFIXES.get(PurePosixPath(name).suffix.lower()):
        return kind
    if kind := _MAGIC.get(data[:4]):
        return kind
    # UTF-16 without its zeros is what it says.
    text = data.replace(b"\0", b"") if b"\0" in data else data
    if _ARMOUR.search(text):
        return "закрытый ключ PEM"
    return next(filter(None, map(_among, chain((data,), _encoded(text)))), None)


def _encoded(text: bytes) -> Iterator[bytes]:
    """Everything in a text that is base64, as bytes; its padding may be lost."""
    for one in _ENCODED.finditer(text):
        digits = _SPACE.sub(b"", one[1])
        with suppress(binascii.Error):
            yield base64.b64decode(digits + b"=" * (-len(digits) % 4))


def _among(data: bytes) -> str | None:
    """The key among DER objects that are laid end to end."""
    at = 0
    for _ in range(_OBJECTS):
        whole = element(data, at)
        if whole is None or whole.tag != SEQUENCE:
            break
        if kind := _in_der(data, whole):
            return kind
        at = whole.after
    return None


def _in_der(data: bytes, whole: Element) -> str | None:
    """By the first elements: PFX (RFC 7292), PKCS #8 (RFC 5958), RSA (RFC 8017), EC (RFC 5915)."""
    parts = list(islice(children(data, whole), 7))
    tags = [one.tag for one in parts]
    first = contents(data, parts[0]) if parts else b""
    names = [_named(data, one) for one in parts[:2]]
    if tags[:2] == [INTEGER, SEQUENCE] and first == b"\x03" and names[1]:
        return "контейнер PFX с закрытым ключом"
    if tags[:3] == [INTEGER, SEQUENCE, OCTETS] and first in (b"\0", b"\1") and names[1]:
        return "закрытый ключ PKCS #8"
    if tags == [SEQUENCE, OCTETS] and names[0].startswith(_BY_PASSWORD):
        return "закрытый ключ PKCS #8 под паролем"
    if tags[:6] == [INTEGER] * 6 and first == b"\0":
        return "закрытый ключ RSA или DSA"
    if tags[:2] == [INTEGER, OCTETS] and first == b"\1":
        return "закрытый ключ EC"
    return None


def _named(data: bytes, one: Element) -> bytes:
    """The object identifier that a sequence begins with; empty where it begins with something else."""
    inner = next(children(data, one), None) if one.tag == SEQUENCE else None
    return contents(data, inner) if inner and inner.tag == OBJECT else b""
