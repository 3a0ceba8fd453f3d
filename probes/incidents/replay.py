"""Incidents of a journal: all of them again, or what came since the facts that are known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from probes.incidents.detection import Rules, detected
from probes.incidents.grouping import grouped
from probes.incidents.telling import telling
from probes.journal.journal import Journal
from probes.model.check import Target
from probes.model.facts import Facts
from probes.model.incident import Incident

# Other runners may still hand in sweeps of a day or two ago.
LATE = timedelta(days=2)


def replayed(
    journal: Journal, targets: Sequence[Target], known: Facts | None = None, rules: Rules | None = None
) -> Facts:
    """All incidents of a journal.

    With facts that are known only the rows that could still change them are read: those since the oldest incident that
    is not over for good, and of the last days; the result is the same. Incidents whose rows are gone by age stay known.
    """
    days = journal.days()
    if not days:
        return known or Facts()
    begin = _midnight(days[0])
    if known and known.until is not None:
        begin = max(begin, _reach(known, known.until))
    end = _midnight(days[-1] + timedelta(days=1))
    found = detected(targets, journal.measurements(begin, end, evidence=True, only=telling), rules)
    together = _together(known.incidents if known else (), found, int(begin.timestamp()))
    last = max((moment.timestamp() for moment in journal.last_runs().values()), default=None)
    until = int(last) if last is not None else (known.until if known else None)
    return Facts(grouped(together, targets), until)


def _reach(known: Facts, until: int) -> datetime:
    """The start of the day from which rows are to be read again."""
    recent = until - int(LATE.total_seconds())
    unsure = [one.start for one in known.incidents if one.state != "closed" or one.end is None or one.end > recent]
    return _midnight((datetime.fromtimestamp(min([until, *unsure]), UTC) - LATE).date())


def _together(known: Sequence[Incident], found: Sequence[Incident], begin: int) -> list[Incident]:
    """Incidents from before the reading with those that were read, each once, the oldest first.

    Of one that had begun before, the reading shows the rest: that changes nothing of what is over for good, and says
    how it goes on where the rows of its beginning are gone by age.
    """
    kept = {one.id: one for one in known if one.start < begin}
    names = {one.id for one in known}
    fresh = []
    for one in found:
        older = None if one.id in names else next((each for each in kept.values() if _is_rest(one, each)), None)
        if older is None:
            fresh.append(one)
        elif older.state != "closed":
            kept[older.id] = replace(older, last=one.last, end=one.end, state=one.state)
    return sorted([*kept.values(), *fresh], key=lambda one: (one.start, one.id))


def _is_rest(one: Incident, other: Incident) -> bool:
    """Whether it is what remains of another whose beginning was not read again."""
    return (
        other.target == one.target
        and set(one.checks) <= set(other.checks)
        and (other.end is None or one.start < other.end)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
