"""What components and signing hosts write into the machine data: heartbeats, reported results, a trusted authority."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from probes.model.cause import CAUSES
from probes.model.verdict import Verdict
from probes.simulator.illness import Illness
from probes.simulator.places import Part

Row = Mapping[str, str]
# A file is written anew so many times before it would grow old.
BEATS = 4
LONGEST_PAUSE, SHORTEST_PAUSE = 30.0, 0.5
# A component that nobody can reach does not speak of itself either.
SILENT = {"stale", "refuse", "deaf", "mute"}
# What a signing host would report of a service in this state.
REPORTED = {
    "refuse": "supplier_unavailable",
    "deaf": "supplier_timeout",
    "mute": "supplier_timeout",
    "reset": "supplier_unavailable",
    "status": "supplier_unavailable",
    "fault": "fault_unknown",
    "wrong": "assertion_failed",
}
COLUMNS = ("service", "time", "verdict", "cause", "evidence")
EXAMPLE = "контрольный пример, симулятор"


class Files:
    """Files of checks that read the machine data; what lies elsewhere belongs to people and is left alone."""

    def __init__(self, parts: Sequence[Part], root: Path, data: Path) -> None:
        self._root, self._data = root, data.resolve()
        self._beats = [(path, part) for part in parts if part.check.kind == "heartbeat" and (path := self._file(part))]
        self._reports: dict[Path, list[Part]] = {}
        for part in parts:
            if part.check.kind == "reported" and (path := self._file(part)):
                self._reports.setdefault(path, []).append(part)
        self._trusts = sorted({part.check.trust for part in parts if part.check.trust})

    @property
    def pause(self) -> float:
        """Seconds between two writings."""
        told = [part for _, part in self._beats] + [part for there in self._reports.values() for part in there]
        shortest = min((_oldest(part) for part in told), default=LONGEST_PAUSE)
        return min(LONGEST_PAUSE, max(SHORTEST_PAUSE, shortest / BEATS))

    def trust(self, pem: bytes) -> None:
        """Lay the certificate of the authority where checks look for it."""
        for address in self._trusts:
            if path := self._own(self._root / address):
                _put(path, pem)

    def write(self, now: datetime, illness: Callable[[Part], Illness | None]) -> None:
        """Write every file as its component would have left it."""
        for path, part in self._beats:
            ill = illness(part)
            if ill and ill.name == "missing":
                path.unlink(missing_ok=True)
            else:
                _put(path, _beat(part, ill, now))
        for path, there in self._reports.items():
            rows = [_row(part, illness(part), now) for part in there]
            _put(path, _table([row for row in rows if row], path.suffix))

    def _file(self, part: Part) -> Path | None:
        """The file of a check; into a folder of results the simulator writes one of its own."""
        path = self._data / part.check.address.partition("#")[0]
        return self._own(path if path.suffix else path / "simulator.jsonl")

    def _own(self, path: Path) -> Path | None:
        """A place within the machine data; none where it leads elsewhere."""
        found = path.resolve()
        return found if found.is_relative_to(self._data) else None


def examples(parts: Sequence[Part], root: Path) -> dict[Part, bytes]:
    """The scripted examples of the plan, by which incoming ones are known."""
    found = {}
    for part in parts:
        path = root / part.check.request if part.check.request else None
        if path and path.is_file():
            found[part] = path.read_bytes()
    return found


def _beat(part: Part, ill: Illness | None, now: datetime) -> bytes:
    """When it was written, whether the component is well."""
    status, note = "ok", "симулятор"
    if ill and ill.name == "fault":
        status, note = "fault", ill.value
    moment = _written(part, now, silent=ill is not None and ill.name in SILENT)
    return json.dumps({"time": moment, "status": status, "note": note}, ensure_ascii=False).encode()


def _row(part: Part, ill: Illness | None, now: datetime) -> Row | None:
    """The last result that a signing host has of a service."""
    if ill and ill.name == "missing":
        return None
    cause = REPORTED.get(ill.name) if ill else None
    if ill and ill.name == "fault" and ill.value in CAUSES:
        cause = ill.value
    service = part.check.address.partition("#")[2] or part.target.id
    moment = _written(part, now, silent=ill is not None and ill.name == "stale")
    verdict = Verdict.DOWN if cause else Verdict.UP
    return dict(zip(COLUMNS, (service, moment, verdict.value, cause or "", EXAMPLE), strict=True))


def _written(part: Part, now: datetime, *, silent: bool) -> str:
    return (now - timedelta(seconds=3 * _oldest(part) if silent else 0)).isoformat(timespec="seconds")


def _table(rows: Sequence[Row], suffix: str) -> bytes:
    """JSON lines, or CSV with a heading where the name says so."""
    if suffix != ".csv":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _oldest(part: Part) -> int:
    """The age at which a file is too old."""
    return part.check.max_age or part.check.period


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a check may read at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
