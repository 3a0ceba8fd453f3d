"""`tkmv changes`: what a change of the content does, in words, for those who have to agree with it."""

import os
import re
import secrets
from dataclasses import replace
from pathlib import Path

import click

from generator.cli import show
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal
from generator.cli.world import revision, world


@click.command(cls=Command, examples=["tkmv changes --base origin/main"])
@click.option("--base", required=True, metavar="REV", help="Compare with this revision of git.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="text; github, for the log and the summary of a merge request.",
)
def changes(base: str, form: str) -> int:
    """Tell what a change of the content does.

    In Russian, card by card against REV: fields that differ, new records, agreements that are added or become stale,
    the stage, duties that begin, are done or get another term; then what happens to other files. Whether all that is
    right says `tkmv check`; the exit code is 1 only where files cannot be read whole.
    """
    from generator.portal.impact import impact
    from generator.portal.impact_text import impact_text
    from generator.portal.views.names import Names
    from generator.procedure.differences import spoken
    from generator.procedure.standing import Procedure

    found = world()
    before = revision(found, base).content
    if before.order is None:  # before the order itself was there
        before = replace(before, order=found.procedure.order)
    names = Names(found.loaded.content, found.today, {})
    done = impact(Procedure(before, found.calendar, found.today), found.procedure, spoken(names.short))
    text = impact_text(done, names)
    if form == "github":
        _summarise(text)
        show.out(_inert(text))
    else:
        show.out(text)
    show.findings(found.errors)
    return AT_FAULT if found.errors else WELL


def _inert(text: str) -> str:
    """Text of a change on a log that takes commands: none is obeyed until the token, which no change can know."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text}::{token}::\n"


def _summarise(text: str) -> None:
    """Add the text to the page of the run as it stands, whatever marks it holds."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path is None:
        return
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    try:
        with Path(path).open("a", encoding="utf-8") as summary:
            summary.write(f"## Что меняет этот запрос\n\n{fence}text\n{text}{fence}\n")
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from None
