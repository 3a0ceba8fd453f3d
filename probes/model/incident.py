"""What an incident is: the machine's facts about one outage of one target."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from probes.model.verdict import Purpose, Side, Verdict

State = Literal["open", "observed", "closed"]


@dataclass(frozen=True, slots=True)
class Incident:
    """One outage of a target, from the first bad slot to the first good one after the last bad one.

    `start`, `last` and `end` are slots (seconds since 1970, UTC); `end` is empty while it lasts. An outage that ended
    is `observed` until it stayed away long enough to be `closed`: a relapse before that belongs to the same incident.
    """

    id: str
    target: str
    side: Side
    verdict: Verdict
    purposes: tuple[Purpose, ...]
    checks: tuple[str, ...]
    # Causes, the most frequent first, with the number of slots each was seen in.
    causes: tuple[tuple[str, int], ...]
    start: int
    last: int
    end: int | None
    state: State
    # Slots that were bad, and how often it began anew within the incident.
    slots: int
    spells: int
    evidence: str = ""
    # Why it is no surprise: the reason of the works announced for that time.
    planned: str | None = None
    # The incident of what the target stands behind, and since when it lasts on its own account all the same.
    under: str | None = None
    alone_since: int | None = None
    # Incidents of targets that stand behind this one.
    covers: tuple[str, ...] = ()

    @property
    def cause(self) -> str:
        """The code of the main cause."""
        return self.causes[0][0]

    @property
    def flapping(self) -> bool:
        """Whether it kept coming back within the incident."""
        return self.spells >= FLAPS

    @property
    def own(self) -> bool:
        """Whether it is a matter of its own, neither announced nor explained by what the target stands behind."""
        return self.planned is None and (self.under is None or self.alone_since is not None)

    def seconds(self, now: int) -> int:
        """How long it has lasted."""
        return (self.end if self.end is not None else now) - self.start


FLAPS = 3


def incident_id(target: str, start: int) -> str:
    """Stable as long as the first bad slot is: `2026-11-20-0935-smev2-gateway`."""
    return f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d-%H%M}-{target}"
