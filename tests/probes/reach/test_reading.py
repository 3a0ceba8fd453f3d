"""Bytes of strangers, cut and mangled: read within their caps or refused, never an unforeseen exception."""

import gzip
import zlib
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.reach.coding import unpack
from probes.reach.failure import Failure
from probes.reach.hello import CLASSIC, GOST, client_hello, server_suite
from probes.reach.reply import Malformed, Reply
from probes.reach.resolver import read_hosts
from probes.reach.tls import validity
from probes.reach.xml import read_xml

ANSWER = (
    b"HTTP/1.1 100 Continue\r\nA: interim\r\n\r\n"
    b"HTTP/1.1 200 All well\r\nContent-Type: text/plain\r\nX: 1\r\nx: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4\r\nwell\r\n6\r\n, well\r\n0\r\n\r\n"
)


@given(st.lists(st.integers(1, len(ANSWER) - 1), max_size=20))
def test_an_answer_is_the_same_however_it_is_cut(places: list[int]) -> None:
    reply, cuts = Reply(), [0, *sorted(set(places)), len(ANSWER)]
    for start, end in pairwise(cuts):
        reply.take(ANSWER[start:end])
    assert (reply.status, reply.reason, bytes(reply.body), reply.whole) == (200, "All well", b"well, well", True)
    assert reply.header(b"x") == b"1, 2"
    assert reply.header(b"a") is None


def test_the_end_of_the_connection_ends_only_an_answer_without_a_length() -> None:
    for head, whole in ((b"", True), (b"Content-Length: 9\r\n", False), (b"Transfer-Encoding: chunked\r\n", False)):
        reply = Reply()
        reply.take(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
        if whole:
            reply.take(b"")
            assert reply.whole
        else:
            with pytest.raises(EOFError):
                reply.take(b"")
    with pytest.raises(EOFError):
        Reply().take(b"")


@given(st.binary(max_size=300), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", ANSWER[:150]]))
def test_no_bytes_break_the_reading_of_an_answer(data: bytes, before: bytes) -> None:
    reply = Reply()
    try:
        reply.take(before + data)
        reply.take(b"")
    except (Malformed, EOFError):
        pass


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate", "identity", "br", ","]))
def test_no_bytes_break_the_unpacking(data: bytes, codings: str) -> None:
    try:
        assert len(unpack(data, codings, 1_000)) <= 1_000
    except Failure as failure:
        assert failure.cause in {"http_malformed", "too_large"}


def test_unpacking_stops_at_the_cap_and_not_before() -> None:
    for pack, coding in ((gzip.compress, "gzip"), (zlib.compress, "deflate")):
        assert unpack(pack(b"x" * 1_000), coding, 1_000) == b"x" * 1_000
        with pytest.raises(Failure, match="too_large"):
            unpack(pack(b"x" * 1_001), coding, 1_000)
    assert unpack(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 1_000) == b"one two"
    with pytest.raises(Failure, match="too_large"):
        unpack(gzip.compress(b"x" * 600) * 2, "gzip", 1_000)


@given(st.binary(max_size=200), st.sampled_from([b"", b"<", b"<?xml version='1.0'?>", b"<!DOCTYPE a [", b"<a>"]))
def test_no_bytes_break_the_reading_of_xml(data: bytes, before: bytes) -> None:
    try:
        read_xml(before + data)
    except Failure as failure:
        assert failure.cause in {"not_xml", "dtd"}


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_certificate_or_of_a_hello(data: bytes) -> None:
    assert validity(data) is None
    server_suite(b"\x16\x03\x03\x00\x30\x02" + data)


def test_a_hello_offers_what_it_is_told_to() -> None:
    for suites in (GOST, CLASSIC):
        hello = client_hello("node.test", suites)
        # Record, handshake, version, random, empty session id: then the suites and the signal of RFC 5746.
        length = int.from_bytes(hello[44:46], "big")
        offered = [int.from_bytes(hello[at : at + 2], "big") for at in range(46, 46 + length, 2)]
        assert offered == [*suites, 0x00FF]
        assert b"node.test" in hello
    assert b"10.1.2.3" not in client_hello("10.1.2.3", GOST)


def test_the_hosts_file_is_read_as_the_system_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "hosts"
    path.write_text("# names\nfd12::1 Gate gate.test # own\n10.1.2.3\tgate\nnonsense gate\n\n10.1.2.4\n")
    found = read_hosts(path)
    assert found == {"gate": (ip_address("10.1.2.3"), ip_address("fd12::1")), "gate.test": (ip_address("fd12::1"),)}
    assert read_hosts(tmp_path / "absent") == {}
