"""Incidents of a journal: all of them again, or what came since the facts that are known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from probes.incidents.detection import Rules, incidents
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
    is not closed, and of the last days; the result is the same. Incidents whose rows are gone by age stay known.
    """
    days = journal.days()
    if not days:
        return known or Facts()
    begin = _midnight(days[0])
    if known and known.until is not None:
        begin = max(begin, _reach(known))
    start = int(begin.timestamp())
    end = _midnight(days[-1] + timedelta(days=1))
    found = incidents(targets, journal.measurements(begin, end, evidence=True, only=telling), rules)
    kept = [one for one in (known.incidents if known else ()) if one.start < start]
    fresh = [one for one in found if not _continues(one, kept)]
    last = max((moment.timestamp() for moment in journal.last_runs().values()), default=None)
    until = int(last) if last is not None else (known.until if known else None)
    return Facts(tuple(sorted([*kept, *fresh], key=lambda one: (one.start, one.id))), until)


def _reach(known: Facts) -> datetime:
    """The start of the day from which rows are to be read again."""
    assert known.until is not None
    unsure = [one.start for one in known.incidents if one.state != "closed"]
    first = datetime.fromtimestamp(min([known.until, *unsure]), UTC) - LATE
    return _midnight(first.date())


def _continues(one: Incident, kept: Sequence[Incident]) -> bool:
    """Whether it is the rest of a known one whose beginning was not read again."""
    return any(
        other.target == one.target and other.purposes == one.purposes and (other.end is None or one.start < other.end)
        for other in kept
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
