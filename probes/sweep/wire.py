"""What a sweep and its helper processes say to each other: pickled messages with their length in front."""

import asyncio
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.reach.reach import Reach
from probes.sweep.warm import Need

_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Begin:
    """A sweep begins: drop what is left of the last one and make the means anew."""

    make: Callable[[], Reach]
    needed: frozenset[Need]


@dataclass(frozen=True, slots=True)
class Begun:
    """The means are there."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Run a check; the answer carries the same number."""

    number: int
    check: Check


@dataclass(frozen=True, slots=True)
class Drop:
    """Whoever asked does not wait for this answer any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of what was asked."""

    number: int
    outcome: Outcome


def packed(message: Begin | Begun | Ask | Drop | Answer) -> bytes:
    """The bytes of a message."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(_LENGTH) + body


async def received(reader: asyncio.StreamReader) -> Any:
    """The next message, or None where the other side has closed. Both sides are this program: pickle is no risk."""
    try:
        length = int.from_bytes(await reader.readexactly(_LENGTH))
        return pickle.loads(await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
