"""Tables as files that a spreadsheet opens: CSV and XLSX, the same table gives the same bytes.

Text of others never acts in them: CSV puts what would begin a formula behind an apostrophe, XLSX holds text cells.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

LONGEST = 32_767  # signs in a cell, a limit of the format; what is longer would be left out without a word
WIDEST = 60  # signs of a column; longer text runs over several lines
_EPOCH = datetime(1980, 1, 1)  # the earliest day that the archive of a workbook can hold


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of text."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def inert(text: str) -> str:
    """Text that a spreadsheet shows as written: a leading sign of a formula is put behind an apostrophe."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def to_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """CSV with a byte order mark and semicolons, as Russian Excel opens it."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue()


def to_xlsx(table: Table) -> bytes:
    """A workbook of one sheet: every cell is text, the heading stays in sight, rows can be filtered."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "created": _EPOCH})
    wrapped = {"text_wrap": True, "valign": "top", "border": 1}
    cell, heading = book.add_format(wrapped), book.add_format({**wrapped, "bold": True})
    sheet = book.add_worksheet(table.title)
    for number, words in enumerate(table.headings):
        longest = max((len(row[number]) for row in table.rows), default=0)
        sheet.set_column(number, number, max(10, min(WIDEST, longest, 3 * len(words)) + 2))
        sheet.write_string(0, number, words, heading)
    for line, row in enumerate(table.rows, 1):
        for number, text in enumerate(row):
            sheet.write_string(line, number, text[:LONGEST], cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()
