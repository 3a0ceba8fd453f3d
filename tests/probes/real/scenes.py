"""Scenes with servers that nobody here wrote."""

from typing import Any

from probes.model.check import Assertion
from tests.probes.misbehaviour.papers import NAME
from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, degraded, down, unmeasured, up
from tests.probes.misbehaviour.scenes.contracts import DIGEST

OWN: dict[str, Any] = {"trust": "ca.pem", "server_name": NAME}
SEND: dict[str, Any] = {"permitted": True}


def at(scheme: str, name: str, path: str = "") -> Setting:
    return lambda yard: yard.at(scheme, name, path)


def asking(number: str) -> dict[str, Any]:
    """Options of a check that posts a question to the register and asserts its answer."""
    found = Assertion("//return", f"licence {number} is valid")
    return {**SEND, "request": f"ask-{number}.xml", "action": "urn:example:registry#ask", "assertions": (found,)}


REAL: tuple[Scene, ...] = (
    up("nginx-page", "http", "nginx: a page", at("http", "web", "/"), contains="ready"),
    up("nginx-moved", "http", "nginx: a page that has moved", at("http", "web", "/moved"), contains="ready"),
    down("nginx-missing", "http", "nginx: no such page", at("http", "web", "/missing"), "http_status"),
    down("nginx-busy", "http", "nginx: 503", at("http", "web", "/busy"), "http_status"),
    down("nginx-loop", "http", "nginx: a redirect to itself", at("http", "web", "/loop"), "redirect"),
    down("nginx-away", "http", "nginx: a redirect to a metadata service", at("http", "web", "/away"), "redirect"),
    down("nginx-drop", "http", "nginx: closes without an answer (444)", at("http", "web", "/drop"), "reset"),
    down("nginx-slow", "http", "nginx: a byte a second", at("http", "web", "/slow"), "timeout", deadline=SHORT),
    down("nginx-big", "http", "nginx: six megabytes", at("http", "web", "/big"), "too_large"),
    up("nginx-wsdl", "wsdl", "nginx: the agreed description", at("http", "web", "/ws.wsdl"), contract=DIGEST),
    degraded(
        "nginx-wsdl-changed",
        "wsdl",
        "nginx: another description than agreed",
        at("http", "web", "/ws.wsdl"),
        "contract_changed",
        contract="0" * 64,
    ),
    down("nginx-wsdl-page", "wsdl", "nginx: its page of an error", at("http", "web", "/busy"), "http_status"),
    up("nginx-https", "http", "nginx: a page behind TLS", at("https", "https", "/"), contains="ready", **OWN),
    up("nginx-tls", "tls", "nginx: TLS 1.3", at("tls", "https"), said="TLSv1.3", **OWN),
    down("nginx-untrusted", "tls", "nginx: an authority the system does not know", at("tls", "https"), "tls_untrusted"),
    down("nginx-expired", "http", "nginx: an expired certificate", at("https", "expired"), "tls_expired", **OWN),
    down("nginx-other", "http", "nginx: a certificate of another name", at("https", "other"), "tls_wrong_name", **OWN),
    down("nginx-old", "tls", "nginx: TLS 1.0 alone", at("tls", "old"), "tls_failure", **OWN),
    down(
        "nginx-guests", "http", "nginx: wants a certificate of the caller", at("https", "guests"), "http_status", **OWN
    ),
    down("nginx-plain", "tls", "nginx: no TLS on this port", at("tls", "web"), "tls_failure", **OWN),
    down(
        "openssl-client",
        "tls",
        "OpenSSL: refuses whoever shows no certificate",
        at("tls", "client"),
        "tls_failure",
        said="и отказал в рукопожатии",
        **OWN,
    ),
    down(
        "openssl-guest",
        "http",
        "OpenSSL: the same by TLS 1.3, where the handshake is over by then",
        at("https", "guest", "/"),
        "tls_failure",
        said="CERTIFICATE_REQUIRED",
        **OWN,
    ),
    up("openssl-shown", "certificate", "OpenSSL: what it shows before it refuses", at("tls", "client")),
    up("nginx-old-shown", "certificate", "nginx: what it shows behind TLS 1.0", at("tls", "old")),
    unmeasured(
        "gost-tls", "tls", "OpenSSL with GOST keys alone", at("tls", "gost"), "tls_gost_only", said="0xC1", **OWN
    ),
    unmeasured("gost-http", "http", "a page behind GOST TLS", at("https", "gost", "/"), "tls_gost_only", **OWN),
    unmeasured("gost-wsdl", "wsdl", "a description behind GOST TLS", at("https", "gost", "/"), "tls_gost_only", **OWN),
    up("php-wsdl", "wsdl", "PHP: the description it serves", at("http", "php", "/described?wsdl")),
    down("php-no-wsdl", "wsdl", "PHP: a service without a description", at("http", "php", "/?wsdl"), "http_status"),
    up("php-asked", "soap", "PHP: the asserted answer", at("http", "php", "/"), **asking("77")),
    up(
        "php-described",
        "soap",
        "PHP: the asserted answer, by description",
        at("http", "php", "/described"),
        **asking("77"),
    ),
    up("php-empty", "soap", "PHP: a fault in answer to the empty envelope", at("http", "php", "/"), **SEND),
    up("php-unsigned", "soap", "PHP: SMEV-100008", at("http", "php", "/"), request="ask-unsigned.xml", **SEND),
    down("php-away", "soap", "PHP: a fault of its own", at("http", "php", "/"), "fault_unknown", **asking("away")),
    down("php-crash", "soap", "PHP: dies and says so in HTML", at("http", "php", "/"), "not_xml", **asking("crash")),
    down(
        "php-other",
        "soap",
        "PHP: another answer than asserted",
        at("http", "php", "/"),
        "assertion_failed",
        **{**asking("77"), "assertions": (Assertion("//return", "refused"),)},
    ),
)
