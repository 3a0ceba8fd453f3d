"""Certificates under watch by the day their use ends (п. 29)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from generator.monitoring.picture import CertificateSeen
from generator.portal.monitoring import words
from generator.portal.monitoring.now import Freshness, freshness
from generator.portal.monitoring.sight import Sight
from generator.portal.russian import short_day
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.verdict import Purpose


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate; `left` is in days, negative once its use has ended."""

    component: str
    target: Link | None
    algorithm: str
    serial: str
    begins: str
    ends: str
    by_key: bool
    left: int | None
    state: Mark
    note: str
    replacement: str | None
    file: str


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """The soonest end first; what could not be read stands last."""

    fresh: Freshness
    rows: tuple[CertificateRow, ...]


def certificates_page(sight: Sight) -> CertificatesPage:
    """All certificates."""
    found = sorted(
        sight.picture.certificates if sight.picture else (),
        key=lambda one: (one.ends is None, one.ends or datetime.max.replace(tzinfo=UTC), one.file, one.serial),
    )
    return CertificatesPage(freshness(sight), tuple(_row(sight, one) for one in found))


def _row(sight: Sight, one: CertificateSeen) -> CertificateRow:
    moment = sight.picture.at if sight.picture else None
    return CertificateRow(
        one.component,
        sight.target(one.target) if one.target else None,
        one.algorithm,
        one.serial,
        _day(one.not_before),
        _day(one.ends),
        one.key_not_after is not None and one.key_not_after == one.ends != one.not_after,
        (one.ends - moment).days if one.ends and moment else None,
        Mark(words.MARKS[one.verdict], words.said(one.verdict, Purpose.SIGNATURE_EXPIRY)),
        one.note,
        short_day(one.replacement) if one.replacement and "замен" not in one.note else None,
        one.file,
    )


def _day(moment: datetime | None) -> str:
    """The day in Moscow; a certificate for ever ends on the last day that there is, which has none after it."""
    if moment is None:
        return ""
    try:
        return short_day(moment.astimezone(words.MOSCOW))
    except OverflowError:
        return short_day(moment)
