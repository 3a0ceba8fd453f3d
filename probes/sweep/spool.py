"""Sweeps on this disk until the journal has acknowledged them: a journal that fails loses none."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from probes.model.measurement import Measurement
from probes.model.verdict import Verdict

_FORM = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """What one sweep has measured and the journal does not have yet."""

    path: Path
    runner: str
    started: datetime
    rows: tuple[Measurement, ...]
    # Measured on the simulator, and marked so for good.
    simulated: bool = False


class Spool:
    """Sweeps that wait for one journal; another journal has another folder."""

    def __init__(self, folder: Path, journal: str) -> None:
        self.folder = folder / sha256(journal.encode()).hexdigest()[:16]

    def keep(self, rows: Sequence[Measurement], *, runner: str, started: datetime, simulated: bool = False) -> Batch:
        """Keep a sweep: whole or not at all, and for good."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex}.json"
        tree = {
            "form": _FORM,
            "runner": runner,
            "started": started.astimezone(UTC).isoformat(),
            "simulated": simulated,
            "rows": [astuple(row) for row in rows],
        }
        beside = path.with_suffix(".tmp")
        try:
            with beside.open("x", encoding="utf-8") as file:
                json.dump(tree, file, ensure_ascii=False, separators=(",", ":"))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _sync(self.folder)
        return Batch(path, runner, started, tuple(rows), simulated)

    def kept(self) -> Iterator[Batch]:
        """Sweeps that wait, the oldest first; a file that is none is set aside and never read again."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                yield _batch(path)
            except FileNotFoundError:  # another process has delivered it meanwhile
                continue
            except (ValueError, TypeError, KeyError):
                path.rename(path.with_suffix(".unreadable"))

    def drop(self, batch: Batch) -> None:
        """The journal has acknowledged it."""
        batch.path.unlink(missing_ok=True)


def _batch(path: Path) -> Batch:
    tree = json.loads(path.read_bytes())
    if tree["form"] != _FORM:
        raise ValueError("a spool of another form")
    rows = tuple(
        Measurement(slot, target, check, vantage, Verdict(verdict), cause, milliseconds, evidence, phases)
        for slot, target, check, vantage, verdict, cause, milliseconds, evidence, phases in tree["rows"]
    )
    return Batch(path, tree["runner"], datetime.fromisoformat(tree["started"]), rows, tree["simulated"])


def _sync(folder: Path) -> None:
    """The new name outlives a crash too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
