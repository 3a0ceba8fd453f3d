"""What stops a probe on its way: a cause from the one taxonomy, with what was seen."""

from probes.model.cause import CAUSES
from probes.model.verdict import Side, Verdict


class Failure(Exception):
    """The probe ends here; the verdict follows from the cause unless it is given."""

    def __init__(self, cause: str, evidence: str = "", verdict: Verdict | None = None) -> None:
        super().__init__(cause, evidence)
        self.cause = cause
        self.evidence = evidence
        self.verdict = verdict or verdict_of(cause)


def verdict_of(cause: str) -> Verdict:
    """A limit of the probe measures nothing; every other cause that ends a probe is downtime."""
    return Verdict.NOT_MEASURED if CAUSES[cause].side is Side.UNKNOWN else Verdict.DOWN
