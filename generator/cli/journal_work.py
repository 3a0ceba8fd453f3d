"""`tkmv journal compact` and `tkmv journal roll-up`."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from generator.cli import show
from generator.cli.journal_place import journal_option, opened, tell_set_aside
from generator.cli.tool import WELL, Command

if TYPE_CHECKING:
    from probes.model.check import Target

DAY = click.DateTime(["%Y-%m-%d"])


class SchedulerName(click.ParamType[str]):
    """The address of a scheduler; a client that was given none of these takes half a minute to give up."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"(?:tcp|tls)://[^/\s]+:[1-9]\d{0,4}", str(value)):
            self.fail(f"'{value}': нужен адрес вида tcp://127.0.0.1:8786", param, ctx)
        return str(value)


@click.command(
    cls=Command,
    examples=["tkmv journal compact", "tkmv journal compact --day 2026-11-20", "tkmv journal compact --keep-days 400"],
)
@click.option(
    "--day", type=DAY, metavar="YYYY-MM-DD", help="One UTC day, even today's (default: all days that are over)."
)
@click.option(
    "--keep-days",
    type=click.IntRange(1),
    metavar="N",
    help="Then remove rows of days older than that which are rolled up; roll-ups stay (default: keep all).",
)
@journal_option
def compact(day: datetime | None, keep_days: int | None, url: str | None) -> int:
    """Merge the files of sweeps into one file a day.

    Files that came late are merged into their day the next time. Files that are torn, foreign or ahead of the clock
    are moved to quarantine/ and counted. One at a time: another one waits.
    """
    with opened(url) as journal:
        for done in journal.compact(day.date() if day else None):
            show.out(f"{done.day}\tстрок {done.rows}\tфайлов обходов {done.merged}\n")
        if keep_days:
            for gone in journal.expire(keep_days):
                show.out(f"{gone}\tстроки удалены по сроку хранения, итоги дня остались\n")
        tell_set_aside(journal)
    return WELL


@click.command(
    cls=Command,
    name="roll-up",
    examples=[
        "tkmv journal roll-up",
        "tkmv journal roll-up --from 2026-11-01 --to 2026-11-30 --cluster tcp://127.0.0.1:8786",
    ],
)
@click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", help="First day (default: the first of the journal).")
@click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", help="Last day (default: yesterday).")
@click.option(
    "--cluster",
    type=SchedulerName(),
    metavar="ADDRESS",
    help="Dask scheduler to run on (default: the cores of this machine).",
)
@click.option(
    "--vantage",
    "vantages",
    multiple=True,
    metavar="NAME",
    help="Point of observation that has to measure every slot; may be repeated (default: those that did that day).",
)
@click.option("--again", is_flag=True, help="Count every day from --from to --to anew: the inventory was corrected.")
@journal_option
def roll_up(
    first: datetime | None,
    last: datetime | None,
    cluster: str | None,
    vantages: tuple[str, ...],
    again: bool,
    url: str | None,
) -> int:
    """Count days by check: what reports and pages are made of.

    Days that are over are compacted first. Days (UTC) whose roll-up is missing or older than their rows are counted
    anew, from the rows of that day alone and the slots that the inventory expects of it. Every other roll-up stays byte
    for byte as it is.
    """
    from generator.cli.place import moment
    from generator.cli.world import world
    from generator.monitoring.plan import plan
    from probes.journal.names import days_between

    targets = plan(world().loaded.content)
    # Days of the journal are those of UTC, whatever the zone of this machine.
    now = moment().date()
    until = last.date() if last else now - timedelta(days=1)
    if until > now:
        raise click.UsageError(f"--to {until} ещё не наступило", click.get_current_context())
    if first and first.date() > until:
        raise click.UsageError(f"--from {first:%Y-%m-%d} позже, чем --to {until}", click.get_current_context())
    if again and not first:
        raise click.UsageError("--again действует вместе с --from", click.get_current_context())
    with opened(url) as journal:
        journal.compact()
        begin = max(first.date(), _earliest(journal.days(), targets)) if first else None
        days = days_between(begin, until) if again and begin else journal.stale(begin, until)
        done = journal.roll_up_days(days, targets, vantages=vantages, cluster=cluster)
        for day in done:
            show.out(f"{day}\n")
        show.note(f"Подсчитано дней: {len(done)}")
        tell_set_aside(journal)
    return WELL


def _earliest(days: Iterable[date], targets: "Iterable[Target]") -> date:
    """The day before which nothing was measured and nothing was to be."""
    since = (check.since for target in targets for check in target.checks)
    return min([*days, *(one.date() for one in since if one)], default=date.max)
