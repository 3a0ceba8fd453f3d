"""From content on disk to the portal in a folder, for `build` and `serve`."""

from pathlib import Path

import click

from generator.cli import show
from generator.cli.tool import Refusal
from generator.cli.world import World


def build_to(found: World, out: Path) -> bool:
    """Build the portal and tell what is at fault; False where the content has errors.

    Content that could not be read whole is refused: a portal that lacks a card without a word would be worse.
    """
    from generator.checks.together import check_all
    from generator.cli.sources import edition
    from generator.portal.build import build_portal
    from generator.portal.writer import ForeignFolderError

    findings = check_all(found.loaded, found.today, found.calendar)
    errors = [one for one in findings if one.severity == "error"]
    show.findings(errors)
    if found.errors:
        raise Refusal("портал не собран: не все файлы прочитаны, исправьте их")
    warnings = [one for one in findings if one.severity == "warning"]
    try:
        with show.progress("Сборка страниц") as progress:
            report = build_portal(
                found.root,
                out,
                found.loaded.content,
                found.procedure,
                warnings,
                progress,
                edition=edition(found.root),
            )
    except ForeignFolderError as foreign:
        raise click.UsageError(str(foreign), click.get_current_context()) from None
    show.note(
        f"Портал в {out}: страниц с данными {report.pages}; файлов записано {report.written}, "
        f"без изменений {report.unchanged}, удалено {report.removed}"
    )
    return not errors
