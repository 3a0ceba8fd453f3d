"""One check, whatever the world does: an outcome within the deadline, never an exception."""

import asyncio
from dataclasses import replace

from probes.kinds import probe_of
from probes.model.check import Check
from probes.model.measurement import EVIDENCE_CAP, Outcome
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.reach import Reach
from probes.reach.trial import OWN, Trial
from probes.reach.url import BadAddress


async def run(check: Check, reach: Reach) -> Outcome:
    """Probe once under the check's deadline; what is slower than the check allows is degraded."""
    # Imported before the clock starts: the first probe of a kind is not slower than the others.
    probe = probe_of(check.kind)
    own = reach.begin(check.deadline)
    try:
        async with asyncio.timeout(check.deadline):
            outcome = await probe(check, own)
    except TimeoutError:
        outcome = _late(check, own.trial)
    except Failure as failure:
        outcome = Outcome(failure.verdict, failure.cause, evidence=failure.evidence)
    except BadAddress as error:
        outcome = Outcome(Verdict.NOT_MEASURED, "not_configured", evidence=str(error))
    except Exception as error:
        outcome = Outcome(Verdict.NOT_MEASURED, "probe_failure", evidence=f"{type(error).__name__}: {error}")
    elapsed = own.trial.elapsed()
    if outcome.verdict is Verdict.UP and check.slow_ms is not None and elapsed * 1_000 > check.slow_ms:
        slow = f"ответ за {elapsed * 1_000:.0f} мс, допустимо {check.slow_ms} мс"
        outcome = replace(outcome, verdict=Verdict.DEGRADED, cause="slow", evidence=slow)
    return replace(
        outcome,
        phases=outcome.phases or own.trial.phases,
        evidence=printable(outcome.evidence),
        elapsed=elapsed,
    )


# What was waited for when the time ran out.
WAITED = {
    "dns": "ответа службы DNS",
    "connect": "соединения",
    "tls": "рукопожатия TLS",
    "head": "начала ответа",
    "body": "конца ответа",
}


def _late(check: Check, trial: Trial) -> Outcome:
    """The deadline passed; a name that nobody resolved in time is a failure of DNS, our own slowness nobody's."""
    if trial.step == OWN:
        evidence = f"всё получено, но за {check.deadline:g} с не разобрано: узел наблюдения занят"
        return Outcome(Verdict.NOT_MEASURED, "no_time", evidence=evidence)
    waited = WAITED.get(trial.step, "ответа")
    cause = {"dns": "dns_failure", "head": trial.silence, "body": trial.silence}.get(trial.step, "timeout")
    return Outcome(Verdict.DOWN, cause, evidence=f"за {check.deadline:g} с не дождались {waited}")


def printable(text: str) -> str:
    """Evidence as it may be shown anywhere: no control or invisible characters but ends of lines, cut at the cap."""
    if text.isprintable() and len(text) <= EVIDENCE_CAP:
        return text
    shown = "".join(
        letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}"
        for letter in text[:EVIDENCE_CAP].replace("\r\n", "\n").replace("\t", " ")
    )
    return shown if len(text) <= EVIDENCE_CAP else shown[:-1] + "…"
