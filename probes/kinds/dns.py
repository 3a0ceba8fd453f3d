"""`dns`: the name is known and, where addresses were agreed, has these and no others."""

from ipaddress import ip_address
from urllib.parse import parse_qs

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.reach import Reach
from probes.reach.url import BadAddress, Url

TYPES = ("A", "AAAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT")


async def probe(check: Check, reach: Reach) -> Outcome:
    """Ask for `dns://name?type=A&server=host:port`; without a server, the ones of this machine."""
    url = Url.parse(check.address, ("dns",))
    asked = parse_qs(url.query)
    kind, server = asked.get("type", ["A"])[-1].upper(), asked.get("server", [None])[-1]
    if kind not in TYPES:
        raise BadAddress(f"тип записи DNS должен быть одним из: {', '.join(TYPES)}")
    if url.literal is not None:
        raise BadAddress("вместо имени адрес")
    with reach.trial.phase("dns"):
        at = await _server(server, reach) if server else None
        found = await reach.resolver.records(url.host, kind, at)
    listed = ", ".join(found)
    if check.answers and set(map(_plain, found)) != set(map(_plain, check.answers)):
        agreed = ", ".join(check.answers)
        raise Failure("dns_wrong_answer", f"у имени {url.host} в DNS {listed}, согласовано {agreed}")
    return Outcome(Verdict.UP, evidence=f"{url.host} {kind}: {listed}")


async def _server(server: str, reach: Reach) -> str:
    """The address of the server that a check names: it is probed like any other, so the policy has its say."""
    url = Url.parse(f"dns://{server}", ("dns",))
    addresses = (url.literal,) if url.literal else await reach.resolver.addresses(url.host)
    for address in addresses:
        if reach.policy.refusal(address) is None:
            return f"{address}:{url.port}" if address.version == 4 else f"[{address}]:{url.port}"
    raise Failure("policy_refused", str(reach.policy.refusal(addresses[0])))


def _plain(value: str) -> str:
    """An address in its one form; any other record without regard to case and the closing dot."""
    try:
        return str(ip_address(value))
    except ValueError:
        return value.lower().rstrip(".")
