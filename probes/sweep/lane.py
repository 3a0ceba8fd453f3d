"""A lane: where checks of a sweep are run, in this process or in one beside it."""

from dataclasses import dataclass
from typing import Protocol

from probes.kinds.run import run
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.reach.reach import Reach
from probes.sweep.confirm import confirmed


class Lost(Exception):
    """The lane is gone, and with it what it was asked."""


class Lane(Protocol):
    """Runs checks of one sweep, many at once."""

    @property
    def ahead(self) -> int:
        """Probes that may begin at once, beyond those that the pace allows in a process."""

    async def ready(self) -> None:
        """Wait until probes can begin."""

    async def outcome(self, check: Check) -> Outcome:
        """Probe and confirm; cancelled, it leaves nothing running. Lost where the lane is gone."""


@dataclass(frozen=True, slots=True)
class Here:
    """This process."""

    reach: Reach
    ahead: int = 0

    async def ready(self) -> None:
        return None

    async def outcome(self, check: Check) -> Outcome:
        return await confirmed(check, self._attempt)

    async def _attempt(self, check: Check) -> Outcome:
        return await run(check, self.reach)
