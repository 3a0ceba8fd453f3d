"""Just enough of DER (X.690) to tell what a blob is before a library reads it; damaged bytes end the walk quietly."""

from collections.abc import Iterator
from typing import NamedTuple

SEQUENCE, INTEGER, OCTETS, OBJECT = 0x30, 0x02, 0x04, 0x06
_INDEFINITE = 0x80


class Element(NamedTuple):
    """One element: its tag, where its contents begin and end, and where the whole of it ends."""

    tag: int
    start: int
    end: int
    after: int


def element(data: bytes, at: int = 0, limit: int | None = None) -> Element | None:
    """The element at a place; None where the header is damaged or runs over the limit.

    Of an indefinite length (BER) the contents are taken to run to the limit: enough to look at what comes first.
    """
    end = len(data) if limit is None else limit
    if at + 2 > end or data[at] & 0x1F == 0x1F:
        return None
    tag, length, start = data[at], data[at + 1], at + 2
    if length == _INDEFINITE:
        return Element(tag, start, end, end)
    if length & 0x80:
        count = length & 0x7F
        if count > 4 or start + count > end:
            return None
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    return Element(tag, start, start + length, start + length) if start + length <= end else None


def children(data: bytes, parent: Element) -> Iterator[Element]:
    """The elements inside one, in order, as far as they can be told apart."""
    at = parent.start
    while at < parent.end and (found := element(data, at, parent.end)):
        yield found
        at = found.after


def contents(data: bytes, one: Element) -> bytes:
    """The contents of an element."""
    return data[one.start : one.end]
