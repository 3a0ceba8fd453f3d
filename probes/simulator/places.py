"""Where the checks of a plan are served: every address and port of theirs that lies in the network given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, ip_address
from urllib.parse import parse_qs, urlsplit

from probes.model.check import Check, Target

PORTS = {"http": 80, "https": 443, "dns": 53}
SECURE = {"https", "tls"}


class Unservable(ValueError):
    """The plan asks of one place what no place can do."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One check of a target: what somebody will ask, and what is well when it is answered."""

    target: Target
    check: Check

    @property
    def name(self) -> str:
        """`target/check`, as in the journal."""
        return f"{self.target.id}/{self.check.id}"

    @property
    def path(self) -> str:
        """Path and query of the address, as a client sends them."""
        parts = urlsplit(self.check.address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A host and a port, what is asked there, and who of those who are asked there are but guests.

    A guest is reached through another target of the same place: a service behind the gateway. What befalls a guest is
    told by the gateway; what befalls the others befalls the place.
    """

    host: str
    port: int
    protocol: str
    secure: bool
    parts: tuple[Part, ...]
    guests: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Names that the certificate of the place must hold."""
        asked = {part.check.server_name for part in self.parts} - {None}
        return (self.host, *sorted(str(name) for name in asked))

    @property
    def address(self) -> str:
        """As a person writes it."""
        return f"{self.host}:{self.port}"

    def hosts(self) -> Iterable[Part]:
        """The parts whose illness is the place's own."""
        return (part for part in self.parts if part.target.id not in self.guests)


def places(targets: Sequence[Target], network: IPv4Network) -> tuple[Place, ...]:
    """Every place of the plan within the network, in order of addresses."""
    found: dict[tuple[str, int, str], list[Part]] = {}
    for part in parts(targets):
        where = _where(part.check)
        if where is not None and _inside(where[0], network):
            found.setdefault(where, []).append(part)
    behind = _behind(targets)
    return tuple(
        Place(*where, _secure(where, there), tuple(there), _guests(there, behind))
        for where, there in sorted(found.items(), key=lambda one: (ip_address(one[0][0]), *one[0][1:]))
    )


def inside(targets: Sequence[Target], network: IPv4Network) -> list[Target]:
    """Targets none of whose checks asks anybody outside the network."""
    served = {part.name for place in places(targets, network) for part in place.parts}
    return [one for one in targets if all(part.name in served for part in parts([one]) if "://" in part.check.address)]


def writing(targets: Sequence[Target], network: IPv4Network) -> list[Target]:
    """Targets whose files the simulator may write: beside real ones only those that certainly are not real."""
    ours = inside(targets, network)
    if len(ours) == len(targets):
        return ours
    served = {part.target.id for place in places(targets, network) for part in place.parts}
    return [one for one in ours if one.id in served]


def parts(targets: Iterable[Target]) -> list[Part]:
    """All checks with their targets."""
    return [Part(target, check) for target in targets for check in target.checks]


def _where(check: Check) -> tuple[str, int, str] | None:
    """Host, port and transport of a check; none for what lies in files."""
    if "://" not in check.address:
        return None
    parts = urlsplit(check.address)
    if check.kind == "dns":
        server = urlsplit("//" + parse_qs(parts.query).get("server", [""])[0])
        return (server.hostname, server.port or PORTS["dns"], "udp") if server.hostname else None
    port = parts.port or PORTS.get(parts.scheme)
    return (parts.hostname, port, "tcp") if parts.hostname and port else None


def _inside(host: str, network: IPv4Network) -> bool:
    try:
        return ip_address(host) in network
    except ValueError:
        return False


def _secure(where: tuple[str, int, str], there: list[Part]) -> bool:
    """Whether the place speaks TLS; that somebody merely connects says nothing about it."""
    said = {urlsplit(part.check.address).scheme in SECURE for part in there if part.check.kind not in {"tcp", "dns"}}
    if len(said) > 1:
        names = ", ".join(part.name for part in there)
        raise Unservable(f"{where[0]}:{where[1]}: одни проверки ждут TLS, другие — открытое соединение: {names}")
    return said == {True}


def _behind(targets: Iterable[Target]) -> Mapping[str, frozenset[str]]:
    """Everything that stands before a target, step after step."""
    direct = {target.id: frozenset(target.behind) for target in targets}
    found: dict[str, frozenset[str]] = {}
    for ident in direct:
        seen: set[str] = set()
        todo = list(direct[ident])
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo.extend(direct.get(one, ()))
        found[ident] = frozenset(seen)
    return found


def _guests(there: list[Part], behind: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Who is reached through another one of the place, or is only measured by the Prometheus that lives there."""
    present = {part.target.id for part in there}
    at_home = {part.target.id for part in there if part.check.kind != "prometheus"} or present
    return frozenset(ident for ident in present if ident not in at_home or (behind[ident] & present) - {ident})
