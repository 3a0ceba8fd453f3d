"""Spells: uninterrupted stretches of bad slots of one check, as all vantages together saw it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Verdict


@dataclass(slots=True)
class Spell:
    """Bad slots in a row; `end` is the first good slot after them, empty while there is none."""

    check: str
    purpose: Purpose
    period: int
    start: int
    last: int
    end: int | None = None
    slots: int = 0
    worst: Verdict = Verdict.DEGRADED
    causes: Counter[str] = field(default_factory=Counter)
    evidence: str = ""
    planned: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of one check, all vantages taken together."""

    start: int
    verdict: Verdict
    cause: str | None
    evidence: str


def slots(rows: Iterable[Measurement]) -> Iterator[Slot]:
    """Slots in their order. Down is what every vantage that measured calls down; what only some do is degraded."""
    ordered = sorted(rows, key=lambda row: (row.slot, row.vantage))
    for start, group in groupby(ordered, key=lambda row: row.slot):
        yield _together(start, [row for row in group if row.verdict is not Verdict.NOT_MEASURED])


def _together(start: int, measured: list[Measurement]) -> Slot:
    if not measured:
        return Slot(start, Verdict.NOT_MEASURED, None, "")
    bad = [row for row in measured if row.verdict is not Verdict.UP]
    if not bad:
        return Slot(start, Verdict.UP, None, "")
    down = [row for row in bad if row.verdict is Verdict.DOWN]
    verdict = Verdict.DOWN if len(down) == len(measured) else Verdict.DEGRADED
    told = down[0] if down else bad[0]
    return Slot(start, verdict, told.cause, told.evidence)
