"""What a sweep has found, for people in Russian and for programs as a line of JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from probes.model.cause import CAUSES, side_of
from probes.model.check import Target
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict, worst

if TYPE_CHECKING:
    from generator.cli.probe_ledger import Recorded

VERDICTS = {
    Verdict.UP: "исправно",
    Verdict.DEGRADED: "с замечаниями",
    Verdict.DOWN: "не работает",
    Verdict.NOT_MEASURED: "не измерено",
}
# More rows than this of one verdict are counted, not listed: a bus that is down takes hundreds with it.
SHOWN = 40
CUT = 160


@dataclass(frozen=True, slots=True)
class Swept:
    """One sweep: its round of so many, when it began, what it measured, where that is recorded."""

    number: int
    rounds: int
    started: datetime
    vantage: str
    shard: tuple[int, int]
    rows: Sequence[Measurement]
    recorded: "Recorded | None"

    @property
    def unwell(self) -> bool:
        """Whether something is down or degraded, nothing could be measured, or an earlier sweep cannot be read."""
        found = {row.verdict for row in self.rows}
        unread = self.recorded is not None and bool(self.recorded.unread)
        return unread or bool(found & {Verdict.DOWN, Verdict.DEGRADED}) or found == {Verdict.NOT_MEASURED}

    @property
    def unrecorded(self) -> bool:
        """Whether the journal did not take it."""
        return self.recorded is not None and self.recorded.fault is not None


def text(swept: Swept, targets: Mapping[str, Target]) -> str:
    """The summary for a person."""
    return "".join(f"{line}\n" for line in _lines(swept, targets))


def _lines(swept: Swept, targets: Mapping[str, Target]) -> Iterator[str]:
    begun = f"{swept.started.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    turn = f" {swept.number} из {swept.rounds}" if swept.rounds > 1 else ""
    part = f", часть {swept.shard[0]} из {swept.shard[1]}" if swept.shard[1] > 1 else ""
    yield f"Обход{turn} {begun}, точка наблюдения {swept.vantage}{part}; проверок: {len(swept.rows)}"
    if not swept.rows:
        yield "  измерять нечего: проверок, срок которых наступил, здесь нет"
        return
    counts = Counter(row.verdict for row in swept.rows)
    yield "  " + ", ".join(f"{name}: {counts[verdict]}" for verdict, name in VERDICTS.items())
    for verdict in (Verdict.DOWN, Verdict.DEGRADED):
        yield from _listed(verdict, [row for row in swept.rows if row.verdict is verdict], targets)
    yield from _unmeasured(swept.rows)


def _listed(verdict: Verdict, rows: Sequence[Measurement], targets: Mapping[str, Target]) -> Iterator[str]:
    if rows:
        yield f"{VERDICTS[verdict].capitalize()}:"
    for row in rows[:SHOWN]:
        yield f"  {row.target}/{row.check} ({targets[row.target].name}): {_title(row.cause)}{_evidence(row)}"
    if len(rows) > SHOWN:
        yield f"  и ещё: {len(rows) - SHOWN}"


def _unmeasured(rows: Iterable[Measurement]) -> Iterator[str]:
    """Limits of the probe by their cause, each with one example: which checks they hit says little."""
    causes: dict[str | None, list[Measurement]] = {}
    for row in rows:
        if row.verdict is Verdict.NOT_MEASURED:
            causes.setdefault(row.cause, []).append(row)
    if causes:
        yield "Не измерено:"
    for cause, found in sorted(causes.items(), key=lambda one: (-len(one[1]), one[0] or "")):
        first = found[0]
        yield f"  {_title(cause)}: {len(found)}, например {first.target}/{first.check}{_evidence(first)}"


def _evidence(row: Measurement) -> str:
    text = " ".join(row.evidence.split())
    return f": {text[: CUT - 1]}…" if len(text) > CUT else text and f": {text}"


def told(recorded: "Recorded", url: str) -> Iterator[str]:
    """Where the measurements are."""
    if recorded.fault:
        yield recorded.fault
    if recorded.kept:
        yield f"измерения сохранены в {recorded.kept}; следующий запуск допишет их в журнал"
    if recorded.name:
        yield f"записано в журнал {url}: {recorded.name}"
    if recorded.earlier:
        yield f"дописано обходов, сохранённых прежними запусками: {recorded.earlier}"
    for path in recorded.unread:
        yield f"{path}: не читается как сохранённый обход и в журнал не записан; проверьте и уберите файл"


def as_json(swept: Swept, targets: Mapping[str, Target]) -> str:
    """The sweep as one line of JSON; of what is up only the count and the state of its target."""
    kept = swept.recorded.kept if swept.recorded else None
    tree = {
        "started": swept.started.astimezone(UTC).isoformat(timespec="seconds"),
        "vantage": swept.vantage,
        "shard": f"{swept.shard[0]}/{swept.shard[1]}",
        "checks": len(swept.rows),
        "counts": {verdict: sum(row.verdict is verdict for row in swept.rows) for verdict in Verdict},
        "targets": _states(swept.rows),
        "findings": [_finding(row, targets[row.target]) for row in swept.rows if row.verdict is not Verdict.UP],
        "recorded": swept.recorded.name if swept.recorded else None,
        "kept": str(kept) if kept else None,
    }
    return json.dumps(tree, ensure_ascii=False) + "\n"


def _states(rows: Iterable[Measurement]) -> dict[str, str]:
    """The worst verdict of each target."""
    found: dict[str, Verdict] = {}
    for row in rows:
        found[row.target] = worst(row.verdict, found.get(row.target, row.verdict))
    return dict(sorted(found.items()))


def _finding(row: Measurement, target: Target) -> dict[str, object]:
    return {
        "target": row.target,
        "check": row.check,
        "verdict": row.verdict,
        "cause": row.cause,
        "side": side_of(row.cause, target.side),
        "milliseconds": row.milliseconds,
        "evidence": row.evidence,
    }


def _title(cause: str | None) -> str:
    known = CAUSES.get(cause or "")
    return known.title if known else cause or "причина не названа"
