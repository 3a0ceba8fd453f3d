"""Names to addresses: the hosts file first, then DNS over the servers of this machine or the ones given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from dns.asyncresolver import Resolver as Stub
from dns.exception import DNSException
from dns.nameserver import Do53Nameserver
from dns.resolver import NXDOMAIN, NoAnswer, NoNameservers, NoResolverConfiguration

from probes.reach.failure import Failure
from probes.reach.line import NO_WAY
from probes.reach.policy import Address

HOSTS = Path("/etc/hosts")
# One server is asked for so long before the next is.
ONE_TRY_S = 2.0


@dataclass(frozen=True, slots=True)
class Resolver:
    """Asks the given servers (`address` or `address:port`), or without any the ones this machine is set to."""

    nameservers: tuple[str, ...] = ()
    hosts: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)

    async def addresses(self, name: str) -> tuple[Address, ...]:
        """Every IPv4 address of a name, or, when it has none, every IPv6 address."""
        known = self.hosts.get(name.rstrip("."))
        if known:
            return known
        for kind in ("A", "AAAA"):
            try:
                return tuple(ip_address(text) for text in await self._ask(name, kind, self.nameservers))
            except NoAnswer:
                continue
        raise Failure("dns_name_unknown", f"у имени {name} нет адреса в DNS")

    async def records(self, name: str, kind: str, server: str | None = None) -> tuple[str, ...]:
        """Records of a name, as text and in order; `server` is asked instead of the usual ones."""
        try:
            return tuple(sorted(await self._ask(name, kind, (server,) if server else self.nameservers)))
        except NoAnswer:
            raise Failure("dns_name_unknown", f"у имени {name} нет записи {kind} в DNS") from None

    async def _ask(self, name: str, kind: str, servers: tuple[str, ...]) -> list[str]:
        try:
            answer = await _stub(servers).resolve(name, kind, search=False)
        except NXDOMAIN:
            raise Failure("dns_name_unknown", f"имя {name} не найдено в DNS") from None
        except NoAnswer:
            raise
        except NoResolverConfiguration:
            raise Failure("not_configured", "на узле наблюдения не назван сервер DNS") from None
        except NoNameservers as error:
            raise _unserved(name, error) from None
        except DNSException as error:
            raise Failure("dns_failure", f"DNS не ответил об имени {name}: {type(error).__name__}") from None
        return [record.to_text() for record in answer]


def _unserved(name: str, error: Exception) -> Failure:
    """Every server failed; when none of them could even be sent a question, the fault is on this side."""
    tried = [one[3] for one in getattr(error, "kwargs", {}).get("errors", ())]
    if tried and all(isinstance(one, OSError) and one.errno in NO_WAY for one in tried):
        return Failure("runner_no_route", f"до серверов DNS нет пути: {tried[0]}")
    told = "; ".join(str(one) for one in tried)
    return Failure("dns_failure", f"DNS не ответил об имени {name}: {told or error}")


@cache
def _stub(servers: tuple[str, ...]) -> Stub:
    """A resolver of dnspython over the servers; reading the settings of the machine once is enough."""
    stub = Stub(configure=not servers)
    if servers:
        stub.nameservers = [Do53Nameserver(*endpoint(server)) for server in servers]
    stub.timeout = ONE_TRY_S
    # The deadline of the whole probe bounds it from above; this only keeps the library from ending earlier.
    stub.lifetime = 3_600.0
    return stub


def endpoint(server: str) -> tuple[str, int]:
    """Address and port of a server: `10.0.0.1`, `10.0.0.1:5353`, `[2001:db8::1]:53`."""
    try:
        return str(ip_address(server)), 53
    except ValueError:
        host, _, port = server.rpartition(":")
        return str(ip_address(host.strip("[]"))), int(port)


def read_hosts(path: Path = HOSTS) -> dict[str, tuple[Address, ...]]:
    """Names of the hosts file; a line that says no address is passed by, as the system does."""
    found: dict[str, list[IPv4Address | IPv6Address]] = {}
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    for line in text.splitlines():
        words: Sequence[str] = line.partition("#")[0].split()
        try:
            address = ip_address(words[0])
        except (ValueError, IndexError):
            continue
        for name in words[1:]:
            found.setdefault(name.lower(), []).append(address)
    # IPv4 first: what is monitored lives there, and one family saves a second try.
    return {name: tuple(sorted(addresses, key=lambda one: one.version)) for name, addresses in found.items()}
