"""100,000 terms of 1 to 7 working days: our index against workalendar's stock walk and numpy.busday_offset.

All run over the same events in turns, so that a busy machine slows all alike; the best turn of each counts.
"""

import json
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import yaml
from workalendar.europe import Russia  # type: ignore[import-untyped]

from generator.model.calendar import CalendarYear
from generator.workdays import ProductionCalendar

TERMS = 100_000
TURNS = 5
FIRST, LAST = date(2012, 1, 10), date(2027, 12, 1)
Answers = Sequence[object]

CALENDAR = Path(__file__).parents[1] / "content" / "calendar"


def load() -> ProductionCalendar:
    """The calendar of content/, as the command line builds it."""
    trees = (yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) for path in CALENDAR.glob("*.yml"))
    return ProductionCalendar(CalendarYear.model_validate_json(json.dumps(tree)) for tree in trees)


def timed(work: Callable[[], Answers]) -> tuple[float, Answers]:
    """Seconds taken, and what was answered."""
    started = time.perf_counter()
    answers = work()
    return time.perf_counter() - started, answers


def main() -> None:
    """Print one line a way: best time, ratio to ours, how many answers differ."""
    started = time.perf_counter()
    ours = load()
    print(f"reading 16 files and building the index: {(time.perf_counter() - started) * 1000:.1f} ms")

    span = (LAST - FIRST).days + 1
    events = [FIRST + timedelta(days=i * 37 % span) for i in range(TERMS)]
    terms = [1 + i % 7 for i in range(TERMS)]
    stock = Russia()
    every = [date(2012, 1, 1) + timedelta(days=i) for i in range((date(2028, 1, 1) - date(2012, 1, 1)).days)]
    # busday_offset knows no working weekends: a seven-day week with every day off listed is the same calendar.
    week = np.busdaycalendar(weekmask="1111111", holidays=[day for day in every if not ours.is_working_day(day)])

    def by_numpy_at_once() -> Answers:
        found = np.busday_offset(np.array(events, "datetime64[D]"), terms, roll="backward", busdaycal=week)
        return list(found.tolist())

    ways: dict[str, Callable[[], Answers]] = {
        "ProductionCalendar.shift": lambda: [ours.shift(day, n) for day, n in zip(events, terms, strict=True)],
        "stock workalendar Russia.add_working_days": lambda: [
            stock.add_working_days(day, n) for day, n in zip(events, terms, strict=True)
        ],
        "numpy.busday_offset, one call a term": lambda: [
            np.busday_offset(day, n, roll="backward", busdaycal=week).item()
            for day, n in zip(events, terms, strict=True)
        ],
        "numpy.busday_offset, one call for all": by_numpy_at_once,
    }
    best: dict[str, float] = {}
    answers: dict[str, Answers] = {}
    for _ in range(TURNS):
        for name, way in ways.items():
            took, answers[name] = timed(way)
            best[name] = min(took, best.get(name, took))

    right, base = answers["ProductionCalendar.shift"], best["ProductionCalendar.shift"]
    for name, took in best.items():
        wrong = sum(a != b for a, b in zip(right, answers[name], strict=True))
        print(f"{name:42} {took * 1000:9.1f} ms  x{took / base:6.2f}  other answers: {wrong}")


if __name__ == "__main__":
    main()
