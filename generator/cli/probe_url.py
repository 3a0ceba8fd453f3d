"""One check by hand: its outcome as JSON, nothing recorded."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator.cli import show
from generator.cli.tool import AT_FAULT, MISUSED, WELL
from probes.kinds.run import run
from probes.model.check import Assertion, Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose, Verdict
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from probes.reach.resolver import endpoint
from probes.reach.url import PORTS

DEADLINE_S = 10.0
# Kinds that need no more than a name or a connection, and kinds that read files.
LINES, FILES = ("dns", "tcp", "tls"), ("heartbeat", "certificate", "reported")
# Options that go by the names of the check's fields.
AS_GIVEN = ("server_name", "contains", "action", "contract", "query", "low", "high", "slow_ms")


def probe_url(url: str, kind: str, given: Mapping[str, Any]) -> int:
    """Probe once and print the outcome; files named by hand may lie anywhere."""
    check = _check(url, kind, given)
    anywhere = Path(Path.cwd().anchor)
    reach = Reach.make(
        policy=AddressPolicy(tuple(given["allow"])),
        root=anywhere,
        data=anywhere,
        now=datetime.now(UTC),
        nameservers=[_server(one) for one in given["nameservers"]],
    )
    outcome = asyncio.run(run(check, reach))
    show.out(_json(outcome))
    if outcome.cause in {"policy_refused", "not_configured"}:
        show.error(outcome.evidence)
        return MISUSED
    return WELL if outcome.verdict is Verdict.UP else AT_FAULT


def _check(url: str, kind: str, given: Mapping[str, Any]) -> Check:
    """The check that the options say; a command given by hand is permission enough."""
    check = Check(
        "by-hand",
        kind,
        Purpose.SERVICE_AVAILABILITY,
        _address(url, kind),
        deadline=given["deadline"] or DEADLINE_S,
        statuses=tuple(given["status"]) or (200,),
        namespaces=dict(_pair("--namespace", one) for one in given["namespaces"]),
        assertions=tuple(_assertion(one) for one in given["assertions"]),
        permitted=True,
        request=_file(given["request"]),
        trust=_file(given["trust"]),
    )
    return replace(check, **{name: given[name] for name in AS_GIVEN})


def _address(url: str, kind: str) -> str:
    """The address as the kind writes it: `host:port` and the address of a page will do for a connection."""
    scheme, mark, rest = url.partition("://")
    if kind in LINES and not mark:
        return f"{kind}://{url}"
    if kind in LINES and scheme in ("http", "https"):
        place = re.split("[/?#]", rest)[0]
        return f"{kind}://{place}" if re.search(r":\d+$", place) else f"{kind}://{place}:{PORTS[scheme]}"
    return str(_file(url)) if kind in FILES and not mark else url


def _file(name: str | None) -> str | None:
    """A file as the person names it, from where he stands."""
    return name and str(Path(name).resolve())


def _server(text: str) -> str:
    """An address with or without a port: names of servers would need a server to be found."""
    try:
        endpoint(text)
    except ValueError:
        raise click.UsageError(
            f"--nameserver: нужен АДРЕС или АДРЕС:ПОРТ, получено '{text}'", click.get_current_context()
        ) from None
    return text


def _pair(flag: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise click.UsageError(f"{flag}: нужно ИМЯ=ЗНАЧЕНИЕ, получено '{text}'", click.get_current_context())
    return name, value


def _assertion(text: str) -> Assertion:
    """`XPATH=TEXT` or `XPATH`; an equals sign within brackets belongs to the path."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if letter == "=" and not depth:
            return Assertion(text[:place], text[place + 1 :])
    return Assertion(text)


def _json(outcome: Outcome) -> str:
    """The outcome as one line of JSON."""
    answer = {
        "verdict": outcome.verdict,
        "cause": outcome.cause,
        "phases": {name: round(value, 3) for name, value in outcome.phases.items()},
        "evidence": outcome.evidence,
        "elapsed_s": round(outcome.elapsed, 4),
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"
