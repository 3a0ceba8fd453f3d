"""`tkmv check`: all rules over content, or only what a change brings in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator.cli import place, show
from generator.cli.tool import AT_FAULT, WELL, Command
from generator.cli.world import World, cache, calendar, revision, steady, world

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.reading.content import Loaded


@click.command(cls=Command, examples=["tkmv check", "tkmv check --base origin/main --format github"])
@click.option("--base", metavar="REV", help="Tell only what is new against this revision of git.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="text; json, a list for programs; github, annotations of a merge request.",
)
def check(base: str | None, form: str) -> int:
    """Check the content against all rules of the order.

    Every fault is told at once: path, line, field, what it must be, what to do, by which point. Exit code 1 where
    there is an error; warnings alone are 0.

    With --base, for a merge request: findings that exist at REV already are counted but not repeated, the exit code
    is 1 only for new errors, and a message tells which agreements the change adds and which it makes stale.
    """
    from generator.checks.output import WRITERS, summary

    findings = _all() if base is None else _new_since(base)
    show.out(_coloured(findings) if form == "text" and show.coloured("stdout") else WRITERS[form](findings))
    show.note(summary(findings))
    return AT_FAULT if any(one.severity == "error" for one in findings) else WELL


@steady()
def _all() -> "Sequence[Finding]":
    """All findings; over unchanged content those of the earlier run."""
    from generator.reading import answers
    from generator.reading.sums import sums

    root, folder = place.root(), cache()
    content = sums(root) if folder else None
    key = answers.key_of(content, "check", place.day_key())
    known = answers.look_up(folder, key)
    if known is not None:
        return known
    from generator.checks.together import check_all
    from generator.reading.card_answers import CardAnswers

    cards = CardAnswers(folder, content, place.day_key()) if folder is not None and content is not None else None
    found = world(cards.cards if cards else ())
    findings = check_all(found.loaded, found.today, found.calendar, known=cards)
    if cards is None or content is None:
        return findings
    if not content.stand():  # something changed meanwhile, so what was read is not known by its sums
        return check_all(found.loaded, found.today, found.calendar)
    cards.remember()
    answers.remember(folder, key, findings)
    return findings


def _new_since(base: str) -> "Sequence[Finding]":
    """Findings that a revision did not have; how many it had already, and what becomes of agreements, is told."""
    from generator.checks.together import check_all, new_since

    found = world()
    findings = check_all(found.loaded, found.today, found.calendar)
    before = revision(found, base)
    fresh = new_since(check_all(before, found.today, calendar(before)), findings)
    if known := len(findings) - len(fresh):
        show.note(f"Не показано замечаний, которые уже есть в {base}: {known}")
    _tell_agreements(before, found)
    return fresh


def _tell_agreements(before: "Loaded", found: World) -> None:
    """Agreements that the change adds, and those of the base that it makes stale or takes back."""
    from generator.checks.changes import agreement_changes

    for line in agreement_changes(before.content, found.loaded.content, found.today):
        show.note(line)


def _coloured(findings: "Sequence[Finding]") -> str:
    """The text with what a person looks for first."""
    from generator.checks.output import text

    colour = {"error": "red", "warning": "yellow"}
    lines = ((one, text([one])) for one in findings)
    return "".join(
        click.style(line[: (cut := len(f"{one.path}:{one.line}"))], fg=colour[one.severity], bold=True) + line[cut:]
        for one, line in lines
    )
