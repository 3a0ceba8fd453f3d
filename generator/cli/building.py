"""From content on disk to the portal in a folder, for `build` and `serve`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import place, show
from generator.cli.tool import Refusal
from generator.cli.world import cache, steady, world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding
    from generator.portal.edition import Edition
    from generator.portal.memory import BuildReport
    from generator.reading.sums import Sums


def build_to(out: Path, journal: str | None = None) -> bool:
    """Build the portal and tell what is at fault; False where the content has errors.

    The state of monitoring is that of the journal asked for, else of the one in `.data`; nothing is probed.

    Content that could not be read whole is refused: a portal that lacks a card without a word would be worse.
    """
    from generator.cli.sources import edition
    from generator.cli.watching import watched
    from generator.reading.sums import sums

    root = place.root()
    content = sums(root)
    made_of = edition(root, content)
    seen = watched(root, journal)
    known = _known(root, out, content, made_of, seen)
    findings, report = known or _built(out, content, made_of, journal, seen)
    if known:
        show.findings([one for one in findings if one.severity == "error"])
    show.note(
        f"Портал в {out}: страниц с данными {report.pages}; файлов записано {report.written}, "
        f"без изменений {report.unchanged}, удалено {report.removed}"
    )
    return not any(one.severity == "error" for one in findings)


@steady()
def _built(
    out: Path, content: "Sums | None", made_of: "Edition", journal: str | None, seen: str
) -> "tuple[Sequence[Finding], BuildReport]":
    from generator.checks.order import applicable
    from generator.checks.together import check_all
    from generator.cli.watching import watching
    from generator.portal.build import build_portal
    from generator.portal.memory import Memory
    from generator.portal.writer import ForeignFolderError
    from generator.reading import answers
    from generator.reading.card_answers import CardAnswers

    folder = cache()
    known = CardAnswers(folder, content, place.day_key()) if folder is not None and content is not None else None
    found = world(known.cards if known else ())
    procedure = found.procedure if applicable(found.loaded.content.order) else None
    findings = check_all(found.loaded, found.today, found.calendar, procedure, known)
    # What was read is what was summed, or it is not known by its sums.
    stands = content is not None and content.stand()
    if known and not stands:
        findings = check_all(found.loaded, found.today, found.calendar, procedure)
    show.findings([one for one in findings if one.severity == "error"])
    if found.errors:
        raise Refusal("портал не собран: не все файлы прочитаны, исправьте их")
    warnings = [one for one in findings if one.severity == "warning"]
    memory = None
    if known is not None and folder is not None and content is not None and stands:
        known.remember()
        answers.remember(folder, answers.key_of(content, "check", place.day_key()), findings)
        memory = Memory(folder, content, seen, _key(content, made_of, seen))
    try:
        with show.progress("Сборка страниц") as progress:
            report = build_portal(
                found.root,
                out,
                found.loaded.content,
                found.procedure,
                warnings,
                progress,
                edition=made_of,
                memory=memory,
                picture=watching(found, journal).picture(),
            )
    except ForeignFolderError as foreign:
        raise click.UsageError(str(foreign), click.get_current_context()) from None
    return findings, report


def _known(
    root: Path, out: Path, content: "Sums | None", made_of: "Edition", seen: str
) -> "tuple[Sequence[Finding], BuildReport] | None":
    """What the check found and what the folder holds, where an earlier run made both of the very same things."""
    from generator.portal.memory import Memory, earlier_build
    from generator.reading import answers

    folder = cache()
    if folder is None or content is None:
        return None
    findings = answers.look_up(folder, answers.key_of(content, "check", place.day_key()))
    report = (
        earlier_build(out, Memory(folder, content, seen, _key(content, made_of, seen)))
        if findings is not None
        else None
    )
    return (findings, report) if findings is not None and report is not None else None


def _key(content: "Sums", made_of: "Edition", seen: str) -> str:
    """Key of everything that a portal depends on."""
    from generator.portal.memory import key, tool_key
    from generator.portal.shell_build import sources_key

    return key(tool_key(), sources_key(), content.all, place.day_key(), repr(made_of), seen)
