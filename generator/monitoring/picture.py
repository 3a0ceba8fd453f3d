"""What monitoring knows at one moment: the last state of every check, its past days, incidents, certificates (п. 39).

Unknown is a value: a check without a row that is recent enough has no verdict, and a day says how many of its slots
were never measured at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from probes.model.check import Check, Target
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Verdict

AVAILABILITY = frozenset({Purpose.SMEV_AVAILABILITY, Purpose.SERVICE_AVAILABILITY, Purpose.OWN_COMPONENT})


@dataclass(frozen=True, slots=True)
class Seen:
    """The last that is known of one check; without a verdict nothing recent is."""

    check: Check
    verdict: Verdict | None = None
    cause: str | None = None
    slot: int | None = None
    milliseconds: int | None = None
    evidence: str = ""


def together(told: Sequence[Verdict | None]) -> Verdict | None:
    """Several states as one: what is bad shows first, then what is unknown; in order is what is known throughout."""
    shown = (Verdict.DOWN, Verdict.DEGRADED, None, Verdict.NOT_MEASURED)
    return next((one for one in shown if one in told), Verdict.UP) if told else None


@dataclass(frozen=True, slots=True)
class TargetState:
    """A target with the last of each of its checks, and its incident where one is open."""

    target: Target
    checks: tuple[Seen, ...]
    incident: str | None = None

    def of(self, *purposes: Purpose) -> Verdict | None:
        """The worst of the checks made for these purposes; where none is bad, one that is unknown is not hidden."""
        return together([one.verdict for one in self.checks if one.check.purpose in purposes])

    @property
    def availability(self) -> Verdict | None:
        """Whether it can be reached."""
        return self.of(*AVAILABILITY)

    @property
    def health(self) -> Verdict | None:
        """Whether it does its work: reachable is not healthy."""
        return self.of(Purpose.SERVICE_HEALTH)

    @property
    def signatures(self) -> Verdict | None:
        """Whether its certificates stay valid."""
        return self.of(Purpose.SIGNATURE_EXPIRY)

    @property
    def verdict(self) -> Verdict | None:
        """Availability and health taken together: what is known of one of them alone is not that all works."""
        parts = [one for one in (AVAILABILITY, {Purpose.SERVICE_HEALTH}) if self.watches(*one)]
        return together([self.of(*one) for one in parts])

    def watches(self, *purposes: Purpose) -> bool:
        """Whether any check is made for these purposes."""
        return any(one.check.purpose in purposes for one in self.checks)


@dataclass(frozen=True, slots=True)
class DayCount:
    """Slots of one check on one day (UTC); the five add up to what the schedule expected."""

    day: date
    up: int = 0
    degraded: int = 0
    down: int = 0
    not_measured: int = 0
    missing: int = 0

    @property
    def expected(self) -> int:
        """Slots of the schedule."""
        return self.up + self.degraded + self.down + self.not_measured + self.missing

    def __add__(self, other: "DayCount") -> "DayCount":
        return DayCount(
            min(self.day, other.day),
            self.up + other.up,
            self.degraded + other.degraded,
            self.down + other.down,
            self.not_measured + other.not_measured,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class DayLatency:
    """How long answers took on one day: median, 95 and 99 of a hundred within so many milliseconds."""

    day: date
    p50: int
    p95: int
    p99: int


@dataclass(frozen=True, slots=True)
class Past:
    """Days of one check without a gap, up to that of the picture; days without an answer have no latency."""

    days: tuple[DayCount, ...] = ()
    latency: tuple[DayLatency, ...] = ()

    @property
    def total(self) -> DayCount | None:
        """All days together."""
        return sum(self.days[1:], self.days[0]) if self.days else None


def share(count: DayCount | None) -> float | None:
    """The share of measured slots that were up or only slow; None where nothing was measured: no data is not 100 %."""
    measured = count.up + count.degraded + count.down if count else 0
    return (measured - count.down) / measured if count and measured else None


@dataclass(frozen=True, slots=True)
class CertificateSeen:
    """A certificate under watch: whose it is, when its use ends, what is known of its replacement.

    `ends` is the earlier of the certificate's end and that of its private key's use.
    """

    file: str
    component: str
    serial: str
    algorithm: str
    not_before: datetime | None
    not_after: datetime | None
    key_not_after: datetime | None
    ends: datetime | None
    verdict: Verdict
    note: str = ""
    target: str | None = None
    replacement: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the section shows. `at` is the start of the last run; `every` how often runs are due, in seconds."""

    at: datetime | None
    every: int
    simulated: bool = False
    states: Mapping[str, TargetState] = field(default_factory=dict)
    # By target and check.
    past: Mapping[tuple[str, str], Past] = field(default_factory=dict)
    incidents: Sequence[Incident] = ()
    certificates: Sequence[CertificateSeen] = ()
    quarantined: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Incident, ...]:
        """Incidents that last, those of announced works and those under another left out; the latest first."""
        lasting = [one for one in self.incidents if one.end is None and one.own]
        return tuple(sorted(lasting, key=lambda one: (-one.start, one.id)))
