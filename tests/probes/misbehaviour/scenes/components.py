"""Own components and the signing host: what they push as files, and what Prometheus knows of them."""

import json
from datetime import datetime, timedelta
from typing import Any

from probes.model.verdict import Purpose
from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, World, degraded, down, unmeasured, up
from tests.probes.misbehaviour.scenes.signatures import filed
from tests.probes.misbehaviour.stage import answer, mute, says

BEAT: dict[str, Any] = {"purpose": Purpose.OWN_COMPONENT, "max_age": 600}
SIGNED: dict[str, Any] = {"purpose": Purpose.SERVICE_HEALTH, "max_age": 3_600}
QUEUE: dict[str, Any] = {"purpose": Purpose.OWN_COMPONENT, "query": "queue", "low": 0.0, "high": 100.0}


def beat(age: int = 60, tail: int = 0, **fields: object) -> Setting:
    """A heartbeat so many seconds old; with `tail` so many bytes of its end are missing."""

    def set_up(world: World) -> str:
        text = json.dumps({"time": _ago(world.now, age), **fields})
        return filed(world, "beat.json", text[: len(text) - tail].encode())

    return set_up


def line(age: int, words: str) -> Setting:
    return lambda world: filed(world, "beat.txt", f"{_ago(world.now, age)} {words}\n".encode())


def linked(where: str) -> Setting:
    """A heartbeat that is a symbolic link."""

    def set_up(world: World) -> str:
        beside = world.root / filed(world, "seed", b"")
        beside.with_name("beat.json").symlink_to(where)
        return f"{beside.parent.name}/beat.json"

    return set_up


def table(text: str) -> Setting:
    """A table whose rows end with a minute ago where they say NOW."""

    def set_up(world: World) -> str:
        return filed(world, "signed.csv", text.replace("NOW", _ago(world.now, 60)).encode()) + "#egrul"

    return set_up


def lines_of(row: str) -> Setting:
    """The row, then one of another service."""
    other = '{"service": "inn", "time": "NOW", "verdict": "up"}'
    return lambda world: (
        filed(world, "signed.jsonl", f"{row}\n{other}\n".replace("NOW", _ago(world.now, 60)).encode()) + "#egrul"
    )


def report(*rows: dict[str, object], service: str = "#egrul", tail: int = 0) -> Setting:
    """Rows of a signing host; `age` of a row becomes its time."""

    def set_up(world: World) -> str:
        told = [{"service": "egrul", **row, "time": _ago(world.now, row.pop("age", 60))} for row in map(dict, rows)]
        text = "".join(json.dumps(row) + "\n" for row in told)
        return filed(world, "signed.jsonl", text[: len(text) - tail].encode()) + service

    return set_up


def queried(*values: str, status: str = "200 OK", body: bytes | None = None) -> Setting:
    """Prometheus with one series a value."""
    result = [{"metric": {"n": str(at)}, "value": [0, value]} for at, value in enumerate(values)]
    tree = {"status": "success", "data": {"resultType": "vector", "result": result}}
    told = answer(json.dumps(tree).encode() if body is None else body, status)
    return lambda world: f"http://127.0.0.1:{world.stage.serve(says(told))}"


def _ago(now: datetime, seconds: Any) -> str:
    return (now - timedelta(seconds=seconds)).isoformat(timespec="seconds")


def _refused(kind: str) -> bytes:
    return json.dumps({"status": "error", "errorType": kind, "error": "parse error"}).encode()


SCALAR = b'{"status": "success", "data": {"resultType": "scalar", "result": [0, %s]}}'


HEARTBEATS: tuple[Scene, ...] = (
    up("beat-ok", "heartbeat", "a fresh word: all is well", beat(status="ok"), **BEAT),
    up("beat-line", "heartbeat", "a line of text", line(60, "ok в очереди 3"), **BEAT),
    up("beat-bare", "heartbeat", "nothing but the time", line(60, ""), **BEAT),
    degraded("beat-warning", "heartbeat", "a fresh word: not all is well", beat(status="degraded"),
             "heartbeat_reports_fault", **BEAT),
    down("beat-fault", "heartbeat", "a fresh word: a fault", beat(status="fault", note="диск полон"),
         "heartbeat_reports_fault", said="диск полон", **BEAT),
    down("beat-lines", "heartbeat", "a fault told in lines of Windows", line(60, "fault диск\tполон\r\n(D:)"),
         "heartbeat_reports_fault", said="диск полон (D:)", **BEAT),
    down("beat-stale", "heartbeat", "older than agreed, whatever it says", beat(age=700, status="ok"),
         "heartbeat_stale", **BEAT),
    down("beat-none", "heartbeat", "it never came", lambda _: "none.json", "heartbeat_missing", **BEAT),
    unmeasured("beat-future", "heartbeat", "from the future", beat(age=-300), "heartbeat_invalid", **BEAT),
    unmeasured("beat-torn", "heartbeat", "torn, and still so later", beat(tail=4), "heartbeat_invalid", **BEAT),
    unmeasured("beat-status", "heartbeat", "a state nobody knows", beat(status="fine"), "heartbeat_invalid", **BEAT),
    unmeasured("beat-huge", "heartbeat", "a file of a megabyte", beat(note="x" * 2**20), "heartbeat_invalid", **BEAT),
    unmeasured("beat-link", "heartbeat", "a link that leads out of the data", linked("/etc/hostname"), "not_configured",
               **BEAT),
    unmeasured("beat-link-round", "heartbeat", "a link that leads to itself", linked("beat.json"), "heartbeat_invalid",
               **BEAT),
    unmeasured("beat-binary", "heartbeat", "bytes that are no text",
               lambda world: filed(world, "beat.json", b"\xff\0\xfe"), "heartbeat_invalid", **BEAT),
    unmeasured("beat-outside", "heartbeat", "a path out of the data", lambda _: "../beat", "not_configured", **BEAT),
)  # fmt: skip

METRICS: tuple[Scene, ...] = (
    up("metric-in", "prometheus", "within the bounds", queried("7", "100"), **QUEUE),
    up("metric-scalar", "prometheus", "a number without a series", queried(body=json.dumps(
        {"status": "success", "data": {"resultType": "scalar", "result": [0, "5"]}}).encode()), **QUEUE),
    down("metric-out", "prometheus", "one series out of the bounds", queried("7", "101"), "metric_out_of_bounds",
         said="допустимо не меньше 0 и не больше 100", **QUEUE),
    down("metric-none", "prometheus", "no series at all", queried(), "metric_missing", **QUEUE),
    down("metric-nan", "prometheus", "not a number (NaN)", queried("NaN"), "metric_missing", **QUEUE),
    down("metric-html", "prometheus", "a page of HTML", queried(body=b"<html>"), "answer_unexpected", **QUEUE),
    down("metric-error", "prometheus", "it cannot answer now", queried(status="503 Service Unavailable",
         body=_refused("unavailable")), "http_status", **QUEUE),
    down("metric-late-error", "prometheus", "it answers as if all were well, with an error of HTTP",
         queried("7", status="500 Error"), "http_status", **QUEUE),
    down("metric-beyond", "prometheus", "a number no computer holds", queried(body=SCALAR % (b"9" * 400)),
         "answer_unexpected", **QUEUE),
    down("metric-many", "prometheus", "forty thousand series", queried(*["7"] * 40_000), "too_large", **QUEUE),
    down("metric-infinite", "prometheus", "infinite", queried("+Inf"), "metric_out_of_bounds", **QUEUE),
    down("metric-502", "prometheus", "a proxy answers for it", queried(status="502 Bad Gateway", body=b""),
         "http_status", **QUEUE),
    down("metric-mute", "prometheus", "takes the query and says nothing",
         lambda world: f"http://127.0.0.1:{world.stage.serve(mute)}", "timeout", deadline=SHORT, **QUEUE),
    unmeasured("metric-range", "prometheus", "the query asks for a range or a text", queried(body=json.dumps(
        {"status": "success", "data": {"resultType": "matrix", "result": []}}).encode()), "not_configured", **QUEUE),
    unmeasured("metric-query", "prometheus", "it does not understand the query", queried(status="400 Bad Request",
               body=_refused("bad_data")), "not_configured", **QUEUE),
    unmeasured("metric-no-query", "prometheus", "the check has no query", queried("7"), "not_configured",
               purpose=Purpose.OWN_COMPONENT),
)  # fmt: skip

REPORTS: tuple[Scene, ...] = (
    up("signed-up", "reported", "the last row says up", report({"verdict": "down", "age": 900}, {"verdict": "up"}),
       **SIGNED),
    up("signed-torn", "reported", "the last line is torn: the one before it counts",
       report({"verdict": "up", "age": 900}, {"verdict": "down"}, tail=9), said="не прочитано строк: 1", **SIGNED),
    up("signed-future", "reported", "the last row is from the future: the one before it counts",
       report({"verdict": "up"}, {"verdict": "down", "age": -300}), said="строк из будущего: 1", **SIGNED),
    degraded("signed-slow", "reported", "the last row says degraded", report({"verdict": "degraded", "cause": "slow"}),
             "slow", **SIGNED),
    down("signed-down", "reported", "the last row says down", report({"verdict": "down", "cause": "schema"}), "schema",
         **SIGNED),
    down("signed-unknown", "reported", "down, for a cause nobody knows", report({"verdict": "down", "cause": "moon"}),
         "fault_unknown", said="'moon'", **SIGNED),
    down("signed-table", "reported", "a table, with a line break in the evidence",
         table('service;time;verdict;cause;evidence\r\negrul;NOW;down;schema;"одно\n другое"\r\n'), "schema",
         said="одно\n другое", **SIGNED),
    up("signed-separator", "reported", "a row with a separator of lines of another kind",
       lines_of('{"service": "egrul", "time": "NOW", "verdict": "up", "evidence": "a\u2028b\u0085c"}'), **SIGNED),
    down("signed-limit", "reported", "down, for a cause that is only a limit of probes",
         report({"verdict": "down", "cause": "policy_refused"}), "fault_unknown", **SIGNED),
    unmeasured("signed-stale", "reported", "the last row is older than agreed", report({"verdict": "up", "age": 4_000}),
               "reported_missing", **SIGNED),
    unmeasured("signed-other", "reported", "rows of other services alone",
               report({"verdict": "up", "service": "inn"}), "reported_missing", **SIGNED),
    unmeasured("signed-none", "reported", "no such file", lambda _: "none.jsonl#egrul", "reported_missing", **SIGNED),
    unmeasured("signed-own", "reported", "the signing host measured nothing", report({"verdict": "not_measured"}),
               "reported_missing", **SIGNED),
    unmeasured("signed-several", "reported", "several services, and the address names none",
               report({"verdict": "up"}, {"verdict": "up", "service": "inn"}, service=""), "not_configured", **SIGNED),
)  # fmt: skip
