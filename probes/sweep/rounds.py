"""Rounds of sweeps at fixed distances from one start: nothing drifts, and what was missed is not made up for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

# A round that starts later than this share of the distance is skipped: the one before ran over.
LEEWAY = 0.1


@dataclass(frozen=True, slots=True)
class Round:
    """One round, counted from 1; `skipped` when its start had passed before it could begin."""

    number: int
    skipped: bool = False


async def rounds(count: int, every: float) -> AsyncIterator[Round]:
    """So many rounds; each is yielded when it is to begin."""
    clock = asyncio.get_running_loop().time
    start = clock()
    for number in range(1, count + 1):
        wait = until(number, every, clock() - start)
        if wait:
            await asyncio.sleep(wait)
        yield Round(number, skipped=wait is None)


def until(number: int, every: float, elapsed: float) -> float | None:
    """Seconds to the start of a round, so long after the first; None when it has passed."""
    wait = (number - 1) * every - elapsed
    return max(wait, 0.0) if number == 1 or wait >= -LEEWAY * every else None
