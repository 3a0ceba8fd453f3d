"""Where a probe may connect: a list of networks owned by administrators; an empty list allows nothing."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# No list opens these: metadata services of clouds live there, and nothing that is monitored does.
_NEVER: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "адрес «этой» сети"),
        ("169.254.0.0/16", "локальный адрес канала"),
        ("224.0.0.0/4", "групповой адрес"),
        ("255.255.255.255/32", "широковещательный адрес"),
        ("::/128", "неопределённый адрес"),
        ("fe80::/10", "локальный адрес канала"),
        ("ff00::/8", "групповой адрес"),
        ("fd00:ec2::254/128", "адрес службы метаданных"),
    )
)
_LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# IPv6 prefixes whose last 32 bits are an IPv4 address that the packet may reach (RFC 4291, RFC 6052).
_EMBEDDING = (ip_network("::ffff:0:0/96"), ip_network("64:ff9b::/96"), ip_network("::/96"))


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Networks that may be probed; loopback counts only when a network inside it is listed by itself."""

    allow: tuple[Network, ...] = ()

    def refusal(self, address: Address) -> str | None:
        """Why the address may not be connected to; None where it may."""
        for seen in {address, plain(address)}:
            for network, what in _NEVER:
                if seen in network:
                    return f"{address}: {what}, такие адреса не проверяются"
        seen = plain(address)
        for network in self.allow:
            if seen in network and (not _loopback(seen) or any(_inside(network, own) for own in _LOOPBACK)):
                return None
        return f"{address}: адрес не входит в разрешённые сети"


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, else the address itself."""
    if isinstance(address, IPv6Address) and int(address) > 1 and any(address in network for network in _EMBEDDING):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _loopback(address: Address) -> bool:
    return any(address in network for network in _LOOPBACK)


def _inside(network: Network, outer: Network) -> bool:
    """Whether one network lies within another; networks of two families never do."""
    if isinstance(network, IPv4Network) and isinstance(outer, IPv4Network):
        return network.subnet_of(outer)
    return isinstance(network, IPv6Network) and isinstance(outer, IPv6Network) and network.subnet_of(outer)
