"""HTTP up to the end of the head."""

from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, degraded, down, unmeasured, up
from tests.probes.misbehaviour.stage import Behaviour, answer, blurts, hangs_up, mute, repeats, resets, says


def site(behaviour: Behaviour) -> Setting:
    """A web server that behaves so."""
    return lambda world: f"http://127.0.0.1:{world.stage.serve(behaviour)}/"


HEADS: tuple[Scene, ...] = (
    up("http-good", "http", "200", site(says(answer(b"ok")))),
    up("http-words", "http", "the agreed words are there", site(says(answer("готов".encode()))), contains="готов"),
    up("http-status-agreed", "http", "the agreed status", site(says(answer(b"", "401 No"))), statuses=(200, 401)),
    up("http-old", "http", "HTTP/1.0, ended by closing", site(says(b"HTTP/1.0 200 OK\r\n\r\nbody"))),
    up(
        "http-continue",
        "http",
        "100 before the answer",
        site(says(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(b"ok"))),
    ),
    up(
        "http-bare-lines",
        "http",
        "lines that end without a carriage return",
        site(says(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok")),
    ),
    up(
        "http-folded",
        "http",
        "a header that goes on in the next line",
        site(says(answer(b"ok", "200 OK", "X-Long: one\r\n two"))),
    ),
    up(
        "http-early",
        "http",
        "a part of the head, then the rest with a large body at once",
        site(says(b"HTTP/1.1 200 OK\r\n", b"Content-Length: 300000\r\n\r\n" + b"x" * 300_000, pause=0.1)),
    ),
    degraded(
        "http-late",
        "http",
        "slower than agreed",
        site(says(b"", answer(b"ok"), pause=0.3)),
        "slow",
        slow_ms=100,
    ),
    down(
        "http-words-missing",
        "http",
        "the agreed words are not there",
        site(says(answer(b"no"))),
        "answer_unexpected",
        contains="готов",
    ),
    down("http-404", "http", "another status: 404", site(says(answer(b"", "404 Not Found"))), "http_status"),
    down("http-503", "http", "another status: 503", site(says(answer(b"", "503 Busy"))), "http_status"),
    down(
        "http-refused", "http", "nobody listens", lambda world: f"http://127.0.0.1:{world.stage.unused()}/", "refused"
    ),
    down("http-mute", "http", "takes the request and says nothing", site(mute), "timeout", deadline=SHORT),
    down("http-hanging-up", "http", "closes without an answer", site(hangs_up), "reset"),
    down("http-reset", "http", "breaks off before the head", site(resets()), "reset"),
    down("http-reset-head", "http", "breaks off within the head", site(resets(b"HTTP/1.1 200 OK\r\nA: b")), "reset"),
    down(
        "http-slow-head",
        "http",
        "a byte of the head now and then",
        site(repeats(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.05)),
        "timeout",
        deadline=SHORT,
    ),
    down(
        "http-endless-headers",
        "http",
        "headers without end",
        site(repeats(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 200)),
        "too_large",
    ),
    down(
        "http-huge-header",
        "http",
        "one header of a megabyte",
        site(says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2**20 + b"\r\n\r\n")),
        "too_large",
    ),
    down(
        "http-continue-flood",
        "http",
        "100 again and again",
        site(repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)),
        "too_large",
    ),
    down(
        "http-0.9", "http", "an answer of HTTP/0.9, without a head", site(says(b"<html>hello</html>")), "http_malformed"
    ),
    down(
        "http-garbage", "http", "no HTTP at all", site(blurts(b"\x00\xff\x15 220 smtp ready\r\n\r\n")), "http_malformed"
    ),
    down(
        "http-status-word", "http", "a status that is no number", site(says(b"HTTP/1.1 OK\r\n\r\n")), "http_malformed"
    ),
    down(
        "http-zero-byte",
        "http",
        "a zero byte in a header",
        site(says(answer(b"ok", "200 OK", "X: a\0b"))),
        "http_malformed",
    ),
    down(
        "http-space-colon",
        "http",
        "a space before the colon",
        site(says(answer(b"ok", "200 OK", "X : a"))),
        "http_malformed",
    ),
    down("http-status-99", "http", "a status below 100", site(says(answer(b"", "099 No"))), "http_malformed"),
    down(
        "http-reason",
        "http",
        "another status, with reasons beyond measure",
        site(says(answer(b"", "500 " + "плохо " * 5_000))),
        "http_status",
        said="ответ 500 плохо плохо",
    ),
    down("http-version", "http", "another major version", site(says(b"HTTP/7.3 200 OK\r\n\r\n")), "http_malformed"),
    down(
        "http-bad-header",
        "http",
        "a header without a colon",
        site(says(b"HTTP/1.1 200 OK\r\nbroken\r\n\r\n")),
        "http_malformed",
    ),
    down(
        "http-two-lengths",
        "http",
        "two lengths that differ",
        site(says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello")),
        "http_malformed",
    ),
    down(
        "http-length-word",
        "http",
        "a length that is no number",
        site(says(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello")),
        "http_malformed",
    ),
    down(
        "http-switching",
        "http",
        "switches to another protocol",
        site(says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")),
        "http_malformed",
    ),
    unmeasured(
        "http-file", "http", "the address of the check is a file", lambda _: "file:///etc/hosts", "not_configured"
    ),
    unmeasured(
        "http-password", "http", "the address holds a password", lambda _: "http://a:b@127.0.0.1/", "not_configured"
    ),
    unmeasured(
        "http-injected",
        "http",
        "the address holds a line break",
        lambda _: "http://127.0.0.1/a\r\nX: y",
        "not_configured",
    ),
)
