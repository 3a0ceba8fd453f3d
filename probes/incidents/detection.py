"""From measurements to incidents: spells, flapping, announced works, what stands behind what.

Pure and deterministic: the order of the rows does not matter, and rows that say "up" between two others that say "up"
may be left out (the journal does so for long periods).
Cost: linear in rows and, for grouping, in incidents times what their targets stand behind.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from probes.incidents.grouping import grouped
from probes.incidents.spells import Spell, slots
from probes.model.cause import side_of
from probes.model.check import Check, Target, Window
from probes.model.incident import Incident, State, incident_id
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Verdict, worst

UNKNOWN_CAUSE = "probe_failure"


@dataclass(frozen=True, slots=True)
class Rules:
    """When an outage is over, and when being slow is one; in slots of the check."""

    # Good for so many slots before an incident is closed: a relapse before that is the same incident.
    quiet: int = 3
    # Degraded for so many slots before it is an incident; a signature that runs out is one at once.
    degraded: int = 3


def incidents(
    targets: Sequence[Target], measurements: Iterable[Measurement], rules: Rules | None = None
) -> tuple[Incident, ...]:
    """All incidents, the oldest first. Measurements of targets or checks that the plan does not know are left out."""
    return grouped(detected(targets, measurements, rules or Rules()).incidents, targets)


@dataclass(frozen=True, slots=True)
class Detected:
    """Incidents, each on its own: nothing is said yet of what stands behind what. And the spans that belong together.

    A span is that of a spell, whether or not it counts, by target: from its start until a relapse would be something
    new, for ever while that may still come.
    """

    incidents: list[Incident]
    spans: Mapping[str, Sequence[tuple[int, float]]]


def detected(targets: Sequence[Target], measurements: Iterable[Measurement], rules: Rules) -> Detected:
    """What measurements say of each target."""
    rows: dict[tuple[str, str], list[Measurement]] = defaultdict(list)
    for row in measurements:
        rows[row.target, row.check].append(row)
    last = max((row.slot for some in rows.values() for row in some), default=0)
    found: list[Incident] = []
    spans: dict[str, list[tuple[int, float]]] = {}
    for target in targets:
        own = {one.id: rows.get((target.id, one.id), []) for one in target.checks}
        spans[target.id] = []
        found += _of_target(target, own, last, rules, spans[target.id])
    return Detected(sorted(found, key=lambda one: (one.start, one.id)), spans)


def _of_target(
    target: Target, rows: Mapping[str, list[Measurement]], last: int, rules: Rules, spans: list[tuple[int, float]]
) -> Iterator[Incident]:
    spells: dict[tuple[bool, str | None], list[Spell]] = defaultdict(list)
    seen: dict[str, int] = {}
    for check in target.checks:
        until = _retired(check, last)
        # What was measured after the last day, because that was told late, is expected of nobody.
        own = [row for row in rows[check.id] if until is None or row.slot < until]
        seen[check.id] = last if until else max((row.slot for row in own), default=0)
        for spell in _spells(target, check, own):
            if spell.end is None:
                spell.end = until
            spans.append((spell.start, _reach(spell, seen[check.id], rules)))
            if _counts(spell, rules):
                spells[check.purpose is Purpose.SIGNATURE_EXPIRY, spell.planned].append(spell)
    for kin in spells.values():
        for together in _joined(sorted(kin, key=lambda one: (one.start, one.check)), rules):
            yield _incident(target, together, seen, rules)


def _reach(spell: Spell, seen: int, rules: Rules) -> float:
    """Until when a relapse would belong to it; for ever as long as nobody has seen that none came."""
    reach = float("inf") if spell.end is None else spell.end + rules.quiet * spell.period
    return reach if reach <= seen else float("inf")


def _retired(check: Check, last: int) -> int | None:
    """Since when nothing is expected of a check any more: what nobody watches does not go on being an outage."""
    until = None if check.until is None else int(check.until.timestamp())
    return until if until is not None and until <= last else None


def _counts(spell: Spell, rules: Rules) -> bool:
    needed = 1 if spell.worst is Verdict.DOWN or spell.purpose is Purpose.SIGNATURE_EXPIRY else rules.degraded
    return spell.slots >= needed


def _spells(target: Target, check: Check, rows: list[Measurement]) -> Iterator[Spell]:
    """Bad slots in a row; a slot in which nothing was measured neither ends a spell nor begins one.

    Announced works explain only what begins during them: an outage that lasts into them is not over, and goes on.
    """
    spell: Spell | None = None
    for slot in slots(rows):
        if slot.verdict is Verdict.NOT_MEASURED:
            continue
        works = _works(target.maintenance, slot.start)
        if spell and (slot.verdict is Verdict.UP or (spell.planned is not None and works != spell.planned)):
            spell.end = slot.start
            yield spell
            spell = None
        if slot.verdict is Verdict.UP:
            continue
        if spell is None:
            spell = Spell(check.id, check.purpose, check.period, slot.start, slot.start, planned=works)
        spell.last = slot.start
        spell.slots += 1
        spell.causes[slot.cause or UNKNOWN_CAUSE] += 1
        spell.worst = worst(spell.worst, slot.verdict)
        spell.evidence = spell.evidence or slot.evidence
    if spell:
        yield spell


def _works(windows: Sequence[Window], slot: int) -> str | None:
    """The reason of the works that were announced for that moment."""
    return next((one.reason for one in windows if one.start.timestamp() <= slot < one.end.timestamp()), None)


def _joined(spells: Sequence[Spell], rules: Rules) -> Iterator[list[Spell]]:
    """Spells that overlap, or follow before the earlier one stayed away long enough."""
    group: list[Spell] = []
    until: float = 0
    for spell in spells:
        if group and spell.start >= until:
            yield group
            group = []
        reach = float("inf") if spell.end is None else spell.end + rules.quiet * spell.period
        until = max(until, reach) if group else reach
        group.append(spell)
    if group:
        yield group


def _incident(target: Target, spells: list[Spell], seen: Mapping[str, int], rules: Rules) -> Incident:
    causes: Counter[str] = Counter()
    for spell in spells:
        causes.update(spell.causes)
    ranked = tuple(sorted(causes.items(), key=lambda one: (-one[1], one[0])))
    start = min(one.start for one in spells)
    ends = [one.end for one in spells]
    end = None if None in ends else max(one for one in ends if one is not None)
    return Incident(
        id=incident_id(target.id, start) + _suffix(spells[0]),
        target=target.id,
        side=side_of(ranked[0][0], target.side),
        verdict=worst(*(one.worst for one in spells)),
        purposes=tuple(sorted({one.purpose for one in spells})),
        checks=tuple(sorted({one.check for one in spells})),
        causes=ranked,
        start=start,
        last=max(one.last for one in spells),
        end=end,
        state=_state(spells, end, seen, rules),
        slots=sum(one.slots for one in spells),
        spells=_restarts(spells),
        evidence=next((one.evidence for one in spells if one.evidence), ""),
        planned=spells[0].planned,
    )


def _suffix(spell: Spell) -> str:
    """Keeps apart what may begin in the same slot of the same target."""
    signature = "-signature" if spell.purpose is Purpose.SIGNATURE_EXPIRY else ""
    return f"{signature}-works" if spell.planned is not None else signature


def _restarts(spells: Iterable[Spell]) -> int:
    """How often the target went bad: the most by any one of its checks."""
    ordered = sorted(spells, key=lambda one: one.check)
    return max(len(list(group)) for _, group in groupby(ordered, key=lambda one: one.check))


def _state(spells: Iterable[Spell], end: int | None, seen: Mapping[str, int], rules: Rules) -> State:
    if end is None:
        return "open"
    quiet = all(seen[one.check] >= (one.end or 0) + rules.quiet * one.period for one in spells)
    return "closed" if quiet else "observed"
