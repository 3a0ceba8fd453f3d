"""Instant queries: values within bounds, series that are missing or undefined, answers that are none."""

import json
from pathlib import Path

import pytest

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose
from tests.probes.kinds.serving import http, means, served

CHECK = Check(
    "queue", "prometheus", Purpose.OWN_COMPONENT, "http://127.0.0.1:0", query='up{job="a b"}', low=0.0, high=100.0
)  # fmt: skip


def found(kind: str, result: object) -> bytes:
    return json.dumps({"status": "success", "data": {"resultType": kind, "result": result}}).encode()


def vector(*values: str) -> bytes:
    return found("vector", [{"metric": {"__name__": "q", "n": str(i)}, "value": [1, v]} for i, v in enumerate(values)])


def ask(folder: Path, body: bytes, status: str = "200 OK", check: Check = CHECK) -> Outcome:
    return served(check, means(folder), http(body, status))[0]


@pytest.mark.parametrize(
    ("body", "verdict", "cause", "words"),
    [
        (vector("7"), "up", None, 'q{n="0"} = 7; рядов: 1'),
        (vector("0", "100"), "up", None, "рядов: 2"),
        (found("scalar", [1, "42.5"]), "up", None, "значение = 42.5"),
        (vector("5", "101"), "down", "metric_out_of_bounds", 'q{n="1"} = 101; допустимо не меньше 0 и не больше 100'),
        (vector("-1"), "down", "metric_out_of_bounds", 'q{n="0"} = -1'),
        (vector("+Inf"), "down", "metric_out_of_bounds", 'q{n="0"} = inf'),
        (found("vector", [{"metric": {}, "value": [1, "3"]}]), "up", None, "значение = 3"),
        (found("graph", []), "down", "answer_unexpected", "не по форме"),
        (vector(), "down", "metric_missing", "нет ни одного ряда"),
        (vector("3", "NaN"), "down", "metric_missing", 'значение не определено (NaN): q{n="1"}'),
        (vector("NaN", "-5"), "down", "metric_out_of_bounds", 'q{n="1"} = -5'),
        (found("matrix", []), "not_measured", "not_configured", "получено matrix"),
        (found("string", [1, "a"]), "not_measured", "not_configured", "получено string"),
        (found("vector", [{"metric": {}, "histogram": [1, {}]}]), "down", "answer_unexpected", "не по форме"),
        (found("vector", [{"metric": [], "value": [1, "1"]}]), "down", "answer_unexpected", "не по форме"),
        (found("scalar", "x"), "down", "answer_unexpected", "не по форме"),
        (b'{"status":"success"}', "down", "answer_unexpected", "не по форме"),
        (b'{"status":"success","data":[]}', "down", "answer_unexpected", "не по форме"),
        (b"<html>", "down", "answer_unexpected", "это не ответ Prometheus"),
        (b"[" * 100_000, "down", "answer_unexpected", "это не ответ Prometheus"),
    ],
)
def test_what_a_query_may_answer(body: bytes, verdict: str, cause: str | None, words: str, tmp_path: Path) -> None:
    answer = ask(tmp_path, body)
    assert (answer.verdict, answer.cause) == (verdict, cause)
    assert words in answer.evidence


def test_a_refused_query_is_our_fault_and_any_other_error_its_own(tmp_path: Path) -> None:
    refused = b'{"status":"error","errorType":"bad_data","error":"parse error"}'
    answer = ask(tmp_path, refused, "400 Bad Request")
    assert (answer.verdict, answer.cause) == ("not_measured", "not_configured")
    assert "parse error" in answer.evidence
    answer = ask(tmp_path, refused.replace(b"bad_data", b"timeout"), "503 Service Unavailable")
    assert (answer.verdict, answer.cause) == ("down", "http_status")
    answer = ask(tmp_path, b"", "502 Bad Gateway")
    assert (answer.verdict, answer.cause) == ("down", "http_status")


@pytest.mark.parametrize(
    ("address", "query", "target"),
    [
        ("http://127.0.0.1:0", 'up{job="a b"}', b"GET /api/v1/query?query=up%7Bjob%3D%22a%20b%22%7D HTTP/1.1"),
        ("http://127.0.0.1:0/prom/", "a&b=c", b"GET /prom/api/v1/query?query=a%26b%3Dc HTTP/1.1"),
        ("http://127.0.0.1:0/api/v1/query", "up", b"GET /api/v1/query?query=up HTTP/1.1"),
        ("http://127.0.0.1:0/api/v1/query?query=up", None, b"GET /api/v1/query?query=up HTTP/1.1"),
    ],
)
def test_the_query_is_asked_as_it_was_written(address: str, query: str | None, target: bytes, tmp_path: Path) -> None:
    check = Check("queue", "prometheus", Purpose.OWN_COMPONENT, address, query=query)
    answer, asked = served(check, means(tmp_path), http(vector("1")))
    assert answer.verdict == "up"
    assert asked.splitlines()[0] == target


def test_without_a_query_nothing_is_asked(tmp_path: Path) -> None:
    check = Check("queue", "prometheus", Purpose.OWN_COMPONENT, "http://127.0.0.1:0")
    answer, asked = served(check, means(tmp_path), http(vector("1")))
    assert (answer.verdict, answer.cause, asked) == ("not_measured", "not_configured", b"")


def test_without_bounds_any_value_is_well(tmp_path: Path) -> None:
    check = Check("queue", "prometheus", Purpose.OWN_COMPONENT, "http://127.0.0.1:0", query="up")
    assert ask(tmp_path, vector("-1e300"), check=check).verdict == "up"
