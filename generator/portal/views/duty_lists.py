"""Lists of duties of many cards: by urgency, with counts by unit; long lists say what they leave out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.portal.page import point_id, point_label
from generator.portal.views.duties import DutyRow, duty_row
from generator.portal.views.lists import Field, choice, found, in_order
from generator.portal.views.names import Link, Names, order_of_names
from generator.portal.views.survey import Survey
from generator.procedure.duties import Duty

SHOWN = 300  # rows of one group on a page; the files of the portal hold all of them


@dataclass(frozen=True, slots=True)
class DutyList:
    """A group of duties: those that fit on the page, and how many there are."""

    id: str
    title: str
    rows: tuple[DutyRow, ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How many duties a unit bears, by state."""

    id: str
    unit: Link
    overdue: int
    soon: int
    open: int
    no_term: int
    done_late: int
    done: int


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """All duties."""

    total: int
    soon_until: date
    groups: tuple[DutyList, ...]
    units: tuple[UnitCounts, ...]
    fields: tuple[Field, ...]


def duties_page(survey: Survey) -> DutiesPage:
    """All duties by urgency and the counts of each unit."""
    groups = duty_lists(survey, survey.duties)
    return DutiesPage(len(survey.duties), survey.soon_until, groups, tuple(_units(survey)), _fields(survey, groups))


def duty_lists(survey: Survey, duties: Iterable[Duty], shown: int = SHOWN) -> tuple[DutyList, ...]:
    """Duties by urgency; empty groups are kept, so that a page says that there are none."""
    kept = tuple(duties)
    groups: tuple[tuple[str, str, Callable[[Duty], bool]], ...] = (
        ("overdue", "Просрочены", lambda one: one.status == "overdue"),
        ("soon", "Срок наступает скоро", survey.soon),
        ("open", "Срок идёт", lambda one: one.status == "open" and not survey.soon(one)),
        ("no-term", "Срок не установлен", lambda one: one.status == "no_term"),
        ("done-late", "Исполнены с опозданием", lambda one: one.status == "done_late"),
        ("done", "Исполнены", lambda one: one.status == "done"),
    )
    return tuple(
        _list(id, title, [one for one in kept if belongs(one)], survey.names, shown) for id, title, belongs in groups
    )


def _list(id: str, title: str, duties: Sequence[Duty], names: Names, shown: int) -> DutyList:
    if id.startswith("done"):  # the latest first: what was done long ago matters least
        duties = sorted(duties, key=lambda one: one.done or date.min, reverse=True)
    return DutyList(id, title, tuple(duty_row(one, names) for one in duties[:shown]), len(duties))


def _fields(survey: Survey, groups: Iterable[DutyList]) -> tuple[Field, ...]:
    values, names = found(row for group in groups for row in group.rows), survey.names
    points = {point_id(one.point): point_label(one.point) for one in survey.order.points}
    return (
        *choice("unit", "Кто", "все", values, names.short),
        *choice("to", "Кому", "все", values, names.short),
        *in_order("point", "Пункт Порядка", "все", values, points),
    )


def _units(survey: Survey) -> Iterable[UnitCounts]:
    for unit in sorted(survey.by_bearer, key=lambda one: order_of_names(survey.names.short(one))):
        duties = survey.by_bearer[unit]
        counts = Counter(one.status for one in duties)
        soon = sum(survey.soon(one) for one in duties)
        yield UnitCounts(
            unit,
            survey.names.party(unit),
            counts["overdue"],
            soon,
            counts["open"] - soon,
            counts["no_term"],
            counts["done_late"],
            counts["done"],
        )
