"""Shares, lengths and moments as pages say them."""

import pytest

from generator.portal.monitoring.words import at, lasted, percent
from generator.portal.russian import NO_BREAK


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "100 %"),
        (0.0, "0 %"),
        (0.5, "50 %"),
        (0.57, "57 %"),
        (0.9995, "99,95 %"),
        (0.99999, "99,99 %"),
        (1 - 1 / 288_000, "99,99 %"),
        (0.0301, "3,01 %"),
        (None, "нет данных"),
    ],
)
def test_an_outage_never_reads_as_a_hundred(value: float | None, said: str) -> None:
    assert percent(value).replace(NO_BREAK, " ") == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 мин"),
        (300, "5 мин"),
        (3_599, "1 ч"),
        (5_400, "1 ч 30 мин"),
        (86_400, "1 сут."),
        (86_400 + 60, "1 сут. 1 мин"),
        (2 * 86_400 + 3_660, "2 сут. 1 ч"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units(seconds: int, said: str) -> None:
    assert lasted(seconds).replace(NO_BREAK, " ") == said


def test_moments_are_those_of_moscow() -> None:
    assert at(1_800_000_000).replace(NO_BREAK, " ") == "15.01.2027, 11:00 МСК"
