"""`tkmv certificates`: every certificate in files and folders, with the day it ends."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import place, show
from generator.cli.tool import AT_FAULT, WELL, Command

if TYPE_CHECKING:
    from probes.certificates.survey import Entry

HEADINGS = ("Состояние", "Действует до", "Компонент", "Номер", "Алгоритм", "Файл", "Пояснение")
VERDICTS = {"up": "действует", "degraded": "внимание", "down": "недействителен", "not_measured": "не прочитан"}


@click.command(
    cls=Command,
    examples=[
        "tkmv certificates content/monitoring/certificates",
        "tkmv certificates chain.p7b answer.xml --format json --today 2026-11-20",
    ],
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, readable=False))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@click.option("--at", type=place.MOMENT, metavar="TIME", help="The moment to judge at, ISO 8601 (default: now).")
@click.option(
    "--warn",
    type=click.IntRange(0, 36_500),
    multiple=True,
    metavar="DAYS",
    help="So many days before the end it is degraded (default: 60, 30, 14, 7).",
)
def certificates(paths: tuple[Path, ...], form: str, at: datetime | None, warn: tuple[int, ...]) -> int:
    """List every certificate in files and folders.

    Read are certificates (PEM, DER, bare base64, several in a file), chains and signatures (.p7b, .p7s), lists of
    revoked certificates (.crl) and messages with WS-Security tokens; GOST R 34.10-2001 and 2012 among them.
    Signatures are not verified. "ends" is the earlier of the end of the certificate and the end of its private key;
    verdict is up, degraded (ends soon, or a stale list), down (ended, not begun, revoked) or not_measured
    (unreadable). Serials are hexadecimal, times UTC; --today judges at the start of that day. Names of persons are
    never shown.

    Exit code 1 where a certificate is down, or where a file holds a private key: such a file is refused.
    """
    from probes.certificates.survey import survey
    from probes.model.check import WARN_DAYS

    for path in paths:
        try:
            path.stat()
        except OSError:
            context = click.get_current_context()
            raise click.UsageError(f"нет файла или папки {path}, или к ней нет доступа", context) from None
    entries = survey(paths, at or place.moment(), warn or WARN_DAYS)
    show.out(_json(entries) if form == "json" else _table(entries))
    if not entries:
        show.note("сертификатов не найдено")
    refused = sorted({one.path for one in entries if one.secret})
    for one in refused:
        show.error(f"{one}: закрытый ключ; уберите файл отсюда, ключ считайте раскрытым")
    return AT_FAULT if refused or any(one.assessment.verdict == "down" for one in entries) else WELL


def _json(entries: "tuple[Entry, ...]") -> str:
    return json.dumps([_row(one) for one in entries], ensure_ascii=False, indent=2) + "\n"


def _row(entry: "Entry") -> dict[str, str | None]:
    """The fields of the contract; of a list of revoked ones its issues stand for the dates."""
    found = entry.found
    return {
        "path": entry.path,
        "component": found.component if found else None,
        "serial": found.serial if found else None,
        "algorithm": found.algorithm if found else None,
        "not_before": _iso(found.not_before) if found else None,
        "not_after": _iso(found.not_after) if found else None,
        "key_not_after": _iso(found.key_not_after) if found else None,
        "ends": _iso(found.ends) if found else None,
        "verdict": str(entry.assessment.verdict),
        "note": entry.assessment.note,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20) if moment else None


def _table(entries: "tuple[Entry, ...]") -> str:
    """One certificate a line, columns as wide as their longest cell; the last one runs freely."""
    if not entries:
        return ""
    rows = [HEADINGS, *map(_cells, entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
    lines = ("  ".join((*map(str.ljust, row, widths), row[-1])) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cells(entry: "Entry") -> tuple[str, ...]:
    row = _row(entry)
    ends = (row["ends"] or "—")[:10]
    named = (row["component"], row["serial"], row["algorithm"], entry.path, entry.assessment.note)
    return VERDICTS[entry.assessment.verdict], ends, *(one or "—" for one in named)
