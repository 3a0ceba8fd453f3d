"""A card with all its versions: which one counts, where the card is listed (points 19, 41)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure, Standing

# Published, still in development, or ended.
Shelf = Literal["published", "in_work", "ended"]


@dataclass(frozen=True, slots=True)
class CardState:
    """A card on the portal's day."""

    id: str
    versions: Mapping[int, Standing]
    effective: Standing | None
    published: date | None

    @property
    def latest(self) -> Standing:
        """The latest version, in force or not."""
        return self.versions[max(self.versions)]

    @property
    def main(self) -> Standing:
        """The version that the card's page shows: the one in force, otherwise the latest (point 41)."""
        return self.effective or self.latest

    @property
    def in_progress(self) -> Standing | None:
        """The version that still goes through the procedure, or None."""
        latest = self.latest
        return None if latest is self.effective or latest.course.ended else latest

    @property
    def shelf(self) -> Shelf:
        """Point 19: in development until published; an incoming card is published by its own body, not by FTS."""
        if self.effective and (self.published or self.effective.version.card.route == "incoming"):
            return "published"
        return "ended" if self.main.course.ended else "in_work"

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Duties of all versions."""
        return tuple(duty for one in self.versions.values() for duty in one.duties)


def card_state(procedure: Procedure, card: str) -> CardState:
    """Look at one card."""
    effective = procedure.effective(card)
    publication = effective.view.ledger.first("publication") if effective else None
    return CardState(card, procedure.card(card), effective, publication.record.date if publication else None)
