"""By which record a party agrees with a text, or has remarks to it (points 10, 11, 14, 43)."""

from generator.drafting.wish import Refused
from generator.procedure.sequence import short_name
from generator.procedure.standing import Standing


def kind_of(party: str, standing: Standing, decision: str) -> str:
    """The kind of record; refused where a party does not agree by a record of its own."""
    if decision == "remarks":
        return "remarks"
    view, card = standing.view, standing.version.card
    cast = view.cast
    rule = view.office.order.route(card.route)
    who = short_name(view, party)
    if party == cast.responsible:
        raise Refused(f"п. {rule.approval_point}: {who} ведёт эту ТКМВ и не согласует её само с собой")
    if party in cast.recipients:
        name = f"{standing.version.id}@v{standing.version.number}"
        raise Refused(
            f"п. 44: {who} — Получатель данных: он возвращает лист утверждения, "
            f"внесите запись: tkmv new record {name} sheet_returned --by {party}"
        )
    if party in cast.suppliers:
        return "approval_sheet" if card.route == "function" else "supplier_approval"
    known = view.office.content.parties[party]
    if not known.of_fts:
        listed = ", ".join(short_name(view, one) for one in (*cast.approvers, *cast.suppliers))
        raise Refused(f"п. {rule.approval_point}: {who} не участвует в согласовании этой ТКМВ; согласуют: {listed}")
    return "internal_approval"
