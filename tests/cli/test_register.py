"""`tkmv register`: rows of cards in force, to standard output or a file."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from generator.exchange.register import HEADINGS
from tests.cli.office import Office


@pytest.fixture
def approved(office: Office) -> Office:
    """A card of a state function whose protocol has come."""
    for party in ("second", "au", "guit", "cittu"):
        office.done("approve", "tkmv-function", "--as", party, "--decision", "agreed", "--today", "2026-03-02")
    office.done("new", "record", "tkmv-function", "sending", "--by", "unit", "--today", "2026-03-03")
    office.done("approve", "tkmv-function", "--as", "fns", "--decision", "agreed", "--today", "2026-03-04")
    office.done(
        "new", "record", "tkmv-function", "submission", "--by", "guit", "--to", "minec", "--today", "2026-03-05"
    )
    office.done("new", "record", "tkmv-function", "protocol_at_fts", "--by", "guit", "--today", "2026-04-28")
    return office


def test_csv_goes_to_standard_output(approved: Office) -> None:
    text = approved.done("register", "--today", "2026-05-04")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeff") and table[0] == list(HEADINGS) and len(table) == 2
    assert approved.done("register", "--format", "csv", "--today", "2026-04-27").count("\n") == 1


def test_a_workbook_goes_to_a_file(approved: Office, tmp_path: Path) -> None:
    out = tmp_path / "register.xlsx"
    for _ in range(2):  # an older export gives way
        assert approved.done("register", "--format", "xlsx", "--out", str(out), "--today", "2026-05-04") == ""
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None and (sheet.max_row, sheet.max_column) == (2, len(HEADINGS))
    assert [path.name for path in tmp_path.glob("*register.xlsx*")] == ["register.xlsx"]


def test_a_file_that_cannot_be_written_is_told(approved: Office, tmp_path: Path) -> None:
    result = approved.run("register", "--out", str(tmp_path / "absent/register.csv"))
    assert result.exit_code == 1
    assert "не записать" in result.stderr


def test_rows_that_may_lack_a_card_end_with_exit_code_1(approved: Office) -> None:
    approved.edit("content/cards/tkmv-service/v1/card.yml", ("title:", "titel:"))
    result = approved.run("register", "--today", "2026-05-04")
    assert result.exit_code == 1
    assert "tkmv-service" in result.stderr and "технологическая карта" in result.stdout
