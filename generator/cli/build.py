"""`tkmv build`: the portal into a folder."""

from pathlib import Path

import click

from generator.cli.journal_place import JournalName
from generator.cli.tool import AT_FAULT, WELL, Command


@click.command(cls=Command, examples=["tkmv build --out site"])
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    metavar="DIR",
    help="Folder of the finished portal, from the current one.",
)
@click.option(
    "--journal", type=JournalName(), metavar="URL", help="Journal to show (default: .data/journal, else .data/demo)."
)
def build(out: Path, journal: str | None) -> int:
    """Build the portal.

    Writes only what has changed and removes what no longer belongs; the same content gives the same bytes. A folder
    with files that no build has written is refused, and so is content that cannot be read whole. Breaches of rules
    are told, the portal is built for a look at it, and the exit code is 1.

    Nothing is probed: the state of monitoring is that of the journal, and without one the pages say that there are no
    data.
    """
    from generator.cli.building import build_to

    return WELL if build_to(out, journal) else AT_FAULT
