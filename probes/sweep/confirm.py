"""Confirmation: a first "down" is repeated, and recorded as down only when enough attempts agree."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from probes.model.cause import CAUSES
from probes.model.check import Check
from probes.model.measurement import EVIDENCE_CAP, Outcome
from probes.model.verdict import Verdict

Attempt = Callable[[Check], Awaitable[Outcome]]

# What lies in a file says the same when it is read again.
SETTLED = frozenset({"certificate", "heartbeat", "reported"})
# Seconds between attempts, at most, and as a share of the deadline.
GAP, GAP_SHARE = 0.5, 0.1
# All attempts of a check end within so many of its deadlines: one that hangs must not hold the sweep for long.
SPAN = 1.8


async def confirmed(check: Check, attempt: Attempt) -> Outcome:
    """The outcome of a check after as many attempts as its verdict needs."""
    clock = asyncio.get_running_loop().time
    ends = clock() + SPAN * check.deadline
    seen = [await attempt(check)]
    needed, allowed = check.confirm
    if check.kind in SETTLED or seen[0].verdict is not Verdict.DOWN:
        return seen[0]
    while _open(seen, needed, allowed):
        await asyncio.sleep(min(GAP, GAP_SHARE * check.deadline))
        left = ends - clock()
        # An attempt with less than half of the time proves nothing; the second is always made.
        if left < check.deadline / 2 and len(seen) > 1:
            break
        seen.append(await attempt(replace(check, deadline=min(check.deadline, max(left, check.deadline / 2)))))
    return _joined(seen, needed)


def _open(seen: Sequence[Outcome], needed: int, allowed: int) -> bool:
    """Whether one more attempt can still change what is recorded."""
    downs = _downs(seen)
    return len(downs) < needed <= len(downs) + allowed - len(seen)


def _joined(seen: Sequence[Outcome], needed: int) -> Outcome:
    """Enough downs are a down, and so is nothing but downs for as long as there was time: what hangs leaves none.

    A mix is unstable; else the attempt that could not be made is what is known.
    """
    downs = _downs(seen)
    if len(downs) >= needed or len(downs) == len(seen):
        return replace(downs[-1], evidence=_counted(downs, seen))
    answers = [one for one in seen if one.verdict in (Verdict.UP, Verdict.DEGRADED)]
    if answers:
        last = answers[-1]
        return Outcome(Verdict.DEGRADED, "unstable", last.phases, _counted(downs, seen), last.elapsed)
    limit = [one for one in seen if one.verdict is Verdict.NOT_MEASURED][-1]
    return replace(limit, evidence=f"{limit.evidence}; {_counted(downs, seen)}"[:EVIDENCE_CAP])


def _downs(seen: Sequence[Outcome]) -> list[Outcome]:
    return [one for one in seen if one.verdict is Verdict.DOWN]


def _counted(downs: Sequence[Outcome], seen: Sequence[Outcome]) -> str:
    """How many attempts failed and how, each evidence once: people read it."""
    if len(seen) == 1:
        return downs[-1].evidence
    causes = dict.fromkeys(one.evidence or CAUSES[one.cause or "probe_failure"].title for one in downs)
    return f"безуспешных попыток {len(downs)} из {len(seen)}: {'; '.join(causes)}"[:EVIDENCE_CAP]
