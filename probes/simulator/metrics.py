"""Answers of Prometheus: the value a check wants, or another one (HTTP API v1, instant queries)."""

import json
from datetime import datetime
from urllib.parse import parse_qs

from probes.model.check import Check

PATH = "/api/v1/query"


def asked(query: str, body: bytes) -> str:
    """The expression of an instant query, from the address or from the form."""
    form = parse_qs(query) | parse_qs(body.decode("utf-8", "replace"))
    return form.get("query", [""])[0]


def vector(value: str | None, moment: datetime) -> bytes:
    """The result of an instant query; a query that finds nothing has an empty vector."""
    found = [] if value is None else [{"metric": {}, "value": [round(moment.timestamp(), 3), value]}]
    return json.dumps({"status": "success", "data": {"resultType": "vector", "result": found}}).encode()


def within(check: Check) -> float:
    """A value between the bounds, not on the edge of either."""
    if check.low is not None and check.high is not None:
        return (check.low + check.high) / 2
    if check.low is not None:
        return check.low + max(1.0, abs(check.low))
    if check.high is not None:
        return check.high - max(1.0, abs(check.high)) / 2
    return 1.0
