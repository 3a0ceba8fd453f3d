"""`tkmv new contact`."""

from datetime import datetime

import click

from generator.cli import show
from generator.cli.new_card import check_id
from generator.cli.saving import own_words, save
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal
from generator.cli.world import world

DUTIES = ["order", "exchange", "approval", "signature", "technical", "monitoring"]


@click.command(
    cls=Command,
    examples=['tkmv new contact fns --post "Начальник управления" --answers-for approval --email uprav@fns.example'],
)
@click.argument("party")
@click.option("--post", metavar="TEXT", help="The post, as in signatures.")
@click.option(
    "--answers-for",
    "duties",
    type=click.Choice(DUTIES),
    multiple=True,
    help="What for, may be repeated (default: exchange, approval, signature).",
)
@click.option("--email", metavar="ADDRESS", help="Work address.")
@click.option("--phone", metavar="NUMBER", help="Work phone: +7 (000) 000-00-00, доб. 1.")
@click.option("--name", metavar="TEXT", help="Initials and family name.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Since when (default: today).")
@click.option("--id", "ident", metavar="ID", help="Identifier of the entry (default: otvetstvennyi).")
@click.option("--internal", is_flag=True, help="Not to be published.")
def contact(
    party: str,
    post: str | None,
    duties: tuple[str, ...],
    email: str | None,
    phone: str | None,
    name: str | None,
    since: datetime | None,
    ident: str | None,
    internal: bool,
) -> int:
    """Add a responsible official of a party (point 6).

    Creates content/contacts/<party>.yml, or adds an entry at the end of the list that is there; no other line of it
    changes.
    """
    from generator.drafting.contact import ContactWish, contact_draft
    from generator.drafting.wish import Refused
    from generator.model.types import ID
    from generator.reading.single import read_one

    found = world()
    found.party(party, "PARTY")
    for text, option in ((post, "--post"), (name, "--name"), (email, "--email"), (phone, "--phone")):
        own_words(text, option)
    if ident:
        check_id(ident, ID)
    path = f"content/contacts/{party}.yml"
    file = found.root / path
    present = file.read_bytes() if file.exists() else None
    known = found.loaded.content.contacts.get(party)
    if present is not None and known is None:
        show.findings(one for one in found.errors if one.path == path)
        return AT_FAULT
    taken = {one.id for one in known.officials} if known else set()
    if ident in taken:
        raise Refusal(f"запись {ident} в {path} уже есть; исправьте её там")
    number = len(taken) + 1
    day = since.date() if since else found.today
    wish = ContactWish(
        party,
        ident or ("otvetstvennyi" if not taken else f"otvetstvennyi-{number}"),
        day,
        found.today,
        duties or ("exchange", "approval", "signature"),
        post,
        name,
        email,
        phone,
        internal,
    )
    try:
        draft = contact_draft(wish, present.decode() if present is not None else None)
    except Refused as refused:
        raise Refusal(*refused.reasons) from None
    if faults := read_one(path, draft.data).findings:
        raise click.UsageError("; ".join(f"{one.message}; {one.hint}" for one in faults), click.get_current_context())
    save(found.root, [draft])
    return WELL
