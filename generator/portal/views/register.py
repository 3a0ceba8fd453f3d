"""Rows for the Unified register of agreements: one for each card in force (points 20, 46)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model.record import DocumentRef
from generator.model.words import ROUTES_SHORT
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


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """All rows."""

    rows: tuple[RegisterRow, ...]


def register_page(survey: Survey) -> RegisterPage:
    """Cards in force, by title."""
    return RegisterPage(tuple(_row(survey, state) for state in survey.cards.values() if state.effective))


def _row(survey: Survey, state: CardState) -> RegisterRow:
    main, names = state.main, survey.names
    card, cast, ledger = main.version.card, main.view.cast, main.view.ledger
    notices: list[Any] = [one.record for one in ledger.of("register_notice")]
    papers = [one.record.document for kind in PROTOCOLS for one in ledger.of(kind) if one.record.document]
    return RegisterRow(
        names.card(state.id),
        ROUTES_SHORT[card.route],
        main.version.number,
        names.party(card.responsible_unit),
        names.parties(cast.recipients or cast.suppliers),
        main.course.on("in_force"),
        papers[0] if papers else None,
        notices[0].date if notices else None,
        next((one.register_number for one in reversed(notices) if one.register_number), None),
        "46" if card.route == "incoming" else "20",
    )
