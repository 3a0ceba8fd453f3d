"""Measurements on their way into the journal: on this disk first, so that a journal that fails loses none.

Importing this takes as long as hundreds of probes (pyarrow): do it while a helper process starts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from probes.journal import Journal, JournalError
from probes.journal.errors import reason
from probes.model.measurement import Measurement
from probes.sweep.spool import Spool, Unread

SPOOL = Path(".data", "spool")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where the rows of a sweep are: in a file of the journal, or kept here with the reason."""

    name: str | None
    kept: Path | None = None
    fault: str | None = None
    # Sweeps of earlier runs that went along.
    earlier: int = 0
    # Files of the spool that tell of no sweep.
    unread: tuple[Path, ...] = ()


class Ledger:
    """One journal and the spool before it."""

    def __init__(self, url: str, root: Path) -> None:
        self.url = url
        self.spool = Spool(root / SPOOL, url if "://" in url else str(Path(url).resolve()))

    def record(self, rows: Sequence[Measurement], *, runner: str, started: datetime, simulated: bool) -> Recorded:
        """Keep a sweep and deliver whatever waits; what the journal does not take stays for the next run."""
        try:
            own = self.spool.keep(rows, runner=runner, started=started, simulated=simulated)
        except OSError as error:
            return self._at_once(rows, runner, started, simulated, f"{self.spool.folder}: {reason(error)}")
        name, fault, earlier = None, None, 0
        unread: list[Path] = []
        try:
            journal = Journal.open(self.url)
            for one in self.spool.kept():
                if isinstance(one, Unread):
                    unread.append(one.path)
                    continue
                given = journal.append(one.rows, runner=one.runner, started=one.started, simulated=one.simulated)
                if one.path == own.path:
                    name = given
                else:
                    earlier += 1
                self.spool.drop(one)
        except JournalError as error:
            fault = str(error)
        except OSError as error:
            fault = f"{self.spool.folder}: {reason(error)}"
        # Another run may have delivered it meanwhile.
        kept = own.path if name is None and own.path.exists() else None
        return Recorded(name, kept, fault, earlier, tuple(unread))

    def _at_once(
        self, rows: Sequence[Measurement], runner: str, started: datetime, simulated: bool, fault: str
    ) -> Recorded:
        """Without a place to keep them the rows go straight to the journal."""
        try:
            name = Journal.open(self.url).append(rows, runner=runner, started=started, simulated=simulated)
        except JournalError as error:
            return Recorded(None, fault=f"{error}; сохранить строки на этом узле тоже не удалось: {fault}")
        return Recorded(name)
