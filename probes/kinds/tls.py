"""`tls`: the node shows a certificate that its users accept; nothing is sent after the handshake."""

from datetime import timedelta

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose, Verdict
from probes.reach.reach import Reach
from probes.reach.tls import validity
from probes.reach.url import Url, host_name


async def probe(check: Check, reach: Reach) -> Outcome:
    """Shake hands with `tls://host:port`; where the end of signatures is watched (п. 29), warn of a near end."""
    url = Url.parse(check.address, ("tls",))
    line = await reach.connect(url)
    try:
        tls = await reach.secure(line, host_name(check.server_name or url.host), check.trust)
        dates, version = validity(tls.getpeercert(binary_form=True)), tls.version()
    finally:
        line.close()
    until = f", сертификат действует по {dates[1]:%d.%m.%Y}" if dates else ""
    evidence = f"{line.peer}: {version}{until}"
    if check.purpose is Purpose.SIGNATURE_EXPIRY and dates and check.warn_days:
        days = timedelta(days=max(check.warn_days))
        # Subtracted from the later of the two: dates near the year 1 and 9999 stay dates.
        if dates[1] - reach.now <= days and (check.replacement is None or check.replacement < reach.now):
            return Outcome(Verdict.DEGRADED, "cert_expiring", evidence=evidence)
    return Outcome(Verdict.UP, evidence=evidence)
