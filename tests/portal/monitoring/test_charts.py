"""Strips and lines as shapes: heights add up, days without data stay blank, lines break where days are missing."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.monitoring.picture import DayCount, DayLatency
from generator.portal.monitoring.charts import GAP, HEIGHT, LATENCY_HEIGHT, STEP, WIDTH, Bar, latency, strip
from generator.portal.monitoring.words import STATES

FIRST = date(2026, 3, 1)
COUNTS = st.lists(st.tuples(*[st.sampled_from([0, 0, 1, 7, 287])] * len(STATES)), min_size=1, max_size=20)


def days(counts: Sequence[tuple[int, ...]]) -> list[DayCount]:
    return [DayCount(FIRST + timedelta(days=at), *told) for at, told in enumerate(counts)]


def column(bars: tuple[Bar, ...], at: int) -> list[Bar]:
    """What is drawn over a day."""
    return [one for one in bars if one.x == at * STEP]


@given(COUNTS)
def test_every_day_is_drawn_whole_and_every_state_of_it_is_seen(counts: list[tuple[int, ...]]) -> None:
    told = days(counts)
    made = strip(told, 20)
    assert made.width == 20 * STEP - GAP
    for at, day in enumerate(told, 20 - len(told)):
        bars = column(made.bars, at)
        assert sum(one.height for one in bars) == pytest.approx(HEIGHT, abs=0.3)
        seen = {state for state in STATES if getattr(day, state)} or {"none"}
        assert {one.state for one in bars} == seen
        for one in bars:
            if one.state in ("degraded", "down", "not_measured"):
                assert one.height >= 2, "a fault of five minutes is seen"
    for at in range(20 - len(told)):
        assert {one.state for one in column(made.bars, at)} == {"none"}


@given(COUNTS)
def test_the_path_of_a_state_draws_its_rectangles_and_no_other(counts: list[tuple[int, ...]]) -> None:
    made = strip(days(counts), 20)
    drawn = dict(made.paths)
    assert set(drawn) == {one.state for one in made.bars} - {"none"}
    assert sum(path.count("M") for path in drawn.values()) == sum(one.state != "none" for one in made.bars)
    for one in made.bars:
        assert one.state == "none" or f"M{one.x} {one.y:g}h{WIDTH}v{one.height:g}h-{WIDTH}z" in drawn[one.state]


def test_a_day_of_which_nothing_was_expected_is_no_day_of_data() -> None:
    assert strip((), 7).paths == ()
    assert strip(days([(0, 0, 0, 0, 0)] * 3), 7).paths == ()


def test_only_the_last_days_are_shown() -> None:
    told = days([(0, 0, 1, 0, 0)] * 3 + [(1, 0, 0, 0, 0)] * 4)
    assert {one.state for one in strip(told, 4).bars} == {"up"}


def test_lines_break_where_a_day_is_missing_and_a_lone_day_is_a_dash() -> None:
    told = days([(1, 0, 0, 0, 0)] * 6)
    found = [DayLatency(told[at].day, 10, 20, 70) for at in (0, 1, 3, 5)]
    made = latency(told, found, 6)
    assert made is not None
    assert (made.top, made.height, [one.name for one in made.curves]) == (100, LATENCY_HEIGHT, ["p50", "p95", "p99"])
    assert [mark for mark, _ in made.marks] == [0, 50, 100]
    for curve, value in zip(made.curves, (10, 20, 70), strict=True):
        assert len(curve.pieces) == 3
        points = [point.split(",") for piece in curve.pieces for point in piece.split()]
        assert all(float(y) == pytest.approx(LATENCY_HEIGHT * (1 - value / 100), abs=0.06) for _, y in points)
        assert all(0 <= float(x) <= made.width for x, _ in points)
        lone = [float(point.split(",")[0]) for point in curve.pieces[1].split()]
        assert lone[1] - lone[0] == 4


@pytest.mark.parametrize(("slowest", "top"), [(0, 10), (10, 10), (11, 20), (21, 50), (999, 1000), (60_000, 100_000)])
def test_the_scale_ends_at_a_round_number(slowest: int, top: int) -> None:
    told = days([(1, 0, 0, 0, 0)])
    made = latency(told, [DayLatency(told[0].day, 0, 0, slowest)], 3)
    assert made is not None and made.top == top


def test_without_answers_there_are_no_lines() -> None:
    assert latency(days([(0, 0, 5, 0, 0)]), [], 3) is None
    assert latency((), [DayLatency(FIRST, 1, 1, 1)], 3) is None
