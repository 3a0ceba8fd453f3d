"""What is made once and takes longer than a probe is made before the first of them: its time is no host's latency."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from ipaddress import ip_address

from probes.kinds import probe_of
from probes.model.check import Check
from probes.reach.failure import Failure
from probes.reach.reach import Reach
from probes.sweep.turns import host_of

# Kind, file of own authorities, and whether TLS and names are needed.
Need = tuple[str, str | None, bool, bool]


def needs(checks: Iterable[Check]) -> frozenset[Need]:
    """What the probes of some checks will ask for."""
    return frozenset(
        (one.kind, one.trust, one.address.startswith(("https:", "tls:")), _named(one.address)) for one in checks
    )


def warm(reach: Reach, needed: Iterable[Need]) -> None:
    """Load kinds, TLS contexts and the resolver; what cannot be made is left to the probe, which tells it."""
    for kind, trust, secure, named in sorted(needed, key=repr):
        if named:
            import_module("dns.asyncresolver")
        try:
            probe_of(kind)
            if secure:
                reach.contexts.trusted(trust)
        except (Failure, ImportError, KeyError, OSError, ValueError):
            continue


@lru_cache(maxsize=10_000)
def _named(address: str) -> bool:
    """Whether the host is a name, for which DNS is asked, and no address."""
    host = host_of(address)
    if host is None:
        return False
    try:
        ip_address(host.rpartition(":")[0])
    except ValueError:
        return True
    return False
