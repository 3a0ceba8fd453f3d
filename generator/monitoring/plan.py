"""The inventory as the plan of probes: every target in force with its checks, by identifier."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

from generator.model.content import Content
from generator.model.monitoring import check as written
from generator.model.monitoring import target as inventory
from generator.model.types import span
from probes.model.check import Assertion, Check, Target, Window
from probes.model.moscow import MOSCOW
from probes.model.verdict import Purpose, Side

CERTIFICATES = "content/monitoring/certificates"
EXAMPLES = "content/monitoring/examples"
TRUST = "content/monitoring/trust"
# Folders of the machine data, into which components and signing hosts write.
HEARTBEATS = "heartbeats"
REPORTED = "reported"

Fields: TypeAlias = dict[str, Any]


def plan(content: Content) -> tuple[Target, ...]:
    """Every target with its checks, in the order of identifiers; targets that are not watched at all are left out."""
    return tuple(target(one, ours=_ours(content, one)) for _, one in sorted(content.targets.items()) if one.checks)


def _ours(content: Content, one: inventory.Target) -> bool:
    owner = content.parties.get(one.owner)
    return owner is not None and owner.of_fts


def target(one: inventory.Target, *, ours: bool = False) -> Target:
    """One target of the inventory as probes know it; where it is ours, nobody else has to permit anything."""
    return Target(
        id=one.id,
        name=one.name,
        side=Side(one.side),
        checks=tuple(check(each, one, ours=ours) for each in one.checks),
        behind=one.behind,
        environment=one.environment,
        criticality=one.criticality,
        owner=one.owner,
        control=one.control,
        maintenance=tuple(Window(works.since, works.until, works.reason) for works in one.maintenance),
        silences=tuple(Window(silence.since, silence.until, silence.reason) for silence in one.silences),
    )


def check(one: written.Check, of: inventory.Target, *, ours: bool = False) -> Check:
    """One check of a target; it is expected from the first day on which both are watched."""
    return Check(
        id=one.id,
        kind=one.kind,
        purpose=Purpose(one.purpose),
        address=address(one),
        period=seconds(one.every),
        since=midnight(max(one.since or of.since, of.since)),
        until=midnight(of.until + timedelta(days=1)) if of.until else None,
        **_network(one),
        **_own(one, ours),
    )


def address(one: written.Check) -> str:
    """Where a check looks: an address of the network, or a path below the root of the content or the machine data."""
    match one:
        case written.DnsCheck():
            asked = {"type": one.record, **({"server": one.server} if one.server else {})}
            return f"dns://{one.name}?{urlencode(asked, safe=':')}"
        case written.TcpCheck() | written.TlsCheck():
            return f"{one.kind}://{one.address}"
        case written.CertificateCheck(file=str()):
            return f"{CERTIFICATES}/{one.file}"
        case written.CertificateCheck(address=str()):
            return f"tls://{one.address}"
        case written.HeartbeatCheck():
            return f"{HEARTBEATS}/{one.file}"
        case written.ReportedCheck():
            return f"{REPORTED}/{one.file}" + (f"#{one.service}" if one.service else "")
    return one.url or ""


def seconds(text: str) -> int:
    """A length of time in whole seconds."""
    return int(span(text).total_seconds())


def midnight(day: date) -> datetime:
    """The start of a day in Moscow: days of the inventory are its days, whatever the clock of the machine."""
    return datetime.combine(day, time(), MOSCOW).astimezone(UTC)


def _network(one: written.Check) -> Fields:
    """What checks over the network are told in common."""
    told: Fields = {}
    if isinstance(one, written.Probe):
        told["deadline"] = span(one.deadline).total_seconds()
        told["slow_ms"] = int(span(one.slow).total_seconds() * 1000) if one.slow else None
        told["confirm"] = (one.confirmations, one.attempts)
    if isinstance(one, written.Secured):
        told["server_name"] = one.server_name
        told["trust"] = f"{TRUST}/{one.trust}" if one.trust else None
    return told


def _own(one: written.Check, ours: bool) -> Fields:
    """What only this kind of check is told."""
    match one:
        case written.DnsCheck():
            return {"answers": one.answers}
        case written.HttpCheck():
            return {"statuses": one.statuses, "contains": one.contains}
        case written.WsdlCheck():
            return {"contract": one.contract}
        case written.SoapCheck():
            return _scripted(one, ours)
        case written.PrometheusCheck():
            return {"query": one.query, "low": one.low, "high": one.high}
        case written.HeartbeatCheck() | written.ReportedCheck():
            return {"max_age": seconds(one.max_age)}
        case written.CertificateCheck():
            replacement = midnight(one.replacement) if one.replacement else None
            return {"warn_days": one.warn_days, "replacement": replacement, **_sent(one, ours)}
    return {}


def _scripted(one: written.SoapCheck, ours: bool) -> Fields:
    names: Mapping[str, str] = {each.prefix: each.uri for each in one.namespaces}
    return {
        "namespaces": names,
        "assertions": tuple(Assertion(each.xpath, each.equals) for each in one.assertions),
        **_sent(one, ours),
    }


def _sent(one: written.SoapCheck | written.CertificateCheck, ours: bool) -> Fields:
    return {
        "request": f"{EXAMPLES}/{one.example}" if one.example else None,
        "action": one.action,
        "permitted": ours or one.permitted is not None,
    }
