"""`tkmv new version`."""

import click

from generator.cli import show
from generator.cli.place import CARD
from generator.cli.saving import save
from generator.cli.tool import WELL, Command, Refusal
from generator.cli.world import world


@click.command(cls=Command, examples=["tkmv new version tkmv-fn-example"])
@click.argument("card", type=CARD)
def version(card: tuple[str, int | None]) -> int:
    """Open the next version of a card (point 41).

    Copies the text of the latest version, or of the one named, with its comments and annexes; the new version runs
    the route from the start, and the old one stays in force until the new one is approved.
    """
    from generator.drafting.next_version import next_version
    from generator.drafting.wish import Refused

    found = world()
    source = found.version(card)
    latest = found.loaded.content.latest(source.id)
    try:
        drafts = next_version(found.procedure, source, found.root)
    except Refused as refused:
        raise Refusal(*refused.reasons) from None
    save(found.root, drafts)
    new = latest.number + 1
    show.note(
        f"Версия {new} создана из версии {source.number}; после правки: tkmv diff {source.id} {source.number} {new}"
    )
    return WELL
