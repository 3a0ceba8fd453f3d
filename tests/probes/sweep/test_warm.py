"""Warming up: what a probe will need is made before it, and what cannot be made is left to it."""

from probes.kinds import probe_of
from probes.sweep.warm import needs, warm
from tests.probes.sweep.plans import check
from tests.probes.sweep.servers import MEANS


def test_what_probes_have_in_common_is_needed_once() -> None:
    checks = [check("https://127.0.0.1/", trust="own.pem"), check("https://127.0.0.2/", trust="own.pem")]
    assert needs(checks) == {("https", "own.pem", True, False)}
    assert needs([check("http://service.example/")]) == {("http", None, False, True)}
    assert needs([check("heartbeats/one.json", kind="heartbeat")]) == {("heartbeat", None, False, False)}


def test_what_is_warm_is_made_no_second_time() -> None:
    reach = MEANS()
    warm(reach, needs([check("https://127.0.0.1/", kind="http")]))
    assert reach.contexts.trusted.cache_info().currsize == 1
    assert probe_of.cache_info().currsize > 0


def test_what_cannot_be_made_is_left_to_the_probe() -> None:
    broken = [check("https://127.0.0.1/", kind="http", trust=name) for name in ("absent.pem", "../../outside.pem")]
    warm(MEANS(), needs([*broken, check("carrier-pigeon://127.0.0.1/")]))
