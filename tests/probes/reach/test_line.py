"""Connections: what the kernel says becomes a cause."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest

from probes.kinds.run import run
from probes.model.check import Check
from probes.model.verdict import Purpose, Verdict
from probes.reach.failure import Failure
from probes.reach.line import Line
from probes.reach.policy import Address, AddressPolicy
from probes.reach.reach import Reach
from tests.probes.misbehaviour.stage import mute, opened

# The kernel knows no way to a group of hosts over TCP and says so at once, without a packet.
NO_WAY = "224.0.0.1"


@dataclass(frozen=True, slots=True)
class Careless(AddressPolicy):
    """Lets everything through, so that the kernel is asked."""

    def refusal(self, address: Address) -> str | None:
        return None


def test_where_this_machine_has_no_way_nothing_was_measured(tmp_path: Path) -> None:
    reach = Reach.make(policy=Careless(), root=tmp_path, data=tmp_path, now=datetime(2026, 11, 22, tzinfo=UTC))
    check = Check("c", "tcp", Purpose.SERVICE_AVAILABILITY, f"tcp://{NO_WAY}:80", deadline=8)
    outcome = asyncio.run(run(check, reach))
    assert (outcome.verdict, outcome.cause) == (Verdict.NOT_MEASURED, "runner_no_route")


def test_where_no_server_of_names_can_be_asked_nothing_was_measured(tmp_path: Path) -> None:
    """The kernel sends nothing to everybody unless it is asked to in so many words."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    reach = Reach.make(policy=Careless(), root=tmp_path, data=tmp_path, now=now, nameservers=["255.255.255.255"])
    check = Check("c", "http", Purpose.SERVICE_AVAILABILITY, "http://node.test/", deadline=8)
    outcome = asyncio.run(run(check, reach))
    assert (outcome.verdict, outcome.cause) == (Verdict.NOT_MEASURED, "runner_no_route"), outcome.evidence


def test_a_fault_of_the_probe_itself_is_no_downtime(tmp_path: Path) -> None:
    reach = Reach.make(policy=Careless(), root=tmp_path, data=tmp_path, now=datetime(2026, 11, 22, tzinfo=UTC))
    broken = Check("c", "tcp", Purpose.SERVICE_AVAILABILITY, 7)  # type: ignore[arg-type]
    outcome = asyncio.run(run(broken, reach))
    assert (outcome.verdict, outcome.cause) == (Verdict.NOT_MEASURED, "probe_failure")
    assert "Traceback" not in outcome.evidence


def test_a_refused_connection_leaves_nothing_open() -> None:
    async def refused() -> None:
        with pytest.raises(Failure, match="refused"):
            await Line.open(ip_address("127.0.0.1"), 1)

    asyncio.run(refused())


def test_a_sweep_may_be_called_off(tmp_path: Path) -> None:
    """A cancelled probe is cancelled: it is not turned into an outcome."""
    reach = Reach.make(policy=Careless(), root=tmp_path, data=tmp_path, now=datetime(2026, 11, 22, tzinfo=UTC))

    async def called_off(port: int) -> None:
        check = Check("c", "http", Purpose.SERVICE_AVAILABILITY, f"http://127.0.0.1:{port}/", deadline=60)
        task = asyncio.create_task(run(check, reach))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with opened() as stage:
        asyncio.run(called_off(stage.serve(mute)))
