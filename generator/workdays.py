"""Working days of the production calendar: the day of the event is not counted (Civil Code, art. 191).

Importing this module loads workalendar (0.1 s), so the command line imports it only where a term is counted.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from workalendar.core import SAT, SUN, CoreCalendar, cleaned_date  # type: ignore[import-untyped]

from generator.workdays_text import Explanation, Note, Skipped, explain_text, note_moved, note_special, reason_off

if TYPE_CHECKING:
    from generator.model.calendar import CalendarYear

__all__ = ["CalendarGap", "Explanation", "Note", "ProductionCalendar", "Skipped", "explain_text"]

ONE_DAY = timedelta(days=1)
HOLIDAY = "выходной день по производственному календарю"


class CalendarGap(LookupError):
    """A day has to be judged whose year has no calendar; guessing it would be a silent error."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.file = f"content/calendar/{year}.yml"
        super().__init__(f"нет производственного календаря на {year} год; добавьте файл {self.file}")


class ProductionCalendar(CoreCalendar):  # type: ignore[misc]
    """Production calendar of Russia: only the years it was given, each as its decree made it."""

    WEEKEND_DAYS = (SAT, SUN)

    def __init__(self, years: Iterable["CalendarYear"]) -> None:
        super().__init__()
        self._years: dict[int, CalendarYear] = {}
        for year in years:
            if year.year in self._years:
                raise ValueError(f"календарь на {year.year} год дан дважды")
            self._years[year.year] = year
        self._working = [day for number in sorted(self._years) for day in self._years[number].days_worked()]
        self._open = frozenset(self._working)
        self._off = frozenset(day for year in self._years.values() for day in year.days_off)
        self._moved = frozenset(day for year in self._years.values() for day in year.working_weekends)
        self._special = {
            day: part.basis for year in self._years.values() for part in year.special for day in part.dates
        }

    def shift(self, event: date, n: int) -> date:
        """The n-th working day after an event, before it when n is negative; only the days between are judged."""
        if n == 0:
            raise ValueError("число рабочих дней должно отличаться от нуля: 5 — после события, -5 — до него")
        if n > 0:
            at, first, step = bisect_right(self._working, event) + n - 1, _year_after(event), 1
        else:
            at, first, step = bisect_left(self._working, event) + n, _year_before(event), -1
        if not 0 <= at < len(self._working):
            raise CalendarGap(next(year for year in count(first, step) if year not in self._years))
        result = self._working[at]
        self._require(first, result.year, step)
        return result

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`: lateness in working days."""
        if end <= start:
            return 0
        self._require(_year_after(start), end.year)
        return bisect_right(self._working, end) - bisect_right(self._working, start)

    def explain(self, event: date, n: int) -> Explanation:
        """The same day as `shift`, with every day on the way to it accounted for once."""
        result = self.shift(event, n)
        step = ONE_DAY if n > 0 else -ONE_DAY
        days = [event + step * i for i in range(1, abs((result - event).days) + 1)]
        counted = tuple(day for day in days if day in self._open)
        return Explanation(
            event=event,
            n=n,
            result=result,
            counted=counted,
            skipped=tuple(
                Skipped(day, reason_off(day, self._off, self._years[day.year].decree))
                for day in days
                if day not in self._open
            ),
            notes=tuple(Note(day, text) for day in counted if (text := self._note(day))),
        )

    @staticmethod
    def week_back(day: date) -> date:
        """One calendar week before a sitting: the last day for proposals (п. 40)."""
        return day - timedelta(weeks=1)

    # What workalendar's own methods stand on, so that all of them agree with the answers above.

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        self._require(year, year)
        return [(day, HOLIDAY) for day in self._years[year].days_off]

    def holidays(self, year: int | None = None) -> list[tuple[date, str]]:
        """Weekdays off of a year; the year is asked for, as this room has no clock."""
        if year is None:
            raise ValueError("укажите год: календарь не знает, какой сейчас день")
        return sorted(self.get_calendar_holidays(year))

    def is_working_day(
        self,
        day: date,
        extra_working_days: Iterable[date] | None = None,
        extra_holidays: Iterable[date] | None = None,
    ) -> bool:
        day = cleaned_date(day)
        self._require(day.year, day.year)
        if extra_working_days and day in map(cleaned_date, extra_working_days):
            return True
        if extra_holidays and day in map(cleaned_date, extra_holidays):
            return False
        return day in self._open

    def find_following_working_day(self, day: date) -> date:
        """The day itself or the next working one; workalendar's version looks at weekends alone."""
        day = cleaned_date(day)
        return day if self.is_working_day(day) else self.shift(day, 1)

    def _require(self, first: int, last: int, step: int = 1) -> None:
        for year in range(first, last + step, step):
            if year not in self._years:
                raise CalendarGap(year)

    def _note(self, day: date) -> str | None:
        if day in self._special:
            return note_special(self._special[day])
        return note_moved(day, self._years[day.year].decree) if day in self._moved else None


def _year_after(day: date) -> int:
    return day.year + ((day.month, day.day) == (12, 31))


def _year_before(day: date) -> int:
    return day.year - ((day.month, day.day) == (1, 1))
