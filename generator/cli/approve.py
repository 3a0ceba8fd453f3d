"""`tkmv approve`: an agreement with the text of a card, or remarks to it."""

from datetime import datetime

import click

from generator.cli import show
from generator.cli.place import CARD
from generator.cli.recording import write
from generator.cli.tool import WELL, Command, Refusal
from generator.cli.world import world


@click.command(
    cls=Command,
    examples=[
        "tkmv approve tkmv-fn-example --as guit --decision agreed",
        'tkmv approve tkmv-fn-example --as fns --decision remarks --text "Уточнить состав ответа на запрос А.3-1"',
    ],
)
@click.argument("card", type=CARD)
@click.option("--as", "party", required=True, metavar="PARTY", help="Who agrees or has remarks.")
@click.option("--decision", required=True, type=click.Choice(["agreed", "remarks"]), help="The decision.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Its day (default: today).")
@click.option("--post", metavar="TEXT", help="Post of the signatory (default: an entitled one of the contacts).")
@click.option("--text", metavar="TEXT", help="The remarks; to an agreement a note.")
@click.option("--number", metavar="TEXT", help="Number of the document.")
@click.option("--gis-number", metavar="TEXT", help="Number in the state system «Проектирование ТКМВ».")
def approve(
    card: tuple[str, int | None],
    party: str,
    decision: str,
    on: datetime | None,
    post: str | None,
    text: str | None,
    number: str | None,
    gis_number: str | None,
) -> int:
    """Record an approval of a card's text, or remarks to it.

    An approval is bound to the digest of the text, and the text itself is kept beside the card. Units of FTS agree
    before the sending, suppliers after it; a supplier of a state function signs a sheet. Only a post that answers
    for approvals on that day may agree (point 6).
    """
    from generator.drafting.agreement import kind_of
    from generator.drafting.wish import Refused, Wish

    if decision == "remarks" and not text:
        raise click.UsageError("замечаниям нужен текст: --text", click.get_current_context())
    found = world()
    version = found.version(card)
    found.party(party, "--as")
    try:
        kind = kind_of(party, found.procedure.standing(version.id, version.number), decision)
    except Refused as refused:
        raise Refusal(*refused.reasons) from None
    day = on.date() if on else found.today
    wish = Wish(kind=kind, by=party, on=day, post=post, text=text, number=number, gis_number=gis_number)
    write(found, version, wish)
    show.note(f"Что дальше: tkmv explain {version.id}@v{version.number}")
    return WELL
