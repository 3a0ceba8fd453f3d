"""What a calendar file may say: each fault alone, at its place, in Russian."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from generator.model.calendar import CalendarYear

CALENDAR = Path(__file__).parents[2] / "content" / "calendar"
FILES = sorted(CALENDAR.glob("*.yml"))
Tree = dict[str, Any]


def tree_of(path: Path) -> Tree:
    tree: Tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return tree


def year_of(tree: Tree) -> CalendarYear:
    return CalendarYear.model_validate_json(json.dumps(tree))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_content_is_a_calendar_of_its_year(path: Path) -> None:
    year = year_of(tree_of(path))
    assert str(year.year) == path.stem
    assert len(list(year.days_worked())) == year.working_days


def faults(change: Callable[[Tree], object]) -> list[tuple[tuple[str | int, ...], str, str]]:
    tree = tree_of(CALENDAR / "2021.yml")
    change(tree)
    with pytest.raises(ValidationError) as refused:
        year_of(tree)
    return [(fault["loc"], fault["msg"], fault["input"]) for fault in refused.value.errors()]


@pytest.mark.parametrize(
    ("change", "place", "must", "got"),
    [
        (
            lambda tree: tree["days_off"].append("2020-12-31"),
            ("days_off", 15),
            "быть датой 2021 года",
            "2020-12-31",
        ),
        (
            lambda tree: tree["special"][1]["dates"].append("2022-11-07"),
            ("special", 1, "dates", 9),
            "быть датой 2021 года",
            "2022-11-07",
        ),
        (
            lambda tree: tree["days_off"].append("2021-01-02"),
            ("days_off", 15),
            "быть датой с понедельника по пятницу",
            "2021-01-02",
        ),
        (
            lambda tree: tree["working_weekends"].append("2021-02-19"),
            ("working_weekends", 1),
            "быть субботой или воскресеньем",
            "2021-02-19",
        ),
        (
            lambda tree: tree["days_off"].append("2021-01-01"),
            ("days_off", 15),
            "встречаться один раз",
            "2021-01-01",
        ),
        (
            lambda tree: tree["special"][1]["dates"].append("2021-05-04"),
            ("special", 1, "dates", 9),
            "встречаться один раз",
            "2021-05-04",
        ),
        (
            lambda tree: tree["shortened"].append("2021-11-06"),
            ("shortened", 4),
            "быть рабочим днём по этому файлу",
            "2021-11-06",
        ),
        (
            lambda tree: tree.update(working_days="249"),
            ("working_days",),
            "равняться 247: столько рабочих дней выходит по этому файлу",
            "249",
        ),
        (
            lambda tree: tree["days_off"].remove("2021-12-31"),
            ("working_days",),
            "равняться 248: столько рабочих дней выходит по этому файлу",
            "247",
        ),
    ],
)
def test_a_fault_is_named_at_its_place(
    change: Callable[[Tree], object], place: tuple[str | int, ...], must: str, got: str
) -> None:
    assert faults(change) == [(place, must, got)]


def test_all_faults_are_told_at_once() -> None:
    def spoil(tree: Tree) -> None:
        tree["days_off"] += ["2021-01-02", "2020-12-31"]
        tree["working_weekends"] += ["2021-02-20"]
        tree["working_days"] = "1"

    assert [place for place, _, _ in faults(spoil)] == [("days_off", 16), ("working_weekends", 1), ("days_off", 15)]


@pytest.mark.parametrize("year", ["1899", "2100", "0"])
def test_a_year_out_of_reason_is_refused(year: str) -> None:
    assert [place for place, _, _ in faults(lambda tree: tree.update(year=year))] == [("year",)]


def test_an_unknown_field_is_refused() -> None:
    assert [place for place, _, _ in faults(lambda tree: tree.update(work_days=[]))] == [("work_days",)]


def test_every_field_is_described_in_russian() -> None:
    schema = CalendarYear.model_json_schema()
    objects = [schema, *schema["$defs"].values()]
    texts = [field["description"] for item in objects for field in item["properties"].values()]
    assert all(any("а" <= letter <= "я" for letter in text) for text in texts)
