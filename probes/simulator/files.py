"""What components and signing hosts write into the machine data: heartbeats, reported results, a trusted authority."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from probes.simulator.illness import Illness
from probes.simulator.places import Part

KINDS = ("heartbeat", "reported")
# A file is written anew so many times before it would grow old.
BEATS = 4
LONGEST_PAUSE, SHORTEST_PAUSE = 30.0, 0.5


class Files:
    """Files of checks that read the machine data; what lies elsewhere belongs to people and is left alone."""

    def __init__(self, parts: Sequence[Part], root: Path, data: Path) -> None:
        self._data = data.resolve()
        self._root = root
        told = [(part, self._own(data / part.check.address)) for part in parts if part.check.kind in KINDS]
        self._paths = [(part, path) for part, path in told if path]
        self._trusts = sorted({part.check.trust for part in parts if part.check.trust})

    @property
    def pause(self) -> float:
        """Seconds between two writings."""
        shortest = min((_oldest(part) for part, _ in self._paths), default=LONGEST_PAUSE)
        return min(LONGEST_PAUSE, max(SHORTEST_PAUSE, shortest / BEATS))

    def trust(self, pem: bytes) -> None:
        """Lay the certificate of the authority where checks look for it."""
        for address in self._trusts:
            if path := self._own(self._root / address):
                _put(path, pem)

    def write(self, now: datetime, illness: Callable[[Part], Illness | None]) -> None:
        """Write every file as its component would have left it."""
        for part, path in self._paths:
            ill = illness(part)
            name = ill.name if ill else ""
            if name == "missing":
                path.unlink(missing_ok=True)
            else:
                written = now - timedelta(seconds=3 * _oldest(part) if name == "stale" else 0)
                _put(path, _said(written, well=name != "fault"))

    def _own(self, path: Path) -> Path | None:
        """The place of a file within the machine data; none where it leads elsewhere."""
        found = path.resolve()
        return found if found.is_relative_to(self._data) else None


def _oldest(part: Part) -> int:
    """The age at which a file is too old."""
    return part.check.max_age or part.check.period


def _said(written: datetime, *, well: bool) -> bytes:
    """A heartbeat: when it was written and whether the component is well."""
    return json.dumps({"at": written.isoformat(timespec="seconds"), "status": "ok" if well else "fault"}).encode()


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a check may read at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
