"""Sweeps on this disk until the journal has acknowledged them: a journal that fails loses none."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal
from uuid import uuid4

from pydantic import AwareDatetime

from probes.model.exactly import Seconds, exactly
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict

_FORM: Literal[1] = 1
_ABANDONED = 3600
# The fields of a measurement, in their order.
_Row = tuple[Seconds, str, str, str, Verdict, str | None, int, str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class _File:
    """A sweep as it lies on the disk."""

    form: Literal[1]
    runner: str
    started: AwareDatetime
    simulated: bool
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one sweep has measured and the journal does not have yet."""

    path: Path
    runner: str
    started: datetime
    rows: tuple[Measurement, ...]
    # Measured on the simulator, and marked so for good.
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that tells of no sweep, or that cannot be read."""

    path: Path


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
                written = os.fstat(file.fileno()).st_mtime
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _sync(self.folder)
        self._tidy(written)
        return Batch(path, runner, started, tuple(rows), simulated)

    def _tidy(self, moment: float) -> None:
        """Remove what killed runs left half-written; a living one is done within the hour."""
        for path in self.folder.glob("*.tmp"):
            with suppress(FileNotFoundError):
                if moment - path.stat().st_mtime > _ABANDONED:
                    path.unlink()

    def kept(self) -> Iterator[Batch | Unread]:
        """Sweeps that wait, the oldest first; a file that is none is told and stays where it is."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                yield _batch(path)
            except FileNotFoundError:  # another process has delivered it meanwhile
                continue
            except (OSError, ValueError):
                yield Unread(path)

    def drop(self, batch: Batch) -> None:
        """The journal has acknowledged it."""
        batch.path.unlink(missing_ok=True)


def _batch(path: Path) -> Batch:
    told = exactly(_File, path.read_bytes())
    return Batch(path, told.runner, told.started, tuple(Measurement(*row) for row in told.rows), told.simulated)


def _sync(folder: Path) -> None:
    """The new name outlives a crash too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
