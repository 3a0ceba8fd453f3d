"""What rules look at: the content on a day with the indexes that many of them need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from generator.model.card import Card, Request, Service
from generator.model.content import CardVersion, Content
from generator.model.order import DutyRule, Point
from generator.model.record import Record
from generator.procedure.approvals import entitled
from generator.procedure.standing import Procedure

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar


class CardText(NamedTuple):
    """The text of one version with what its rules look up by number, identifier or side."""

    version: CardVersion
    card: Card
    path: str
    suppliers: tuple[str, ...]
    consumers: tuple[str, ...]
    requests: Mapping[str, Request]
    services: Mapping[str, Service]


def card_text(version: CardVersion) -> CardText:
    """Index the text of a version; of twins the first is looked up."""
    card = version.card
    suppliers: list[str] = []
    consumers: list[str] = []
    for one in card.participants:
        (suppliers if one.role == "supplier" else consumers).append(one.party)
    return CardText(
        version,
        card,
        version.path,
        tuple(suppliers),
        tuple(consumers),
        {one.no: one for one in reversed(card.requests)},
        {one.id: one for one in reversed(card.services)},
    )


@dataclass(frozen=True)
class Scope:
    """The content, the day, the calendar, and the procedure where the order can be applied."""

    content: Content
    today: date
    calendar: "ProductionCalendar"
    procedure: Procedure | None

    @cached_property
    def fts(self) -> frozenset[str]:
        """Parties of the Federal Customs Service."""
        return frozenset(one.id for one in self.content.parties.values() if one.of_fts)

    @cached_property
    def officials(self) -> Mapping[str, tuple[str, ...]]:
        """Identifiers of the entries of each contact list."""
        return {name: tuple(one.id for one in its.officials) for name, its in self.content.contacts.items()}

    @cached_property
    def abolished(self) -> frozenset[str]:
        """Parties that no longer exist: a successor is named, or the last name has ended."""
        return frozenset(
            one.id
            for one in self.content.parties.values()
            if one.successor is not None or ((until := one.names[-1].until) is not None and until < self.today)
        )

    @cached_property
    def texts(self) -> Mapping[str, CardVersion]:
        """Versions by the digest of their present text."""
        return {one.digest: one for one in self.versions()}

    @cached_property
    def live(self) -> tuple[CardVersion, ...]:
        """Versions that are neither withdrawn nor superseded; without a readable order the latest ones."""
        if self.procedure is None:
            return tuple(self.content.latest(card) for card in self.content.cards)
        return tuple(one.version for one in self.procedure.standings() if one.course.ended is None)

    @cached_property
    def involved(self) -> Mapping[str, CardVersion]:
        """Parties of live versions, each with the first version that names it."""
        found: dict[str, CardVersion] = {}
        for version in self.live:
            card = version.card
            found.setdefault(card.responsible_unit, version)
            for unit in card.interested_units:
                found.setdefault(unit, version)
            for one in card.participants:
                found.setdefault(one.party, version)
        return found

    @cached_property
    def duty_rules(self) -> Mapping[str, tuple[Point, DutyRule]]:
        """Duty rules of the order by identifier."""
        order = self.content.order
        return {rule.id: (point, rule) for point in order.points for rule in point.duties} if order else {}

    @cached_property
    def _rights(self) -> dict[tuple[str, str | None, str, date], bool]:
        return {}

    def entitled(self, record: Record) -> bool:
        """Whether who signed an agreement may give it; the same few posts sign many of them, so it is remembered."""
        key = (record.author, record.signatory, record.kind, record.date)
        known = self._rights.get(key)
        if known is None:
            contacts = self.content.contacts.get(record.author)
            known = self._rights[key] = entitled(contacts, record.signatory, record.kind, record.date)
        return known

    def versions(self) -> Iterator[CardVersion]:
        """Every version of every card, by card and version."""
        for versions in self.content.cards.values():
            yield from versions.values()

    def short(self, party: str) -> str:
        """Short name of a party today, or its identifier where the party is unknown."""
        known = self.content.parties.get(party)
        return known.name(self.today).short if known else party

    def name(self, party: str) -> str:
        """A party as messages call it: short name with the identifier in brackets."""
        known = self.content.parties.get(party)
        return f"{known.name(self.today).short} ({party})" if known else party

    def names(self, parties: tuple[str, ...]) -> str:
        """Several parties, by comma."""
        return ", ".join(self.name(one) for one in parties)

    def meant(self, party: str) -> str:
        """The hint for a party that does not exist: the nearest one, or how to add it."""
        near = get_close_matches(party, self.content.parties, n=1, cutoff=0.6)
        if near:
            return f"проверьте идентификатор: похож {self.name(near[0])}"
        return f"проверьте идентификатор или заведите участника: tkmv new party {party}"


def record_command(version: CardVersion, kind: str, to: str) -> str:
    """The command by which the responsible unit makes a record on a version."""
    by = version.card.responsible_unit
    return f"tkmv new record {version.id}@v{version.number} {kind} --by {by} --to {to}"


def day(value: date) -> str:
    """A day as officials write it."""
    return value.strftime("%d.%m.%Y")
