"""`tkmv register`: rows for the Unified register of agreements."""

from pathlib import Path

import click

from generator.cli import show
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal


@click.command(
    cls=Command, examples=["tkmv register --format csv --out register.csv", "tkmv register --format xlsx --out r.xlsx"]
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx"]),
    default="csv",
    show_default=True,
    help="csv with semicolons, or a workbook; no cell of either can act as a formula.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write (default: standard output); an existing file is replaced at once.",
)
def register(form: str, out: Path | None) -> int:
    """Write rows for the Unified register of agreements, one for each card in force (points 20, 46).

    What the content does not say stands as «нет данных». Exit code 1 where files could not be read: their cards are
    missing from the rows.
    """
    from generator.cli.world import world
    from generator.exchange.register import register as table_of
    from generator.exchange.tables import to_csv, to_xlsx
    from generator.portal.site_text import site_text

    if form == "xlsx" and out is None and show.is_terminal("stdout"):
        raise click.UsageError("книгу Excel на экран не вывести; укажите --out FILE", click.get_current_context())
    found = world()
    table = table_of(found.procedure, site_text(found.loaded.content.site, None).address)
    data = to_xlsx(table) if form == "xlsx" else to_csv(table.headings, table.rows).encode()
    if out is None:
        show.out(data)
    else:
        _put(out, data)
        show.note(f"Строк для Единого реестра: {len(table.rows)}, файл {out}")
    show.findings(found.errors)
    return AT_FAULT if found.errors else WELL


def _put(out: Path, data: bytes) -> None:
    new = out.with_name(f".{out.name}.new")
    try:
        new.write_bytes(data)
        new.replace(out)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise Refusal(f"файл {out} не записать: {error.strerror}") from None
