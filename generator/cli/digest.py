"""`tkmv digest`: the canonical digest of a card version, from its one file."""

import click

from generator.cli import show
from generator.cli.place import CARD, card_folder, root
from generator.cli.tool import AT_FAULT, WELL, Command


@click.command(cls=Command, examples=["tkmv digest tkmv-fn-example@v1"])
@click.argument("card", type=CARD)
def digest(card: tuple[str, int | None]) -> int:
    """Show the canonical digest of a card version.

    It is what approvals bind to: sha256 over the canonical text (RFC 8785) of card.yml as written. Comments, layout
    and the order of fields do not change it, any value does.
    """
    from generator.digest import canonical, digest_of_text
    from generator.reading.files import read
    from generator.reading.strict import parse

    base = root()
    folder, _ = card_folder(base, card)
    path = f"{folder}/card.yml"
    data, fault = read(path, str(base / path))
    findings = (fault,) if fault else (parsed := parse(data, path)).findings
    if findings or parsed.tree is None:
        show.findings(findings)
        return AT_FAULT
    show.out(f"{digest_of_text(canonical(parsed.tree))}\n")
    return WELL
