"""`prometheus`: an instant query over the HTTP API; every series must lie within the bounds (п. 29)."""

import json
import math
from typing import Any
from urllib.parse import quote

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.http import Answer, fetch
from probes.reach.reach import Reach
from probes.reach.url import Url

API = "/api/v1/query"
_SHOWN = 5
# Thousands of series; reading more would hold up every other probe.
CAP = 1_048_576


async def probe(check: Check, reach: Reach) -> Outcome:
    """Ask once; the answer is a scalar or a vector."""
    url = Url.parse(_address(check))
    answer = await fetch(
        reach, url, server_name=check.server_name, trust=check.trust, headers=[(b"Accept", b"application/json")]
    )
    series = _series(_data(answer))
    missing = [name for name, value in series if math.isnan(value)]
    if not series:
        raise Failure("metric_missing", f"на запрос нет ни одного ряда: {check.query or url.query}")
    outside = [f"{name} = {value:g}" for name, value in series if _outside(value, check)]
    if outside:
        told = "; ".join((*outside[:_SHOWN], *([f"и ещё: {len(outside) - _SHOWN}"] if outside[_SHOWN:] else [])))
        raise Failure("metric_out_of_bounds", f"{told}; допустимо {_bounds(check)}")
    if missing:
        raise Failure("metric_missing", f"значение не определено (NaN): {'; '.join(missing[:_SHOWN])}")
    told = "; ".join(f"{name} = {value:g}" for name, value in series[:_SHOWN])
    return Outcome(Verdict.UP, evidence=f"{told}; рядов: {len(series)}")


def _address(check: Check) -> str:
    """The address of the query: a server, its API, or an address with the query already in it."""
    head, _, written = check.address.partition("?")
    if check.query is None:
        if "query=" not in written:
            raise Failure("not_configured", "запрос к Prometheus не задан")
        return check.address
    head = head.rstrip("/")
    return f"{head if head.endswith(API) else head + API}?query={quote(check.query, safe='')}"


def _data(answer: Answer) -> Any:
    """What the API found; its refusal of the query is our fault, any other error its own."""
    if len(answer.body) > CAP:
        raise Failure("too_large", f"{answer.url}: ответ больше {CAP} байт, запрос находит слишком много рядов")
    try:
        tree = json.loads(answer.body)
    except (ValueError, RecursionError):
        tree = None
    told = tree.get("status") if isinstance(tree, dict) else None
    if told != "error" and answer.status != 200:
        raise Failure("http_status", f"{answer.url}: ответ {answer.status} {answer.reason}")
    if told not in ("success", "error"):
        raise Failure("answer_unexpected", f"{answer.url}: это не ответ Prometheus")
    if told == "error":
        said = f"Prometheus: {tree.get('errorType')}: {str(tree.get('error'))[:500]}"
        raise Failure("not_configured" if tree.get("errorType") == "bad_data" else "http_status", said)
    return tree.get("data")


def _series(data: Any) -> list[tuple[str, float]]:
    """Names and values; what is no instant query of numbers is a fault of the setting."""
    try:
        match data["resultType"]:
            case "scalar":
                return [("значение", float(data["result"][1]))]
            case "vector":
                return [(_name(one["metric"]), float(one["value"][1])) for one in data["result"]]
            case "matrix" | "string":
                kind = data["resultType"]
                raise Failure("not_configured", f"запрос должен давать число или вектор, получено {kind}")
    except (KeyError, IndexError, TypeError, ValueError, OverflowError, AttributeError):
        pass
    raise Failure("answer_unexpected", "ответ Prometheus не по форме")


def _name(labels: dict[str, str]) -> str:
    """A series as Prometheus writes it."""
    inside = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()) if key != "__name__")
    return f"{labels.get('__name__', '')}{{{inside}}}" if labels else "значение"


def _outside(value: float, check: Check) -> bool:
    return (check.low is not None and value < check.low) or (check.high is not None and value > check.high)


def _bounds(check: Check) -> str:
    low = f"не меньше {check.low:g}" if check.low is not None else ""
    high = f"не больше {check.high:g}" if check.high is not None else ""
    return " и ".join(one for one in (low, high) if one)
