"""From bytes to DER: several certificates in a file, PEM of any label, bare base64, messages with tokens."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from probes.model.der import SEQUENCE, element

# Base64 inside of a message: WS-Security tokens of SMEV 2, X509Data of SMEV 3. No parser of XML, so nothing to attack.
_TOKEN = re.compile(
    rb"<(?:[\w.-]{1,60}:)?(?:BinarySecurityToken|X509Certificate)(?:\s[^<>]{0,4000})?>([^<>]{1,200000})</"
)
_NAMES = (b"BinarySecurityToken", b"X509Certificate")
_ENTITY = re.compile(rb"&#(?:x0*[9ad]|0*(?:9|10|13));", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_SPACE = re.compile(rb"\s+")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BEGIN, _END, _DASHES = b"-----BEGIN ", b"-----END ", b"-----"

# Labels of PEM that hold something else than certificates; they may stand beside them.
_BESIDE = (b"PARAMETERS", b"PUBLIC KEY", b"CERTIFICATE REQUEST")
_TRUSTED = b"TRUSTED CERTIFICATE"


# The certificates of every accredited authority fit; a file made to keep the reader busy does not.
MAX_OBJECTS = 10_000


class Blob(NamedTuple):
    """One DER object, or in `fault` why a part of the file is none; `signed` where it stands for a signature."""

    der: bytes
    fault: str = ""
    signed: bool = False


def blobs(data: bytes) -> Iterator[Blob]:
    """Every DER object in a file, in order."""
    data = _unmarked(data)
    if _BEGIN in data:
        yield from _armoured(data)
    elif data[:1] == bytes([SEQUENCE]):
        yield from _one_after_another(data)
    elif any(name in data for name in _NAMES) and _TOKEN.search(data):
        for one in _TOKEN.finditer(data):
            yield from (blob._replace(signed=True) for blob in _decoded(_ENTITY.sub(b" ", one[1])))
    elif data.strip() and _BASE64.fullmatch(data):
        yield from _decoded(data)
    else:
        yield Blob(b"", "файл пуст" if not data.strip() else "это не сертификат и не подпись")


def _unmarked(data: bytes) -> bytes:
    """Text saved by an editor with a byte order mark, as plain bytes."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data


def _armoured(data: bytes) -> Iterator[Blob]:
    """PEM (RFC 7468) whatever the label says: `BEGIN CMS` and `BEGIN PKCS7` are the same inside."""
    for part in data.split(_BEGIN, MAX_OBJECTS + 1)[1:]:
        label, dashes, rest = part.partition(_DASHES)
        body, end, _ = rest.partition(_END)
        if any(one in label for one in _BESIDE):
            continue
        if not dashes or not end:
            yield Blob(b"", "запись PEM оборвана")
            continue
        found = _decoded(b"\n".join(line for line in body.splitlines() if b":" not in line))
        # OpenSSL's own form: the certificate, then what it is trusted for.
        yield from islice(found, 1) if label == _TRUSTED else found


def _decoded(text: bytes) -> Iterator[Blob]:
    try:
        der = base64.b64decode(_SPACE.sub(b"", text), validate=True)
    except (binascii.Error, ValueError):
        yield Blob(b"", "запись base64 повреждена")
        return
    yield from _one_after_another(der)


def _one_after_another(data: bytes) -> Iterator[Blob]:
    """DER objects laid end to end; what follows the last sound one is told, zeros and line ends are not."""
    at = 0
    while at < len(data):
        found = element(data, at) if data[at] == SEQUENCE else None
        if found is None:
            if at == 0:
                yield Blob(b"", "файл повреждён или оборван")
            elif data[at:].strip(b"\0\r\n\t "):
                yield Blob(b"", "после сертификата лежат другие данные")
            return
        yield Blob(data[at : found.after])
        at = found.after
