"""`tkmv deadlines`: every duty, as text, JSON, CSV or a calendar."""

from typing import TYPE_CHECKING

import click

from generator.cli import show
from generator.cli.place import CARD, card_folder
from generator.cli.tool import AT_FAULT, WELL, Command
from generator.cli.world import World, world

if TYPE_CHECKING:
    from generator.procedure.duties import Duty


@click.command(cls=Command, examples=["tkmv deadlines --overdue", "tkmv deadlines --unit guit --format json"])
@click.option("--card", type=CARD, metavar="ID", help="Duties of one card: id for all its versions, id@vN for one.")
@click.option("--unit", metavar="ID", help="Duties that this party bears.")
@click.option("--overdue", is_flag=True, help="Only what is overdue today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "ics"]),
    default="text",
    help="text; json; csv with semicolons for a spreadsheet; ics, an all-day event per due day.",
)
def deadlines(card: tuple[str, int | None] | None, unit: str | None, overdue: bool, form: str) -> int:
    """List every duty with its term and status.

    Status: open (due today is still open), overdue, done, done_late, no_term (the order sets no numeric term). A
    term that runs into a year without a calendar is not guessed: the row has no due day, a message names the file to
    add, and the exit code is 1.
    """
    from generator.portal.deadlines import Feed, to_csv, to_ics, to_json

    found = world()
    duties = _chosen(found, card, unit, overdue)
    match form:
        case "json":
            show.out(to_json(duties))
        case "csv":
            show.out(to_csv(duties))
        case "ics":
            site = found.loaded.content.site
            address = site.address if site else "https://tkmv.example/"
            show.out(to_ics(duties, Feed("Сроки по ТКМВ", address, found.loaded.content, found.today)))
        case _:
            show.out(_table(duties, found))
    show.findings(found.errors)
    gaps = sorted({one.gap for one in duties if one.gap is not None})
    for year in gaps:
        show.error(f"нет производственного календаря на {year} год; добавьте файл content/calendar/{year}.yml")
    return AT_FAULT if gaps or found.errors else WELL


def _chosen(found: World, card: tuple[str, int | None] | None, unit: str | None, overdue: bool) -> "list[Duty]":
    if card is not None:
        card_folder(found.root, card)
    if unit is not None:
        found.party(unit, "--unit")
    return [
        one
        for one in found.procedure.duties()
        if (card is None or (one.card == card[0] and card[1] in (None, one.version)))
        and (unit is None or one.bearer == unit)
        and (not overdue or one.status == "overdue")
    ]


def _table(duties: "list[Duty]", found: World) -> str:
    from generator.cli.table import table

    return table(duties, found.loaded.content, found.today)
