"""`reported`: health measured elsewhere, on the host that holds the signing key, and pushed as rows (п. 29).

A file of JSON, JSON lines or CSV with a heading, or a folder of such files, below the root of the machine data. A row
says `service`, `time` (ISO 8601) or `slot` (seconds since 1970), `verdict`, and where not up `cause`, `evidence`. The
address names the service after `#`, where the file speaks of several; its last row, no older than `max_age`, is the
answer.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from probes.kinds.pushed import AHEAD, age, below, longest, moment_of, tail
from probes.model.cause import CAUSES
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.moscow import minute
from probes.model.verdict import Side, Verdict
from probes.reach.failure import Failure
from probes.reach.reach import Reach

# Of a file that grows only the end is read; of a folder the last files by name.
CAP = 1_048_576
FILES = 16
SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".csv"})


class Row(NamedTuple):
    """One result from elsewhere."""

    service: str
    moment: datetime
    verdict: Verdict
    cause: str | None
    evidence: str


async def probe(check: Check, reach: Reach) -> Outcome:
    """The last result of the service, if it is fresh; without one nothing was measured."""
    address, _, service = check.address.partition("#")
    path = below(address, reach.data)
    try:
        there = path is not None and (path.is_file() or path.is_dir())
    except OSError as error:
        raise Failure("reported_missing", f"{address}: файл не читается, код {error.errno}") from None
    if path is None or not there:
        raise Failure("reported_missing", f"файла {address} нет")
    rows, bad = _rows(path)
    known = sorted({row.service for row in rows})
    if not service and len(known) > 1:
        raise Failure("not_configured", f"укажите сервис в адресе после #, в файле: {', '.join(known)[:300]}")
    own = [row for row in rows if not service or row.service == service]
    past = [row for row in own if row.moment <= reach.now + AHEAD]
    doubts = [f"не прочитано строк: {bad}"] if bad else []
    if len(past) < len(own):
        doubts.append(f"строк из будущего: {len(own) - len(past)}")
    if not past:
        told = "; ".join((f"результатов сервиса {service or address} нет", *doubts))
        raise Failure("reported_missing", told)
    # Of two rows with the same moment the later one corrects the earlier.
    row = max(enumerate(past), key=lambda pair: (pair[1].moment, pair[0]))[1]
    since = reach.now - row.moment
    told = f"измерено на подписывающем узле {minute(row.moment)}"
    if since > longest(check):
        text = f"{told}; прошло {age(since)}, допустимо {age(longest(check))}"
        raise Failure("reported_missing", "; ".join((text, *doubts)))
    cause, evidence = _cause(row)
    return Outcome(row.verdict, cause, evidence="; ".join(one for one in (told, evidence, *doubts) if one))


def _cause(row: Row) -> tuple[str | None, str]:
    """The cause of the taxonomy; one that it does not know stays in the evidence."""
    if row.verdict is Verdict.UP:
        return None, row.evidence
    # A limit of the probe is the cause of what was not measured, and of nothing else.
    known = CAUSES.get(row.cause or "")
    if known and (known.side is Side.UNKNOWN) == (row.verdict is Verdict.NOT_MEASURED):
        return row.cause, row.evidence
    otherwise = "reported_missing" if row.verdict is Verdict.NOT_MEASURED else "fault_unknown"
    told = f"причина '{row.cause[:60]}' не из перечня для {row.verdict}" if row.cause else "причина не названа"
    return otherwise, f"{told}; {row.evidence}" if row.evidence else told


def _rows(path: Path) -> tuple[list[Row], int]:
    """Rows of a file or of the last files of a folder, and how many lines were none."""
    files = [path]
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix in SUFFIXES and one.is_file())[-FILES:]
    rows: list[Row] = []
    bad = 0
    for file in files:
        try:
            data, whole = tail(file, CAP)
        except OSError:
            bad += 1
            continue
        for tree in _trees(data.decode("utf-8", "replace"), whole, csv_form=file.suffix == ".csv"):
            row = _row(tree)
            if row is None:
                bad += 1
            else:
                rows.append(row)
    return rows, bad


def _trees(text: str, whole: bool, *, csv_form: bool) -> Iterator[Mapping[str, object] | None]:
    """The rows as mappings; None for a line that is torn or no row."""
    text = text.removeprefix("\ufeff")
    if csv_form:
        if not whole:
            yield None
            return
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        try:
            yield from csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
        except csv.Error:
            yield None
        return
    document = _json(text) if whole else None
    if isinstance(document, list | dict):
        yield from (_mapping(one) for one in (document if isinstance(document, list) else [document]))
        return
    # Not `splitlines`: JSON may hold a separator of lines that is none of ours.
    lines = text.split("\n")
    for line in lines if whole else lines[1:]:
        if line.strip():
            yield _mapping(_json(line))


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _mapping(tree: object) -> Mapping[str, object] | None:
    return tree if isinstance(tree, dict) else None


def _row(tree: Mapping[str, object] | None) -> Row | None:
    if tree is None:
        return None
    service, cause, evidence = tree.get("service", ""), tree.get("cause") or None, tree.get("evidence") or ""
    moment = moment_of(tree.get("time")) or _of_slot(tree.get("slot"))
    try:
        verdict = Verdict(str(tree.get("verdict")))
    except ValueError:
        return None
    sound = isinstance(service, str) and isinstance(cause, str | None) and isinstance(evidence, str)
    if not sound or moment is None:
        return None
    return Row(service, moment, verdict, cause, evidence)  # type: ignore[arg-type]


def _of_slot(slot: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(slot)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
