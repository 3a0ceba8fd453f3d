"""Addresses of checks: one reading of each, and none of what could be read in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.reach.url import BadAddress, Url


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("http://a.test", "http://a.test/"),
        ("HTTP://A.Test:80/x?y=1#part", "http://a.test/x?y=1"),
        ("https://a.test:443/", "https://a.test/"),
        ("https://[fd12::1]:8443/ws", "https://[fd12::1]:8443/ws"),
        ("http://таможня.рф/путь", "http://xn--80amrfdv0h.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("http://10.1.2.3:7777/gateway/services/SID0003663/1.00?wsdl", None),
        ("http://a.test/%D0%BF%20x", None),
    ],
)
def test_an_address_has_one_form(text: str, read: str | None) -> None:
    assert str(Url.parse(text)) == (read or text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a.test", "//a.test/", "ftp://a.test/", "file:///etc/hosts", "http://", "http:///x", "http://:80/"),
        *(
            "http://a.test:0/",
            "http://a.test:70000/",
            "http://a.test:x/",
            "http://user@a.example/",
            "http://u:p@a.example/",
        ),
        *(
            "http://a b.test/",
            "http://a.test/\r\nX: y",
            "http://a.test\\@b.test/",
            "http://a..test/",
            "http://-a.test/",
        ),
        *("http://a.test\t/", "http://[fd12::1/", "http://%31.test/", f"http://{'a' * 64}.test/", "http://a.test:8 0/"),
        *("http://[fe80::1%25eth0]/", "http://[::1%lo]/", "http://a℀.test/", "http://a.test/\udcff"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        Url.parse(text)


@pytest.mark.parametrize("text", ["http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://0177.0.0.1/"])
def test_an_address_in_disguise_is_a_name(text: str) -> None:
    """Where others see loopback, the probe sees a name, which DNS does not know."""
    assert Url.parse(text).literal is None


@pytest.mark.parametrize(
    ("location", "then"),
    [
        ("/b?c", "http://a.test:8080/b?c"),
        ("b", "http://a.test:8080/dir/b"),
        ("//b.test/x", "http://b.test/x"),
        ("https://b.test", "https://b.test/"),
        ("", "http://a.test:8080/dir/page?q"),
    ],
)
def test_a_redirect_may_be_relative(location: str, then: str) -> None:
    assert str(Url.parse("http://a.test:8080/dir/page?q").follow(location)) == then


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for whole in (text, f"http://{text}", f"http://a.test/{text}"):
        try:
            url = Url.parse(whole)
        except BadAddress:
            continue
        assert url.target.isascii() and url.target.isprintable() and " " not in url.target
        assert url.host.isascii()
        assert str(Url.parse(str(url))) == str(url)
