"""Thresholds, planned replacements, revocation and stale lists, on the very moments where the answer turns."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from probes.certificates.assessment import assess, assess_list, days
from probes.model.moscow import day, minute
from probes.model.verdict import Verdict
from tests.probes.certificates.known import NOW, WARN, reading, utc

(NEAR,) = reading("gost-2012-256.cer").certificates  # its key ends on 1 December 2026
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "verdict", "cause", "words"),
    [
        (utc(2025, 11, 30), "down", "cert_not_yet_valid", "срок действия начнётся 01.12.2025 03:00 МСК"),
        (utc(2026, 10, 2) - SECOND, "up", None, "истекает 01.12.2026 03:00 МСК, осталось 60 дней"),
        (utc(2026, 10, 2), "degraded", "cert_expiring", "осталось 60 дней (порог 60 дней)"),
        (utc(2026, 11, 1), "degraded", "cert_expiring", "осталось 30 дней (порог 30 дней)"),
        (utc(2026, 11, 20), "degraded", "cert_expiring", "осталось 11 дней (порог 14 дней)"),
        (utc(2026, 11, 24), "degraded", "cert_expiring", "осталось 7 дней (порог 7 дней)"),
        (utc(2026, 12, 1) - SECOND, "degraded", "cert_expiring", "осталось 0 дней (порог 7 дней)"),
        (utc(2026, 12, 1), "down", "cert_expired", "срок закрытого ключа истёк 01.12.2026 03:00 МСК"),
        (utc(2026, 12, 1, 0, 10), "down", "cert_expired", "срок закрытого ключа истёк"),
    ],
)
def test_the_nearest_threshold_is_told(now: datetime, verdict: str, cause: str | None, words: str) -> None:
    found = assess(NEAR, (), now, WARN)
    assert (found.verdict, found.cause) == (verdict, cause)
    assert words in found.note


@pytest.mark.parametrize(
    ("replacement", "verdict", "words"),
    [
        (utc(2026, 11, 25), "up", "замена запланирована на 25.11.2026"),
        (utc(2026, 12, 1), "up", "замена запланирована на 01.12.2026"),
        (NOW, "degraded", "срок замены 20.11.2026 прошёл"),
        (utc(2026, 12, 2), "degraded", "срок замены 02.12.2026 позже окончания"),
    ],
)
def test_a_planned_replacement_silences_the_warning_until_its_day(
    replacement: datetime, verdict: str, words: str
) -> None:
    found = assess(NEAR, (), NOW, WARN, replacement)
    assert found.verdict == verdict
    assert words in found.note


def test_no_replacement_silences_an_end() -> None:
    assert assess(NEAR, (), utc(2026, 12, 2), WARN, utc(2026, 12, 20)).cause == "cert_expired"


def test_thresholds_may_be_none_and_stand_in_any_order() -> None:
    assert assess(NEAR, (), NOW, ()).verdict is Verdict.UP
    assert "(порог 12 дней)" in assess(NEAR, (), NOW, (3, 12, 90)).note


def test_revoked_by_a_list_of_its_own_authority_alone() -> None:
    (revoked,), (other,) = reading("revoked.cer").certificates, reading("plain.cer").certificates
    lists = reading("ca-2012-256.crl").lists + reading("empty.crl").lists
    found = assess(revoked, lists, NOW, WARN)
    assert (found.verdict, found.cause, found.note) == ("down", "cert_revoked", "отозван 15.10.2026")
    assert assess(revoked, lists, utc(2026, 10, 15), WARN).verdict is Verdict.UP
    assert assess(other, lists, NOW, WARN).verdict is Verdict.UP
    foreign = [replace(one, issuer=b"another") for one in lists]
    assert assess(revoked, foreign, NOW, WARN).verdict is Verdict.UP


def test_a_list_goes_stale_at_its_next_issue() -> None:
    (one,) = reading("ca-2012-256.crl").lists
    assert assess_list(one, utc(2026, 12, 1) - SECOND).verdict is Verdict.UP
    stale = assess_list(one, utc(2026, 12, 1))
    assert (stale.verdict, stale.cause) == ("degraded", "crl_stale")
    assert "следующий выпуск ожидался 01.12.2026 03:00 МСК" in stale.note
    assert assess_list(replace(one, next_update=None), utc(2030, 1, 1)).verdict is Verdict.UP


def test_days_agree_with_their_number() -> None:
    assert [days(one) for one in (0, 1, 2, 5, 11, 14, 21, 22, 111, 121)] == [
        "0 дней", "1 день", "2 дня", "5 дней", "11 дней", "14 дней", "21 день", "22 дня", "111 дней", "121 день",
    ]  # fmt: skip


def test_moments_are_told_in_the_time_of_moscow() -> None:
    assert minute(utc(1, 2, 3, 4, 5)) == "03.02.0001 07:05 МСК"
    assert minute(utc(9999, 12, 31, 23, 59)) == "31.12.9999 23:59 UTC"
    assert (day(utc(2026, 12, 7, 20, 59)), day(utc(2026, 12, 7, 21))) == ("07.12.2026", "08.12.2026")
