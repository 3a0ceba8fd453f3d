"""What monitoring says of cards and parties, as far as their own pages show it: no moment of time, only states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.portal.views.names import Link


@dataclass(frozen=True, slots=True)
class Mark:
    """A state: the look of its mark and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class LivePart:
    """A watched target with its states; None for what is not watched."""

    target: Link
    availability: Mark | None
    health: Mark | None


@dataclass(frozen=True, slots=True)
class Live:
    """States by card and by owner."""

    by_card: Mapping[str, Sequence[LivePart]] = field(default_factory=dict)
    by_owner: Mapping[str, Sequence[LivePart]] = field(default_factory=dict)

    @property
    def down(self) -> int | None:
        """How many of the watched do not work; None where nothing is known."""
        parts = [one for own in self.by_owner.values() for one in own]
        if not parts:
            return None
        return sum(any(mark and mark.kind == "late" for mark in (one.availability, one.health)) for one in parts)

    def alone(self, card: str) -> "Live":
        """What the pages of one card may see."""
        return Live({card: self.by_card[card]} if card in self.by_card else {})
