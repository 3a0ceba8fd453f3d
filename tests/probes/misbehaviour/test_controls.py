"""Beside every "nothing happened" a control: the usual way of doing it falls into the very same trap."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from lxml import etree

from probes.kinds.run import run
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose
from probes.reach.caps import Caps
from probes.reach.failure import Failure
from probes.reach.reach import Reach
from probes.reach.xml import read_xml
from tests.probes.misbehaviour.scene import SHORT, World
from tests.probes.misbehaviour.scenes.bodies import CHUNKED, bomb, packed
from tests.probes.misbehaviour.scenes.contracts import DTD, EXTERNAL
from tests.probes.misbehaviour.stage import answer, repeats, says
from tests.probes.misbehaviour.test_scenes import GRACE_S
from tests.probes.misbehaviour.zone import ELSEWHERE

TINY = b"1\r\nx\r\n"
# In the test network, yet outside of what the scenes may reach.
FORBIDDEN = "127.0.77.1"


def probed(reach: Reach, url: str, kind: str = "http", deadline: float = 8.0) -> Outcome:
    return asyncio.run(run(Check("c", kind, Purpose.SERVICE_AVAILABILITY, url, deadline=deadline), reach))


def usual(url: str, redirects: bool = False) -> httpx.Response:
    """A client as most would write it, with a time-out that looks like a limit."""
    return httpx.get(url, timeout=0.6, follow_redirects=redirects, trust_env=False)


def test_a_slow_body_outlives_a_timeout_but_not_a_deadline(world: World, reach: Reach) -> None:
    drip = says(answer(b"", length=30), *[b"x"] * 30, pause=0.05)
    url = f"http://127.0.0.1:{world.stage.serve(drip)}/"
    assert usual(url).status_code == 200
    assert probed(reach, url, deadline=0.6).cause == "timeout"


def test_a_flood_that_no_cap_stops_is_stopped_by_the_deadline(world: World, reach: Reach) -> None:
    """There is always something to read: without a turn for the loop no deadline would ever come."""
    url = f"http://127.0.0.1:{world.stage.serve(repeats(CHUNKED, TINY * 200_000))}/"
    outcome = probed(replace(reach, caps=Caps(wire=2**33)), url, deadline=SHORT)
    assert outcome.cause == "timeout"
    assert outcome.elapsed <= SHORT + GRACE_S


def test_a_bomb_unpacks_in_a_client_and_stays_packed_in_the_probe(world: World, reach: Reach) -> None:
    url = f"http://127.0.0.1:{world.stage.serve(says(packed(bomb(20), 'gzip')))}/"
    assert len(usual(url).content) == 20 * 2**20 > reach.caps.body
    assert probed(reach, url).cause == "too_large"


def test_a_redirect_takes_a_client_to_where_the_probe_does_not_go(world: World, reach: Reach) -> None:
    inner = world.stage.serve(says(answer(b"secret")), host=FORBIDDEN)
    outer = world.stage.serve(says(answer(b"", "302 Found", f"Location: http://{FORBIDDEN}:{inner}/")))
    url = f"http://127.0.0.1:{outer}/"
    assert probed(reach, url).cause == "redirect"
    assert world.stage.calls[inner] == 0
    assert usual(url, redirects=True).content == b"secret"
    assert world.stage.calls[inner] == 1


def test_a_refused_address_sees_no_connection(world: World, reach: Reach) -> None:
    port = world.stage.serve(says(answer(b"secret")), host=FORBIDDEN)
    for kind, scheme in (("tcp", "tcp"), ("tls", "tls"), ("http", "https"), ("wsdl", "http")):
        assert probed(reach, f"{scheme}://{FORBIDDEN}:{port}", kind).cause == "policy_refused"
    assert world.stage.calls[port] == 0
    assert usual(f"http://{FORBIDDEN}:{port}/").content == b"secret"


def test_who_resolves_twice_is_led_elsewhere(world: World, reach: Reach, outcomes: Mapping[str, Outcome]) -> None:
    """DNS rebinding: the probe asked once and went to that very address; the next answer would be refused."""
    assert outcomes["name-rebinding"].cause is None
    assert world.zone.questions["rebinding"] == 1
    later = asyncio.run(reach.resolver.addresses("rebinding.test"))
    assert later == (ip_address(ELSEWHERE),)
    assert reach.policy.refusal(later[0])


def test_a_usual_parser_expands_what_the_probe_refuses(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    external = EXTERNAL.replace(b"/etc/passwd", str(secret).encode())
    assert etree.fromstring(external, etree.XMLParser(resolve_entities=True)).text == "secret"
    assert etree.fromstring(DTD).text == "b"
    for document in (external, DTD):
        with pytest.raises(Failure, match="dtd"):
            read_xml(document)
