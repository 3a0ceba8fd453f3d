"""How a term was counted, in words an official can check against the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.calendar import Decree

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
SATURDAY = 5
COUNTING_RULE = "день события в счёт не входит (статья 191 Гражданского кодекса)"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day between the event and the result that was not counted, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A counted day that one may take for a day off, and why it was counted."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the n-th working day from an event was found: each day after the event is either counted or skipped."""

    event: date
    n: int
    result: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Note, ...]


def reason_off(day: date, days_off: frozenset[date], decree: "Decree") -> str:
    """Why a day is not a working one."""
    if day in days_off:
        return f"выходной день по производственному календарю ({_act(decree)})"
    return WEEKDAYS[day.weekday()]


def note_moved(day: date, decree: "Decree") -> str:
    """Why a Saturday or Sunday is counted."""
    adjective = "рабочая" if day.weekday() == SATURDAY else "рабочее"
    return f"{adjective} {WEEKDAYS[day.weekday()]}: выходной день перенесён ({_act(decree)})"


def note_special(basis: str) -> str:
    """Why a day declared non-working is counted: such a day does not stop a term."""
    return f"день объявлен нерабочим ({basis}), срок течёт"


def explain_text(explanation: Explanation) -> str:
    """Tell an explanation day by day, in Russian."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(told: Explanation) -> Iterator[str]:
    side = "после" if told.n > 0 else "до"
    yield f"{abs(told.n)}-й рабочий день {side} {_day(told.event)}: {_day(told.result)}"
    yield f"Событие: {_day(told.event)}; {COUNTING_RULE}"
    numbers = {day: number for number, day in enumerate(told.counted, start=1)}
    notes = {note.day: f", {note.text}" for note in told.notes}
    lines = {day: f"{_day(day)}: {number}-й рабочий день{notes.get(day, '')}" for day, number in numbers.items()}
    lines |= {gone.day: f"{gone.day:%d.%m.%Y}: не считается, {gone.reason}" for gone in told.skipped}
    for day in sorted(lines, reverse=told.n < 0):
        yield f"  {lines[day]}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y} ({WEEKDAYS[day.weekday()]})"


def _act(decree: "Decree") -> str:
    act = f"постановление Правительства {_dated(decree.date)}№ {decree.number}"
    later = ", ".join(f"{_dated(change.date)}№ {change.number}" for change in decree.amended_by)
    return f"{act} с изменениями {later}" if later else act


def _dated(day: date | None) -> str:
    return f"от {day:%d.%m.%Y} " if day else ""
