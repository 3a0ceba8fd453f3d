"""Who suffers from what now: what was said by hand, else the scene."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from probes.simulator.illness import Illness
from probes.simulator.places import Part, Place
from probes.simulator.scenes import Act, Scene

# What befalls a line before anybody says a word of HTTP; slow it is only where nothing but a handshake is asked for.
LINE = {"refuse", "deaf", "mute", "reset", "gost", "certificate", "slow"}
SHAKEN = {"tls", "certificate"}


class Health:
    """The health of a plan; `second` tells how long the scene goes on."""

    def __init__(self, parts: Sequence[Part], acts: Sequence[Act], second: Callable[[], float]) -> None:
        self.scene = Scene.of(acts, parts)
        self._parts = parts
        self._second = second
        self._said: dict[str, Illness | None] = {}

    def set(self, who: str, illness: str | None) -> None:
        """Make targets or checks ill, or well with None, whatever the scene says; `who` is a pattern of either."""
        parsed = None if illness is None else Illness.parse(illness)
        meant = [p.name for p in self._parts if fnmatchcase(p.target.id, who) or fnmatchcase(p.name, who)]
        if not meant:
            raise KeyError(who)
        self._said.update(dict.fromkeys(meant, parsed))

    def clear(self) -> None:
        """Leave everything to the scene again."""
        self._said.clear()

    def of(self, part: Part) -> Illness | None:
        """What a check suffers from."""
        return self._said[part.name] if part.name in self._said else self.scene.illness(part.name, self._second())

    def line(self, place: Place) -> Illness | None:
        """What a place itself suffers from: an illness of the line that one of those at home there has."""
        for part in place.hosts():
            found = self.of(part)
            if found and found.name in LINE and (found.name != "slow" or part.check.kind in SHAKEN):
                return found
        return None
