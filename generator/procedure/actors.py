"""Who may make a record of a kind and to whom it may go, by what the order calls them."""

from collections.abc import Mapping

from generator.model.content import Content
from generator.procedure.cast import Cast

# Kinds that belong to some routes only; the others belong to all.
KINDS_OF_ROUTE: Mapping[str, frozenset[str]] = {
    "designation": frozenset({"incoming"}),
    "supplier_approval": frozenset({"service"}),
    "approval_sheet": frozenset({"service", "function"}),
    "sheet_returned": frozenset({"incoming"}),
    "ecard_received": frozenset({"incoming"}),
    "memo": frozenset({"function"}),
    "forwarding": frozenset({"function"}),
    "submission": frozenset({"function"}),
    "ministry_answer": frozenset({"function"}),
    "protocol_at_fts": frozenset({"service", "function"}),
    "protocol_at_consumer": frozenset({"service", "function"}),
    "protocol_at_fts_supplier": frozenset({"incoming"}),
    "publication": frozenset({"service", "function"}),
    "commissioning": frozenset({"service", "function"}),
    "commissioning_notice": frozenset({"service", "function"}),
    "service_registration": frozenset({"incoming"}),
    "registration_notice": frozenset({"incoming"}),
}

# Authors by role; a kind that is absent may come from anybody who takes part.
AUTHORS: Mapping[str, tuple[str, ...]] = {
    "designation": ("fts_units",),
    "internal_approval": ("fts_units",),
    "supplier_approval": ("suppliers",),
    "approval_sheet": ("suppliers",),
    "remarks": ("fts_units", "suppliers", "recipients", "minec", "mincifry", "government"),
    "remarks_answer": ("responsible_unit",),
    "sending": ("responsible_unit",),
    "sheet_returned": ("recipients",),
    "ecard_received": ("recipients",),
    "memo": ("responsible_unit",),
    "forwarding": ("guit",),
    "submission": ("guit",),
    "ministry_answer": ("minec", "mincifry", "government"),
    "subcommission_decision": ("subcommission",),
    "protocol_at_fts": ("guit", "fts"),
    "protocol_at_consumer": ("responsible_unit",),
    "protocol_at_fts_supplier": ("responsible_unit",),
    "publication": ("responsible_unit",),
    "hand_over": ("responsible_unit", "guit"),
    "register_notice": ("responsible_unit",),
    "functional_requirements": ("responsible_unit",),
    "software_change": ("cittu",),
    "commissioning": ("cittu",),
    "commissioning_notice": ("cittu",),
    "service_registration": ("mincifry",),
    "registration_notice": ("cittu",),
    "expert_proposal": ("responsible_unit",),
    "withdrawal": ("responsible_unit",),
    "closing": ("responsible_unit", "guit", "cittu"),
}

ADDRESSEES: Mapping[str, tuple[str, ...]] = {
    "designation": ("responsible_unit",),
    "sending": ("suppliers", "recipients"),
    "memo": ("guit",),
    "forwarding": ("cittu",),
    "submission": ("minec", "mincifry", "government"),
    "hand_over": ("responsible_unit", "interested_units", "guit", "cittu", "au", "ud"),
    "register_notice": ("au",),
    "commissioning_notice": ("responsible_unit", "guit", "au"),
    "registration_notice": ("responsible_unit", "guit"),
    "expert_proposal": ("expert_secretariat",),
}


def authors(kind: str, cast: Cast, content: Content) -> tuple[str, ...] | None:
    """Parties that may make a record of this kind on a card, or None where anybody may."""
    return _parties(AUTHORS.get(kind), cast, content)


def addressees(kind: str, cast: Cast, content: Content) -> tuple[str, ...] | None:
    """Parties to which a record of this kind may be addressed, or None where anybody may be."""
    return _parties(ADDRESSEES.get(kind), cast, content)


def _parties(roles: tuple[str, ...] | None, cast: Cast, content: Content) -> tuple[str, ...] | None:
    if roles is None:
        return None
    found: list[str] = []
    for role in roles:
        if role == "fts_units":
            found.extend(party.id for party in content.parties.values() if party.of_fts)
        else:
            found.extend(cast.parties(role) if role not in ("suppliers", "recipients") else getattr(cast, role))
    return tuple(dict.fromkeys(found))
