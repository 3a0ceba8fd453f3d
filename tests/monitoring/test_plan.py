"""The inventory as the plan of probes: every word of a file arrives where the probe looks for it."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.model.content import Content
from generator.model.monitoring.check import Check as Written
from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.addresses import Host, allowed, hosts, networks
from generator.monitoring.plan import check, plan, target
from generator.reading.content import load
from probes.model.check import KINDS, Assertion, Check, Window
from probes.model.schedule import expected_slots
from probes.model.verdict import Purpose, Side
from tests.checks.build import World

ROOT = Path(__file__).parents[2]
WRITTEN: TypeAdapter[Any] = TypeAdapter(Written)
OF = {"id": "adapter", "name": "Адаптер", "kind": "component", "side": "consumer", "owner": "cittu"}


def inventory(**fields: Any) -> Inventory:
    return Inventory.model_validate_json(json.dumps({**OF, "since": "2026-10-01", **fields}))


def planned(kind: str, **fields: Any) -> Check:
    tree = {"id": "one", "kind": kind, "purpose": "own_component", **fields}
    return check(WRITTEN.validate_json(json.dumps(tree)), inventory())


def differing(one: Check, *names: str) -> dict[str, Any]:
    """Fields of a check that are not as they are by default, of those that not every check has."""
    common = {"id", "kind", "purpose", "address", "period", "since"}
    default = Check("one", one.kind, one.purpose, one.address)
    found = {each.name: getattr(one, each.name) for each in fields(one) if each.name not in common - set(names)}
    return {name: value for name, value in found.items() if name in names or value != getattr(default, name)}


@pytest.mark.parametrize(
    ("kind", "written", "address", "told"),
    [
        ("dns", {"name": "smev.example"}, "dns://smev.example?type=A", {}),
        (
            "dns",
            {"name": "smev.example", "record": "AAAA", "server": "127.151.0.53:5353", "answers": ["::1"]},
            "dns://smev.example?type=AAAA&server=127.151.0.53:5353",
            {"answers": ("::1",)},
        ),
        (
            "tcp",
            {
                "address": "127.151.1.1:7777",
                "deadline": "500ms",
                "slow": "100ms",
                "attempts": "5",
                "confirmations": "4",
            },
            "tcp://127.151.1.1:7777",
            {"deadline": 0.5, "slow_ms": 100, "confirm": (4, 5)},
        ),
        (
            "tls",
            {"address": "[::1]:443", "server_name": "smev.example", "trust": "own.pem"},
            "tls://[::1]:443",
            {"server_name": "smev.example", "trust": "content/monitoring/trust/own.pem"},
        ),
        (
            "http",
            {"url": "http://127.151.3.1:8080/health", "statuses": ["200", "204"], "contains": "UP"},
            "http://127.151.3.1:8080/health",
            {"statuses": (200, 204), "contains": "UP"},
        ),
        (
            "wsdl",
            {"url": "http://a.example/?wsdl", "contract": "0" * 64},
            "http://a.example/?wsdl",
            {"contract": "0" * 64},
        ),
        (
            "soap",
            {
                "url": "http://a.example/ws",
                "example": "land.xml",
                "action": "urn:x",
                "namespaces": [{"prefix": "s", "uri": "urn:s"}],
                "assertions": [{"xpath": "//s:A", "equals": "1"}, {"xpath": "//s:B"}],
                "permitted": {"number": "1", "date": "2026-10-01"},
            },
            "http://a.example/ws",
            {
                "request": "content/monitoring/examples/land.xml",
                "action": "urn:x",
                "namespaces": {"s": "urn:s"},
                "assertions": (Assertion("//s:A", "1"), Assertion("//s:B")),
                "permitted": True,
            },
        ),
        (
            "prometheus",
            {"url": "http://127.151.3.9:9090", "query": "up", "low": "-0.5", "high": "5000"},
            "http://127.151.3.9:9090",
            {"query": "up", "low": -0.5, "high": 5000.0},
        ),
        ("heartbeat", {"file": "a.json"}, "heartbeats/a.json", {"max_age": 900}),
        ("reported", {"file": "a.json", "max_age": "2h"}, "reported/a.json", {"max_age": 7200}),
        ("reported", {"file": "a.csv", "service": "fns"}, "reported/a.csv#fns", {"max_age": 3600}),
        (
            "certificate",
            {"file": "a.cer", "warn_days": ["30", "7"], "replacement": "2026-12-08"},
            "content/monitoring/certificates/a.cer",
            {"warn_days": (30, 7), "replacement": datetime(2026, 12, 7, 21, tzinfo=UTC)},
        ),
        (
            "certificate",
            {"address": "a.example:443", "server_name": "b.example"},
            "tls://a.example:443",
            {"server_name": "b.example"},
        ),
        (
            "certificate",
            {
                "url": "http://a.example/ws",
                "example": "a.xml",
                "action": "urn:a",
                "permitted": {"number": "1", "date": "2026-10-01"},
            },
            "http://a.example/ws",
            {"request": "content/monitoring/examples/a.xml", "action": "urn:a", "permitted": True},
        ),
    ],
)
def test_a_check_arrives_whole(kind: str, written: dict[str, Any], address: str, told: dict[str, Any]) -> None:
    one = planned(kind, **written)
    assert (one.kind, one.address, one.purpose) == (kind, address, Purpose.OWN_COMPONENT)
    assert differing(one) == told


def test_without_permission_nothing_is_sent() -> None:
    assertions = [{"xpath": "//a"}]
    assert not planned("soap", url="http://a.example/", example="a.xml", assertions=assertions).permitted


def test_an_own_service_is_sent_its_example_without_a_letter() -> None:
    """The check asks for none (soap-permission), so the probe must not wait for one."""
    world = World()
    soap = {**world.targets["fns-land"]["checks"][1], "purpose": "own_component"}
    del soap["permitted"]
    for name in ("declarations", "fns-land"):
        world.targets[name]["checks"] = [soap]
    sent = {one.id: one.checks[0].permitted for one in plan(world.content())}
    assert (sent["declarations"], sent["fns-land"]) == (True, False)


def test_schedules_are_whole_seconds_and_a_certificate_is_looked_at_daily() -> None:
    assert planned("tcp", address="a:1").period == 300
    assert planned("tcp", address="a:1", every="1h").period == 3600
    assert planned("certificate", file="a.cer").period == 86_400


def test_days_are_days_of_moscow() -> None:
    one = inventory(
        until="2026-10-31",
        checks=[
            {"id": "a", "kind": "tcp", "purpose": "own_component", "address": "a:1"},
            {"id": "b", "kind": "tcp", "purpose": "own_component", "address": "b:1", "since": "2026-10-15"},
            {"id": "c", "kind": "tcp", "purpose": "own_component", "address": "c:1", "since": "2026-09-15"},
        ],
    )
    first, second, third = target(one).checks
    assert (first.since, first.until) == (datetime(2026, 9, 30, 21, tzinfo=UTC), datetime(2026, 10, 31, 21, tzinfo=UTC))
    assert (second.since, third.since) == (datetime(2026, 10, 14, 21, tzinfo=UTC), first.since)
    assert first.since is not None and first.until is not None
    slots = expected_slots(first, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert len(slots) == 31 * 288


def test_a_target_arrives_whole() -> None:
    works = {"since": "2026-11-28T22:00+03:00", "until": "2026-11-29T04:00+03:00", "reason": "Обновление"}
    silence = {"since": "2026-11-16T06:00Z", "until": "2026-12-01 18:00:00+03:00", "reason": "Смена версии"}
    one = target(
        inventory(
            side="supplier",
            environment="test",
            criticality="high",
            behind=["smev3"],
            control="true",
            maintenance=[{**works, "letter": {"number": "1", "date": "2026-11-10"}}],
            silences=[silence],
        )
    )
    assert (one.id, one.name, one.side, one.owner) == ("adapter", "Адаптер", Side.SUPPLIER, "cittu")
    assert (one.environment, one.criticality, one.behind, one.control) == ("test", "high", ("smev3",), True)
    start = datetime(2026, 11, 28, 19, tzinfo=UTC)
    assert one.maintenance == (Window(start, start + timedelta(hours=6), "Обновление"),)
    assert one.silences == (
        Window(datetime(2026, 11, 16, 6, tzinfo=UTC), datetime(2026, 12, 1, 15, tzinfo=UTC), "Смена версии"),
    )


def test_the_plan_is_in_the_order_of_identifiers_and_leaves_out_what_is_not_watched() -> None:
    content = World().content()
    assert [one.id for one in plan(content)] == ["adapter", "declarations", "fns-land", "rosreestr-land", "smev3"]
    world = World()
    world.targets["rosreestr-land"]["checks"] = []
    assert "rosreestr-land" not in {one.id for one in plan(world.content())}
    assert plan(Content()) == ()


def test_networks_and_hosts_of_checks() -> None:
    among = networks(World().content())
    assert networks(Content()) == ()
    for address, inside in (("127.151.7.7:1", True), ("127.152.0.1:1", False), ("[::1]:1", False)):
        tree = {"id": "one", "kind": "tcp", "purpose": "own_component", "address": address}
        (host,) = hosts(WRITTEN.validate_json(json.dumps(tree)))
        assert host.address is not None and allowed(host.address, among) is inside
    asked = {"id": "one", "kind": "dns", "purpose": "own_component", "name": "smev.example"}
    assert list(hosts(WRITTEN.validate_json(json.dumps(asked)))) == []
    named = {"id": "one", "kind": "http", "purpose": "own_component", "url": "https://Smev.example/"}
    assert list(hosts(WRITTEN.validate_json(json.dumps(named)))) == [Host("smev.example", ("url",))]


def test_the_demonstration_measures_on_loopback_by_every_kind() -> None:
    content = load(ROOT).content
    found = plan(content)
    assert len(found) >= 60
    assert {one.kind for target in found for one in target.checks} == set(KINDS)
    among = networks(content)
    assert [str(one) for one in among] == ["127.151.0.0/16"]
    asked = [host for one in content.targets.values() for each in one.checks for host in hosts(each)]
    assert all(host.address is not None and allowed(host.address, among) for host in asked)
    certificates = {one.address for target in found for one in target.checks if one.kind == "certificate"}
    files = {one for one in certificates if "://" not in one}
    assert {one.partition(":")[0] for one in certificates - files} == {"tls", "http"}, "shown by components as well"
    requests = {one.request for target in found for one in target.checks if one.request is not None}
    assert files and requests and all((ROOT / one).is_file() for one in files | requests)
