"""A simulator for tests: a loopback network of one's own, targets moved into it, a thread where nobody awaits."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from probes.model.check import Check, Target
from probes.model.verdict import Purpose, Side
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from probes.simulator.scenes import Act
from probes.simulator.simulator import NETWORK, Simulator, running

# Two runs of the tests on one machine take different networks: who holds the guard's port holds the network.
_GUARD = 47_151


@contextmanager
def own_network() -> Iterator[IPv4Network]:
    """A network of loopback that no other test works in."""
    for number in range(152, 255):
        with socket.socket() as guard:
            try:
                guard.bind((f"127.{number}.255.254", _GUARD))
            except OSError:
                continue
            yield IPv4Network(f"127.{number}.0.0/16")
            return
    raise RuntimeError("every network of loopback is taken")


def moved(targets: Sequence[Target], network: IPv4Network) -> tuple[Target, ...]:
    """The same targets at the same hosts of another network."""
    old, new = (f"{str(one.network_address).removesuffix('0.0')}" for one in (NETWORK, network))

    def check(one: Check) -> Check:
        return replace(one, address=one.address.replace(old, new))

    return tuple(replace(one, checks=tuple(check(each) for each in one.checks)) for one in targets)


def target(ident: str, *checks: Check, side: Side = Side.SUPPLIER, behind: tuple[str, ...] = ()) -> Target:
    """A target of the tests."""
    return Target(ident, ident, side, checks, behind=behind)


def check(kind: str, address: str, ident: str | None = None, **more: Any) -> Check:
    """A check of the tests; patient, for the machine may be busy."""
    more = {"purpose": Purpose.SERVICE_AVAILABILITY, "deadline": 8.0, **more}
    return Check(ident or kind, kind, address=address, **more)


def reach_of(network: IPv4Network, data: Path, root: Path | None = None) -> Reach:
    """The means to probe within the network alone; without a root the content lies in the folder of the data."""
    return Reach.make(policy=AddressPolicy((network,)), root=root or data, data=data, now=datetime.now(UTC))


@contextmanager
def simulated(
    targets: Sequence[Target],
    *,
    network: IPv4Network,
    root: Path,
    content: Path | None = None,
    acts: Sequence[Act] = (),
) -> Iterator["Background"]:
    """A simulator in a thread of its own, for tests that start processes or do not await; files go below `root`."""
    background = Background(
        lambda: running(targets, moment=datetime.now(UTC), root=content or root, data=root, network=network, acts=acts)
    )
    background.start()
    try:
        yield background
    finally:
        background.stop()


class Background:
    """A simulator with a loop of its own; what is set is there when `set` returns."""

    def __init__(self, running: Callable[[], AbstractAsyncContextManager[Simulator]]) -> None:
        self.simulator: Simulator
        self._loop: asyncio.AbstractEventLoop
        self._ended: asyncio.Event
        self._begun = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(running)))

    def start(self) -> None:
        self._thread.start()
        self._begun.wait()
        if self._failure:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def set(self, who: str, illness: str | None) -> None:
        asyncio.run_coroutine_threadsafe(self.simulator.set(who, illness), self._loop).result()

    def clear(self) -> None:
        asyncio.run_coroutine_threadsafe(self.simulator.clear(), self._loop).result()

    async def _serve(self, running: Callable[[], AbstractAsyncContextManager[Simulator]]) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with running() as self.simulator:
                self._begun.set()
                await self._ended.wait()
        except Exception as error:
            self._failure = error
            self._begun.set()
