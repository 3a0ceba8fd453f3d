"""Each illness shows in the verdict and the cause of the probe that meets it, and goes when it is taken away."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import pytest

from probes.kinds.run import run
from probes.kinds.wsdl import contract
from probes.model.check import Assertion, Check, Target
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.xml import read_xml
from probes.simulator.illness import ILLNESSES, Illness
from probes.simulator.places import Part
from probes.simulator.wsdl import description
from tests.probes.simulator.stage import Background, check, moved, reach_of, simulated, target

TRUST: dict[str, Any] = {"trust": "simulator/ca.pem"}
SMEV2 = {"smev": "http://smev.gosuslugi.ru/rev120315"}
SMEV3 = {"t": "urn://x-artefacts-smev-gov-ru/services/message-exchange/types/1.2"}
RESULT = (Assertion("//smev:Message/smev:Status", "RESULT"),)
ANSWERED = (Assertion("//t:MessageType", "RESPONSE"), Assertion("//*[local-name()='MessagePrimaryContent']"))
EXAMPLE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><t:GetResponseRequest '
    'xmlns:t="urn://x-artefacts-smev-gov-ru/services/message-exchange/types/1.2"/></s:Body></s:Envelope>'
)

# Nobody here stands behind anybody: what befalls a target befalls its line.
TARGETS = (
    target("port", check("tcp", "tcp://127.151.1.1:8021")),
    target("page", check("http", "http://127.151.1.2:8080/health", contains="жив", slow_ms=2_000)),
    target("secure", check("http", "https://127.151.1.3:8443/", **TRUST)),
    target("named", check("tls", "tls://127.151.1.4:8443", server_name="portal.example", **TRUST)),
    target("paper", check("certificate", "tls://127.151.1.10:8443", warn_days=(30,))),
    target("contract", check("wsdl", "http://127.151.1.5:7575/ws/egrul?wsdl")),
    target(
        "second",
        check(
            "soap",
            "http://127.151.1.6:7777/gateway/services/SID0003663/1.00",
            namespaces=SMEV2,
            assertions=RESULT,
            permitted=True,
        ),
    ),
    target(
        "third",
        check(
            "soap",
            "http://127.151.1.7:7575/ws/egrul",
            request="example.xml",
            namespaces=SMEV3,
            assertions=ANSWERED,
            permitted=True,
        ),
    ),
    target("figure", check("prometheus", "http://127.151.1.8:9090", query="sum(up)", low=1.0, high=9.0)),
    target("name", check("dns", "dns://bus.example?type=A&server=127.151.1.9:5353", answers=("127.151.1.7",))),
    target("alive", check("heartbeat", "heartbeats/alive.json", max_age=600)),
    target("signed", check("reported", "reported/signed.json", max_age=600)),
    target("shared", check("reported", "reported/all.csv#one", max_age=600)),
)
UP, DEGRADED, DOWN, NOT = Verdict

TABLE: tuple[tuple[str, str, Verdict, str | None], ...] = (
    ("port", "refuse", DOWN, "refused"),
    ("port", "deaf", DOWN, "timeout"),
    # That a connection can be made is all that this check asks for.
    ("port", "mute", UP, None),
    ("page", "refuse", DOWN, "refused"),
    ("page", "deaf", DOWN, "timeout"),
    ("page", "mute", DOWN, "timeout"),
    ("page", "reset", DOWN, "reset"),
    ("page", "slow 2300", DEGRADED, "slow"),
    ("page", "slow 60000", DOWN, "timeout"),
    ("page", "drip", DOWN, "timeout"),
    ("page", "status 503", DOWN, "http_status"),
    ("page", "redirect http://10.0.0.1/", DOWN, "redirect"),
    ("page", "malformed", DOWN, "http_malformed"),
    ("page", "endless", DOWN, "too_large"),
    ("page", "html", DOWN, "answer_unexpected"),
    ("page", "wrong", DOWN, "answer_unexpected"),
    ("secure", "reset", DOWN, "reset"),
    ("secure", "gost", NOT, "tls_gost_only"),
    ("secure", "certificate expired", DOWN, "tls_expired"),
    ("secure", "certificate future", DOWN, "tls_not_yet_valid"),
    ("secure", "certificate self-signed", DOWN, "tls_untrusted"),
    ("secure", "certificate untrusted", DOWN, "tls_untrusted"),
    ("secure", "certificate wrong-name", DOWN, "tls_wrong_name"),
    ("named", "certificate wrong-name", DOWN, "tls_wrong_name"),
    ("named", "certificate expiring", UP, None),
    ("named", "mute", DOWN, "timeout"),
    ("paper", "certificate expired", DOWN, "cert_expired"),
    ("paper", "certificate expiring 5", DEGRADED, "cert_expiring"),
    ("paper", "certificate future", DOWN, "cert_not_yet_valid"),
    ("contract", "contract", DEGRADED, "contract_changed"),
    ("contract", "html", DOWN, "not_wsdl"),
    ("contract", "torn", DOWN, "not_xml"),
    ("contract", "dtd", DOWN, "dtd"),
    ("contract", "status 404", DOWN, "http_status"),
    ("second", "fault bus_failure", DOWN, "bus_failure"),
    ("second", "fault supplier_unavailable", DOWN, "supplier_unavailable"),
    ("second", "fault routing", DOWN, "routing"),
    ("second", "fault cert_expired_own", DOWN, "cert_expired_own"),
    ("second", "fault signature_request", DOWN, "signature_request"),
    ("second", "fault SMEV-100004", DOWN, "signature_request"),
    ("second", "fault SMEV-100007", DOWN, "fault_unknown"),
    ("second", "fault INVALID", DOWN, "flk"),
    ("second", "fault REJECT", DOWN, "assertion_failed"),
    ("second", "wrong", DOWN, "assertion_failed"),
    ("second", "dtd", DOWN, "dtd"),
    ("second", "status 503", DOWN, "supplier_unavailable"),
    ("second", "status 504", DOWN, "supplier_timeout"),
    ("third", "fault bus_failure", DOWN, "bus_failure"),
    ("third", "fault supplier_unavailable", DOWN, "supplier_unavailable"),
    ("third", "fault routing", DOWN, "routing"),
    ("third", "fault queue_overflow", DOWN, "queue_overflow"),
    ("third", "fault cert_expired_own", DOWN, "cert_expired_own"),
    ("third", "fault access_denied", DOWN, "access_denied"),
    ("third", "fault AttachmentSizeLimitExceeded", DOWN, "attachment_quota"),
    ("third", "fault StaleMessageId", DOWN, "message_id"),
    ("third", "fault schema", DOWN, "schema"),
    ("third", "fault NO_DATA", DOWN, "assertion_failed"),
    ("third", "wrong", DOWN, "assertion_failed"),
    ("figure", "metric 10", DOWN, "metric_out_of_bounds"),
    ("figure", "metric none", DOWN, "metric_missing"),
    ("figure", "html", DOWN, "answer_unexpected"),
    ("figure", "status 503", DOWN, "http_status"),
    ("name", "missing", DOWN, "dns_name_unknown"),
    ("name", "wrong", DOWN, "dns_wrong_answer"),
    ("name", "servfail", DOWN, "dns_failure"),
    ("name", "mute", DOWN, None),
    ("alive", "missing", DOWN, "heartbeat_missing"),
    ("alive", "stale", DOWN, "heartbeat_stale"),
    ("alive", "refuse", DOWN, "heartbeat_stale"),
    ("alive", "fault диск", DOWN, "heartbeat_reports_fault"),
    ("signed", "missing", NOT, "reported_missing"),
    ("signed", "stale", NOT, "reported_missing"),
    ("signed", "fault flk", DOWN, "flk"),
    ("signed", "refuse", DOWN, "supplier_unavailable"),
    ("shared", "fault schema_response", DOWN, "schema_response"),
)
# The verdict is the end of patience: these need not be waited for longer.
HASTY = {"deaf", "mute", "drip", "slow 60000"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    (folder / "example.xml").write_text(EXAMPLE)
    return folder


@pytest.fixture(scope="module")
def targets(network: IPv4Network) -> dict[str, Target]:
    return {one.id: one for one in moved(TARGETS, network)}


@pytest.fixture(scope="module")
def simulator(network: IPv4Network, root: Path, targets: dict[str, Target]) -> Iterator[Background]:
    with simulated(list(targets.values()), network=network, root=root) as found:
        yield found


def probe(one: Check, network: IPv4Network, root: Path) -> Outcome:
    return asyncio.run(run(one, reach_of(network, root)))


@pytest.mark.parametrize("row", TABLE, ids=[f"{who}: {illness}" for who, illness, *_ in TABLE])
def test_an_illness_shows_in_verdict_and_cause(
    row: tuple[str, str, Verdict, str | None],
    simulator: Background,
    targets: dict[str, Target],
    network: IPv4Network,
    root: Path,
) -> None:
    who, illness, verdict, cause = row
    one = targets[who].checks[0]
    simulator.clear()
    well = probe(agreed(one), network, root)
    assert (well.verdict, well.cause) == (UP, None), well.evidence
    simulator.set(who, illness)
    found = probe(hurried(agreed(one), illness), network, root)
    assert found.verdict is verdict, found.evidence
    assert cause is None or found.cause == cause, found.evidence


def test_every_illness_is_shown_and_every_target_falls_ill() -> None:
    assert {illness.partition(" ")[0] for _, illness, *_ in TABLE} == set(ILLNESSES)
    assert {who for who, *_ in TABLE} == {one.id for one in TARGETS}


@pytest.mark.parametrize(
    "text",
    ["", "flu", "refuse 5", "status", "status teapot", "slow -1", "certificate", "certificate lost", "fault"],
)
def test_an_illness_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Illness.parse(text)


def test_whoever_is_not_there_cannot_fall_ill(simulator: Background) -> None:
    with pytest.raises(KeyError):
        simulator.set("nobody", "refuse")


def test_targets_and_checks_are_meant_by_patterns(
    simulator: Background, targets: dict[str, Target], network: IPv4Network, root: Path
) -> None:
    simulator.clear()
    simulator.set("*/prometheus", "metric none")
    simulator.set("p*", "refuse")
    causes = {who: probe(targets[who].checks[0], network, root).cause for who in ("port", "page", "figure", "secure")}
    simulator.clear()
    assert causes == {"port": "refused", "page": "refused", "figure": "metric_missing", "secure": None}


def hurried(one: Check, illness: str) -> Check:
    return replace(one, deadline=0.7) if illness in HASTY else one


def agreed(one: Check) -> Check:
    """A description is agreed as it is while all is well."""
    if one.kind != "wsdl":
        return one
    return replace(one, contract=contract(read_xml(description(Part(TARGETS[0], one).path))))
