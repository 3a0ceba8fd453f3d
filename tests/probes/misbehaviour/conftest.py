"""All scenes are played once, side by side; each test looks at one."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from probes.kinds.run import run
from probes.model.measurement import Outcome
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from tests.probes.misbehaviour.papers import Papers
from tests.probes.misbehaviour.scene import World
from tests.probes.misbehaviour.scenes import SCENES
from tests.probes.misbehaviour.stage import opened
from tests.probes.misbehaviour.zone import Zone

EXAMPLE = b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>'
# More at once would measure this machine instead of the scenes.
AT_ONCE = 12


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    root = tmp_path_factory.mktemp("content")
    (root / "example.xml").write_bytes(EXAMPLE)
    # Certificates are judged by the clock of OpenSSL, so the scenes live now.
    now = datetime.now(UTC)
    zone = Zone()
    with opened() as stage:
        yield World(stage, Papers(root, now), zone, f"127.0.0.1:{stage.answer(zone.reply)}", root, now)


@pytest.fixture(scope="session")
def reach(world: World) -> Reach:
    """Only loopback may be probed, and names are known to the zone of the tests alone."""
    return Reach.make(
        policy=AddressPolicy((ip_network("127.0.0.0/24"),)),
        root=world.root,
        data=world.root,
        now=world.now,
        nameservers=[world.nameserver],
    )


@pytest.fixture(scope="session")
def outcomes(world: World, reach: Reach) -> Mapping[str, Outcome]:
    """What every scene came to."""
    checks = [scene.check(scene.set_up(world)) for scene in SCENES]

    async def play() -> list[Outcome]:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> Outcome:
            async with places:
                return await run(checks[number], reach)

        return await asyncio.gather(*map(one, range(len(checks))))

    return {scene.name: outcome for scene, outcome in zip(SCENES, asyncio.run(play()), strict=True)}
