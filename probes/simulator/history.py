"""A made-up past of the demonstration: days of measurements, the same for the same seed and date, marked as such.

What happens on a day follows from the seed and the date alone, so a longer history agrees with a shorter one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from probes.journal import Journal
from probes.journal.names import DAY, days_between, start_of
from probes.model.cause import CAUSES
from probes.model.check import Check, Target
from probes.model.schedule import expected_slots
from probes.model.verdict import Side, Verdict

Ints = npt.NDArray[np.int64]
Generator = np.random.Generator

# Milliseconds of a usual answer.
_USUAL = {"dns": 6, "tcp": 12, "tls": 45, "http": 70, "wsdl": 90, "soap": 240, "prometheus": 18}
# What an outage looks like, by kind of check.
_FAULTS = {
    "dns": ("dns_failure", "timeout"),
    "tcp": ("refused", "timeout"),
    "tls": ("tls_failure", "refused", "timeout"),
    "http": ("refused", "http_status", "timeout"),
    "wsdl": ("http_status", "refused", "not_wsdl"),
    "soap": ("supplier_unavailable", "supplier_timeout", "timeout"),
    "prometheus": ("metric_out_of_bounds", "refused"),
    "heartbeat": ("heartbeat_stale",),
    "certificate": ("cert_unreadable",),
    "reported": ("reported_missing",),
}
# Outages a day: a supplier's are the most frequent.
_OUTAGES = {Side.SUPPLIER: 0.05, Side.SMEV: 0.015, Side.CONSUMER: 0.02, Side.UNKNOWN: 0.0}
_UP, _DEGRADED, _DOWN, _NOT_MEASURED = range(4)
_VERDICTS = [verdict.value for verdict in (Verdict.UP, Verdict.DEGRADED, Verdict.DOWN, Verdict.NOT_MEASURED)]
# Nothing lasts longer, so a day follows from itself and the two before it.
_LONGEST = 2 * DAY


@dataclass(frozen=True, slots=True)
class Spell:
    """From and to (seconds since 1970) in which a share of the slots is ill."""

    start: int
    end: int
    cause: str
    share: float = 1.0
    verdict: int = _DOWN


@dataclass(frozen=True, slots=True)
class _Column:
    """One check of one vantage on one day."""

    slot: Ints
    verdict: Ints
    cause: list[str | None]
    milliseconds: Ints


def write_days(
    journal: Journal,
    targets: Sequence[Target],
    start: datetime,
    end: datetime,
    *,
    seed: int = 151,
    vantages: Sequence[str] = ("default",),
) -> int:
    """Write the slots that start within [start, end) as whole days of the journal; the number of rows.

    Days are written as compacted ones and marked as simulated; a day that holds real rows is left as it is, with
    JournalError.
    """
    written = 0
    last = (end.astimezone(UTC) - timedelta(microseconds=1)).date()
    for day in days_between(start.astimezone(UTC).date(), last):
        begin = datetime.combine(day, time(), UTC)
        span = max(start, begin), min(end, begin + timedelta(days=1))
        columns = _day(targets, day, span, seed, vantages)
        written += journal.write_day(day, columns, simulated=True, runner=f"simulated-{seed}")
    return written


def _day(
    targets: Sequence[Target], day: date, span: tuple[datetime, datetime], seed: int, vantages: Sequence[str]
) -> Mapping[str, object]:
    names: list[tuple[str, str, str]] = []
    columns: list[_Column] = []
    for vantage in vantages:
        gaps = list(_gaps(seed, day, vantage))
        for target in targets:
            spells = list(_spells(seed, day, target, targets))
            for check in target.checks:
                slots = np.array(expected_slots(check, *span), np.int64)
                if len(slots):
                    names.append((target.id, check.id, vantage))
                    chance = _chance(seed, day, target.id, check.id, vantage)
                    pace = np.exp(_chance(seed, date.min, target.id).normal(0, 0.35))
                    columns.append(_measure(chance, check, slots, pace, spells, gaps))
    return _rows(names, columns)


def _rows(names: Sequence[tuple[str, str, str]], columns: Sequence[_Column]) -> Mapping[str, object]:
    """Columns of a day; evidence where there is something to tell."""
    lengths = [len(column.slot) for column in columns]
    empty = np.zeros(0, np.int64)
    verdict = np.concatenate([empty, *(column.verdict for column in columns)])
    causes = [cause for column in columns for cause in column.cause]
    return {
        "slot": np.concatenate([empty, *(column.slot for column in columns)]),
        "target": np.repeat(np.array([name[0] for name in names], object), lengths),
        "check": np.repeat(np.array([name[1] for name in names], object), lengths),
        "vantage": np.repeat(np.array([name[2] for name in names], object), lengths),
        "verdict": np.array(_VERDICTS, object)[verdict],
        "cause": causes,
        "milliseconds": np.concatenate([empty, *(column.milliseconds for column in columns)]),
        "evidence": [f"моделирование: {CAUSES[cause].title}" if cause else "" for cause in causes],
    }


def _chance(seed: int, day: date, *parts: str) -> Generator:
    """Chance that depends on the seed, the day and what it is for, and on nothing else."""
    digest = blake2b("|".join([str(seed), day.isoformat(), *parts]).encode(), digest_size=8).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest)))


def _measure(
    chance: Generator, check: Check, slots: Ints, pace: float, spells: Sequence[Spell], gaps: Sequence[Spell]
) -> _Column:
    total = len(slots)
    milliseconds = _latencies(chance, check, slots, pace)
    verdict = np.zeros(total, np.int64)
    cause = np.full(total, None, object)
    if check.slow_ms is not None:
        slow = milliseconds > check.slow_ms
        verdict[slow], cause[slow] = _DEGRADED, "slow"
    faults = _FAULTS.get(check.kind, ("timeout",))
    for spell in spells:
        ill = (slots >= spell.start) & (slots < spell.end) & (chance.random(total) < spell.share)
        named = spell.cause or faults[spell.start // 60 % len(faults)]
        own = spell.verdict if CAUSES[named].technical else _NOT_MEASURED
        verdict[ill], cause[ill] = own, named
        if own != _DEGRADED:
            late = "timeout" in named
            milliseconds[ill] = int(check.deadline * 1000) if late else chance.integers(1, 9, int(ill.sum()))
    kept = chance.random(total) >= 0.0005
    for gap in gaps:
        kept &= (slots < gap.start) | (slots >= gap.end)
    return _Column(slots[kept], verdict[kept], cause[kept].tolist(), milliseconds[kept])


def _latencies(chance: Generator, check: Check, slots: Ints, pace: float) -> Ints:
    """Usual for the kind, at the target's own pace, slower in working hours, with a long tail."""
    hour = slots % DAY / 3600
    working = 1 + 0.35 * np.exp(-(((hour - 8) / 4) ** 2))
    spread = chance.lognormal(0, 0.16, len(slots))
    tail = np.where(chance.random(len(slots)) < 0.004, chance.uniform(3, 12, len(slots)), 1)
    found: npt.NDArray[np.float64] = _USUAL.get(check.kind, 2) * pace * working * spread * tail
    whole: Ints = np.minimum(np.maximum(found, 1), check.deadline * 900).astype(np.int64)
    return whole


def _spells(seed: int, day: date, target: Target, targets: Sequence[Target]) -> Iterator[Spell]:
    """What is ill with a target on a day: works announced, its own outages, and the bus it lies behind."""
    begin = start_of(day)
    for window in target.maintenance:
        if window.start.timestamp() < begin + DAY and window.end.timestamp() > begin:
            yield Spell(int(window.start.timestamp()), int(window.end.timestamp()), "")
    for back in range(3):
        earlier = day - timedelta(days=back)
        yield from _own(seed, earlier, target)
        for bus in targets:
            if bus.side is Side.SMEV and bus.id in target.behind:
                yield from (
                    Spell(spell.start, spell.end, "bus_failure", spell.share, spell.verdict)
                    for spell in _own(seed, earlier, bus)
                    if spell.verdict == _DOWN
                )


def _own(seed: int, day: date, target: Target) -> Iterator[Spell]:
    """Outages, flapping and slowness that begin on a day."""
    chance = _chance(seed, day, target.id)
    begin = start_of(day)
    if target.control:
        return
    if chance.random() < _OUTAGES[target.side]:
        start = begin + int(chance.integers(0, DAY))
        lasts = min(int(chance.lognormal(7.9, 0.9)), _LONGEST)
        yield Spell(start, start + max(lasts, 600), "timeout_gateway" if target.side is Side.SMEV else "")
    if chance.random() < 0.01:
        start = begin + int(chance.integers(0, DAY))
        yield Spell(start, start + int(chance.integers(2, 6)) * 3600, "", share=0.35)
    if chance.random() < 0.03:
        start = begin + int(chance.integers(6, 14)) * 3600
        yield Spell(start, start + int(chance.integers(1, 4)) * 3600, "slow", share=0.5, verdict=_DEGRADED)


def _gaps(seed: int, day: date, vantage: str) -> Iterator[Spell]:
    """Runs that the scheduler dropped: now and then a slot, sometimes an hour or two."""
    chance = _chance(seed, day, "runs", vantage)
    begin = start_of(day)
    for _ in range(int(chance.poisson(1.2))):
        start = begin + int(chance.integers(0, DAY))
        yield Spell(start, start + 300, "")
    if chance.random() < 0.06:
        start = begin + int(chance.integers(0, DAY))
        yield Spell(start, start + int(chance.integers(30, 130)) * 60, "")
