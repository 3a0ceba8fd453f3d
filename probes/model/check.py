"""What is probed and how: targets with their checks, and what each kind of check may be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from probes.model.verdict import Purpose, Side

KINDS = ("dns", "tcp", "tls", "http", "wsdl", "soap", "prometheus", "heartbeat", "certificate", "reported")
# So many days before the end of a certificate it is degraded, unless its check says otherwise.
WARN_DAYS = (60, 30, 14, 7)


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a SOAP answer must hold: the text at an XPath, or any node there when no text is given."""

    xpath: str
    equals: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a target.

    `address` is a URL (`http`, `wsdl`, `soap`, `prometheus`), `tcp://host:port`, `tls://host:port`, `dns://name` (with
    `?type=A` and `&server=host:port` where needed), or for `heartbeat`, `certificate`, `reported` a path below the root
    of the content or of the machine data. Times are in seconds unless named otherwise. A check is run once in each
    slot of `period` seconds; `since` and `until` bound the slots that are expected of it.
    """

    id: str
    kind: str
    purpose: Purpose
    address: str
    period: int = 300
    deadline: float = 10.0
    since: datetime | None = None
    until: datetime | None = None
    # Answers slower than this are degraded; without it only the deadline counts.
    slow_ms: int | None = None
    # Down is recorded only when so many of so many attempts within the sweep say so.
    confirm: tuple[int, int] = (2, 3)
    # The name that TLS asks for and verifies, and HTTP sends, when it is not the host of the address.
    server_name: str | None = None
    # Certificates of own authorities (PEM), a path below the root of the content; the system's own otherwise.
    trust: str | None = None
    # HTTP: statuses that are right, words that the answer must hold.
    statuses: tuple[int, ...] = (200,)
    contains: str | None = None
    # DNS: addresses that the name must have.
    answers: tuple[str, ...] = ()
    # WSDL: SHA-256 of the canonical form of the agreed contract.
    contract: str | None = None
    # SOAP: the scripted example, what its answer must hold; sent only where it is permitted.
    request: str | None = None
    action: str | None = None
    namespaces: Mapping[str, str] = field(default_factory=dict)
    assertions: tuple[Assertion, ...] = ()
    permitted: bool = False
    # Prometheus: the query and the bounds of its value.
    query: str | None = None
    low: float | None = None
    high: float | None = None
    # Heartbeats and reported results: older than this is stale.
    max_age: int | None = None
    # Certificates: so many days before the end it is degraded; the day of a planned replacement silences that.
    warn_days: tuple[int, ...] = WARN_DAYS
    replacement: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Planned works, or a silence: from and to (UTC), and why."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """A component or an e-service with its checks; `behind` are targets without which it cannot be reached."""

    id: str
    name: str
    side: Side
    checks: tuple[Check, ...]
    behind: tuple[str, ...] = ()
    environment: str = "production"
    criticality: str = "medium"
    owner: str = ""
    # A control tells "the network here is gone" from "they are down".
    control: bool = False
    maintenance: tuple[Window, ...] = ()
    silences: tuple[Window, ...] = ()
