"""A bus that is down is one incident: those of the services behind it are listed under it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from probes.model.check import Target
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Verdict


def grouped(found: Sequence[Incident], targets: Sequence[Target]) -> tuple[Incident, ...]:
    """Incidents with what lies under what; those of signatures and of announced works stay apart.

    The oldest come first. Grouped again, with others or under another plan, they are told anew; those of targets that
    the plan does not know stay as they are.
    """
    plan = {target.id: target for target in targets}
    by_target: dict[str, list[Incident]] = defaultdict(list)
    for one in found:
        if one.verdict is Verdict.DOWN and Purpose.SIGNATURE_EXPIRY not in one.purposes:
            by_target[one.target].append(one)
    covers: dict[str, list[str]] = defaultdict(list)
    told = []
    for one in found:
        above = _above(one, by_target, plan) if one.target in plan else None
        if above is not None:
            covers[above.id].append(one.id)
            one = replace(one, under=above.id, alone_since=_alone_since(one, above, _grace(one, plan[one.target])))
        elif one.target in plan and one.under is not None:
            one = replace(one, under=None, alone_since=None)
        told.append(one)
    return tuple(_covering(one, tuple(covers.get(one.id, ()))) if one.target in plan else one for one in told)


def _covering(one: Incident, covers: tuple[str, ...]) -> Incident:
    return one if one.covers == covers else replace(one, covers=covers)


def _above(one: Incident, by_target: Mapping[str, list[Incident]], plan: Mapping[str, Target]) -> Incident | None:
    """The farthest thing the target stands behind that was down when the incident began."""
    if one.planned is not None or Purpose.SIGNATURE_EXPIRY in one.purposes:
        return None
    grace = _grace(one, plan[one.target])
    farthest = None
    for name in _behind(one.target, plan):
        for other in by_target.get(name, ()):
            if other.start - grace <= one.start <= (other.last if other.end is None else other.end) + grace:
                farthest = other
    return farthest


def _behind(target: str, plan: Mapping[str, Target]) -> Iterator[str]:
    """Everything a target stands behind, the nearest first; a cycle is walked once."""
    seen = {target}
    line = [target]
    while line:
        at = line.pop(0)
        for name in plan[at].behind if at in plan else ():
            if name not in seen:
                seen.add(name)
                line.append(name)
                yield name


def _grace(one: Incident, target: Target) -> int:
    """Checks of a sweep and of its neighbours see the same outage a slot or so apart: those that saw this one."""
    return 2 * max((check.period for check in target.checks if check.id in one.checks), default=0)


def _alone_since(one: Incident, above: Incident, grace: int) -> int | None:
    """Since when it cannot be explained by the other any more."""
    if above.end is None or one.last <= above.end + grace:
        return None
    return above.end
