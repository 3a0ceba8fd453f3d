"""How a term was counted, day by day, for the reader who wants to check it (Civil Code, art. 191; п. 40)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.model.order import Limit
from generator.portal.russian import counted, short_day
from generator.workdays_text import COUNTING_RULE, WEEKDAYS

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar


@dataclass(frozen=True, slots=True)
class Left:
    """A day on the way that is not counted, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class TermNote:
    """A term in words, and how its last day was found."""

    title: str
    rule: str
    counted: tuple[date, ...] = ()
    skipped: tuple[Left, ...] = ()
    notes: tuple[Left, ...] = ()


def term_words(limit: Limit) -> str:
    """5 рабочих дней; за 1 календарную неделю."""
    if limit.unit == "calendar_weeks_before":
        return "за " + counted(limit.count, "календарную неделю", "календарные недели", "календарных недель")
    return counted(limit.count, "рабочий день", "рабочих дня", "рабочих дней")


def weekday(day: date) -> str:
    """The Russian name of a day of the week."""
    return WEEKDAYS[day.weekday()]


class Terms:
    """The terms of one calendar; many duties share an event and a term, so each way is worked out once."""

    def __init__(self, calendar: "ProductionCalendar") -> None:
        self._calendar = calendar
        self._known: dict[tuple[str, int, date], TermNote] = {}

    def note(self, limit: Limit, event: date) -> TermNote:
        """The way from an event to the last day of a term whose years all have a calendar."""
        key = (limit.unit, limit.count, event)
        if key not in self._known:
            self._known[key] = self._work_out(limit, event)
        return self._known[key]

    def _work_out(self, limit: Limit, event: date) -> TermNote:
        if limit.unit == "calendar_weeks_before":
            return TermNote(term_words(limit), f"календарные недели считаются назад от {short_day(event)}")
        told = self._calendar.explain(event, limit.count)
        return TermNote(
            term_words(limit),
            f"событие {short_day(event)}, {weekday(event)}; {COUNTING_RULE}",
            told.counted,
            tuple(Left(one.day, one.reason) for one in told.skipped),
            tuple(Left(one.day, one.text) for one in told.notes),
        )
