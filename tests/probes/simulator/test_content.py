"""The inventory and the simulator fit: what the content asks, the simulator answers so that it is well."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import IPv4Network
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.monitoring.plan import plan
from generator.reading.content import load
from probes.kinds.run import run
from probes.model.check import Target
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.simulator.certificates import certificate
from probes.simulator.places import parts, places
from probes.simulator.scenarios import SCENARIOS
from probes.simulator.scenes import Scene
from probes.simulator.simulator import NETWORK
from tests.probes.simulator.stage import moved, reach_of, simulated

ROOT = Path(__file__).parents[3]
# The world as it was written down: certificates are files of the content, not of the simulator.
WRITTEN = {"certificate"}
AT_ONCE = 8


@pytest.fixture(scope="module")
def targets() -> tuple[Target, ...]:
    return plan(load(ROOT).content)


def probed(targets: tuple[Target, ...], network: IPv4Network, data: Path) -> Mapping[str, Outcome]:
    """Every check made once, by its name."""
    reach = reach_of(network, data, ROOT)
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(target: Target, number: int) -> tuple[str, Outcome]:
        async with limit:
            made = target.checks[number]
            return f"{target.id}/{made.id}", await run(made, reach)

    async def all_of_them() -> list[tuple[str, Outcome]]:
        return await asyncio.gather(*(one(each, n) for each in targets for n in range(len(each.checks))))

    return dict(asyncio.run(all_of_them()))


def test_everything_the_content_watches_is_up_in_a_calm_simulator(
    targets: tuple[Target, ...], network: IPv4Network, tmp_path: Path
) -> None:
    own = moved(targets, network)
    with simulated(own, network=network, root=tmp_path, content=ROOT):
        found = probed(own, network, tmp_path)
    live = {part.name for part in parts(own) if part.check.kind not in WRITTEN}
    assert len(live) > 100
    assert {name: told for name, told in found.items() if name in live and told.verdict is not Verdict.UP} == {}


def test_without_the_simulator_none_of_it_is_up(
    targets: tuple[Target, ...], network: IPv4Network, tmp_path: Path
) -> None:
    hasty = (replace(each, checks=tuple(replace(one, deadline=0.5) for one in each.checks)) for each in targets)
    found = probed(moved(tuple(hasty), network), network, tmp_path)
    live = {part.name for part in parts(targets) if part.check.kind not in WRITTEN}
    assert {name for name in live if found[name].verdict is Verdict.UP} == set()


def test_no_check_of_the_content_leads_out_of_the_simulator(targets: tuple[Target, ...]) -> None:
    served = {part.name for place in places(targets, NETWORK) for part in place.parts}
    asked = {part.name for part in parts(targets) if urlsplit(part.check.address).netloc}
    assert asked - served == set()


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "calm"])
def test_each_scenario_happens_to_somebody(name: str, targets: tuple[Target, ...]) -> None:
    acts = SCENARIOS[name][1]
    assert set(Scene.of(acts, parts(targets)).names()) != set()


def test_a_bus_that_answers_with_its_own_failure_is_not_taken_for_a_living_one(
    targets: tuple[Target, ...], network: IPv4Network, tmp_path: Path
) -> None:
    own = moved([one for one in targets if one.id in {"smev2-gateway", "smev3-bus"}], network)
    with simulated(own, network=network, root=tmp_path, content=ROOT) as simulator:
        simulator.set("*/answers", "fault bus_failure")
        found = probed(own, network, tmp_path)
    assert {name: told.cause for name, told in found.items() if name.endswith("/answers")} == {
        "smev2-gateway/answers": "bus_failure",
        "smev3-bus/answers": "bus_failure",
    }


def test_the_content_trusts_the_authority_of_the_simulator() -> None:
    assert (ROOT / "content/monitoring/trust/simulator.pem").read_bytes() == certificate()


def test_the_day_of_the_demonstration_is_mostly_well(targets: tuple[Target, ...]) -> None:
    every = parts(targets)
    scene = Scene.of(SCENARIOS["mixed"][1], every)
    ill = {part.name for part in every if scene.illness(part.name, 0)}
    assert 5 <= len(ill) <= len(every) / 8
