"""Working days against a plain walk over the calendar files, which shares no line with the product's own index."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest
import yaml
from workalendar.europe import Russia  # type: ignore[import-untyped]

from generator.model.calendar import CalendarYear
from generator.workdays import CalendarGap, Explanation, ProductionCalendar, explain_text

CALENDAR = Path(__file__).parents[1] / "content" / "calendar"
FILES = sorted(CALENDAR.glob("*.yml"))
RAW = {int(path.stem): yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
OFF = {day for year in RAW.values() for day in year["days_off"]}
MOVED = {day for year in RAW.values() for day in year["working_weekends"]}
SPECIAL = {day for year in RAW.values() for part in year["special"] for day in part["dates"]}
ONE = timedelta(days=1)
FARTHEST = 15


def day_range(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


ALL_DAYS = list(day_range(date(2012, 1, 1), date(2027, 12, 31)))


def is_open(day: date) -> bool:
    return day in MOVED or (day.isoweekday() < 6 and day not in OFF)


def walk(event: date, sign: int, years: frozenset[int]) -> Iterator[date | int]:
    """Working days one by one from an event; a year number where a day of an unknown year must be judged."""
    day, found = event, 0
    while found < FARTHEST:
        day += sign * ONE
        if day.year not in years:
            while found < FARTHEST:
                yield day.year
                found += 1
            return
        if is_open(day):
            yield day
            found += 1


def models(*years: int) -> Iterator[CalendarYear]:
    for year in years:
        tree = yaml.load((CALENDAR / f"{year}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
        yield CalendarYear.model_validate_json(json.dumps(tree))


@pytest.fixture(scope="module")
def calendar() -> ProductionCalendar:
    return ProductionCalendar(models(*RAW))


def answer(calendar: ProductionCalendar, event: date, n: int) -> date | int:
    try:
        return calendar.shift(event, n)
    except CalendarGap as gap:
        return gap.year


def disagreements(calendar: ProductionCalendar, events: list[date], years: frozenset[int]) -> list[object]:
    return [
        (event, sign * number, expected)
        for event in events
        for sign in (1, -1)
        for number, expected in enumerate(walk(event, sign, years), start=1)
        if answer(calendar, event, sign * number) != expected
    ]


def test_every_event_of_sixteen_years_and_around_them(calendar: ProductionCalendar) -> None:
    assert list(RAW) == list(range(2012, 2028))
    events = list(day_range(date(2011, 12, 1), date(2028, 1, 31)))
    assert disagreements(calendar, events, frozenset(RAW)) == []


def test_a_hole_between_known_years_is_never_jumped() -> None:
    years = frozenset({2012, 2013, 2016})
    holed = ProductionCalendar(models(*sorted(years, reverse=True)))
    events = list(day_range(date(2011, 12, 1), date(2017, 2, 1)))
    assert disagreements(holed, events, years) == []


@pytest.mark.parametrize(
    ("event", "n", "due"),
    [
        ("2025-12-24", 5, "2026-01-12"),
        ("2025-12-29", 7, "2026-01-19"),
        ("2026-12-28", 5, "2027-01-13"),
        ("2025-10-29", 5, "2025-11-06"),
        ("2015-04-29", 7, "2015-05-13"),
        ("2025-02-20", 5, "2025-02-27"),
        ("2027-02-18", 5, "2027-02-26"),
        ("2015-05-20", 5, "2015-05-27"),
        ("2011-12-31", 1, "2012-01-10"),  # no day of 2011 is judged
        ("2028-01-01", -1, "2027-12-30"),  # no day of 2028 is judged
        ("2020-03-27", 5, "2020-04-03"),  # days of the first decree of 2020 run on
        ("2021-10-29", 3, "2021-11-03"),
    ],
)
def test_known_terms(calendar: ProductionCalendar, event: str, n: int, due: str) -> None:
    assert calendar.shift(date.fromisoformat(event), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("event", "n", "missing"),
    [
        (date(2027, 12, 24), 5, 2028),
        (date(2027, 12, 30), 1, 2028),
        (date(2011, 12, 30), 1, 2011),
        (date(2012, 1, 1), -1, 2011),
        (date(2028, 1, 2), -1, 2028),
        (date(1990, 5, 5), 1, 1990),
        (date(2040, 5, 5), -3, 2040),
        (date.max, 1, 10000),
        (date.min, -1, 0),
    ],
)
def test_a_missing_year_is_named_with_the_file_to_add(
    calendar: ProductionCalendar, event: date, n: int, missing: int
) -> None:
    with pytest.raises(CalendarGap) as gap:
        calendar.shift(event, n)
    assert gap.value.year == missing
    assert str(gap.value) == (
        f"нет производственного календаря на {missing} год; добавьте файл content/calendar/{missing}.yml"
    )


def test_a_calendar_without_years_judges_nothing() -> None:
    empty = ProductionCalendar([])
    with pytest.raises(CalendarGap):
        empty.is_working_day(date(2026, 1, 1))
    with pytest.raises(CalendarGap):
        empty.holidays(2026)
    assert answer(empty, date(2026, 12, 31), 1) == 2027
    assert answer(empty, date(2026, 1, 1), -1) == 2025


def test_zero_days_and_a_year_given_twice_are_refused(calendar: ProductionCalendar) -> None:
    with pytest.raises(ValueError, match="должно отличаться от нуля"):
        calendar.shift(date(2026, 3, 2), 0)
    with pytest.raises(ValueError, match="2026 год дан дважды"):
        ProductionCalendar(models(2026, 2026))


def test_lateness_counts_days_after_the_start_up_to_the_end(calendar: ProductionCalendar) -> None:
    before = dict(zip(ALL_DAYS, accumulate(map(is_open, ALL_DAYS)), strict=True))
    for start in ALL_DAYS[::7]:
        for length in (1, 2, 9, 40):
            end = start + length * ONE
            if end in before:
                assert calendar.working_days_between(start, end) == before[end] - before[start]
    assert calendar.working_days_between(date(2026, 3, 6), date(2026, 3, 6)) == 0
    assert calendar.working_days_between(date(2040, 3, 6), date(2040, 3, 6)) == 0  # no day of 2040 is judged
    assert calendar.working_days_between(date(2026, 3, 6), date(2026, 3, 2)) == 0
    assert calendar.working_days_between(date(2011, 12, 31), date(2012, 1, 10)) == 1
    for start, end, missing in (
        (date(2011, 12, 30), date(2012, 1, 10), 2011),
        (date(2027, 12, 30), date(2028, 1, 1), 2028),
    ):
        with pytest.raises(CalendarGap, match=str(missing)):
            calendar.working_days_between(start, end)


def test_lateness_undoes_a_term(calendar: ProductionCalendar) -> None:
    for event in ALL_DAYS[30:-40]:
        assert calendar.working_days_between(event, calendar.shift(event, 7)) == 7


def test_a_week_back_is_seven_calendar_days(calendar: ProductionCalendar) -> None:
    assert calendar.week_back(date(2026, 1, 5)) == date(2025, 12, 29)


def test_workalendar_methods_agree_with_the_files(calendar: ProductionCalendar) -> None:
    assert [day for day in ALL_DAYS if calendar.is_working_day(day)] == [day for day in ALL_DAYS if is_open(day)]
    assert {day for year in RAW for day in calendar.holidays_set(year)} == OFF
    assert all(calendar.is_holiday(day) for day in OFF)
    assert not any(calendar.is_holiday(day) for day in MOVED | (SPECIAL - OFF))
    for event in ALL_DAYS[20:-40:11]:
        for n in (1, 5, 7):
            assert calendar.add_working_days(event, n) == calendar.shift(event, n)
            assert calendar.sub_working_days(event, n) == calendar.shift(event, -n)
            assert calendar.get_working_days_delta(event, event + n * ONE) == calendar.working_days_between(
                event, event + n * ONE
            )
        following = calendar.find_following_working_day(event)
        assert following == (event if is_open(event) else calendar.shift(event, 1))


def test_workalendar_refinements_keep_working(calendar: ProductionCalendar) -> None:
    saturday, friday = date(2026, 3, 14), date(2026, 3, 13)
    assert calendar.is_working_day(saturday, extra_working_days=[saturday], extra_holidays=[saturday])
    assert not calendar.is_working_day(friday, extra_holidays=[friday])
    assert calendar.is_working_day(friday, extra_holidays=[saturday])
    assert calendar.add_working_days(friday, 1, extra_working_days=[saturday]) == saturday
    assert calendar.is_working_day(datetime(2026, 3, 13, 18, 30))
    assert calendar.get_holiday_label(date(2026, 3, 9)) == "выходной день по производственному календарю"
    assert calendar.get_holiday_label(friday) is None


def test_the_list_handed_out_is_not_the_calendar_itself(calendar: ProductionCalendar) -> None:
    calendar.holidays(2026).clear()
    assert len(calendar.holidays(2026)) == len(RAW[2026]["days_off"])


def test_the_calendar_has_no_clock(calendar: ProductionCalendar) -> None:
    with pytest.raises(ValueError, match="укажите год"):
        calendar.holidays()


def test_stock_workalendar_is_wrong_on_69_ordinary_days(calendar: ProductionCalendar) -> None:
    """Positive control: were the files ignored, the comparison above would see it."""
    stock = Russia()
    wrong = {day for day in ALL_DAYS if stock.is_working_day(day) != calendar.is_working_day(day)}
    assert len(wrong - SPECIAL) == 69
    assert len(wrong & SPECIAL) == 28  # and it stops terms on special days of 2020


def test_each_day_on_the_way_is_explained_once(calendar: ProductionCalendar) -> None:
    for event in ALL_DAYS[40:-40]:
        for n in (7, -5):
            told = calendar.explain(event, n)
            sign = ONE if n > 0 else -ONE
            way = [event + sign * i for i in range(1, abs((told.result - event).days) + 1)]
            assert sorted([*told.counted, *(gone.day for gone in told.skipped)]) == sorted(way)
            assert (told.event, told.n, told.result) == (event, n, calendar.shift(event, n))
            assert len(told.counted) == abs(n)
            assert told.counted[-1] == told.result
            assert all(is_open(day) for day in told.counted)
            assert not any(is_open(gone.day) for gone in told.skipped)
            assert [note.day for note in told.notes] == [day for day in told.counted if day in MOVED | SPECIAL]


def reasons(told: Explanation) -> dict[date, str]:
    return {gone.day: gone.reason for gone in told.skipped} | {note.day: note.text for note in told.notes}


def test_reasons_cite_the_act_of_the_day(calendar: ProductionCalendar) -> None:
    assert reasons(calendar.explain(date(2025, 12, 30), 1)) == {
        date(2025, 12, 31): "выходной день по производственному календарю "
        "(постановление Правительства от 04.10.2024 № 1335)",
        **{
            date(2026, 1, day): "выходной день по производственному календарю "
            "(постановление Правительства от 24.09.2025 № 1466)"
            for day in (1, 2, 5, 6, 7, 8, 9)
        },
        date(2026, 1, 3): "суббота",
        date(2026, 1, 4): "воскресенье",
        date(2026, 1, 10): "суббота",
        date(2026, 1, 11): "воскресенье",
    }
    assert reasons(calendar.explain(date(2025, 10, 31), 1)) == {
        date(2025, 11, 1): "рабочая суббота: выходной день перенесён "
        "(постановление Правительства от 04.10.2024 № 1335)",
    }
    assert reasons(calendar.explain(date(2012, 3, 10), 1)) == {
        date(2012, 3, 11): "рабочее воскресенье: выходной день перенесён "
        "(постановление Правительства от 20.07.2011 № 581 с изменениями от 15.03.2012 № 201)",
    }
    assert reasons(calendar.explain(date(2020, 3, 29), 1)) == {
        date(2020, 3, 30): "день объявлен нерабочим (Указ Президента РФ от 25.03.2020 № 206), срок течёт",
    }
    assert reasons(calendar.explain(date(2018, 3, 7), 1))[date(2018, 3, 8)] == (
        "выходной день по производственному календарю (постановление Правительства № 1250)"
    )


def test_the_explanation_reads_as_a_list_of_days(calendar: ProductionCalendar) -> None:
    assert explain_text(calendar.explain(date(2025, 10, 31), 2)) == (
        "2-й рабочий день после 31.10.2025 (пятница): 05.11.2025 (среда)\n"
        "Событие: 31.10.2025 (пятница); день события в счёт не входит (статья 191 Гражданского кодекса)\n"
        "  01.11.2025 (суббота): 1-й рабочий день, рабочая суббота: выходной день перенесён "
        "(постановление Правительства от 04.10.2024 № 1335)\n"
        "  02.11.2025: не считается, воскресенье\n"
        "  03.11.2025: не считается, выходной день по производственному календарю "
        "(постановление Правительства от 04.10.2024 № 1335)\n"
        "  04.11.2025: не считается, выходной день по производственному календарю "
        "(постановление Правительства от 04.10.2024 № 1335)\n"
        "  05.11.2025 (среда): 2-й рабочий день\n"
    )
    back = explain_text(calendar.explain(date(2026, 3, 16), -1)).splitlines()
    assert back[0] == "1-й рабочий день до 16.03.2026 (понедельник): 13.03.2026 (пятница)"
    assert [line[2:12] for line in back[2:]] == ["15.03.2026", "14.03.2026", "13.03.2026"]


def test_the_import_stays_light() -> None:
    """Only workalendar's core is loaded: no registry of countries, no astronomy, no models."""
    script = "import sys, generator.workdays; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "workalendar.core" in loaded
    heavy = {"workalendar.europe", "workalendar.registry", "workalendar.astronomy", "pydantic", "numpy", "pandas"}
    assert not heavy & set(loaded)
