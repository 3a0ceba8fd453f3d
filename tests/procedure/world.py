"""A small office for the examples: four units, two suppliers, a recipient, one card of any route, records by hand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from generator.digest import canonical, digest_of_text
from generator.model.calendar import CalendarYear
from generator.model.card import Card
from generator.model.contacts import Contacts
from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.order import Order
from generator.model.party import Party
from generator.model.record import KINDS, Record
from generator.model.sittings import Sittings
from generator.procedure.standing import Procedure
from generator.workdays import ProductionCalendar

CONTENT = Path(__file__).parents[2] / "content"
RECORDS: TypeAdapter[Any] = TypeAdapter(Record)
KIND_BY_TITLE = {title: kind for kind, title in KINDS.items()}

# Names of the examples, as a lawyer reads them, and identifiers.
PARTIES = {
    "Потребитель": ("potrebitel", "fts_unit", None),
    "Второе управление": ("vtoroe", "fts_unit", None),
    "ГУИТ": ("guit", "fts_unit", "guit"),
    "ЦИТТУ": ("cittu", "fts_unit", "cittu"),
    "АУ": ("au", "fts_unit", "au"),
    "УД": ("ud", "fts_unit", "ud"),
    "ФТС": ("fts", "fts", "fts"),
    "ФНС": ("fns", "foiv", None),
    "Росреестр": ("rosreestr", "foiv", None),
    "Минэкономразвития": ("minec", "foiv", "minec"),
    "Минцифры": ("mincifry", "foiv", "mincifry"),
    "Правительство": ("government", "council", "government"),
    "Подкомиссия": ("subcommission", "council", "subcommission"),
    "Секретариат": ("secretariat", "council", "expert_secretariat"),
}
IDS = {name: one[0] for name, one in PARTIES.items()}
NAMES = {one[0]: name for name, one in PARTIES.items()}
POST = "начальник отдела"
EARLY = date(2026, 1, 12)


@cache
def order() -> Order:
    """The order as the product has it."""
    tree = yaml.load((CONTENT / "procedure/order-151r.yml").read_text("utf-8"), yaml.CBaseLoader)
    return Order.model_validate_json(json.dumps(tree))


@cache
def calendar() -> ProductionCalendar:
    """The production calendar as the product has it."""
    trees = (yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) for path in sorted(CONTENT.glob("calendar/*.yml")))
    return ProductionCalendar(CalendarYear.model_validate_json(json.dumps(tree)) for tree in trees)


@cache
def _parties() -> tuple[dict[str, Party], dict[str, Contacts]]:
    parties, contacts = {}, {}
    for name, (ident, kind, role) in PARTIES.items():
        names = ({"full": name, "short": name},)
        parties[ident] = Party.model_validate({"id": ident, "kind": kind, "role": role, "names": names})
        official = {
            "id": "head",
            "post": POST,
            "answers_for": ("approval", "signature"),
            "email": f"{ident}@tkmv.example",
            "since": date(2025, 1, 9),
            "confirmed": date(2026, 1, 12),
        }
        contacts[ident] = Contacts.model_validate({"party": ident, "officials": (official,)})
    return parties, contacts


def card_tree(
    route: str,
    others: tuple[str, ...] = ("fns",),
    responsible_unit: str = "potrebitel",
    services: Sequence[str] = ("egrul",),
    **change: Any,
) -> dict[str, Any]:
    """The text of a card with everything point 7 asks for, as the author would write it.

    `others` are the bodies on the other side: suppliers, on an incoming card recipients.
    """
    incoming = route == "incoming"
    asks, gives = (others, (responsible_unit,)) if incoming else (("fts",), others)
    field_ = {"name": "ИНН", "type": "string", "required": "true"}
    tree: dict[str, Any] = {
        "card": "tkmv-primer",
        "version": "1",
        "route": route,
        "title": "Пример ТКМВ",
        "responsible_unit": responsible_unit,
        "interested_units": ["vtoroe"],
        "participants": [
            *({"party": one, "role": "consumer"} for one in asks),
            *({"party": one, "role": "supplier"} for one in gives),
        ],
        "procedure": {
            "subject": "Пример",
            "description": "Порядок",
            "legal_acts": [{"kind": "law", "title": "О таможенном регулировании", "number": "289-ФЗ"}],
            "result": "Решение",
        },
        "documents": [
            {
                "no": str(number),
                "name": "Выписка",
                "source": "issued_by_state",
                "obtained_by": "interagency",
                "legal_basis": ["289-ФЗ"],
                "supplier": one,
                "request": f"А.3-{number}",
            }
            for number, one in enumerate(gives, 1)
        ],
        "requests": [
            {
                "no": f"А.3-{number}",
                "name": "Запрос выписки",
                "consumer": asks[0],
                "supplier": one,
                "direction": "forward",
                "trigger": "Поступление заявления",
                "legal_basis": ["289-ФЗ"],
                "request_fields": [field_],
                "response_fields": [{**field_, "name": "Наименование"}],
                "exchange_form": "smev3",
                "mode": "async",
                "response_term": {"value": "5", "unit": "working_days"},
                "consent_required": "false",
                "service": "egrul",
                "fallback": "Письмом",
            }
            for number, one in enumerate(gives, 1)
        ],
        "services": [{"id": one, "name": "Выписка", "owner": gives[0]} for one in services],
        "legal_plan": {"obstacles": "none"},
        "tech_plan": [{"stage": "operation", "responsible": "cittu", "due": "2026-12-01"}],
    }
    return {**tree, **change}


def version_of(
    tree: dict[str, Any], records: tuple[FiledRecord, ...] = (), texts: Mapping[str, bytes] | None = None
) -> CardVersion:
    """A card version with this text, these records and the former texts that they concern."""
    text = canonical(tree)
    digest = digest_of_text(text)
    card = Card.model_validate_json(json.dumps(tree))
    return CardVersion(card, text, digest, records, {**(texts or {}), digest: text})


@dataclass
class Desk:
    """What an example has built so far: the card's text, its records, sittings, further versions."""

    tree: dict[str, Any]
    filed: list[FiledRecord] = field(default_factory=list)
    earlier: list[CardVersion] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    sittings: Sittings | None = None

    @property
    def route(self) -> str:
        return str(self.tree["route"])

    @property
    def version(self) -> CardVersion:
        return version_of(self.tree, tuple(self.filed), self.texts)

    def file(self, kind: str, by: str, on: date, **fields: Any) -> FiledRecord:
        """File a record about the present text unless another digest is given; the day gives its name."""
        version = self.version
        self.texts[version.digest] = version.text
        tree = {"kind": kind, "author": by, "date": on, "digest": version.digest, "signatory": POST, **fields}
        name = f"{on}-{kind}-{by}-{len(self.filed) + 1}.yml"
        filed = FiledRecord(name, RECORDS.validate_python(tree))
        self.filed.append(filed)
        return filed

    def content(self) -> Content:
        """The content of the example."""
        parties, contacts = _parties()
        versions = {one.number: one for one in (*self.earlier, self.version)}
        return Content(
            order=order(), parties=parties, contacts=contacts, cards={"tkmv-primer": versions}, sittings=self.sittings
        )

    def procedure(self, today: date) -> Procedure:
        """The procedure over the example on a day."""
        return Procedure(self.content(), calendar(), today)

    # The main road of each route: one step a working day, from 12 January 2026 on.

    def walk(self, stage: str) -> None:
        """File everything that brings the card to a stage."""
        days = _days(EARLY)
        for reached, steps in ROADS[self.route]:
            for kind, by, fields in steps(self.tree):
                self.file(kind, by, next(days), **fields)
            if reached == stage:
                return
        raise ValueError(stage)


def _days(start: date) -> Iterator[date]:
    day = start
    while True:
        if calendar().is_working_day(day):
            yield day
        day += timedelta(days=1)


Steps = list[tuple[str, str, dict[str, Any]]]


def _others(tree: dict[str, Any]) -> list[str]:
    role = "consumer" if tree["route"] == "incoming" else "supplier"
    return [one["party"] for one in tree["participants"] if one["role"] == role]


def _agree(*units: str) -> Any:
    def steps(tree: dict[str, Any]) -> Steps:
        asked = dict.fromkeys((*tree["interested_units"], *units))
        return [("internal_approval", unit, {}) for unit in asked if unit != tree["responsible_unit"]]

    return steps


def _send(tree: dict[str, Any]) -> Steps:
    return [("sending", tree["responsible_unit"], {"to": one}) for one in _others(tree)]


def _designate(tree: dict[str, Any]) -> Steps:
    return [("designation", "ud", {"to": tree["responsible_unit"]})]


def _answer(kind: str) -> Any:
    return lambda tree: [(kind, one, {}) for one in _others(tree)]


def _fixed(*steps: tuple[str, str, dict[str, Any]]) -> Any:
    return lambda tree: list(steps)


ROADS: dict[str, list[tuple[str, Any]]] = {
    "service": [
        ("draft", _fixed()),
        ("internal_approval", _agree("guit", "cittu")),
        ("with_suppliers", _send),
        ("agreed", _answer("supplier_approval")),
        ("in_force", _fixed(("subcommission_decision", "subcommission", {"decision": "approved"}))),
    ],
    "function": [
        ("draft", _fixed()),
        ("internal_approval", _agree("au", "guit", "cittu")),
        ("with_suppliers", _send),
        ("agreed", _answer("approval_sheet")),
        ("submitted", _fixed(*(("submission", "guit", {"to": one}) for one in ("minec", "mincifry", "government")))),
        ("in_force", _fixed(("subcommission_decision", "subcommission", {"decision": "approved"}))),
    ],
    "incoming": [
        ("received", _fixed()),
        ("designated", _designate),
        ("internal_approval", _agree("cittu")),
        ("sheets_sent", _send),
        ("sheet_returned", _answer("sheet_returned")),
        ("in_force", _fixed(("subcommission_decision", "subcommission", {"decision": "approved"}))),
    ],
}
