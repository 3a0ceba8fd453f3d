"""Rows for the Unified register of agreements: one for each card in force (points 20, 46)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model.record import DocumentRef
from generator.model.words import ROUTES_SHORT
from generator.portal.views.lists import Field, check, choice, facts, found, in_order, yes
from generator.portal.views.names import Link
from generator.portal.views.states import CardState
from generator.portal.views.survey import Survey

PROTOCOLS = ("subcommission_decision", "protocol_at_fts", "protocol_at_consumer", "protocol_at_fts_supplier")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A card in force as the register knows it."""

    card: Link
    route: str
    version: int
    responsible: Link
    counterparties: tuple[Link, ...]
    in_force: date | None
    protocol: DocumentRef | None
    informed: date | None
    number: str | None
    point: str
    facts: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """All rows."""

    rows: tuple[RegisterRow, ...]
    fields: tuple[Field, ...]


def register_page(survey: Survey) -> RegisterPage:
    """Cards in force, by title."""
    rows = tuple(_row(survey, state) for state in survey.cards.values() if state.effective)
    values, names = found(rows), survey.names
    fields = (
        *in_order("route", "Вид карты", "все", values, ROUTES_SHORT),
        *choice("unit", "Ответственное подразделение", "все", values, names.short),
        *choice("party", "Контрагент", "все", values, names.short),
        *check("waiting", "ещё не переданы в Аналитическое управление", values),
    )
    return RegisterPage(rows, fields)


def _row(survey: Survey, state: CardState) -> RegisterRow:
    main, names = state.main, survey.names
    card, cast, ledger = main.version.card, main.view.cast, main.view.ledger
    notices: list[Any] = [one.record for one in ledger.of("register_notice")]
    papers = [one.record.document for kind in PROTOCOLS for one in ledger.of(kind) if one.record.document]
    parties = cast.recipients or cast.suppliers
    return RegisterRow(
        names.card(state.id),
        ROUTES_SHORT[card.route],
        main.version.number,
        names.party(card.responsible_unit),
        names.parties(parties),
        main.course.on("in_force"),
        papers[0] if papers else None,
        notices[0].date if notices else None,
        next((one.register_number for one in reversed(notices) if one.register_number), None),
        "46" if card.route == "incoming" else "20",
        facts(
            ("route", card.route),
            ("unit", card.responsible_unit),
            *(("party", one) for one in parties),
            ("waiting", yes(not notices)),
        ),
    )
