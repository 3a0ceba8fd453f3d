"""A new card: every part that point 7 asks for, filled with what is known and with what remains to be written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.checks.rule import TextRule
from generator.checks.rules import RULES
from generator.checks.runner import run
from generator.drafting.files import Draft
from generator.drafting.form import Tree, form
from generator.drafting.wish import Refused, told
from generator.model.card import ROUTES, Card, Route
from generator.model.content import CardVersion
from generator.model.words import FILL
from generator.procedure.standing import Procedure
from generator.reading.single import read_one

HEADING = (
    "Технологическая карта межведомственного взаимодействия (ТКМВ), п. 7 Порядка.",
    "Замените всё, что начинается словом «Заполните», и уберите лишнее. Проверка: tkmv check",
)
TEXT_RULES = tuple(one for one in RULES if isinstance(one, TextRule))
PLANNED_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CardWish:
    """A card as asked for: suppliers on a consumer's card, recipients (ФОИВ) on an incoming one."""

    card: str
    route: Route
    unit: str
    cittu: str
    others: tuple[str, ...]
    interested: tuple[str, ...]
    title: str | None
    today: date


def new_card(wish: CardWish, procedure: Procedure) -> Draft:
    """Version 1 of a card that breaks no rule; `Refused` where the named parties cannot stand where they are named."""
    draft = card_draft(wish)
    read = read_one(draft.path, draft.data)
    if read.findings:
        raise Refused(*map(told, read.findings))
    content = replace(procedure.content, cards={wish.card: {1: CardVersion(read.model, read.text, "")}})
    found = run(content, wish.today, lambda path, at: (1, 1), procedure.office.calendar, rules=TEXT_RULES)
    if errors := [told(one) for one in found if one.severity == "error"]:
        raise Refused(*errors)
    return draft


def card_draft(wish: CardWish) -> Draft:
    """Version 1 of a card; reading accepts it as it is, the check asks for what is to be filled in."""
    route = ROUTES[wish.route]
    text = form(Card, _tree(wish), heading=(*HEADING, f"Маршрут: {route}"), offer=True)
    return Draft(f"content/cards/{wish.card}/v1/card.yml", text)


def _tree(wish: CardWish) -> Tree:
    incoming = wish.route == "incoming"
    consumers = wish.others if incoming else (wish.unit,)
    suppliers = (wish.unit,) if incoming else wish.others
    what = "государственной функции" if wish.route == "function" else "государственной услуги"
    pairs = [(consumer, supplier) for consumer in consumers for supplier in suppliers]
    numbered = list(enumerate(pairs, start=1))
    return {
        "card": wish.card,
        "version": 1,
        "route": wish.route,
        "title": wish.title or f"{FILL}наименование ТКМВ ({wish.card})",
        "responsible_unit": wish.unit,
        "interested_units": wish.interested,
        "participants": _participants(consumers, suppliers),
        "procedure": {
            "subject": f"{FILL}наименование {what}",
            "description": f"{FILL}порядок по шагам, в которых нужны сведения",
            "legal_acts": ({"kind": "law", "title": f"{FILL}наименование акта"},),
            "result": f"{FILL}результат {what}",
            **({"term": {"value": 30, "unit": "working_days"}} if wish.route == "service" else {}),
        },
        "documents": tuple(_document(number, supplier) for number, (_, supplier) in numbered),
        "requests": tuple(_request(number, consumer, supplier) for number, (consumer, supplier) in numbered),
        "legal_plan": {"obstacles": "none"},
        "tech_plan": ({"stage": "operation", "responsible": wish.cittu, "due": wish.today + PLANNED_AHEAD},),
    }


def _participants(consumers: Sequence[str], suppliers: Sequence[str]) -> tuple[Tree, ...]:
    return (
        *({"party": one, "role": "consumer"} for one in consumers),
        *({"party": one, "role": "supplier"} for one in suppliers),
    )


def _document(number: int, supplier: str) -> Tree:
    return {
        "no": number,
        "name": f"{FILL}наименование документа (сведений)",
        "source": "issued_by_state",
        "obtained_by": "interagency",
        "legal_basis": (f"{FILL}акт, которым установлено требование",),
        "supplier": supplier,
        "request": f"А.3-{number}",
    }


def _request(number: int, consumer: str, supplier: str) -> Tree:
    """One request a pair; by letter, until its electronic service is described."""
    return {
        "no": f"А.3-{number}",
        "name": f"{FILL}наименование запроса",
        "consumer": consumer,
        "supplier": supplier,
        "direction": "forward",
        "trigger": f"{FILL}событие, после которого направляют запрос",
        "legal_basis": (f"{FILL}правовое основание запроса",),
        "request_fields": ({"name": f"{FILL}сведения в запросе", "type": "string", "required": True},),
        "response_fields": ({"name": f"{FILL}сведения в ответе", "type": "string", "required": True},),
        "exchange_form": "paper",
        "response_term": {"value": 5, "unit": "working_days"},
        "consent_required": False,
        "fallback": f"{FILL}как получают сведения, когда обмен недоступен",
    }
