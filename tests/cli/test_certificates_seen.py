"""What the section of monitoring shows of kept certificates: the thresholds of their checks, lists, refused keys."""

from dataclasses import replace
from datetime import UTC, datetime

from generator.cli.certificates_seen import certificates_seen
from generator.model.content import Content
from generator.reading.content import load
from tests.cli.office import ROOT

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def content() -> Content:
    return load(ROOT).content


def test_every_kept_certificate_is_seen_with_its_target() -> None:
    found = {one.file: one for one in certificates_seen(content(), NOW)}
    assert set(found) == {path.name for path in (ROOT / "content/monitoring/certificates").iterdir()}
    old = found["carriers.cer"]
    assert (old.verdict, old.ends, old.target) == ("down", datetime(2026, 11, 10, 9, tzinfo=UTC), "signature-carriers")
    assert old.not_after == datetime(2026, 11, 10, 9, 10, tzinfo=UTC)
    listed = found["demo-ca.crl"]
    assert (listed.serial, listed.target, listed.verdict) == ("", None, "up")
    assert found["payments.cer"].note == "отозван 12.10.2026"


def test_a_planned_replacement_silences_its_own_certificate_alone() -> None:
    found = {one.file: one for one in certificates_seen(content(), NOW)}
    planned = [one for one in found.values() if one.replacement is not None]
    assert planned
    for one in planned:
        assert one.verdict == "up"
        assert f"{one.replacement:%d.%m.%Y}" in one.note
    assert found["guarantors.cer"].verdict == "degraded"


def test_what_cannot_be_read_and_keys_are_seen_too() -> None:
    whole = content()
    kept = {"certificates/x.cer": b"no", "certificates/header.key": b"", "examples/a.xml": b"<a/>"}
    found = {one.file: one for one in certificates_seen(replace(whole, kept=kept), NOW)}
    assert set(found) == {"x.cer", "header.key"}
    assert {one.verdict for one in found.values()} == {"not_measured"}
    assert found["header.key"].note.startswith("отказано")
    assert found["x.cer"].ends is None
    assert certificates_seen(replace(whole, kept={}), NOW) == ()
