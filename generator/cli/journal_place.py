"""Which journal a command works on, and how its faults are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.tool import Refusal

if TYPE_CHECKING:
    from probes.journal import Journal

# More files than these are counted, not listed.
SHOWN = 10


class JournalName(click.ParamType[str]):
    """A folder, or an address of a store that is known here."""

    name = "journal"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        scheme, named, rest = text.partition("://")
        if not (rest if named else text).strip("/ ") and text != "/":
            self.fail(f"'{text}': нужна папка или адрес вида s3://bucket/journal", param, ctx)
        if named and scheme != "file":
            from fsspec import available_protocols

            if scheme not in available_protocols():
                self.fail(f"хранилища вида {scheme}:// нет", param, ctx)
        return text


def journal_option(command: Any) -> Any:
    """`--journal URL`."""
    told = "Folder or address (default: .data/journal beside content/)."
    return click.option("--journal", "url", type=JournalName(), metavar="URL", help=told)(command)


def there(place: str) -> str:
    """A journal that is to be read: a folder must be there, of an address only reading will tell."""
    if "://" not in place and not Path(place).is_dir():
        absent = f"журнала {place} нет; его создаёт первый обход: tkmv probe"
        raise click.UsageError(absent, click.get_current_context())
    return place


@contextmanager
def opened(url: str | None) -> Iterator["Journal"]:
    """The journal named, else that of the root; what it cannot do becomes a refusal."""
    from generator.cli.place import root
    from probes.journal import DEFAULT, Journal, JournalError

    place = there(url or str(root() / DEFAULT))
    try:
        yield Journal.open(place)
    except JournalError as error:
        raise Refusal(str(error)) from None


def tell_skipped(journal: "Journal") -> None:
    """Files whose rows were left out; what lies ahead of the moment asked for is none of them."""
    from generator.cli import show
    from probes.journal.parquet import REASONS

    found = [f"{path} ({REASONS.get(why, why)})" for path, why in journal.skipped().items() if why != "future"]
    if found:
        rest = [f"и ещё: {len(found) - SHOWN}"] if len(found) > SHOWN else []
        show.error(
            f"журнал {journal.store.url}: эти файлы не учтены, отложит их tkmv journal compact:",
            *(f"  {one}" for one in [*found[:SHOWN], *rest]),
        )


def tell_set_aside(journal: "Journal") -> None:
    """Files that did not count, if any."""
    from generator.cli import show
    from probes.journal.parquet import REASONS

    for reason, count in journal.quarantined().items():
        show.note(f"Отложено файлов: {count} ({REASONS.get(reason, reason)})")
