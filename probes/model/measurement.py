"""One measurement: the slot it belongs to, its verdict, and the detail kept where it is not up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from probes.model.verdict import Verdict

# More evidence than this is cut: a hostile answer must not fill the journal.
EVIDENCE_CAP = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: `phases` in milliseconds (dns, connect, tls, head, body), `elapsed` seconds in all."""

    verdict: Verdict
    cause: str | None = None
    phases: Mapping[str, float] = field(default_factory=dict)
    evidence: str = ""
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """A row of the journal. `slot` is the start of the slot, whole seconds since 1970 (UTC)."""

    slot: int
    target: str
    check: str
    vantage: str
    verdict: Verdict
    cause: str | None
    milliseconds: int
    # Kept in a side file, only for rows that are not up.
    evidence: str = ""
    phases: Mapping[str, float] = field(default_factory=dict)


def slot_of(moment: float, period: int) -> int:
    """The slot a moment (seconds since 1970) belongs to: floor(UTC / period) · period."""
    return int(moment // period) * period
