"""Fields of technical monitoring: spans, moments in UTC, addresses, decimals; what is refused is told in Russian."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.types import (
    PATTERNS,
    Address,
    CauseCode,
    Decimal,
    Host,
    HostPort,
    IncidentId,
    Moment,
    Network,
    PlainFile,
    Span,
    Url,
    span,
)


def read(kind: Any, text: str) -> Any:
    return TypeAdapter(kind).validate_python(text, strict=True)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1ms", timedelta(milliseconds=1)),
        ("10s", timedelta(seconds=10)),
        ("5m", timedelta(minutes=5)),
        ("24h", timedelta(days=1)),
        ("99999d", timedelta(days=99_999)),
    ],
)
def test_spans(text: str, length: timedelta) -> None:
    assert span(read(Span, text)) == length


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T22:00+03:00", datetime(2026, 11, 20, 19, tzinfo=UTC)),
        ("2026-11-20 22:00:30+03:00", datetime(2026, 11, 20, 19, 0, 30, tzinfo=UTC)),
        ("2026-11-20T19:00Z", datetime(2026, 11, 20, 19, tzinfo=UTC)),
        ("2027-01-01T01:00+12:00", datetime(2026, 12, 31, 13, tzinfo=UTC)),
    ],
)
def test_moments_are_kept_in_utc(text: str, moment: datetime) -> None:
    found = read(Moment, text)
    assert (found, found.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Host, "smev3.smev.example"),
        (Host, "127.151.1.1"),
        (HostPort, "smev.example:1"),
        (HostPort, "[fe80::1]:65535"),
        (Url, "https://smev.example/?wsdl"),
        (Url, "http://[fe80::1]:65535/ws"),
        (Address, "::1"),
        (Address, "127.151.0.53"),
        (Network, "127.151.0.0/16"),
        (Network, "fd00::/8"),
        (PlainFile, "smev3-transport.cer"),
        (IncidentId, "2026-11-20-0935-smev2-gateway"),
        (CauseCode, "tls_gost_only"),
    ],
)
def test_texts_stay_as_they_are(kind: Any, text: str) -> None:
    assert read(kind, text) == text


@pytest.mark.parametrize(("text", "value"), [("0", 0.0), ("-0.5", -0.5), ("5000", 5000.0), ("0.000001", 1e-6)])
def test_decimals(text: str, value: float) -> None:
    assert read(Decimal, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((Span, text) for text in ("5", "0m", "05m", "5 m", "1.5h", "5м", "-5m", "100000s", "5m ")),
        *(
            (Moment, text)
            for text in (
                "2026-11-20",
                "2026-11-20T22:00",
                "2026-11-20T24:00Z",
                "2026-02-30T10:00Z",
                "2026-11-20T22:00+25:00",
                "1899-12-31T22:00Z",
                "0001-01-01T00:00+14:00",
                "20.11.2026 22:00Z",
                "\u0662026-11-20T22:00Z",
            )
        ),
        *((Host, text) for text in ("", "http://a.example", "a.example:80", "-a", "a..", "ё.example", "a" * 300)),
        *((HostPort, text) for text in ("a", "a:0", "a:65536", "a:080", ":80", "::1:80", "a.example:80/x")),
        *(
            (Url, text)
            for text in (
                "ftp://a/",
                "http://",
                "http://:80/",
                "http://[::1/",
                "http://a[b/",
                "http://[x]/",
                "http://a:0/",
                "http://a:65536/",
            )
        ),
        *((Url, text) for text in ("http://a:ws/", "http://a:\uff17\uff15/", "http://a b/")),
        *((Address, text) for text in ("127.151.1", "127.151.1.256", "127.0.0.01", "a.example", "::1::")),
        *((Network, text) for text in ("127.151.0.1/16", "127.151.0.0", "127.151.0.0/33", "0/0", "::/129")),
        *((Decimal, text) for text in ("", "1,5", "1e3", "nan", "inf", ".5", "5.", "+1", "01", "٣")),
        *((PlainFile, text) for text in ("", "../a.cer", "a/b.cer", ".hidden", "а.cer", "a" * 129)),
        *((IncidentId, text) for text in ("2026-11-20-smev2", "2026-11-20-0935-", "2026-11-20-0935-СМЭВ")),
        *((CauseCode, text) for text in ("", "Timeout", "time-out", "_timeout", "time__out")),
    ],
)
def test_what_is_refused_is_told_in_russian(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(kind, text)
    (error,) = refused.value.errors()
    told = error.get("ctx", {})
    assert "must" in told or "max_length" in told or PATTERNS[told["pattern"]].text
