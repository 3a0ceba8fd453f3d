"""Hostile endpoints among good ones: the others' verdicts stay, and the sweep ends in time."""

from itertools import cycle, islice

from probes.model.measurement import Measurement
from tests.probes.sweep.plans import verdicts
from tests.probes.sweep.servers import babbling, breaking, dripping, flooding, serving, silent, well
from tests.probes.sweep.test_sweep import http, run, swept

DEADLINE = 2.0
ILL = (silent, dripping, flooding, babbling, breaking)


def test_twenty_hostile_endpoints_change_nothing_for_the_other_sixty() -> None:
    async def course(hostile: int) -> list[Measurement]:
        async with serving(*[well] * 60) as good, serving(*islice(cycle(ILL), hostile)) as ill:
            plan = [http(one, f"good-{at}", deadline=DEADLINE) for at, one in enumerate(good)]
            plan += [http(one, f"ill-{at}", deadline=DEADLINE) for at, one in enumerate(ill)]
            return await swept(plan, 2, deadline=2 * DEADLINE)

    alone, among = verdicts(run(course(0))), verdicts(run(course(20)))
    ill = {name: among.pop(name) for name in list(among) if name.startswith("ill")}
    assert among == alone == {f"good-{at}/get": ("up", None) for at in range(60)}
    assert len(ill) == 20
    assert {cause for verdict, cause in ill.values() if verdict == "down"} >= {"http_malformed", "reset"}
    assert {verdict for verdict, _ in ill.values()} <= {"down", "not_measured"}
