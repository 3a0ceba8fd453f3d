"""The end of the private key's use (2.5.29.16, RFC 3280 4.2.1.4), found without reading the other extensions."""

from datetime import UTC, datetime

from probes.model.der import OCTETS, children, contents, element

_OBJECT = bytes.fromhex("0603551d10")
_BOOLEAN, _NOT_AFTER = 0x01, 0x81


def key_ends(tbs: bytes) -> datetime | None:
    """The end said in the bytes of a certificate; None where there is none, ValueError where it is no time."""
    at = tbs.find(_OBJECT)
    if at < 0:
        return None
    value = element(tbs, at + len(_OBJECT))
    if value and value.tag == _BOOLEAN:
        value = element(tbs, value.after)
    period = element(tbs, value.start, value.end) if value and value.tag == OCTETS else None
    for one in children(tbs, period) if period else ():
        if one.tag == _NOT_AFTER:
            return datetime.strptime(contents(tbs, one).decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return None
