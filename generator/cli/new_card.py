"""`tkmv new card`."""

from typing import TYPE_CHECKING, cast

import click

from generator.cli import show
from generator.cli.place import unknown
from generator.cli.saving import own_words, save
from generator.cli.tool import WELL, Command, Refusal
from generator.cli.world import World, world

if TYPE_CHECKING:
    from generator.model.card import Route


@click.command(
    cls=Command,
    examples=["tkmv new card tkmv-fn-example --route function --unit guftditr --supplier fns --supplier rosreestr"],
)
@click.argument("ident", metavar="ID")
@click.option(
    "--route",
    type=click.Choice(["service", "function", "incoming"]),
    default="service",
    show_default=True,
    help="State service, state function, or a card of another body.",
)
@click.option("--unit", metavar="PARTY", help="The FTS unit that answers for the card (default: the first one).")
@click.option(
    "--supplier",
    "others",
    metavar="PARTY",
    multiple=True,
    help="The other side, may be repeated: suppliers, of an incoming card its recipients.",
)
@click.option("--interested", metavar="PARTY", multiple=True, help="An interested FTS unit, may be repeated.")
@click.option("--title", metavar="TEXT", help="Title of the card.")
def card(
    ident: str, route: str, unit: str | None, others: tuple[str, ...], interested: tuple[str, ...], title: str | None
) -> int:
    """Scaffold a card with everything point 7 asks for.

    Reading accepts the card as it is; replace what begins with «Заполните». Fields that may be added stand there as
    comments.
    """
    from generator.drafting.card import CardWish, new_card
    from generator.drafting.wish import Refused
    from generator.model.types import ID

    check_id(ident, ID)
    own_words(title, "--title")
    found = world()
    if ident in found.loaded.content.cards:
        raise Refusal(f"карта {ident} уже есть; новую версию создаёт tkmv new version {ident}")
    named = (((unit,) if unit else (), "--unit"), (others, "--supplier"), (interested, "--interested"))
    for parties, option in named:
        for party in parties:
            found.party(party, option)
    unit = unit or _first(found, "fts_unit", "--unit")
    others = others or (_first(found, "foiv", "--supplier"),)
    cittu = found.loaded.content.role("cittu")
    wish = CardWish(
        ident, cast("Route", route), unit, cittu.id if cittu else unit, others, interested, title, found.today
    )
    try:
        draft = new_card(wish, found.procedure)
    except Refused as refused:
        raise Refusal(*refused.reasons) from None
    save(found.root, [draft])
    show.note("Замените всё, что начинается словом «Заполните», затем: tkmv check")
    return WELL


def check_id(ident: str, pattern: str) -> None:
    """Identifiers are file names."""
    import re

    from generator.model.types import PATTERNS

    if not re.fullmatch(pattern.strip("^$"), ident):
        must = PATTERNS[pattern]
        raise click.BadParameter(f"'{ident}' должно {must.text}", param_hint="'ID'")


def _first(found: World, kind: str, option: str) -> str:
    """A party to begin with where none was named: better a valid card to change than a question."""
    parties = found.loaded.content.parties.values()
    ident = next((one.id for one in parties if one.kind == kind and one.role is None and not one.successor), None)
    if ident is None:
        raise unknown(f"участника для {option}", kind, ())
    show.note(f"{option} не указан, взят {ident}: проверьте")
    return ident
