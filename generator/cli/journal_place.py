"""Which journal a command works on, and how its faults are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.tool import Refusal

if TYPE_CHECKING:
    from probes.journal import Journal


def journal_option(command: Any) -> Any:
    """`--journal URL`."""
    told = "Folder or address (default: .data/journal beside content/)."
    return click.option("--journal", "url", metavar="URL", help=told)(command)


@contextmanager
def opened(url: str | None) -> Iterator["Journal"]:
    """The journal named, else that of the root; what it cannot do becomes a refusal."""
    from generator.cli.place import root
    from probes.journal import DEFAULT, Journal, JournalError

    place = url or str(root() / DEFAULT)
    if "://" not in place and not Path(place).is_dir():
        absent = f"журнала {place} нет; его создаёт первый обход: tkmv probe"
        raise click.UsageError(absent, click.get_current_context())
    scheme, named, _ = place.partition("://")
    if named and scheme != "file":
        from fsspec import available_protocols

        if scheme not in available_protocols():
            raise click.BadParameter(f"хранилища вида {scheme}:// нет", param_hint="'--journal'")
    try:
        yield Journal.open(place)
    except JournalError as error:
        raise Refusal(str(error)) from None


def tell_set_aside(journal: "Journal") -> None:
    """Files that did not count, if any."""
    from generator.cli import show
    from probes.journal.parquet import REASONS

    for reason, count in journal.quarantined().items():
        show.note(f"Отложено файлов: {count} ({REASONS.get(reason, reason)})")
