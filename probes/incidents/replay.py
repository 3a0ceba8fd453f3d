"""Incidents of a journal: all of them again, or what came since the facts that are known."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from probes.incidents.detection import Rules, detected
from probes.incidents.grouping import grouped
from probes.incidents.telling import telling
from probes.journal.journal import Journal
from probes.journal.retention import kept_from
from probes.model.check import Target
from probes.model.facts import Facts
from probes.model.incident import Incident

# Other runners may still hand in sweeps of a day or two ago.
LATE = int(timedelta(days=2).total_seconds())


def replayed(
    journal: Journal,
    targets: Sequence[Target],
    known: Facts | None = None,
    rules: Rules | None = None,
    *,
    anew: bool = False,
) -> Facts:
    """All incidents of a journal.

    With facts that are known only the rows that could still change them are read, under the plan they follow from;
    under another plan, or `anew`, every row: the result is the same. What no row and no plan can tell any more stays
    as it is known: incidents whose rows are gone by age, and those of targets that have left the plan.
    """
    rules, known = rules or Rules(), known or Facts()
    days = journal.days()
    if not days:
        return known
    last = max((int(moment.timestamp()) for moment in journal.last_runs().values()), default=None)
    until, plan = known.until if last is None else last, _mark(targets, rules)
    # Of days before the limit of age some may be gone, and files may have come late for them.
    first, end = _midnight(max(days[0], kept_from(journal.store) or days[0])), _midnight(days[-1] + timedelta(days=1))
    cut = _Cut(int(first.timestamp()))
    if not anew and known.plan == plan and known.until is not None and until is not None and until >= known.until:
        cut = _Cut(
            max(cut.rest, known.until - LATE), {name: max(cut.rest, since) for name, since in known.unsettled.items()}
        )
    begin = datetime.fromtimestamp(min([cut.rest, *cut.own.values()]), UTC)
    rows = journal.measurements(begin, end, evidence=True, only=telling)
    found = detected(targets, (row for row in rows if row.slot >= cut.of(row.target)), rules)
    together = _together(_kept(known, cut, targets), {one.id for one in known.incidents}, found.incidents)
    return Facts(grouped(together, targets), until, plan, _unsettled(found.spans, (until or 0) - LATE))


@dataclass(frozen=True, slots=True)
class _Cut:
    """Since when rows are read: of targets named since a moment of their own."""

    rest: int
    own: Mapping[str, int] = field(default_factory=dict)

    def of(self, target: str) -> int:
        return self.own.get(target, self.rest)


def _mark(targets: Sequence[Target], rules: Rules) -> str:
    """A mark of all that incidents follow from beside the rows."""
    told = [
        [
            one.id,
            one.side,
            one.behind,
            [[works.start.timestamp(), works.end.timestamp(), works.reason] for works in one.maintenance],
            [[each.id, each.purpose, each.period, each.until and each.until.timestamp()] for each in one.checks],
        ]
        for one in targets
    ]
    return sha256(json.dumps([astuple(rules), told], ensure_ascii=False).encode()).hexdigest()[:16]


def _unsettled(spans: Mapping[str, Iterable[tuple[int, float]]], limit: int) -> dict[str, int]:
    """Targets with something that goes on at a moment, and when it began, with all that belongs together with it."""
    found = {}
    for target, own in spans.items():
        since = limit
        for start, reach in sorted(own, key=lambda one: -one[1]):
            if start < since < reach:
                since = start
        if since < limit:
            found[target] = since
    return found


def _kept(known: Facts, cut: _Cut, targets: Sequence[Target]) -> list[Incident]:
    """Known incidents that are not told anew: those from before the rows that are read, and those nobody watches now.

    Observation of what has left the plan has ended with the facts that are known.
    """
    checks = {one.id: {each.id for each in one.checks} for one in targets}
    kept = []
    for one in known.incidents:
        if one.target not in checks:
            ended = max(one.last, known.until or 0) if one.end is None else one.end
            kept.append(replace(one, end=ended, state="closed"))
        elif one.start < cut.of(one.target) or (one.state == "closed" and not checks[one.target] >= set(one.checks)):
            kept.append(one)
    return kept


def _together(kept: Sequence[Incident], names: set[str], found: Sequence[Incident]) -> list[Incident]:
    """Incidents that are kept with those that were read, each once, the oldest first.

    Of one that had begun before the rows that are left, the reading shows the rest: that changes nothing of what is
    over for good, and says how it goes on where it is not.
    """
    stay = {one.id: one for one in kept}
    older: dict[str, list[str]] = defaultdict(list)
    for one in kept:
        older[one.target].append(one.id)
    fresh = []
    for one in found:
        if one.id in stay:
            continue
        whole = None if one.id in names else next((stay[n] for n in older[one.target] if _is_rest(one, stay[n])), None)
        if whole is None:
            fresh.append(one)
        elif whole.state != "closed":
            stay[whole.id] = replace(whole, last=one.last, end=one.end, state=one.state)
    return sorted([*stay.values(), *fresh], key=lambda one: (one.start, one.id))


def _is_rest(one: Incident, other: Incident) -> bool:
    """Whether it is what remains of another whose beginning was not read again."""
    return set(one.checks) <= set(other.checks) and (other.end is None or one.start < other.end)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
