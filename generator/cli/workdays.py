"""`tkmv workdays`: the N-th working day from a date, and how it was counted."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from generator.cli import show
from generator.cli.place import root
from generator.cli.tool import AT_FAULT, WELL, Command

if TYPE_CHECKING:
    from generator.workdays import Explanation


@click.command(
    cls=Command,
    examples=["tkmv workdays 2026-12-30 5 --explain", "tkmv workdays 2026-12-15 -3 --format json"],
    context_settings={"ignore_unknown_options": True},
)
@click.argument("day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("n", metavar="N", type=int)
@click.option("--explain", "explained", is_flag=True, help="Account for every day on the way.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
def workdays(day: datetime, n: int, explained: bool, form: str) -> int:
    """Count working days from a date.

    The N-th working day of the Russian production calendar after DATE, before it when N is negative. The day of the
    event itself is not counted (Civil Code, article 191). The first line of the answer is the date alone. A year
    without content/calendar/<year>.yml is an error: the message names the file to add.
    """
    from generator.workdays import CalendarGap, ProductionCalendar, explain_text

    if n == 0:
        raise click.BadParameter("нужно число, отличное от нуля", param_hint="'N'")
    from generator.reading.single import read_folder

    years, findings = read_folder(root(), "content/calendar")
    try:
        told = ProductionCalendar(years).explain(day.date(), n)
    except CalendarGap as gap:
        broken = [one for one in findings if one.path == gap.file]
        if broken:
            show.findings(broken)
        else:
            show.error(str(gap))
        return AT_FAULT
    if form == "json":
        show.out(_json(told))
    else:
        show.out(f"{told.result}\n{explain_text(told) if explained else ''}")
    return WELL


def _json(told: "Explanation") -> str:
    """The answer with every day on the way to it."""
    import json

    answer = {
        "event": told.event.isoformat(),
        "n": told.n,
        "date": told.result.isoformat(),
        "counted": [one.isoformat() for one in told.counted],
        "skipped": [{"date": one.day.isoformat(), "reason": one.reason} for one in told.skipped],
        "notes": [{"date": one.day.isoformat(), "text": one.text} for one in told.notes],
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"
