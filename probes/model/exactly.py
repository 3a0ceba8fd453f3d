"""Files of the machine's own, read to the letter: what lies on a disk may be torn, foreign or edited by hand."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter

T = TypeVar("T")

# Seconds since 1970 that are a moment of the calendar: up to the end of the year 9999.
LIMIT = 253_402_300_800
Seconds = Annotated[int, Field(ge=0, lt=LIMIT)]

_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def exactly(kind: type[T], data: bytes) -> T:
    """What JSON tells as a value of a type, every field of its own type. Raises ValueError where it tells none."""
    found: T = _adapter(kind).validate_json(data, strict=True)
    return found
