"""A small sound world for the examples of rules: every file a tree of text that an example may spoil."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from generator.checks.rule import AnyRule
from generator.checks.rules import RULES
from generator.checks.runner import run
from generator.digest import canonical, digest_of_text
from generator.model.calendar import CalendarYear
from generator.model.card import Card
from generator.model.contacts import Contacts
from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.finding import Finding, Place
from generator.model.monitoring.group import Group
from generator.model.monitoring.incident import IncidentNotes
from generator.model.monitoring.networks import Networks
from generator.model.monitoring.support import Support
from generator.model.monitoring.target import Target
from generator.model.order import Order
from generator.model.party import Party
from generator.model.passport import Passport
from generator.model.record import Record
from generator.model.site import Site
from generator.model.sittings import Sittings
from generator.workdays import ProductionCalendar
from tests.checks import trees, watched

CONTENT = Path(__file__).parents[2] / "content"
RECORDS: TypeAdapter[Any] = TypeAdapter(Record)
TODAY = date(2026, 11, 20)
Tree = dict[str, Any]


@cache
def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


@cache
def _order() -> Order:
    return Order.model_validate_json(json.dumps(_yaml(CONTENT / "procedure/order-151r.yml")))


@cache
def _years() -> dict[int, CalendarYear]:
    found = (CalendarYear.model_validate_json(json.dumps(_yaml(path))) for path in CONTENT.glob("calendar/*.yml"))
    return {one.year: one for one in found}


@cache
def _calendar(years: frozenset[int]) -> ProductionCalendar:
    return ProductionCalendar(_years()[year] for year in sorted(years))


@dataclass
class Folder:
    """One version of a card: its text, its records by file name, kept texts, attachments."""

    card: Tree
    records: dict[str, Tree] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> bytes:
        return canonical(self.card)

    @property
    def digest(self) -> str:
        return digest_of_text(self.text)

    def file(self, kind: str, author: str, on: str, **fields: Any) -> str:
        """File a record about whatever the text is in the end, unless a digest is given; its name is returned."""
        stem, number = f"{on}-{kind}-{author}", 1
        while (name := f"{stem}-{number}.yml" if number > 1 else f"{stem}.yml") in self.records:
            number += 1
        self.records[name] = {"kind": kind, "author": author, "date": on, **deepcopy(fields)}
        return name

    def keep(self) -> str:
        """Bind all records to the present text and keep it, as `tkmv approve` does; its digest is returned."""
        for record in self.records.values():
            record.setdefault("digest", self.digest)
        self.texts[self.digest] = self.text
        return self.digest

    def drop(self, *kinds: str) -> None:
        """Take back all records of these kinds."""
        self.records = {name: one for name, one in self.records.items() if one["kind"] not in kinds}

    def only(self, *kinds: str) -> None:
        """Take back all records but those of these kinds."""
        self.records = {name: one for name, one in self.records.items() if one["kind"] in kinds}

    def build(self) -> CardVersion:
        records = [
            FiledRecord(name, RECORDS.validate_json(json.dumps({"digest": self.digest, **tree})))
            for name, tree in self.records.items()
        ]
        records.sort(key=lambda one: (one.record.date, one.name))
        card = Card.model_validate_json(json.dumps(self.card))
        return CardVersion(card, self.text, self.digest, tuple(records), self.texts, self.files)


@dataclass
class World:
    """All content of a small office on 20 November 2026; nothing is wrong with it until an example spoils it."""

    site: Tree = field(default_factory=trees.site)
    parties: dict[str, Tree] = field(default_factory=trees.parties)
    contacts: dict[str, Tree] = field(default_factory=trees.contacts)
    passports: dict[str, Tree] = field(default_factory=trees.passports)
    sittings: Tree = field(default_factory=trees.sittings)
    cards: dict[str, dict[int, Folder]] = field(default_factory=dict)
    targets: dict[str, Tree] = field(default_factory=watched.targets)
    networks: Tree = field(default_factory=watched.networks)
    group: Tree = field(default_factory=watched.group)
    support: Tree = field(default_factory=watched.support)
    incidents: dict[str, Tree] = field(default_factory=watched.incidents)
    kept: dict[str, bytes] = field(default_factory=watched.kept)
    years: frozenset[int] = frozenset({2025, 2026, 2027})
    today: date = TODAY
    order: Tree | None = None
    lost_order: bool = False
    lost_site: bool = False

    def __post_init__(self) -> None:
        function = Folder(trees.function_card())
        trees.walk_function(function.file)
        draft = Folder(trees.function_card(version="2", title="ТКМВ о сведениях о земельных участках (новая)"))
        service = Folder(trees.service_card())
        trees.walk_service(service.file)
        incoming = Folder(trees.incoming_card())
        trees.walk_incoming(incoming.file)
        self.cards = {
            "tkmv-ext-declarations": {1: incoming},
            "tkmv-fn-land": {1: function, 2: draft},
            "tkmv-svc-carriers": {1: service},
        }

    @property
    def function(self) -> Folder:
        """A card of a function, in operation, every duty done."""
        return self.cards["tkmv-fn-land"][1]

    @property
    def draft(self) -> Folder:
        """The next version of the same card, nobody has agreed with it yet."""
        return self.cards["tkmv-fn-land"][2]

    @property
    def service(self) -> Folder:
        """A card of a service, agreed with by all suppliers."""
        return self.cards["tkmv-svc-carriers"][1]

    @property
    def incoming(self) -> Folder:
        """A card of another body, in force, every duty done."""
        return self.cards["tkmv-ext-declarations"][1]

    def the_order(self) -> Tree:
        """The order as a tree that an example may spoil."""
        if self.order is None:
            self.order = deepcopy(_yaml(CONTENT / "procedure/order-151r.yml"))
        return self.order

    def duty_rule(self, ident: str) -> Tree:
        """One duty rule of that tree."""
        rules = (rule for point in self.the_order()["points"] for rule in point.get("duties", ()))
        return next(rule for rule in rules if rule["id"] == ident)

    def content(self) -> Content:
        """The world as models."""
        order = _order() if self.order is None else Order.model_validate_json(json.dumps(self.order))
        return Content(
            order=None if self.lost_order else order,
            site=Site.model_validate_json(json.dumps(self.site)) if not self.lost_site else None,
            parties=_models(Party, self.parties),
            contacts=_models(Contacts, self.contacts),
            passports=_models(Passport, self.passports),
            cards={
                name: {number: one.build() for number, one in sorted(folders.items())}
                for name, folders in sorted(self.cards.items())
            },
            calendar={year: _years()[year] for year in sorted(self.years)},
            sittings=Sittings.model_validate_json(json.dumps(self.sittings)),
            targets=_models(Target, self.targets),
            networks=Networks.model_validate_json(json.dumps(self.networks)),
            group=Group.model_validate_json(json.dumps(self.group)),
            support=Support.model_validate_json(json.dumps(self.support)),
            incidents=_models(IncidentNotes, self.incidents),
            kept=self.kept,
        )

    def findings(self, rules: tuple[AnyRule, ...] = RULES) -> tuple[Finding, ...]:
        """What the rules say of the world; a place is looked up as a line that tells how deep it lies."""
        return run(self.content(), self.today, located, _calendar(self.years), rules=rules)


def located(path: str, place: Place) -> tuple[int, int]:
    """A place stands on the line of its depth: enough to see that every place is looked up."""
    return len(place) + 1, 1


def _models(model: Any, found: Mapping[str, Tree]) -> dict[str, Any]:
    return {name: model.model_validate_json(json.dumps(tree)) for name, tree in sorted(found.items())}
