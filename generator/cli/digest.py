"""`tkmv digest`: the canonical digest of a card version, from its one file."""

import click

from generator.cli import show
from generator.cli.place import CARD, root
from generator.cli.tool import WELL, Command


@click.command(cls=Command, examples=["tkmv digest tkmv-fn-example@v1"])
@click.argument("card", type=CARD)
def digest(card: tuple[str, int | None]) -> int:
    """Show the canonical digest of a card version.

    It is what approvals bind to: sha256 over the canonical text (RFC 8785) of card.yml as written. Comments, layout
    and the order of fields do not change it, any value does.
    """
    from generator.cli.texts import card_tree
    from generator.digest import digest_of

    show.out(f"{digest_of(card_tree(root(), card))}\n")
    return WELL
