"""Hostile endpoints among good ones: the others' verdicts stay, and the sweep ends in time."""

from itertools import cycle, islice

from probes.model.check import Assertion, Target
from probes.model.measurement import Measurement
from tests.probes.sweep.plans import check, target, verdicts
from tests.probes.sweep.servers import (
    babbling,
    breaking,
    dripping,
    flooding,
    packing,
    serving,
    silent,
    telling,
    trailing,
    well,
)
from tests.probes.sweep.test_sweep import http, run, swept

DEADLINE = 2.0
ILL = (silent, dripping, flooding, babbling, breaking, trailing, packing)
# Minutes of work for a path that looks for one element anywhere below another.
MAZE = telling(("<a>" * 150 + "</a>" * 150) * 150)
LARGE = telling("<a/>" * 20_000 + "<b/>")


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


def test_answers_that_keep_an_assertion_busy_take_no_time_from_the_others() -> None:
    def soap(address: str, ident: str, xpath: str) -> Target:
        asserted = (Assertion(xpath),)
        return target(
            ident, check(address, id="ask", kind="soap", deadline=DEADLINE, permitted=True, assertions=asserted)
        )

    async def course() -> list[Measurement]:
        async with serving(*[well] * 20) as good, serving(*[LARGE] * 4) as large, serving(*[MAZE] * 6) as ill:
            plan = [soap(one, f"ill-{at}", "//a//a//b") for at, one in enumerate(ill)]
            plan += [soap(one, f"large-{at}", "//b") for at, one in enumerate(large)]
            plan += [http(one, f"good-{at}", deadline=DEADLINE) for at, one in enumerate(good)]
            return await swept(plan, deadline=2 * DEADLINE)

    seen = verdicts(run(course()))
    ill = {cause for name, (_, cause) in seen.items() if name.startswith("ill")}
    assert ill <= {"too_large", "no_time"}
    assert {told for name, told in seen.items() if not name.startswith("ill")} == {("up", None)}
