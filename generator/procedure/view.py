"""A card version as the procedure sees it on a day: its cast, its ledger, the text that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.order import Order
from generator.procedure.cast import Cast, cast
from generator.procedure.ledger import Ledger, ledger

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar


PROTOCOLS = ("protocol_at_fts", "protocol_at_fts_supplier")


@dataclass(frozen=True, slots=True)
class Office:
    """What all cards share: the content, the order, who holds which role, the production calendar, the day."""

    content: Content
    order: Order
    roles: Mapping[str, str]
    calendar: "ProductionCalendar"
    today: date


@dataclass(frozen=True, slots=True)
class View:
    """One version as seen on the office's day.

    `reference` is the digest of the text that was sent last, or of the current text while nothing was sent: the
    text that gates are judged by (point 14: what is sent is what was agreed).
    """

    office: Office
    version: CardVersion
    cast: Cast
    ledger: Ledger
    reference: str

    @property
    def text_changed(self) -> bool:
        """Whether the text was edited after it was sent."""
        return self.reference != self.version.digest

    def on(self, day: date) -> "View":
        """The same version as it stood at the end of a day."""
        return view(self.office, self.version, min(day, self.office.today), self.cast)


def view(
    office: Office,
    version: CardVersion,
    today: date | None = None,
    known: Cast | None = None,
    extra: tuple[FiledRecord, ...] = (),
) -> View:
    """Assemble the view of a version; `extra` adds records that are not filed (a forecast, a step being tried)."""
    who = known or cast(version.card, office.order, office.roles)
    records = ledger((*version.records, *extra), today or office.today)
    return View(office, version, who, records, _reference(records, version.digest))


def approved_on(records: Ledger) -> date | None:
    """The day by which the Subcommission has approved: its decision, or the first receipt of the protocol."""
    days = [one.record.date for kind in PROTOCOLS for one in records.of(kind)]
    days += [one.record.date for one in records.of("subcommission_decision") if one.get("decision") == "approved"]
    return min(days, default=None)


def _reference(records: Ledger, current: str) -> str:
    """The text sent last before the protocol; what is sent after it cannot undo what the protocol approved."""
    last = approved_on(records) or date.max
    sent = [one.record.digest for one in records.of("sending") if one.record.date <= last]
    return sent[-1] if sent else current
