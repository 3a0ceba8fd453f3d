"""What the dates of a certificate mean at a moment: usable, ending soon, ended, not begun, revoked (п. 29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from probes.certificates.certificate import Certificate, RevocationList
from probes.model.moscow import day, minute
from probes.model.verdict import Verdict

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict with its cause, and in Russian what it rests on."""

    verdict: Verdict
    cause: str | None
    note: str


def assess(
    one: Certificate,
    lists: Iterable[RevocationList],
    now: datetime,
    warn_days: Sequence[int],
    replacement: datetime | None = None,
) -> Assessment:
    """A certificate at a moment.

    Ending soon is told by the nearest threshold reached. A replacement that is planned for a later day, before the
    end, silences that until the day; nothing silences an end that has come.
    """
    if revoked := [at for one_list in lists if (at := _revocation(one, one_list)) and at <= now]:
        return Assessment(Verdict.DOWN, "cert_revoked", _told(f"отозван {day(min(revoked))}", one))
    if one.ends <= now:
        return Assessment(Verdict.DOWN, "cert_expired", _told(f"{_what(one)} истёк {minute(one.ends)}", one))
    if one.not_before and one.not_before > now:
        text = f"срок действия начнётся {minute(one.not_before)}"
        return Assessment(Verdict.DOWN, "cert_not_yet_valid", _told(text, one))
    left = one.ends - now
    reached = [limit for limit in warn_days if left <= limit * DAY]
    rest = f"{_what(one)} истекает {minute(one.ends)}, осталось {days(left.days)}"
    if not reached:
        return Assessment(Verdict.UP, None, _told(rest, one))
    if replacement is not None and now < replacement <= one.ends:
        return Assessment(Verdict.UP, None, _told(f"{rest}, замена запланирована на {day(replacement)}", one))
    late = "" if replacement is None else f", срок замены {day(replacement)}"
    late += " прошёл" if replacement is not None and replacement <= now else ""
    late += " позже окончания" if replacement is not None and replacement > one.ends else ""
    return Assessment(Verdict.DEGRADED, "cert_expiring", _told(f"{rest} (порог {days(min(reached))}){late}", one))


def assess_list(one: RevocationList, now: datetime) -> Assessment:
    """A list of revoked certificates is stale when its next issue is overdue: it no longer says who is revoked."""
    text = f"список отозванных сертификатов, номеров в нём: {len(one.revoked)}"
    if one.next_update is None:
        return Assessment(Verdict.UP, None, _told(f"{text}; срок следующего выпуска не указан", one))
    if one.next_update <= now:
        text = f"{text}; следующий выпуск ожидался {minute(one.next_update)}"
        return Assessment(Verdict.DEGRADED, "crl_stale", _told(text, one))
    return Assessment(Verdict.UP, None, _told(f"{text}; следующий выпуск {minute(one.next_update)}", one))


def days(count: int) -> str:
    """A number of days in Russian: 1 день, 2 дня, 5 дней."""
    tens, ones = count % 100, count % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        return f"{count} дней"
    return f"{count} день" if ones == 1 else f"{count} дня"


def _revocation(one: Certificate, lists: RevocationList) -> datetime | None:
    """When a list of the same issuer says it was revoked; the signature of the list is not verified here."""
    if not one.issuer or one.issuer != lists.issuer or one.serial is None:
        return None
    return lists.revoked.get(one.serial)


def _what(one: Certificate) -> str:
    """Which of the two terms ends first."""
    return "срок закрытого ключа" if one.ends < one.not_after else "срок действия"


def _told(text: str, one: Certificate | RevocationList) -> str:
    return "; ".join((text, *one.notes))
