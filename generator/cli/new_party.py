"""`tkmv new party`."""

import click

from generator.cli.new_card import check_id
from generator.cli.place import root
from generator.cli.saving import own_words, save
from generator.cli.tool import WELL, Command

KINDS = [
    "fts",
    "fts_unit",
    "rtu",
    "customs",
    "foiv",
    "fund",
    "regional",
    "municipal",
    "subordinate",
    "organisation",
    "council",
]


@click.command(
    cls=Command, examples=['tkmv new party rosreestr --kind foiv --name "Федеральная служба …" --short Росреестр']
)
@click.argument("ident", metavar="ID")
@click.option("--kind", type=click.Choice(KINDS), default="foiv", show_default=True, help="Kind of the party.")
@click.option("--name", metavar="TEXT", help="Full name.")
@click.option("--short", metavar="TEXT", help="Short name, as on the portal.")
@click.option("--parent", metavar="PARTY", help="The party above it.")
@click.option("--role", metavar="ROLE", help="A role that the order names: guit, cittu, au, ud …")
@click.option("--customs-code", metavar="CODE", help="Customs code, 8 digits.")
def party(
    ident: str,
    kind: str,
    name: str | None,
    short: str | None,
    parent: str | None,
    role: str | None,
    customs_code: str | None,
) -> int:
    """Scaffold a participant of the exchange."""
    from generator.drafting.party import party_draft
    from generator.model.types import ID
    from generator.reading.single import read_one

    check_id(ident, ID)
    for text, option in ((name, "--name"), (short, "--short"), (parent, "--parent"), (role, "--role")):
        own_words(text, option)
    draft = party_draft(ident, kind, name, short, parent=parent, role=role, customs_code=customs_code)
    if faults := read_one(draft.path, draft.data).findings:
        raise click.UsageError("; ".join(f"{one.message}; {one.hint}" for one in faults), click.get_current_context())
    save(root(), [draft])
    return WELL
