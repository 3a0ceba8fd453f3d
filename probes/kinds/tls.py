"""`tls`: the node shows a certificate that its users accept; nothing is sent after the handshake."""

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.reach import Reach
from probes.reach.tls import validity
from probes.reach.url import Url, host_name


async def probe(check: Check, reach: Reach) -> Outcome:
    """Shake hands with `tls://host:port`; the end of signatures is watched by the kind `certificate` (п. 29)."""
    url = Url.parse(check.address, ("tls",))
    line = await reach.connect(url)
    try:
        tls = await reach.secure(line, host_name(check.server_name or url.host), check.trust)
        dates, version = validity(tls.getpeercert(binary_form=True)), tls.version()
    finally:
        line.close()
    until = f", сертификат действует по {dates[1]:%d.%m.%Y}" if dates else ""
    evidence = f"{line.peer}: {version}{until}"
    return Outcome(Verdict.UP, evidence=evidence)
