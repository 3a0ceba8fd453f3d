"""Whither checks go, and what administrators allow: networks, hosts by name."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from generator.model.content import Content
from generator.model.finding import Place
from generator.model.monitoring.check import Check, DnsCheck

IPAddress: TypeAlias = IPv4Address | IPv6Address
IPNetwork: TypeAlias = IPv4Network | IPv6Network


class Host(NamedTuple):
    """A host that a check turns to, and the field of the check that names it."""

    name: str
    at: Place

    @property
    def address(self) -> IPAddress | None:
        """The address, where the host is called by it."""
        try:
            return ip_address(self.name)
        except ValueError:
            return None


def networks(content: Content) -> tuple[IPNetwork, ...]:
    """Networks into which probes may go; none without networks.yml."""
    return tuple(ip_network(one.network) for one in content.networks.networks) if content.networks else ()


def hosts(check: Check) -> Iterator[Host]:
    """Hosts that a check turns to: of DNS the server; the name itself is only asked after."""
    if isinstance(check, DnsCheck):
        if check.server:
            yield Host(_host(f"//{check.server}"), ("server",))
    else:
        if (address := getattr(check, "address", None)) is not None:
            yield Host(_host(f"//{address}"), ("address",))
        if (url := getattr(check, "url", None)) is not None:
            yield Host(_host(url), ("url",))


def has_credentials(check: Check) -> bool:
    """Whether the URL of a check holds a name or a password."""
    return "@" in (getattr(check, "url", None) or "").partition("://")[2].partition("/")[0]


def allowed(address: IPAddress, among: tuple[IPNetwork, ...]) -> bool:
    """Whether an address lies in one of the networks."""
    return any(address in one for one in among)


def _host(url: str) -> str:
    """The host of an address, which the model has read already."""
    return urlsplit(url).hostname or url
