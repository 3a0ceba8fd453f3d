"""The message itself out of an answer in parts, and nothing else of it."""

import pytest

from probes.reach.parts import root_part

TYPE = "multipart/related; boundary=b"
TWO = b"--b\r\nContent-ID: <one>\r\n\r\nfirst\r\n--b\r\nContent-ID: <two>\r\n\r\nsecond\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("told", "body", "root"),
    [
        (TYPE, TWO, b"first"),
        (f'{TYPE}; start="<two>"', TWO, b"second"),
        (f'{TYPE}; start="<three>"', TWO, b"first"),
        ('Multipart/Related;boundary="b" ; type=text/xml', b"preamble\r\n" + TWO + b"epilogue", b"first"),
        (TYPE, b"--b\r\n\r\nno headers\r\n--b--", b"no headers"),
        (TYPE, TWO.replace(b"\r\n", b"\n"), b"first"),
        (TYPE, b"--b\r\nA: b\r\n\r\n--not a border\r\n--bb\r\n--b--", b"--not a border\r\n--bb"),
        # What is no such answer stays as it is.
        (TYPE, b"<a/>", b"<a/>"),
        (TYPE, b"--b\r\n\r\ncut", b"--b\r\n\r\ncut"),
        ("multipart/related", TWO, TWO),
        ("multipart/mixed; boundary=b", TWO, TWO),
        ("text/xml", TWO, TWO),
        ("", TWO, TWO),
    ],
)
def test_the_root_is_the_part_that_was_named_or_the_first(told: str, body: bytes, root: bytes) -> None:
    assert root_part(told, body) == root
