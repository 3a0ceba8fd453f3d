"""`tcp`: a connection can be made (L0); nothing is sent."""

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.reach import Reach
from probes.reach.url import Url


async def probe(check: Check, reach: Reach) -> Outcome:
    """Connect to `tcp://host:port` and hang up."""
    line = await reach.connect(Url.parse(check.address, ("tcp",)))
    line.close()
    return Outcome(Verdict.UP, evidence=f"соединение с {line.peer} установлено")
