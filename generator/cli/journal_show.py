"""`tkmv journal show`: what the journal holds."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from generator.cli import show
from generator.cli.journal_place import journal_option, opened
from generator.cli.tool import WELL, Command

if TYPE_CHECKING:
    from probes.journal import Journal


@click.command(
    cls=Command, examples=["tkmv journal show", "tkmv journal show --format json --journal s3://bucket/journal"]
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@journal_option
def show_journal(form: str, url: str | None) -> int:
    """Tell what the journal holds and when it last grew."""
    with opened(url) as journal:
        told = _told(journal)
    if form == "json":
        show.out(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        show.out("".join(f"{line}\n" for line in _lines(told)))
    return WELL


def _told(journal: "Journal") -> dict[str, Any]:
    held = journal.inventory()
    return {
        "journal": journal.store.url,
        "simulated": journal.simulated,
        "raw_files": held.raw_files,
        "days": held.days,
        "rolled_up": held.rolled_up,
        "first": str(held.first) if held.first else None,
        "last": str(held.last) if held.last else None,
        "bytes": held.size,
        "last_runs": {vantage: started.isoformat() for vantage, started in journal.last_runs().items()},
        "quarantined": dict(journal.quarantined()),
    }


def _lines(told: dict[str, Any]) -> list[str]:
    from probes.journal.parquet import REASONS

    span = f"{told['first']} – {told['last']}" if told["first"] else "нет данных"
    lines = [
        f"Журнал: {told['journal']}{' (есть смоделированные данные)' if told['simulated'] else ''}",
        f"Дни: {span}",
        f"Уплотнено дней: {told['days']}, подсчитано дней: {told['rolled_up']}",
        f"Файлов обходов ждёт уплотнения: {told['raw_files']}",
        f"Размер: {_size(told['bytes'])}",
        *(f"Последний обход, точка {name}: {_at(started)}" for name, started in told["last_runs"].items()),
    ]
    lines += [] if told["last_runs"] else ["Последний обход: нет данных"]
    return lines + [
        f"Отложено файлов: {count} ({REASONS.get(reason, reason)})" for reason, count in told["quarantined"].items()
    ]


def _size(number: int) -> str:
    return f"{number / 1_048_576:.1f} МиБ" if number >= 1_048_576 else f"{number / 1024:.1f} КиБ"


def _at(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M:%S} UTC"
