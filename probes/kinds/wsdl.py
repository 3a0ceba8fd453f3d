"""`wsdl`: the description of a service is served and is the agreed one (L1, L1b); its imports are not fetched."""

import asyncio
from hashlib import sha256

from lxml import etree

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.http import fetch
from probes.reach.reach import Reach
from probes.reach.url import Url
from probes.reach.xml import LONG, Page, name_of, parsed

# WSDL 1.1 and 2.0.
ROOTS = (("http://schemas.xmlsoap.org/wsdl/", "definitions"), ("http://www.w3.org/ns/wsdl", "description"))


async def probe(check: Check, reach: Reach) -> Outcome:
    """GET the description; what it is goes before whether it has changed."""
    answer = await fetch(reach, Url.parse(check.address), server_name=check.server_name, trust=check.trust)
    if answer.status != 200:
        raise Failure("http_status", f"{answer.url}: ответ {answer.status} {answer.reason}")
    try:
        root = await parsed(answer.body)
    except Page as page:
        raise Failure("not_wsdl", f"{answer.url}: {page.evidence}") from None
    if name_of(root) not in ROOTS:
        raise Failure("not_wsdl", f"{answer.url}: корневой элемент {root.tag}")
    found = contract(root) if len(answer.body) <= LONG else await asyncio.to_thread(contract, root)
    if check.contract is not None and found != check.contract.lower():
        evidence = f"{answer.url}: SHA-256 описания {found}, согласовано {check.contract.lower()}"
        return Outcome(Verdict.DEGRADED, "contract_changed", evidence=evidence)
    return Outcome(Verdict.UP, evidence=f"{answer.url}: SHA-256 описания {found}")


def contract(root: etree._Element) -> str:
    """SHA-256 of the exclusive canonical form without comments: layout of tags and quotes does not change it."""
    return sha256(etree.tostring(root, method="c14n", exclusive=True, with_comments=False)).hexdigest()
