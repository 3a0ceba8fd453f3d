"""What a period says of one check from one vantage: slots by verdict, causes, latencies, outages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

# Latencies are counted by whole milliseconds; the last bucket holds this and everything slower.
LAST_BUCKET = 60_000


@dataclass(frozen=True, slots=True)
class Latency:
    """Answers (up and degraded) by milliseconds: bucket and count, by bucket."""

    buckets: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts)

    def percentile(self, percent: int) -> int | None:
        """The nearest rank: the least bucket that at least so many percent of the answers do not exceed."""
        rank = -(-percent * self.total // 100) or 1
        seen = 0
        for bucket, count in zip(self.buckets, self.counts, strict=True):
            seen += count
            if seen >= rank:
                return bucket
        return None


@dataclass(frozen=True, slots=True)
class DayLatency:
    """How long answers took on one day from one vantage: the percentiles that were asked for, in their order."""

    day: date
    target: str
    check: str
    vantage: str
    percentiles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outage:
    """From the first slot that was down to the next answer; what was not measured neither ends nor begins it.

    `continued`: nothing answered before it in the period, so it may have begun earlier. `end` is None where nothing
    answered after it, so it may go on. `slots` of it were measured as down, the last one at `last`.
    """

    start: int
    end: int | None
    last: int
    slots: int
    continued: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one (target, check, vantage); up + degraded + down + not_measured + missing = expected."""

    target: str
    check: str
    vantage: str
    expected: int = 0
    up: int = 0
    degraded: int = 0
    down: int = 0
    not_measured: int = 0
    missing: int = 0
    # Rows in slots that the schedule did not expect: counted here and nowhere else.
    unexpected: int = 0
    # By verdict and cause.
    causes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    latency: Latency = Latency()
    # The slot of the first answer: it ends an outage that earlier days left open.
    first_answer: int | None = None
    outages: tuple[Outage, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Counts of one check on one day over all vantages, for strips of days."""

    day: str
    target: str
    check: str
    expected: int
    up: int
    degraded: int
    down: int
    not_measured: int
    missing: int
    unexpected: int


Days = Sequence[tuple[int | None, Sequence[Outage]]]


def joined(days: Days) -> tuple[Outage, ...]:
    """Outages of neighbouring spans (first answer, outages) in their order, as one span would tell them."""
    found: list[Outage] = []
    answered = False
    for first_answer, outages in days:
        pending = found.pop() if found and found[-1].end is None else None
        first = outages[0] if outages else None
        if first is not None and first.continued:
            if pending is None:
                continued = replace(first, continued=not answered)
            else:
                continued = replace(pending, end=first.end, last=first.last, slots=pending.slots + first.slots)
            found += [continued, *outages[1:]]
        else:
            # An answer came first, if anything came at all: it ends what earlier days left open.
            found += [*([replace(pending, end=first_answer)] if pending else []), *outages]
        answered |= first_answer is not None
    return tuple(found)
