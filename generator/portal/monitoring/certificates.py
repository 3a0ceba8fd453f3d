"""Certificates under watch by the day their use ends (п. 29)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.monitoring.picture import CertificateSeen
from generator.portal.monitoring.now import Freshness, freshness
from generator.portal.monitoring.rows import idle, mark
from generator.portal.monitoring.sight import Sight
from generator.portal.russian import counted, short_day
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.moscow import MOSCOW
from probes.model.verdict import Purpose


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate, and how long it may still be used."""

    component: str
    target: Link | None
    algorithm: str
    serial: str
    begins: str
    ends: str
    by_key: bool
    left: str
    state: Mark
    note: str
    replacement: str | None
    file: str


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """The soonest end first; then what could not be read, last what is watched no longer."""

    fresh: Freshness
    rows: tuple[CertificateRow, ...]


def certificates_page(sight: Sight) -> CertificatesPage:
    """All certificates."""
    found = sorted(
        sight.picture.certificates if sight.picture else (),
        key=lambda one: (
            bool(_idle(sight, one)),
            one.ends is None,
            one.ends or datetime.max.replace(tzinfo=UTC),
            one.file,
            one.serial,
        ),
    )
    return CertificatesPage(freshness(sight), tuple(_row(sight, one) for one in found))


def _idle(sight: Sight, one: CertificateSeen) -> str:
    """Why nobody watches it: its component is watched no longer, or not yet."""
    target = sight.inventory.get(one.target or "")
    return idle(sight, target) if target else ""


def _row(sight: Sight, one: CertificateSeen) -> CertificateRow:
    unwatched = _idle(sight, one)
    moment = sight.picture.at if sight.picture else None
    return CertificateRow(
        one.component,
        sight.target(one.target) if one.target else None,
        one.algorithm,
        one.serial,
        _day(one.not_before),
        _day(one.ends),
        one.key_not_after is not None and one.key_not_after == one.ends != one.not_after,
        _left(one.ends - moment) if one.ends and moment else "нет данных",
        Mark("none", unwatched) if unwatched else mark(one.verdict, Purpose.SIGNATURE_EXPIRY),
        one.note,
        short_day(one.replacement) if one.replacement and "замен" not in one.note else None,
        one.file,
    )


def _left(span: timedelta) -> str:
    """Whole days to the end or since it."""
    days = counted(abs(span) // timedelta(days=1), "день", "дня", "дней") if abs(span) >= timedelta(days=1) else ""
    if span > timedelta():
        return days or "менее суток"
    return f"истёк {days or 'менее суток'} назад"


def _day(moment: datetime | None) -> str:
    """The day in Moscow; a certificate for ever ends on the last day that there is, which has none after it."""
    if moment is None:
        return ""
    try:
        return short_day(moment.astimezone(MOSCOW))
    except OverflowError:
        return short_day(moment)
