"""The archive: availability of every target by month, from roll-ups that are kept for ever (п. 39)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.picture import AVAILABILITY, DayCount, Seen, share
from generator.portal.monitoring import words
from generator.portal.monitoring.now import Freshness, freshness
from generator.portal.monitoring.sight import Sight
from generator.portal.views.names import Link, order_of_names
from probes.model.verdict import Purpose, Side

MONTHS = 12
_NAMES = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One check of a target with its share for each month."""

    target: Link
    what: str
    address: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveSide:
    """Targets of one side."""

    id: str
    title: str
    rows: tuple[ArchiveRow, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The last months, the latest first; `incidents` by month: number and time in all."""

    fresh: Freshness
    months: tuple[str, ...]
    sides: tuple[ArchiveSide, ...]
    incidents: tuple[tuple[str, int, str], ...]


def archive_page(sight: Sight) -> ArchivePage:
    """All months that anything is known of, at most a year back."""
    past = sight.picture.past if sight.picture else {}
    known = sorted({(day.day.year, day.day.month) for one in past.values() for day in one.days}, reverse=True)[:MONTHS]
    return ArchivePage(
        freshness(sight),
        tuple(f"{_NAMES[month - 1]} {year}" for year, month in known),
        tuple(_sides(sight, known)),
        tuple(_incidents(sight, known)),
    )


def _sides(sight: Sight, months: list[tuple[int, int]]) -> Iterator[ArchiveSide]:
    for side in (Side.SMEV, Side.SUPPLIER, Side.CONSUMER):
        own = [one for one in sight.inventory.values() if one.side == side.value]
        own.sort(key=lambda one: order_of_names(one.name))
        rows = tuple(row for one in own for row in _rows(sight, one, months))
        if rows:
            yield ArchiveSide(side.value, words.SIDES[side], rows)


def _rows(sight: Sight, one: Inventory, months: list[tuple[int, int]]) -> Iterator[ArchiveRow]:
    """A row for availability, one for health: they are never added up."""
    for check in sight.state(one.id).checks:
        if check.check.purpose not in AVAILABILITY and check.check.purpose is not Purpose.SERVICE_HEALTH:
            continue
        by_month: dict[tuple[int, int], DayCount] = {}
        for day in sight.past(one.id, check.check.id).days:
            at = day.day.year, day.day.month
            by_month[at] = by_month[at] + day if at in by_month else day
        if by_month:
            yield ArchiveRow(
                sight.target(one.id),
                f"{_WHAT[check.check.purpose]}: {words.KINDS[check.check.kind]}",
                check.check.address if _alike(sight.state(one.id).checks, check) else "",
                tuple(words.percent(share(by_month.get(at))) for at in months),
            )


def _alike(checks: tuple[Seen, ...], one: Seen) -> bool:
    """Whether another check of the target has the same words."""
    return sum((each.check.purpose, each.check.kind) == (one.check.purpose, one.check.kind) for each in checks) > 1


_WHAT = {
    Purpose.SMEV_AVAILABILITY: "доступность",
    Purpose.SERVICE_AVAILABILITY: "доступность",
    Purpose.SERVICE_HEALTH: "работоспособность",
    Purpose.OWN_COMPONENT: "работоспособность",
}


def _incidents(sight: Sight, months: list[tuple[int, int]]) -> Iterator[tuple[str, int, str]]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for one in sight.incidents.values():
        if one.own:
            begun = words.moscow(one.start)
            found[begun.year, begun.month].append(one.seconds(max(sight.moment, one.last)))
    for year, month in months:
        lengths = found.get((year, month), [])
        yield f"{_NAMES[month - 1]} {year}", len(lengths), words.lasted(sum(lengths)) if lengths else "–"
