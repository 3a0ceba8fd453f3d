"""Behind the bus: the gateway of SMEV 2 tells of suppliers it cannot reach, and takes all with it when it is gone."""

import asyncio
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path

import httpx
import pytest

from probes.kinds.run import run
from probes.model.check import Assertion, Target
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose, Side
from tests.probes.simulator.stage import Background, check, moved, reach_of, simulated, target

GATEWAY = "http://127.151.1.1:7777/gateway/services"
BUS = Purpose.SMEV_AVAILABILITY
ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'


def example(address: str, name: str) -> Target:
    """A service with a description and a scripted example, behind the gateway."""
    described = check("wsdl", f"{address}?wsdl")
    scripted = check(
        "soap",
        address,
        request=f"{name}.xml",
        namespaces={"smev": "http://smev.gosuslugi.ru/rev120315"},
        assertions=(Assertion("//smev:Message/smev:Status", "RESULT"),),
        permitted=True,
    )
    return target(name, described, scripted, behind=("gateway",))


TARGETS = (
    target(
        "gateway",
        check("tcp", "tcp://127.151.1.1:7777", purpose=BUS),
        check("wsdl", f"{GATEWAY}/status?wsdl", purpose=BUS),
        side=Side.SMEV,
    ),
    example(f"{GATEWAY}/SID0000001/1.00", "egrul"),
    target("egrip", check("wsdl", f"{GATEWAY}/SID0000002?wsdl"), behind=("gateway",)),
    # Reached past the gateway, whatever stands before it in the inventory.
    target("adapter", check("wsdl", "http://127.151.2.1:7575/ws/egrul?wsdl"), behind=("gateway",)),
    target("queue", check("prometheus", "http://127.151.3.1:9090", query="max(queue)", high=5.0)),
    target("prometheus", check("http", "http://127.151.3.1:9090/-/healthy")),
)
WELL: dict[str, list[str | None]] = {one.id: [None] * len(one.checks) for one in TARGETS}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    (folder / "egrul.xml").write_text(ENVELOPE.format("<a/>"))
    return folder


@pytest.fixture(scope="module")
def targets(network: IPv4Network) -> tuple[Target, ...]:
    return moved(TARGETS, network)


@pytest.fixture(scope="module")
def simulator(network: IPv4Network, targets: tuple[Target, ...], root: Path) -> Iterator[Background]:
    with simulated(targets, network=network, root=root) as found:
        yield found


@pytest.mark.parametrize(
    ("who", "illness", "ill"),
    [
        ("egrul", "refuse", {"egrul": ["http_status", "supplier_unavailable"]}),
        ("egrul", "deaf", {"egrul": ["http_status", "supplier_unavailable"]}),
        ("egrul", "mute", {"egrul": ["http_status", "supplier_timeout"]}),
        ("egrul", "reset", {"egrul": ["http_status", "supplier_unavailable"]}),
        ("egrul", "status 503", {"egrul": ["http_status", "supplier_unavailable"]}),
        ("egrul/soap", "fault routing", {"egrul": [None, "routing"]}),
        ("egrip", "refuse", {"egrip": ["http_status"]}),
        ("adapter", "refuse", {"adapter": ["refused"]}),
        (
            "gateway",
            "refuse",
            {"gateway": ["refused", "refused"], "egrul": ["refused", "refused"], "egrip": ["refused"]},
        ),
        ("gateway", "reset", {"gateway": [None, "reset"], "egrul": ["reset", "reset"], "egrip": ["reset"]}),
        # A component that is gone has no figures; Prometheus that is gone has nobody's.
        ("queue", "refuse", {"queue": ["metric_missing"]}),
        ("prometheus", "refuse", {"queue": ["refused"], "prometheus": ["refused"]}),
    ],
    ids=str,
)
def test_who_suffers_when_one_is_ill(
    who: str,
    illness: str,
    ill: dict[str, list[str | None]],
    simulator: Background,
    targets: tuple[Target, ...],
    network: IPv4Network,
    root: Path,
) -> None:
    simulator.clear()
    assert causes(targets, network, root) == WELL
    simulator.set(who, illness)
    assert causes(targets, network, root) == WELL | ill


def causes(targets: tuple[Target, ...], network: IPv4Network, root: Path) -> dict[str, list[str | None]]:
    """The cause of every check, made at once."""

    async def told() -> list[Outcome]:
        reach = reach_of(network, root)
        return await asyncio.gather(*(run(one, reach) for each in targets for one in each.checks))

    found = iter(asyncio.run(told()))
    return {each.id: [next(found).cause for _ in each.checks] for each in targets}


def test_the_gateway_names_the_service_it_does_not_know(simulator: Background, network: IPv4Network) -> None:
    simulator.clear()
    answer = httpx.post(address(network, "/gateway/services/SID0009999"), content=ENVELOPE.format(""))
    assert answer.status_code == 500
    assert 'No policies found for service "SID0009999"' in answer.text
    assert httpx.get(address(network, "/nowhere")).status_code == 404


def test_the_gateway_says_that_it_cannot_reach_the_supplier(simulator: Background, network: IPv4Network) -> None:
    simulator.clear()
    simulator.set("egrul", "refuse")
    answer = httpx.post(address(network, "/gateway/services/SID0000001/1.00"), content=ENVELOPE.format("<a/>"))
    assert (answer.status_code, "Cannot perform client request" in answer.text) == (500, True)


def address(network: IPv4Network, path: str) -> str:
    return f"http://{str(network.network_address).removesuffix('0.0')}1.1:7777{path}"
