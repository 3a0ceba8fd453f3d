"""One sweep: what is due is probed under one deadline, and every check leaves exactly one measurement (п. 25, 29)."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from probes.model.check import Check, Target
from probes.model.measurement import Measurement, Outcome
from probes.model.verdict import Verdict
from probes.reach.reach import Reach
from probes.sweep.controls import doubtful, excused, route_lost
from probes.sweep.due import Due, due, of_shard
from probes.sweep.lane import Here, Lane, Lost
from probes.sweep.turns import Gate, Pace, Turns
from probes.sweep.warm import needs, warm

Done = Callable[[int, int], None]


async def sweep(
    targets: Sequence[Target],
    reach: Reach,
    *,
    moment: datetime,
    vantage: str,
    deadline: float,
    shard: tuple[int, int] = (1, 1),
    only: Collection[str] | None = None,
    measured: Mapping[tuple[str, str], int] | None = None,
    others: Sequence[Lane] = (),
    pace: Pace | None = None,
    done: Done | None = None,
) -> list[Measurement]:
    """Measurements of all checks that are due at a moment, in the order of targets and checks.

    `only` names targets where not all are wanted, `measured` the slot that each check was measured for last; `others`
    are lanes beside this process. What the deadline cuts is not measured for want of time. A sweep that has lost its
    own way out blames no one.
    """
    course = _Course(Here(reach), others, pace or Pace())
    wanted = targets if only is None else [one for one in targets if one.id in only]
    work = due(of_shard(wanted, shard), moment, measured or {})
    warm(reach, needs(one.check for one in work))
    outcomes = await course.run(work, deadline, done or (lambda _, total: None))
    rows = [_row(one, outcomes.get(one.key) or _cut(deadline), vantage) for one in work]
    if any(map(doubtful, rows)) and route_lost(await _controls(targets, rows, course, moment, vantage)):
        rows = [excused(row) for row in rows]
    order = {(target.id, check.id): place for place, (target, check) in enumerate(_all(targets))}
    return sorted(rows, key=lambda row: order[row.target, row.check])


class _Course:
    """The lanes of a sweep and the pace at which they are fed."""

    def __init__(self, here: Here, others: Sequence[Lane], pace: Pace) -> None:
        self.here = here
        self.lanes: tuple[Lane, ...] = (here, *others)
        self.pace = pace

    async def run(self, work: Sequence[Due], deadline: float, done: Done) -> dict[tuple[str, str], Outcome]:
        """Outcomes of what was reached before the deadline; nothing is left running."""
        turns = Turns(work, self.pace.host, deadline)
        outcomes: dict[tuple[str, str], Outcome] = {}

        async def follow(lane: Lane, gate: Gate) -> None:
            await lane.ready()
            while (one := await gate.next(turns)) is not None:
                begun = gate.begin()
                try:
                    outcomes[one.key] = await lane.outcome(one.check)
                except Lost:
                    lane = self.here
                    outcomes[one.key] = await lane.outcome(one.check)
                finally:
                    begun.over()
                    turns.release(one)
                done(len(outcomes), len(work))

        gates = [(lane, Gate(self.pace, self.pace.busy + lane.ahead)) for lane in self.lanes]
        places = range(min(self.pace.open, len(work)))
        await _within(deadline, [asyncio.create_task(follow(*one)) for one in gates for _ in places])
        return outcomes


async def _within(deadline: float, tasks: "Sequence[asyncio.Task[None]]") -> None:
    """Wait for all, at most so long; whatever happens, none of them outlives this."""
    if not tasks:
        return
    try:
        finished, _ = await asyncio.wait(tasks, timeout=deadline, return_when=asyncio.FIRST_EXCEPTION)
        for task in finished:
            task.result()  # a fault of the sweep itself is told, not measured
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _controls(
    targets: Sequence[Target], rows: Sequence[Measurement], course: _Course, moment: datetime, vantage: str
) -> list[Measurement]:
    """Measurements of all control targets: of this sweep, or made now for those that it did not concern."""
    controls = [one for one in targets if one.control]
    known = {row.target for row in rows}
    absent = due([one for one in controls if one.id not in known], moment, {})
    seen = await course.run(absent, 2 * max((one.check.deadline for one in absent), default=0.0), lambda _, total: None)
    names = {one.id for one in controls}
    made = [_row(one, seen.get(one.key) or _cut(0.0), vantage) for one in absent]
    return [*(row for row in rows if row.target in names), *made]


def _all(targets: Sequence[Target]) -> list[tuple[Target, Check]]:
    return [(target, check) for target in targets for check in target.checks]


def _row(one: Due, outcome: Outcome, vantage: str) -> Measurement:
    """The row of the journal; of what is up only the verdict and the time are kept."""
    told = outcome.verdict is not Verdict.UP
    return Measurement(
        one.slot,
        one.target,
        one.check.id,
        vantage,
        outcome.verdict,
        outcome.cause,
        round(outcome.elapsed * 1_000),
        outcome.evidence if told else "",
        outcome.phases if told else {},
    )


def _cut(deadline: float) -> Outcome:
    return Outcome(Verdict.NOT_MEASURED, "no_time", evidence=f"обход остановлен через {deadline:g} с")
