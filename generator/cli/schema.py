"""`tkmv schema`: the JSON Schemas of content files, written or compared."""

from pathlib import Path

import click

from generator.cli import show
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal


@click.command(cls=Command, examples=["tkmv schema", "tkmv schema --check"])
@click.option("--check", is_flag=True, help="Write nothing; fail where a file differs from its model.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the schemas (default: schemas/ beside content/).",
)
def schema(check: bool, out: Path | None) -> int:
    """Write the JSON Schemas of all content files.

    One <kind>.schema.json each, draft 2020-12, from the models; schemas/README.md tells editors how to use them.
    """
    from generator.cli.place import root
    from generator.drafting.files import Draft, Occupied, put
    from generator.drafting.schemas import schemas

    folder = out or root() / "schemas"
    wanted = dict(schemas())
    present = {path.name: path.read_bytes() for path in sorted(folder.glob("*.schema.json"))}
    stale = [name for name, data in wanted.items() if present.get(name) != data]
    alien = [name for name in present if name not in wanted]
    if check:
        for name in stale:
            show.error(f"{folder / name}: схема отстала от модели; обновите её: tkmv schema")
        for name in alien:
            show.error(f"{folder / name}: такого вида файлов нет; удалите схему")
        return AT_FAULT if stale or alien else WELL
    try:
        put(folder, [Draft(name, wanted[name], replaces=present.get(name)) for name in stale])
    except Occupied as occupied:
        raise Refusal(str(occupied)) from None
    for name in stale:
        show.out(f"{folder / name}\n")
    for name in alien:
        show.note(f"{folder / name}: такого вида файлов нет; удалите схему")
    return WELL
