"""A sweep over real servers: one measurement for every check, whatever they do."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

from probes.model.check import Target
from probes.model.measurement import Measurement
from probes.sweep.due import of_shard
from probes.sweep.helper import helpers
from probes.sweep.run import sweep
from probes.sweep.warm import needs
from tests.probes.sweep.plans import MOMENT, SLOT, check, target, verdicts
from tests.probes.sweep.servers import MEANS, busy, failing_first, nobody, serving, silent, well

ROOT = Path(__file__).parents[3]
Result = TypeVar("Result")


def run(course: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end and see that no task outlives it."""

    async def alone() -> Result:
        result = await course
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return result

    return asyncio.run(alone())


async def swept(plan: Sequence[Target], processes: int = 1, **told: Any) -> list[Measurement]:
    async with helpers(processes - 1) as others:
        for one in others:
            one.begin(MEANS, needs(check for target in plan for check in target.checks))
        told = {"moment": MOMENT, "vantage": "ci", "deadline": 30.0, "others": others, **told}
        return await sweep(plan, MEANS(), **told)


def http(address: str, ident: str = "http", **told: Any) -> Target:
    return target(ident, check(address, id="get", kind="http", **{"deadline": 2.0, **told}))


def test_every_check_leaves_one_measurement() -> None:
    async def course() -> list[Measurement]:
        async with serving(well, busy, silent) as (good, ill, mute):
            away = nobody()
            plan = [
                target("good", check(good, id="get"), check(good.replace("http:", "tcp:").rstrip("/"), id="port")),
                http(ill, "ill"),
                http(mute, "mute", deadline=0.3),
                http(away, "away"),
                http("http://192.0.2.1/", "forbidden"),
            ]
            return await swept(plan)

    rows = run(course())
    assert verdicts(rows) == {
        "good/get": ("up", None),
        "good/port": ("up", None),
        "ill/get": ("down", "http_status"),
        "mute/get": ("down", "timeout"),
        "away/get": ("down", "refused"),
        "forbidden/get": ("not_measured", "policy_refused"),
    }
    assert [one.target for one in rows] == ["good", "good", "ill", "mute", "away", "forbidden"]
    assert {(one.slot, one.vantage) for one in rows} == {(SLOT, "ci")}
    for one in rows:
        assert bool(one.evidence) == (one.verdict.value != "up")
    assert rows[3].milliseconds >= 200 and "из 2" in rows[3].evidence


def test_a_service_that_answers_every_other_time_is_unstable() -> None:
    async def course() -> list[Measurement]:
        async with serving(failing_first(1), failing_first(2)) as (once, twice):
            return await swept([http(once, "once"), http(twice, "twice")])

    rows = run(course())
    assert verdicts(rows) == {"once/get": ("degraded", "unstable"), "twice/get": ("down", "http_status")}
    assert "безуспешных попыток 1 из 3: http://" in rows[0].evidence


def test_what_is_both_slow_and_failing_is_down() -> None:
    async def course() -> list[Measurement]:
        async with serving(well, busy) as (good, ill):
            return await swept([http(good, "good", slow_ms=0), http(ill, "ill", slow_ms=0)])

    assert verdicts(run(course())) == {"good/get": ("degraded", "slow"), "ill/get": ("down", "http_status")}


def test_only_what_is_due_in_this_shard_is_measured() -> None:
    async def course() -> tuple[list[str], list[str]]:
        async with serving(well) as (good,):
            plan = [http(good, f"service-{number}") for number in range(12)]
            parts = [await swept(plan, shard=(number, 3)) for number in (1, 2, 3)]
            measured = {(one.target, one.check): one.slot for one in parts[0]}
            rest = await swept(plan, measured=measured)
            return [one.target for part in parts for one in part], [one.target for one in rest]

    all_of_them, rest = run(course())
    assert sorted(all_of_them) == sorted(f"service-{number}" for number in range(12))
    assert 0 < len(rest) < 12 and set(rest) < set(all_of_them)


def test_what_the_deadline_cuts_is_not_measured() -> None:
    async def course() -> list[Measurement]:
        async with serving(well, silent) as (good, mute):
            plan = [http(good, "good"), *(http(mute, f"mute-{number}", deadline=20.0) for number in range(9))]
            return await swept(plan, deadline=0.7)

    rows = run(course())
    found = verdicts(rows)
    assert found.pop("good/get") == ("up", None)
    assert found == {f"mute-{number}/get": ("not_measured", "no_time") for number in range(9)}
    assert rows[1].evidence == "обход остановлен через 0.7 с"


def test_without_a_way_out_of_here_nobody_is_blamed() -> None:
    async def course(shown: bool) -> list[Measurement]:
        async with serving(busy, well) as (ill, good):
            gone = check(nobody(), id="get", kind="http")
            control = check(good if shown else nobody(), id="get", kind="http")
            plan = [target("gate", control, control=True), http(ill, "ill"), target("away", gone)]
            return await swept(plan)

    assert verdicts(run(course(shown=True))) == {
        "gate/get": ("up", None),
        "ill/get": ("down", "http_status"),
        "away/get": ("down", "refused"),
    }
    rows = run(course(shown=False))
    assert verdicts(rows) == {
        "gate/get": ("not_measured", "runner_no_route"),
        "ill/get": ("down", "http_status"),
        "away/get": ("not_measured", "runner_no_route"),
    }
    assert "наблюдалось: refused" in rows[2].evidence


def test_a_control_of_another_shard_is_asked_and_not_recorded() -> None:
    async def course() -> list[Measurement]:
        away = nobody()
        plan = [target("gate", check(away, id="get", kind="http"), control=True)]
        plan += [http(away, f"away-{number}") for number in range(8)]
        number = next(one for one in (1, 2) if plan[0] not in of_shard(plan, (one, 2)))
        return await swept(plan, shard=(number, 2))

    rows = run(course())
    assert rows
    assert {one.cause for one in rows} == {"runner_no_route"}
    assert "gate" not in {one.target for one in rows}


def test_what_stands_behind_a_target_that_is_down_is_measured_too() -> None:
    async def course() -> list[Measurement]:
        async with serving(well) as (good,):
            behind = Target("service", "SERVICE", http(good).side, http(good).checks, behind=("bus",))
            return await swept([http(nobody(), "bus"), behind])

    assert verdicts(run(course())) == {"bus/get": ("down", "refused"), "service/get": ("up", None)}


def test_two_processes_see_what_one_sees() -> None:
    async def course(processes: int) -> list[Measurement]:
        async with AsyncExitStack() as stack:
            good = await stack.enter_async_context(serving(*[well] * 30))
            ill = await stack.enter_async_context(serving(*[busy] * 10))
            plan = [http(one, f"good-{at}") for at, one in enumerate(good)]
            plan += [http(one, f"ill-{at}") for at, one in enumerate(ill)]
            return await swept(plan, processes)

    assert verdicts(run(course(2))) == verdicts(run(course(1)))


def test_a_helper_that_is_killed_loses_no_check() -> None:
    async def course() -> list[Measurement]:
        async with serving(*[silent] * 12) as addresses, helpers(1) as (helper,):
            plan = [http(one, f"mute-{at}", deadline=0.5) for at, one in enumerate(addresses)]
            helper.begin(MEANS, frozenset())
            await helper.ready()
            asyncio.get_running_loop().call_later(0.2, os.kill, helper.process.pid, signal.SIGKILL)
            return await sweep(plan, MEANS(), moment=MOMENT, vantage="ci", deadline=30.0, others=(helper,))

    assert verdicts(run(course())) == {f"mute-{at}/get": ("down", "timeout") for at in range(12)}


def test_a_host_has_never_more_probes_than_allowed_from_all_processes() -> None:
    most = running = 0

    async def counting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal most, running
        running += 1
        most = max(most, running)
        try:
            await asyncio.sleep(0.02)
            await well(reader, writer)
        finally:
            running -= 1

    async def course() -> list[Measurement]:
        async with serving(counting) as (address,):
            return await swept([http(address, f"one-{number}") for number in range(40)], 2, deadline=60.0)

    assert set(verdicts(run(course())).values()) == {("up", None)}
    assert 1 < most <= 4


def test_a_cancelled_sweep_leaves_nothing_running() -> None:
    async def course() -> int | None:
        async with serving(*[silent] * 8) as addresses:
            plan = [http(one, f"mute-{at}", deadline=20.0) for at, one in enumerate(addresses)]
            async with helpers(1) as (helper,):
                helper.begin(MEANS, frozenset())
                sweeping = asyncio.create_task(
                    sweep(plan, MEANS(), moment=MOMENT, vantage="ci", deadline=30.0, others=(helper,))
                )
                await asyncio.sleep(0.3)
                sweeping.cancel()
                await asyncio.gather(sweeping, return_exceptions=True)
                assert sweeping.cancelled()
            return helper.process.returncode

    assert run(course()) == -signal.SIGKILL


def test_a_helper_ends_with_whoever_asked_it() -> None:
    source = (
        "import asyncio\n"
        "from probes.sweep.helper import helpers\n"
        "async def main():\n"
        "    async with helpers(1) as (helper,):\n"
        "        print(helper.process.pid, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, cwd=ROOT, text=True) as asking:
        assert asking.stdout is not None
        helper = Path("/proc", asking.stdout.readline().strip(), "cmdline")
        assert b"probes.sweep.helped" in helper.read_bytes()
        asking.kill()
    for _ in range(400):
        try:
            if not helper.read_bytes():  # ended, and nobody has asked how yet
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.05)
    raise AssertionError("the helper outlives its asker")
