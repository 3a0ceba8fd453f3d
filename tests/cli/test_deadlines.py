"""`tkmv deadlines`: the rows of the contract in four forms, filtered; a term that cannot be counted is no silence."""

import csv
import io
import json
import re
from typing import Any

import icalendar
import pytest

from tests.cli.office import Office

KEYS = [
    "card", "version", "point", "duty", "bearer", "addressee", "service",
    "enclosures", "started", "due", "done", "status", "days_late",
]  # fmt: skip


@pytest.fixture
def approved(office: Office) -> Office:
    """A card of a state service whose protocol has come to FTS and to the consumer."""
    for party in ("second", "guit", "cittu"):
        office.done("approve", "tkmv-service", "--as", party, "--decision", "agreed", "--today", "2026-03-02")
    office.done("new", "record", "tkmv-service", "sending", "--by", "unit", "--today", "2026-03-03")
    office.done("approve", "tkmv-service", "--as", "fns", "--decision", "agreed", "--today", "2026-03-04")
    office.done("new", "record", "tkmv-service", "protocol_at_fts", "--by", "guit", "--today", "2026-04-28")
    office.done("new", "record", "tkmv-service", "protocol_at_consumer", "--by", "unit", "--today", "2026-04-30")
    return office


def rows(office: Office, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(office.done("deadlines", "--format", "json", *args))
    return found


def test_a_row_says_what_the_contract_lists(approved: Office) -> None:
    found = rows(approved, "--today", "2026-05-14")
    assert all(list(one)[:13] == KEYS for one in found)
    au = next(one for one in found if one["addressee"] == "au" and one["point"] == "19")
    assert {key: au[key] for key in KEYS if key not in ("duty", "enclosures")} == {
        "card": "tkmv-service",
        "version": 1,
        "point": "19",
        "bearer": "unit",
        "addressee": "au",
        "service": None,
        "started": "2026-04-30",
        "due": "2026-05-13",
        "done": None,
        "status": "overdue",
        "days_late": 1,
    }
    assert [(one["what"], one["form"]) for one in au["enclosures"]] == [("card", "electronic"), ("protocol", "copy")]
    assert {one["status"] for one in rows(approved, "--today", "2026-05-13") if one["addressee"] == "au"} >= {"open"}


def test_filters(approved: Office) -> None:
    today = ("--today", "2026-05-14")
    assert {one["bearer"] for one in rows(approved, "--unit", "guit", *today)} == {"guit"}
    assert {one["status"] for one in rows(approved, "--overdue", *today)} == {"overdue"}
    assert rows(approved, "--card", "tkmv-service@v1", *today) == rows(approved, *today)
    assert rows(approved, "--card", "tkmv-function", *today) == []
    assert approved.done("deadlines", "--card", "tkmv-function").splitlines()[0].startswith("Срок")


def test_the_table_has_names(approved: Office) -> None:
    table = approved.done("deadlines", "--today", "2026-05-14", "--unit", "unit")
    assert re.search(r"13.05.2026 +просрочено \(рабочих дней: 1\)", table)
    assert "UNIT  AU" in table
    assert "не установлен" in table


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula(approved: Office) -> None:
    approved.edit(
        "content/procedure/order-151r.yml", ("title: передать ТКМВ и оригиналы", "title: =1+1; передать ТКМВ")
    )
    text = approved.done("deadlines", "--format", "csv", "--today", "2026-05-14")
    assert text.startswith("\ufeff")
    table = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert {len(row) for row in table} == {len(KEYS)}
    assert len(table) - 1 == len(rows(approved, "--today", "2026-05-14"))
    cells = [cell for row in table[1:] for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert any(cell.startswith("'=1+1; передать") for cell in cells)


def test_the_calendar_repeats_byte_for_byte(approved: Office) -> None:
    first = approved.run("deadlines", "--format", "ics", "--today", "2026-05-14").stdout_bytes
    assert approved.run("deadlines", "--format", "ics", "--today", "2026-05-14").stdout_bytes == first
    found = icalendar.Calendar.from_ical(first)
    events = list(found.walk("VEVENT"))
    due = [one for one in rows(approved, "--today", "2026-05-14") if one["due"]]
    assert sorted(str(one.decoded("dtstart")) for one in events) == sorted(one["due"] for one in due)
    assert len({str(one["uid"]) for one in events}) == len(events)
    approved.done("new", "record", "tkmv-service", "hand_over", "--by", "unit", "--to", "au", "--today", "2026-05-13")
    after = approved.run("deadlines", "--format", "ics", "--today", "2026-05-14").stdout_bytes
    assert {str(one["uid"]) for one in icalendar.Calendar.from_ical(after).walk("VEVENT")} == {
        str(one["uid"]) for one in events
    }


def test_a_year_without_a_calendar_is_named_and_the_other_rows_are_there(office: Office) -> None:
    for year in (2027,):
        (office.root / f"content/calendar/{year}.yml").unlink()
    for party in ("second", "guit", "cittu"):
        office.done("approve", "tkmv-service", "--as", party, "--decision", "agreed", "--today", "2026-03-02")
    office.done("new", "record", "tkmv-service", "sending", "--by", "unit", "--today", "2026-03-03")
    office.done("approve", "tkmv-service", "--as", "fns", "--decision", "agreed", "--today", "2026-03-04")
    office.done("new", "record", "tkmv-service", "protocol_at_fts", "--by", "guit", "--today", "2026-12-21")
    office.done("new", "record", "tkmv-service", "protocol_at_consumer", "--by", "unit", "--today", "2026-12-29")
    result = office.run("deadlines", "--format", "json", "--today", "2026-12-29")
    assert result.exit_code == 1
    assert "content/calendar/2027.yml" in result.stderr
    found = {(one["point"], one["addressee"]): one["due"] for one in json.loads(result.stdout)}
    assert found["18", "cittu"] == "2026-12-28"
    assert found["19", "au"] is None
    assert office.run("deadlines", "--unit", "guit", "--today", "2026-12-29").exit_code == 0


def test_files_that_cannot_be_read_are_told_beside_the_rows(approved: Office) -> None:
    approved.edit("content/cards/tkmv-function/v1/card.yml", ("route: function", "rout: function"))
    result = approved.run("deadlines", "--format", "json", "--today", "2026-05-14")
    assert result.exit_code == 1
    assert json.loads(result.stdout)
    assert "content/cards/tkmv-function/v1/card.yml:" in result.stderr


def test_without_the_order_there_are_no_terms(approved: Office) -> None:
    (approved.root / "content/procedure/order-151r.yml").unlink()
    result = approved.run("deadlines")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "order-151r.yml" in result.stderr
