"""`tkmv diff`: what differs between two versions of a card, field by field."""

import click

from generator.cli import show
from generator.cli.place import CARD, root
from generator.cli.tool import WELL, Command


@click.command(cls=Command, examples=["tkmv diff tkmv-fn-example v1 v2"])
@click.argument("card", type=CARD)
@click.argument("old", metavar="V1")
@click.argument("new", metavar="V2")
def diff(card: tuple[str, int | None], old: str, new: str) -> int:
    """Show what differs between two versions of a card, field by field, in Russian (point 41).

    V1 and V2 are numbers of versions: 1 or v1.
    """
    from generator.cli.texts import card_tree
    from generator.digest import canonical
    from generator.procedure.differences import differences, spoken
    from generator.procedure.explain import change_text
    from generator.reading.single import read_folder

    base, texts = root(), []
    for number in (old, new):
        tree = card_tree(base, (card[0], _number(number)))
        texts.append(canonical({name: value for name, value in tree.items() if name != "version"}))
    parties, _ = read_folder(base, "content/parties")
    names = {one.id: one.names[-1].short for one in parties}
    changes = differences(texts[0], texts[1], spoken(lambda party: names.get(party, party)))
    show.out("".join(f"{change_text(one)}\n" for one in changes) or "тексты версий совпадают\n")
    return WELL


def _number(text: str) -> int:
    digits = text.removeprefix("v")
    if not digits.isascii() or not digits.isdigit():
        raise click.UsageError(f"версия должна быть номером: v1 или 1, получено '{text}'", click.get_current_context())
    return int(digits)
