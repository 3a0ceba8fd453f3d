"""Who is who on a card: the roles of the order turned into parties."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.card import Card
from generator.model.content import Content
from generator.model.order import Order


def holders(content: Content) -> dict[str, str]:
    """Which party holds each role that the order names; the first one where content wrongly has two."""
    found: dict[str, str] = {}
    for party in content.parties.values():
        if party.role is not None:
            found.setdefault(party.role, party.id)
    return found


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of one card by what the order calls them.

    A role that nobody holds stands for itself, so that a duty is never lost silently; the check reports it.
    """

    responsible: str
    interested: tuple[str, ...]
    suppliers: tuple[str, ...]
    recipients: tuple[str, ...]
    approvers: tuple[str, ...]
    roles: Mapping[str, str]

    def parties(self, role: str) -> tuple[str, ...]:
        """Parties behind a bearer or addressee of the order's duty rules; empty for «nobody»."""
        match role:
            case "responsible_unit":
                return (self.responsible,)
            case "interested_units":
                return self.interested
            case "suppliers":
                return self.suppliers
            case "recipients":
                return self.recipients
            case "nobody":
                return ()
        return (self.roles.get(role, role),)


def cast(card: Card, order: Order, roles: Mapping[str, str]) -> Cast:
    """The cast of a card; a unit is never its own approver or addressee (points 10, 14, 43)."""
    responsible = card.responsible_unit
    interested = tuple(dict.fromkeys(unit for unit in card.interested_units if unit != responsible))
    incoming = card.route == "incoming"
    bare = Cast(
        responsible,
        interested,
        () if incoming else card.suppliers,
        card.consumers if incoming else (),
        (),
        roles,
    )
    wanted = [unit for role in order.route(card.route).approvers for unit in bare.parties(role) if unit != responsible]
    return Cast(responsible, interested, bare.suppliers, bare.recipients, tuple(dict.fromkeys(wanted)), roles)
