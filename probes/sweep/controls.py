"""Control targets: they tell "the network here is gone" from "they are down"."""

from collections.abc import Iterable
from dataclasses import replace

from probes.model.measurement import EVIDENCE_CAP, Measurement
from probes.model.verdict import Verdict

# Causes that look the same from a runner that has lost its own way out.
NETWORK = frozenset(
    {"dns_name_unknown", "dns_failure", "net_unreachable", "refused", "reset", "timeout", "timeout_gateway"}
)
NO_ROUTE = "runner_no_route"


def doubtful(row: Measurement) -> bool:
    """Whether a down may be the fault of the network here."""
    return row.verdict is Verdict.DOWN and row.cause in NETWORK


def route_lost(rows: Iterable[Measurement]) -> bool:
    """Whether these measurements of all control targets say that the network here is gone.

    A control that answered anything proves the way; controls of which nothing is known prove neither.
    """
    answers: dict[str, bool] = {}
    for row in rows:
        failed = doubtful(row) or row.cause == NO_ROUTE
        if failed or row.verdict is not Verdict.NOT_MEASURED:
            answers[row.target] = answers.get(row.target, True) and failed
    return bool(answers) and all(answers.values())


def excused(row: Measurement) -> Measurement:
    """The measurement without a route: what was seen stays in the evidence, the target is not blamed."""
    if not doubtful(row):
        return row
    told = f"контрольные цели недоступны; наблюдалось: {row.cause}"
    evidence = f"{told}: {row.evidence}" if row.evidence else told
    return replace(row, verdict=Verdict.NOT_MEASURED, cause=NO_ROUTE, evidence=evidence[:EVIDENCE_CAP])
