"""Rows for the tests of the journal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from probes.model.check import Check, Target
from probes.model.measurement import Measurement, slot_of
from probes.model.verdict import Purpose, Side, Verdict

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 25, tzinfo=UTC)
STEP = 300


def now() -> datetime:
    return NOW


def row(
    moment: datetime = NOON,
    target: str = "fns",
    check: str = "wsdl",
    vantage: str = "moscow",
    verdict: Verdict = Verdict.UP,
    cause: str | None = None,
    elapsed: int = 40,
    evidence: str = "",
    period: int = STEP,
) -> Measurement:
    phases = {"connect": 1.5} if evidence else {}
    slot = slot_of(moment.timestamp(), period)
    return Measurement(slot, target, check, vantage, verdict, cause, elapsed, evidence, phases)


def down(
    moment: datetime = NOON, evidence: str = "Connection refused", cause: str = "refused", **more: str
) -> Measurement:
    return row(moment, verdict=Verdict.DOWN, cause=cause, evidence=evidence, **more)  # type: ignore[arg-type]


def check(name: str = "wsdl", period: int = STEP) -> Check:
    return Check(name, "wsdl", Purpose.SERVICE_AVAILABILITY, "http://127.152.2.1:7777/", period=period)


def target(name: str = "fns", *checks: Check) -> Target:
    return Target(name, name, Side.SUPPLIER, checks or (check(),))


def hours(start: datetime, count: int) -> Sequence[datetime]:
    return [start + timedelta(hours=number) for number in range(count)]
