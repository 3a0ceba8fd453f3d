"""The chain of a handshake in plain text: whatever the records look like, it is read, awaited or absent."""

from hypothesis import given
from hypothesis import strategies as st

from probes.reach.chain import chain_of
from tests.probes.reach.gost import ALERT, certificate_message, records, server_hello

CHAIN = (b"first certificate", b"second")
DONE = b"\x0e\0\0\0"


def test_the_chain_is_read_from_one_record_or_many() -> None:
    said = server_hello(0xC100) + certificate_message(*CHAIN) + DONE
    for size in (1, 7, 50, 16_384):
        answer = records(said, size)
        assert chain_of(answer) == CHAIN
        assert {chain_of(answer[:cut]) for cut in range(len(records(server_hello(0xC100), size)))} == {None}


def test_a_node_that_shows_none_is_not_waited_for() -> None:
    assert chain_of(ALERT) == ()
    assert chain_of(records(server_hello(0xC100) + DONE)) == ()
    assert chain_of(records(server_hello(0xC100)) + ALERT) == ()
    assert chain_of(b"HTTP/1.1 400 Bad Request\r\n\r\n") == ()
    assert chain_of(b"") is None


def test_what_runs_over_the_end_of_the_list_is_left_out() -> None:
    whole = certificate_message(*CHAIN)
    assert chain_of(records(whole[:-1] + b"x")) is not None
    cut = b"\x0b" + (len(whole) - 7).to_bytes(3, "big") + whole[4:-3]
    assert chain_of(records(cut)) == CHAIN[:1]


@given(st.binary(max_size=200), st.integers(1, 60))
def test_any_bytes_are_a_chain_or_none(said: bytes, size: int) -> None:
    for answer in (said, records(said, size), records(b"\x0b" + said, size)):
        found = chain_of(answer)
        assert found is None or sum(map(len, found)) <= len(answer)
