"""Unpacking of an answer under a cap: what would grow beyond it is not unpacked to the end."""

import zlib
from collections.abc import Callable

from probes.reach.failure import Failure

_GZIP, _ZLIB, _RAW = 31, 15, -15
# Each is taken off the front of the rest: a hundred thousand empty ones would take minutes.
MEMBERS = 256


def unpack(body: bytes, codings: str, cap: int) -> bytes:
    """The body without its codings, the last one first (RFC 9110, 8.4)."""
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    for name in reversed(names):
        if name == "identity":
            continue
        if name not in _UNPACK or len(names) > 3:
            raise Failure("http_malformed", f"ответ сжат способом «{codings}», о котором не просили")
        try:
            body = _UNPACK[name](body, cap)
        except zlib.error as error:
            raise Failure("http_malformed", f"сжатый ответ не распаковывается: {error}") from None
    return body


def _gzip(body: bytes, cap: int) -> bytes:
    """One member after another, as gzip allows."""
    unpacked = b""
    for _ in range(MEMBERS):
        if not body:
            return unpacked
        part, body = _inflate(body, _GZIP, cap - len(unpacked))
        unpacked += part
    raise zlib.error("слишком много частей")


def _deflate(body: bytes, cap: int) -> bytes:
    """With the zlib wrapper, as the standard says, or without it, as some servers send."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, _ZLIB if wrapped else _RAW, cap)[0]


def _inflate(body: bytes, window: int, cap: int) -> tuple[bytes, bytes]:
    """One stream, and what follows it."""
    stream = zlib.decompressobj(window)
    unpacked = stream.decompress(body, cap + 1)
    if len(unpacked) > cap:
        raise Failure("too_large", "распакованный ответ больше допустимого")
    if not stream.eof:
        raise zlib.error("конец потока потерян")
    return unpacked, stream.unused_data


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
}
