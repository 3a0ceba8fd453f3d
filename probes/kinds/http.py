"""`http`: the status that is right and, where asked for, the words that the answer must hold."""

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.http import fetch
from probes.reach.reach import Reach
from probes.reach.url import Url


async def probe(check: Check, reach: Reach) -> Outcome:
    """GET the address."""
    answer = await fetch(
        reach,
        Url.parse(check.address),
        server_name=check.server_name,
        trust=check.trust,
        statuses=check.statuses,
    )
    if answer.status not in check.statuses:
        raise Failure("http_status", f"{answer.url}: ответ {answer.status} {answer.reason}")
    if check.contains is not None and check.contains not in answer.text:
        raise Failure("answer_unexpected", f"{answer.url}: в ответе нет «{check.contains}»")
    return Outcome(Verdict.UP, evidence=f"{answer.url}: ответ {answer.status}, {len(answer.body)} байт")
