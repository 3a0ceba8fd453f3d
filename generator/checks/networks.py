"""Rules over the address policy of probes, which administrators own (point 25)."""

from ipaddress import ip_network

from generator.checks.cards import PARTY
from generator.checks.probing import checks
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.monitoring import addresses

PATH = "content/monitoring/networks.yml"
# Wider than this nothing can be answered for.
WIDEST = {4: 8, 6: 32}


@content_rule("network-approved", title="Разрешение сети дано неизвестно кем", point="25")
def network_approved(scope: Scope) -> Found:
    """A network or a host is allowed by a unit of FTS."""
    if scope.content.networks is None:
        return
    for name in ("networks", "hosts"):
        for i, one in enumerate(getattr(scope.content.networks, name)):
            at = (name, i, "approved", "party")
            if one.approved.party not in scope.content.parties:
                yield wrong(PATH, at, PARTY, one.approved.party, scope.meant(one.approved.party))
            elif one.approved.party not in scope.fts:
                hint = "сети для проверок разрешают администраторы ФТС России"
                yield wrong(PATH, at, "называть подразделение ФТС России", one.approved.party, hint)


@content_rule("network-wide", title="Разрешена слишком широкая сеть", point="25")
def network_wide(scope: Scope) -> Found:
    """An allowed network is no wider than /8 (IPv6: /32)."""
    for i, one in enumerate(addresses.networks(scope.content)):
        if one.prefixlen < WIDEST[one.version]:
            must = f"быть сетью не шире /{WIDEST[one.version]}"
            yield wrong(PATH, ("networks", i, "network"), must, one, "перечислите нужные сети отдельно")


@content_rule("network-twice", title="Сеть или узел уже разрешены", point="25", severity="warning")
def network_twice(scope: Scope) -> Found:
    """A network does not lie in another one of the list; a host is named once."""
    networks = addresses.networks(scope.content)
    for i, one in enumerate(networks):
        for j, other in enumerate(networks):
            inside = one.version == other.version and one.subnet_of(other)  # type: ignore[arg-type]
            if j != i and inside and (one != other or j < i):
                hint = "уберите одну из записей"
                yield wrong(PATH, ("networks", i, "network"), f"лежать вне разрешённой сети {other}", one, hint)
                break
    hosts = scope.content.networks.hosts if scope.content.networks else ()
    seen: set[str] = set()
    for i, host in enumerate(hosts):
        if host.host.lower() in seen:
            yield wrong(PATH, ("hosts", i, "host"), "встречаться один раз", host.host, "уберите повтор")
        seen.add(host.host.lower())


@content_rule("network-idle", title="Разрешение не нужно ни одной проверке", point="25", severity="warning")
def network_idle(scope: Scope) -> Found:
    """A network or a host that no check needs is taken back; where hosts are called by name, networks are needed."""
    if scope.content.networks is None or not scope.content.targets:
        return
    asked = [host for _, _, _, check in checks(scope) for host in addresses.hosts(check)]
    names = {host.name.lower() for host in asked if host.address is None}
    used = [host.address for host in asked if host.address is not None]
    for i, one in enumerate(scope.content.networks.networks):
        network = ip_network(one.network)
        if not names and not any(address in network for address in used):
            message = f"сеть {one.network} не нужна ни одной проверке"
            yield Fault(PATH, ("networks", i), message, "уберите разрешение: лишние разрешения опасны")
    for i, host in enumerate(scope.content.networks.hosts):
        if host.host.lower() not in names:
            message = f"узел {host.host} не нужен ни одной проверке"
            yield Fault(PATH, ("hosts", i), message, "уберите разрешение: лишние разрешения опасны")
