"""Names: what DNS may do to a probe."""

from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, down, unmeasured, up
from tests.probes.misbehaviour.stage import answer, says


def asks(label: str, kind: str = "A") -> Setting:
    """The zone of the tests, asked by the address of the check itself."""
    return lambda world: f"dns://{label}.test?type={kind}&server={world.nameserver}"


def visits(label: str) -> Setting:
    """A web server under a name of the zone."""
    return lambda world: f"http://{label}.test:{world.stage.serve(says(answer(b'ok')))}/"


NAMES: tuple[Scene, ...] = (
    up("dns-good", "dns", "the name has an address", asks("good")),
    up("dns-agreed", "dns", "the name has the agreed address", asks("good"), answers=("127.0.0.1",)),
    down("dns-moved", "dns", "another address is recorded", asks("good"), "dns_wrong_answer", answers=("127.0.0.9",)),
    down("dns-nobody", "dns", "the name is unknown (NXDOMAIN)", asks("nobody"), "dns_name_unknown"),
    down("dns-empty", "dns", "the name has no record of this type", asks("empty"), "dns_name_unknown"),
    down("dns-servfail", "dns", "the server fails (SERVFAIL)", asks("servfail"), "dns_failure"),
    down("dns-refusing", "dns", "the server refuses to answer", asks("refusing"), "dns_failure"),
    down("dns-mute", "dns", "the server never answers", asks("mute"), "dns_failure", deadline=SHORT),
    down("dns-garbage", "dns", "the answer is no DNS", asks("garbage"), "dns_failure", deadline=SHORT),
    down(
        "dns-wrong-id",
        "dns",
        "the answer carries another identifier: a forged one",
        asks("wrongid"),
        "dns_failure",
        deadline=SHORT,
    ),
    down(
        "dns-truncated",
        "dns",
        "the answer is cut, and the server takes no connections",
        asks("truncated"),
        "dns_failure",
        deadline=SHORT,
    ),
    down("dns-stranger", "dns", "the answer is about another name", asks("stranger"), "dns_name_unknown"),
    down("dns-loop", "dns", "aliases lead in a circle", asks("loop"), "dns_failure", deadline=SHORT),
    unmeasured(
        "dns-foreign-server",
        "dns",
        "the server that the check names is not allowed",
        lambda world: "dns://good.test?server=10.255.255.1:53",
        "policy_refused",
    ),
    unmeasured(
        "dns-metadata-server",
        "dns",
        "the server that the check names is a name of a metadata service",
        lambda world: "dns://good.test?server=metadata.test:53",
        "policy_refused",
    ),
    unmeasured("dns-type", "dns", "a type of record that is none", asks("good", "ANY"), "not_configured"),
    up("name-good", "http", "the host is a name", visits("good")),
    up("name-two", "http", "one of two addresses is allowed: it is used", visits("two")),
    up("name-spare", "http", "nobody listens at the first of two addresses", visits("spare")),
    up("name-forged", "http", "a forged answer of DNS comes before the right one", visits("forged")),
    unmeasured(
        "name-crowd",
        "http",
        "the name has four hundred addresses, none of them allowed",
        visits("crowd"),
        "policy_refused",
    ),
    up("name-rebinding", "http", "the name changes its address after the first answer", visits("rebinding")),
    down("name-nobody", "http", "the host is unknown to DNS", visits("nobody"), "dns_name_unknown"),
    down("name-mute", "http", "DNS never answers", visits("mute"), "dns_failure", deadline=SHORT),
    unmeasured("name-metadata", "http", "the name leads to a metadata service", visits("metadata"), "policy_refused"),
)
