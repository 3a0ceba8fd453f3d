"""All scenes are played once, side by side; each test looks at one."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest

from probes.kinds.run import run
from probes.model.measurement import Outcome
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from tests.probes.misbehaviour.papers import Papers
from tests.probes.misbehaviour.scene import PATIENT, Scene, World
from tests.probes.misbehaviour.scenes import SCENES
from tests.probes.misbehaviour.stage import opened
from tests.probes.misbehaviour.zone import Zone
from tests.probes.real.scenes import REAL
from tests.probes.real.yard import built

ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'
ASK = '<r:ask xmlns:r="urn:example:registry"><number>{}</number></r:ask>'
# More at once would measure this machine instead of the scenes.
AT_ONCE = 12


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Where servers misbehave. Certificates are judged by the clock of OpenSSL, so the scenes live now."""
    root = tmp_path_factory.mktemp("office") / "content"
    root.mkdir()
    for example in (root / "example.xml", root.parent / "outside.xml"):
        example.write_text(ENVELOPE.format("<a/>"), "utf-8")
    for number in ("77", "away", "crash", "unsigned"):
        (root / f"ask-{number}.xml").write_text(ENVELOPE.format(ASK.format(number)), "utf-8")
    now = datetime.now(UTC)
    zone = Zone()
    papers = Papers(root, now)
    (root.parent / "outside.pem").write_bytes((root / "ca.pem").read_bytes())
    with opened() as stage:
        yield World(stage, papers, zone, f"127.0.0.1:{stage.answer(zone.reply)}", root, now)


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
    """What every scene of misbehaviour came to."""
    return played(SCENES, world, reach)


@pytest.fixture(scope="session")
def real_outcomes(world: World, reach: Reach) -> Iterator[Mapping[str, Outcome]]:
    """What every scene with a server of others came to."""
    with built(world.papers) as yard:
        yield played(REAL, yard, reach)


def played(scenes: Sequence[Scene], place: Any, reach: Reach) -> Mapping[str, Outcome]:
    """All scenes, so many at once; short deadlines apart from floods and bombs, which share this process with them."""
    checks = {scene.name: scene.check(scene.set_up(place)) for scene in scenes}
    found: dict[str, Outcome] = {}

    async def play(names: Sequence[str]) -> None:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(name: str) -> None:
            async with places:
                found[name] = await run(checks[name], reach)

        await asyncio.gather(*map(one, names))

    for short in (True, False):
        asyncio.run(play([scene.name for scene in scenes if (scene.deadline < PATIENT) is short]))
    return found
