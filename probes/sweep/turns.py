"""Whose turn it is: checks in their order, with room at their host; probes that begin, a few at once."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from urllib.parse import urlsplit

from probes.sweep.confirm import SPAN
from probes.sweep.due import Due

# The share of a sweep that a hanging host may take.
FILLED = 0.8


@dataclass(frozen=True, slots=True)
class Pace:
    """How many probes at once.

    More than a few that work at the same time wait for each other and falsify the latency they measure; a probe that
    has waited for its host for a while costs nothing, so those may be many.
    """

    # Beginning probes in each process.
    busy: int = 2
    # Seconds after which a probe counts as waiting.
    beginning: float = 0.02
    # Probes in each process, waiting ones included.
    open: int = 128
    # Probes of one host in all processes, unless its checks would not fit into the sweep when it hangs.
    host: int = 4


class Turns:
    """Checks in their order; those of a host with as many running probes as allowed are passed over.

    A host has room for more where it carries so many checks that they would be cut by the deadline if it hung: a
    gateway that is down must be found down, by every check behind it.
    """

    def __init__(self, work: Sequence[Due], host: int, deadline: float) -> None:
        self._left = len(work)
        self._waiting: dict[str, deque[tuple[int, Due]]] = {}
        self._running: dict[str, int] = {}
        # The next of every host with room, by place in the order; the end stands behind all of them.
        self._ready: asyncio.PriorityQueue[tuple[int, Due | None]] = asyncio.PriorityQueue()
        self._end = len(work)
        for place, one in enumerate(work):
            self._waiting.setdefault(host_of(one.check.address) or f"{place}", deque()).append((place, one))
        self._hosts = {one.key: name for name, queue in self._waiting.items() for _, one in queue}
        self._room = {
            name: max(host, ceil(sum(SPAN * one.check.deadline for _, one in queue) / (FILLED * deadline)))
            for name, queue in self._waiting.items()
        }
        for name in self._waiting:
            self._offer(name)
        if not work:
            self._finish()

    async def take(self) -> Due | None:
        """The next check; nothing when all were taken."""
        _, one = await self._ready.get()
        if one is None:
            self._finish()  # for the next who asks
            return None
        name = self._hosts[one.key]
        self._running[name] = self._running.get(name, 0) + 1
        if self._running[name] < self._room[name]:
            self._offer(name)
        self._left -= 1
        if not self._left:
            self._finish()
        return one

    def release(self, one: Due) -> None:
        """A check is done: its host has room for one more."""
        name = self._hosts[one.key]
        self._running[name] -= 1
        if self._running[name] == self._room[name] - 1:
            self._offer(name)

    def _offer(self, name: str) -> None:
        if self._waiting[name]:
            self._ready.put_nowait(self._waiting[name].popleft())

    def _finish(self) -> None:
        self._ready.put_nowait((self._end, None))


class Gate:
    """Lets so many probes begin at once: a place is free again when its probe is done or only waits."""

    def __init__(self, pace: Pace, busy: int) -> None:
        self._places = asyncio.Semaphore(busy)
        self._beginning = pace.beginning

    async def next(self, turns: Turns) -> Due | None:
        """The next check once there is a place for it; nothing, and no place taken, when all were taken."""
        await self._places.acquire()
        one = await turns.take()
        if one is None:
            self._places.release()
        return one

    def begin(self) -> "Beginning":
        """The probe begins now."""
        return Beginning(self._places, self._beginning)


class Beginning:
    """A place at the gate while a probe begins; given back once."""

    def __init__(self, places: asyncio.Semaphore, seconds: float) -> None:
        self._places: asyncio.Semaphore | None = places
        self._timer = asyncio.get_running_loop().call_later(seconds, self.over)

    def over(self) -> None:
        """The probe is done, or has begun to wait."""
        self._timer.cancel()
        if self._places is not None:
            self._places.release()
            self._places = None


@lru_cache(maxsize=10_000)
def host_of(address: str) -> str | None:
    """Host and port of an address: services behind one port share what can be overloaded; files have no host."""
    try:
        parts = urlsplit(address)
        name, tail = parts.hostname, parts.netloc.rpartition(":")[2]
    except ValueError:  # not an address at all: the kind will say so
        return None
    return f"{name}:{tail if tail.isdigit() else parts.scheme}" if name else None
