"""Tables as files: text stays text whatever it says, the same table gives the same bytes."""

import csv
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from generator.exchange.tables import LONGEST, Table, inert, to_csv, to_xlsx

# What a spreadsheet could take for a formula, a link, a number, an escape or markup.
PAYLOADS = (
    "=1+1",
    '=HYPERLINK("http://evil.example";"x")',
    "+7 (000) 000-00-01",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "http://evil.example/",
    "internal:Sheet1!A1",
    "mailto:someone@world.example",
    "0123",
    "1e5",
    "_x0041_",
    "<b>&amp;</b>",
    "«кавычки»; точка с запятой",
    "две\nстроки",
    " пробел ",
    "",
)


def table(*rows: tuple[str, ...]) -> Table:
    return Table("Лист", tuple(f"Графа {number}" for number, _ in enumerate(rows[0], 1)), rows)


def cells(data: bytes) -> list[tuple[object, str]]:
    """Value and type of every cell below the heading, read by another library."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [(cell.value, cell.data_type) for row in sheet.iter_rows(min_row=2) for cell in row]


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    found = cells(to_xlsx(table(*((one,) for one in PAYLOADS))))
    assert found == [(text.replace("\r", "_x000D_"), "s") for text in PAYLOADS]


def test_the_control_of_the_test_above_writing_as_a_library_does_by_itself_makes_formulas() -> None:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, text in enumerate(PAYLOADS, 1):
        sheet.write(line, 0, text)
    book.close()
    assert [kind for _, kind in cells(out.getvalue())].count("f") >= 4


def test_no_text_becomes_a_formula_in_csv() -> None:
    text = to_csv(("Графа",), ((one,) for one in PAYLOADS))
    assert text.startswith("\ufeff")
    read = [row[0] for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=";")][1:]
    assert read == [inert(one) for one in PAYLOADS]
    assert [one for one in read if one[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert [one for one, before in zip(read, PAYLOADS, strict=True) if one.removeprefix("'") != before] == []


@pytest.mark.parametrize("write", [to_xlsx, lambda one: to_csv(one.headings, one.rows).encode()])
def test_the_same_table_gives_the_same_bytes(write: Callable[[Table], bytes]) -> None:
    assert write(table(PAYLOADS, PAYLOADS)) == write(table(PAYLOADS, PAYLOADS))


def test_a_workbook_carries_no_moment_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(table(("а",))))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("1980-01-01T00:00:00Z") == 2


def test_text_longer_than_a_cell_holds_is_cut_not_lost() -> None:
    assert cells(to_xlsx(table(("ж" * (LONGEST + 1),)))) == [("ж" * LONGEST, "s")]


def test_a_table_without_rows_is_a_table() -> None:
    assert cells(to_xlsx(Table("Лист", ("Графа",), ()))) == []
    assert to_csv(("Графа",), ()) == "\ufeffГрафа\r\n"
