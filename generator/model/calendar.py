"""The production calendar of one year: what the Labour Code (art. 112) and the Government's decree make of its days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from generator.model.finding import Place
from generator.model.types import EARLIEST_YEAR, LATEST_YEAR, Day, Line, Number, Strict

SATURDAY = 5


class Amendment(Strict):
    """A later decree that changed the transfers of the year."""

    number: Line = Field(description="Номер постановления об изменении")
    date: Day = Field(description="Дата постановления об изменении")


class Decree(Strict):
    """The Government's decree that transfers days off."""

    number: Line = Field(description="Номер постановления Правительства о переносе выходных дней")
    date: Day | None = Field(None, description="Дата постановления; пусто, если источниками не подтверждена")
    amended_by: tuple[Amendment, ...] = Field((), description="Постановления, которые его изменили")


class SpecialDays(Strict):
    """Days declared non-working with pay kept: terms of the order run on through them."""

    basis: Line = Field(description="Акт, которым дни объявлены нерабочими")
    dates: tuple[Day, ...] = Field(min_length=1, description="Дни; течения сроков они не останавливают")


class Sources(Strict):
    """Where the year comes from and what it was compared with."""

    derived_from: Line = Field(description="Из каких актов выведен календарь")
    agree: tuple[Line, ...] = Field((), description="Источники, которые с ним совпадают")
    disagree: tuple[Line, ...] = Field((), description="Источники, которые расходятся, и в каких днях")


class CalendarYear(Strict):
    """One file of content/calendar: the days of a year that differ from the plain five-day week."""

    year: Number = Field(ge=EARLIEST_YEAR, le=LATEST_YEAR, description="Год, равен имени файла")
    decree: Decree = Field(description="Постановление Правительства о переносе выходных дней")
    days_off: tuple[Day, ...] = Field(description="Нерабочие дни с понедельника по пятницу: праздники и переносы")
    working_weekends: tuple[Day, ...] = Field((), description="Субботы и воскресенья, которые сделаны рабочими")
    special: tuple[SpecialDays, ...] = Field((), description="Нерабочие дни по указам; для сроков считаются рабочими")
    shortened: tuple[Day, ...] = Field((), description="Рабочие дни, сокращённые на час; на сроки не влияют")
    working_days: Number = Field(description="Число рабочих дней в году, контрольное")
    sources: Sources = Field(description="Источники данных")

    @model_validator(mode="after")
    def _consistent(self) -> "CalendarYear":
        faults = list(self._faults())
        if not faults and (count := sum(1 for _ in self.days_worked())) != self.working_days:
            must = f"равняться {count}: столько рабочих дней выходит по этому файлу"
            hint = "сверьте days_off и working_weekends с постановлением или исправьте число"
            faults.append(_fault(("working_days",), str(self.working_days), must, hint))
        if faults:
            raise ValidationError.from_exception_data("CalendarYear", faults)
        return self

    def days_worked(self) -> Iterator[date]:
        """Working days of the year in order; special days are among them."""
        off, moved = frozenset(self.days_off), frozenset(self.working_weekends)
        day, next_year = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        while day < next_year:
            if day in moved or (day.weekday() < SATURDAY and day not in off):
                yield day
            day += timedelta(days=1)

    def _faults(self) -> Iterator[InitErrorDetails]:
        for name in ("days_off", "working_weekends", "shortened"):
            yield from _alien_or_repeated(self.year, [((name,), getattr(self, name))])
        special = [(("special", i, "dates"), part.dates) for i, part in enumerate(self.special)]
        yield from _alien_or_repeated(self.year, special)
        for i, day in enumerate(self.days_off):
            if day.weekday() >= SATURDAY:
                hint = "уберите её: суббота и воскресенье нерабочие и так"
                yield _fault(("days_off", i), day.isoformat(), "быть датой с понедельника по пятницу", hint)
        for i, day in enumerate(self.working_weekends):
            if day.weekday() < SATURDAY:
                hint = "уберите её: рабочими здесь называют только перенесённые выходные"
                yield _fault(("working_weekends", i), day.isoformat(), "быть субботой или воскресеньем", hint)
        for i, day in enumerate(self.shortened):
            if day in self.days_off or (day.weekday() >= SATURDAY and day not in self.working_weekends):
                hint = "уберите её или сверьте days_off и working_weekends"
                yield _fault(("shortened", i), day.isoformat(), "быть рабочим днём по этому файлу", hint)


def _alien_or_repeated(year: int, parts: Sequence[tuple[Place, tuple[date, ...]]]) -> Iterator[InitErrorDetails]:
    """Each date belongs to the year of the file and is named once."""
    seen: set[date] = set()
    for place, days in parts:
        for i, day in enumerate(days):
            if day.year != year:
                hint = "исправьте год даты или перенесите её в файл её года"
                yield _fault((*place, i), day.isoformat(), f"быть датой {year} года", hint)
            if day in seen:
                yield _fault((*place, i), day.isoformat(), "встречаться один раз", "уберите повтор")
            seen.add(day)


def _fault(place: Place, got: str, must: str, hint: str) -> InitErrorDetails:
    error = PydanticCustomError("calendar", "{must}", {"must": must, "hint": hint})
    return InitErrorDetails(type=error, loc=place, input=got)
