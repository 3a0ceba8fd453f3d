"""Turns and the gate: order, politeness, places."""

import asyncio
from collections import Counter

import pytest

from probes.sweep.due import Due
from probes.sweep.turns import Gate, Pace, Turns, host_of
from tests.probes.sweep.plans import SLOT, check


def work(*addresses: str) -> list[Due]:
    return [Due(f"target-{place}", check(one, kind="tcp"), SLOT) for place, one in enumerate(addresses)]


def test_every_check_is_taken_once_and_a_host_never_has_more_than_its_share() -> None:
    hosts = ["tcp://10.0.0.1:80"] * 30 + ["tcp://10.0.0.2:80"] * 5 + ["heartbeats/one.json"] * 3
    running: Counter[str] = Counter()
    most: Counter[str] = Counter()
    taken: list[str] = []

    async def follow(turns: Turns) -> None:
        while (one := await turns.take()) is not None:
            running[one.check.address] += 1
            most[one.check.address] = max(most[one.check.address], running[one.check.address])
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            taken.append(one.target)
            running[one.check.address] -= 1
            turns.release(one)

    async def all_of_them() -> None:
        turns = Turns(work(*hosts), 4, 600.0)
        await asyncio.gather(*(follow(turns) for _ in range(20)))

    asyncio.run(all_of_them())
    assert sorted(taken) == sorted(f"target-{place}" for place in range(38))
    assert most["tcp://10.0.0.1:80"] == 4
    assert most["tcp://10.0.0.2:80"] <= 4


def test_a_host_that_hangs_is_found_out_by_all_its_checks_before_the_deadline() -> None:
    async def at_once(deadline: float) -> int:
        turns = Turns(work(*["tcp://10.0.0.1:80"] * 60), 4, deadline)
        taken = 0
        try:
            async with asyncio.timeout(0.1):
                while await turns.take():
                    taken += 1
        except TimeoutError:
            return taken
        return taken

    # Sixty checks of ten seconds, each made twice within 18 s: 1,080 s of waiting.
    assert asyncio.run(at_once(deadline=600.0)) == 4
    assert asyncio.run(at_once(deadline=240.0)) == 6
    assert asyncio.run(at_once(deadline=60.0)) == 23


def test_a_busy_host_is_passed_over_and_comes_back_to_its_place() -> None:
    async def order() -> list[str]:
        turns = Turns(work("tcp://a:1", "tcp://a:1", "tcp://b:1", "tcp://c:1"), 1, 600.0)
        first, second = await turns.take(), await turns.take()
        assert first is not None and second is not None
        turns.release(first)
        third, fourth = await turns.take(), await turns.take()
        assert third is not None and fourth is not None
        assert await turns.take() is None
        assert await turns.take() is None
        return [one.target for one in (first, second, third, fourth)]

    assert asyncio.run(order()) == ["target-0", "target-2", "target-1", "target-3"]


def test_without_work_nobody_waits() -> None:
    assert asyncio.run(Turns([], 4, 600.0).take()) is None


def test_a_probe_that_waits_for_its_host_makes_room_for_the_next() -> None:
    async def begun_at_once(beginning: float) -> int:
        turns = Turns(work(*(f"tcp://10.0.0.{place}:80" for place in range(5))), 4, 600.0)
        gate = Gate(Pace(beginning=beginning), 2)
        begun = 0
        try:
            async with asyncio.timeout(0.3):
                while await gate.next(turns) is not None:
                    gate.begin()
                    begun += 1
        except TimeoutError:
            return begun
        return begun

    assert asyncio.run(begun_at_once(60.0)) == 2
    assert asyncio.run(begun_at_once(0.001)) == 5


def test_a_place_is_given_back_once() -> None:
    async def places() -> int:
        gate = Gate(Pace(beginning=0.0), 1)
        turns = Turns(work("tcp://a:1", "tcp://b:1", "tcp://c:1"), 1, 600.0)
        await gate.next(turns)
        begun = gate.begin()
        await asyncio.sleep(0.01)
        begun.over()
        begun.over()
        await gate.next(turns)
        try:
            async with asyncio.timeout(0.05):
                await gate.next(turns)
        except TimeoutError:
            return 1
        return 2

    assert asyncio.run(places()) == 1


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Service.example/ws?wsdl", "service.example:https"),
        ("https://service.example:8443/ws", "service.example:8443"),
        ("tcp://[::1]:7777", "::1:7777"),
        ("tcp://[::1]", "::1:tcp"),
        ("dns://service.example?server=127.0.0.1:53", "service.example:dns"),
        ("heartbeats/one.json", None),
        ("http://[broken", None),
    ],
)
def test_hosts_share_a_port_not_a_machine(address: str, host: str | None) -> None:
    assert host_of(address) == host
