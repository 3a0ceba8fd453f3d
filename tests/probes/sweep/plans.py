"""Small plans: targets with checks, as short as a test can say them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from probes.model.check import Check, Target
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Side, Verdict

MOMENT = datetime(2026, 11, 20, 9, 2, 30, tzinfo=UTC)
SLOT = int(datetime(2026, 11, 20, 9, 0, tzinfo=UTC).timestamp())


def check(address: str = "tcp://127.0.0.1:9", **told: Any) -> Check:
    """A check of a tcp port, unless told otherwise."""
    kind = told.pop("kind", address.partition(":")[0])
    return replace(Check(told.pop("id", "port"), kind, Purpose.SERVICE_AVAILABILITY, address), **told)


def target(ident: str, *checks: Check, control: bool = False) -> Target:
    """A supplier's service."""
    return Target(ident, ident.upper(), Side.SUPPLIER, checks or (check(),), control=control)


def many(count: int) -> list[Target]:
    """So many services with one check each."""
    return [target(f"service-{number}") for number in range(count)]


def row(ident: str, verdict: Verdict, cause: str | None = None, evidence: str = "") -> Measurement:
    """A measurement of a target's only check."""
    return Measurement(SLOT, ident, "port", "ci", verdict, cause, 3, evidence)


def verdicts(rows: Sequence[Measurement]) -> dict[str, tuple[str, str | None]]:
    """Verdict and cause by target and check."""
    return {f"{one.target}/{one.check}": (one.verdict.value, one.cause) for one in rows}
