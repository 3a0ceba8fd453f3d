"""A new party of the exchange (points 3, 6, 7)."""

from generator.drafting.files import Draft
from generator.drafting.form import Tree, form
from generator.model.party import Party
from generator.model.words import FILL

HEADING = ("Участник межведомственного взаимодействия (п. 3, 6, 7 Порядка).",)


def party_draft(
    ident: str,
    kind: str,
    name: str | None = None,
    short: str | None = None,
    *,
    parent: str | None = None,
    role: str | None = None,
    customs_code: str | None = None,
) -> Draft:
    """The file of a party."""
    tree: Tree = {
        "id": ident,
        "kind": kind,
        "role": role or "",
        "names": ({"full": name or f"{FILL}полное наименование", "short": short or name or ident},),
        "customs_code": customs_code or "",
        "parent": parent or "",
    }
    return Draft(f"content/parties/{ident}.yml", form(Party, tree, heading=HEADING, offer=True))
