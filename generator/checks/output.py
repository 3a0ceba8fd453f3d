"""Findings as text for people, as JSON for programs, as annotations for the forge; every writer returns a string."""

import json
from collections.abc import Callable, Iterable, Mapping

from generator.checks.rules import RULES
from generator.model.finding import Finding

SEVERITY = {"error": "ошибка", "warning": "предупреждение"}
TITLES = {rule.code: rule.title for rule in RULES}


def text(findings: Iterable[Finding]) -> str:
    """One line a finding: `path:line: message; hint (п. N) [ошибка: code]`."""
    return "".join(f"{one.path}:{one.line}: {_said(one)} [{SEVERITY[one.severity]}: {one.code}]\n" for one in findings)


def summary(findings: Iterable[Finding]) -> str:
    """The closing line: how many errors and warnings there are."""
    severities = [one.severity for one in findings]
    return f"Ошибок: {severities.count('error')}, предупреждений: {severities.count('warning')}"


def as_json(findings: Iterable[Finding]) -> str:
    """A list of findings with the fields of the contract, in the order given."""
    rows = [
        {
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "code": one.code,
            "severity": one.severity,
            "point": one.point,
            "message": one.message,
            "hint": one.hint,
        }
        for one in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands that annotate the lines of a merge request."""
    return "".join(_annotation(one) for one in findings)


def _annotation(one: Finding) -> str:
    title = TITLES.get(one.code, SEVERITY[one.severity].capitalize())
    properties = {"file": one.path, "line": str(one.line), "col": str(one.column), "title": f"{title} [{one.code}]"}
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{one.severity} {shown}::{_data(_said(one))}\n"


def _said(one: Finding) -> str:
    """Message, way out and point in one line, whatever the texts of the content bring along."""
    point = f" ({_point(one.point)})" if one.point else ""
    return " ".join(f"{one.message}; {one.hint}{point}".split())


def _point(point: str) -> str:
    """«п. 18»; points of the body of the order («р. 2») say so themselves."""
    return point if point.startswith("р.") else f"п. {point}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


WRITERS: Mapping[str, Callable[[Iterable[Finding]], str]] = {"text": text, "json": as_json, "github": github}
"""Writers by the name of their format."""
