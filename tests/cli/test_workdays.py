"""`tkmv workdays`: the date alone on the first line, the way there on demand, a missing year named."""

import json
from pathlib import Path

import pytest

from tests.cli.office import Office


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        ("2026-04-28", "5", "2026-05-06"),
        ("2026-04-30", "7", "2026-05-13"),
        ("2026-12-30", "5", "2027-01-15"),
        ("2026-05-06", "-5", "2026-04-28"),
        ("2026-11-21", "1", "2026-11-23"),
    ],
)
def test_the_first_line_is_the_date(day: str, n: str, result: str, furnished_office: Office) -> None:
    assert furnished_office.done("workdays", day, n) == f"{result}\n"
    explained = furnished_office.done("workdays", day, n, "--explain")
    assert explained.splitlines()[0] == result
    assert "статья 191" in explained


def test_json_accounts_for_every_day(furnished_office: Office) -> None:
    told = json.loads(furnished_office.done("workdays", "2026-04-30", "2", "--format", "json"))
    assert told == {
        "event": "2026-04-30",
        "n": 2,
        "date": "2026-05-05",
        "counted": ["2026-05-04", "2026-05-05"],
        "skipped": [
            {"date": "2026-05-01", "reason": told["skipped"][0]["reason"]},
            {"date": "2026-05-02", "reason": "суббота"},
            {"date": "2026-05-03", "reason": "воскресенье"},
        ],
        "notes": [],
    }


@pytest.mark.parametrize("n", ["0", "x", "1.5"])
def test_a_number_that_counts_nothing_is_misuse(n: str, furnished_office: Office) -> None:
    assert furnished_office.run("workdays", "2026-04-30", n).exit_code == 2


def test_a_missing_year_is_named_with_its_file(furnished_office: Office) -> None:
    result = furnished_office.run("workdays", "2027-12-30", "5")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2028" in result.stderr
    assert "content/calendar/2028.yml" in result.stderr


def test_a_year_that_cannot_be_read_is_told_as_a_finding(office: Office) -> None:
    office.edit("content/calendar/2027.yml", ("working_days:", "working_dayz:"))
    result = office.run("workdays", "2026-12-30", "5")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/calendar/2027.yml:" in result.stderr
    assert "working_dayz" in result.stderr
    assert office.done("workdays", "2026-04-28", "5") == "2026-05-06\n"


def test_only_the_calendar_is_read(tmp_path: Path, furnished_office: Office) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "calendar").symlink_to(furnished_office.root / "content" / "calendar")
    (tmp_path / "content" / "site.yml").write_text("broken: [")
    assert Office(tmp_path).done("workdays", "2026-04-28", "5") == "2026-05-06\n"
