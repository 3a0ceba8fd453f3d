"""HTTP from the first byte of the body to the last."""

import gzip
import zlib
from functools import cache

from tests.probes.misbehaviour.scene import SHORT, Scene, down, up
from tests.probes.misbehaviour.scenes.heads import site
from tests.probes.misbehaviour.stage import answer, repeats, resets, says

TEXT = b"all is well " * 50
ZEROS = b"\0" * 2**20
HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    """Deflate without its wrapper, as some servers send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@cache
def bomb(megabytes: int = 64) -> bytes:
    """Megabytes of nothing in as many kilobytes."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(ZEROS) for _ in range(megabytes)) + packer.flush()


def packed(body: bytes, coding: str) -> bytes:
    return answer(body, "200 OK", f"Content-Encoding: {coding}")


CP1251 = answer("готов".encode("cp1251"), "200 OK", 'Content-Type: text/html; Charset="windows-1251"')


BODIES: tuple[Scene, ...] = (
    up("body-chunked", "http", "in chunks", site(says(CHUNKED + b"4\r\nwell\r\n0\r\n\r\n")), contains="well"),
    up("body-gzip", "http", "packed by gzip", site(says(packed(gzip.compress(TEXT), "gzip"))), contains="is well"),
    up(
        "body-deflate",
        "http",
        "packed by deflate",
        site(says(packed(zlib.compress(TEXT), "deflate"))),
        contains="is well",
    ),
    up(
        "body-raw-deflate",
        "http",
        "deflate without its wrapper",
        site(says(packed(raw_deflate(TEXT), "deflate"))),
        contains="is well",
    ),
    up("body-not-utf8", "http", "letters of another encoding", site(says(answer("готов".encode("cp1251"))))),
    up("body-cp1251", "http", "the agreed words in the encoding it names", site(says(CP1251)), contains="готов"),
    up(
        "body-trailers",
        "http",
        "in chunks, with headers after the body: they change nothing",
        site(says(CHUNKED + b"4\r\nwell\r\n0\r\nContent-Encoding: gzip\r\n\r\n")),
        contains="well",
    ),
    up(
        "body-two-members",
        "http",
        "packed by gzip in two parts",
        site(says(packed(gzip.compress(b"all is ") + gzip.compress(b"well"), "gzip"))),
        contains="all is well",
    ),
    up(
        "body-short-length",
        "http",
        "more than its length says: the rest is not read",
        site(says(answer(b"wellbeing", length=4))),
        contains="well",
    ),
    down(
        "body-slow",
        "http",
        "a byte of the body now and then",
        site(repeats(answer(b"", length=9_999), b"x", 0.05)),
        "timeout",
        deadline=SHORT,
    ),
    down(
        "body-stalled",
        "http",
        "stops in the middle",
        site(repeats(answer(b"half", length=9_999), b"", 30)),
        "timeout",
        deadline=SHORT,
    ),
    down("body-endless", "http", "without end", site(repeats(HEAD + b"\r\n", ZEROS)), "too_large"),
    down(
        "body-endless-chunks", "http", "chunks without end", site(repeats(CHUNKED, b"1\r\nx\r\n" * 5_000)), "too_large"
    ),
    down("body-long-length", "http", "less than its length says", site(says(answer(b"half", length=9_999))), "reset"),
    down("body-reset", "http", "breaks off in the body", site(resets(answer(b"half", length=9_999))), "reset"),
    down(
        "body-bad-chunk",
        "http",
        "a chunk without a size",
        site(says(CHUNKED + b"many\r\nwell\r\n0\r\n\r\n")),
        "http_malformed",
    ),
    down("body-cut-chunks", "http", "chunks without the last one", site(says(CHUNKED + b"4\r\nwell\r\n")), "reset"),
    down("body-gzip-bomb", "http", "64 KB that unpack to 64 MB", site(says(packed(bomb(), "gzip"))), "too_large"),
    down(
        "body-deflate-bomb",
        "http",
        "20 KB that unpack to 20 MB, by deflate",
        site(says(packed(zlib.compress(ZEROS * 20, 9), "deflate"))),
        "too_large",
    ),
    down(
        "body-endless-trailers",
        "http",
        "headers after the body, without end",
        site(repeats(CHUNKED + b"0\r\n", b"a:\r\n" * 16_000)),
        "too_large",
    ),
    down(
        "body-many-members",
        "http",
        "packed by gzip in two hundred thousand parts",
        site(says(packed(gzip.compress(b"") * 200_000, "gzip"))),
        "http_malformed",
    ),
    down(
        "body-packed-error",
        "http",
        "another status, with a page that does not unpack",
        site(says(answer(b"x", "503 Busy", "Content-Encoding: br"))),
        "http_status",
    ),
    down(
        "body-nested-bomb",
        "http",
        "a bomb within a bomb",
        site(says(packed(gzip.compress(bomb()), "gzip, gzip"))),
        "too_large",
    ),
    down(
        "body-many-codings",
        "http",
        "packed ten times over",
        site(says(packed(b"x", ", ".join(["gzip"] * 10)))),
        "http_malformed",
    ),
    down("body-not-gzip", "http", "gzip that is not", site(says(packed(b"plain", "gzip"))), "http_malformed"),
    down(
        "body-cut-gzip",
        "http",
        "gzip without its end",
        site(says(packed(gzip.compress(TEXT)[:-9], "gzip"))),
        "http_malformed",
    ),
    down(
        "body-unknown-coding",
        "http",
        "packed in a way nobody asked for",
        site(says(packed(b"x", "br"))),
        "http_malformed",
    ),
)
