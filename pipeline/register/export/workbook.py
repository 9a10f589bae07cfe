"""XLSX: one workbook, a sheet for the codebook and one for each tidy table."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.formulas import is_formula
from pipeline.register.export.cells import xml_text
from pipeline.register.export.source import Source
from pipeline.register.export.tables import CODEBOOK_HEAD, TABLES, codebook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# The most rows of a sheet, and the most characters of a cell.
_ROWS, _CHARACTERS = 1_048_576, 32_767
# Before this day, the dates of spreadsheets are not those of the calendar.
_FIRST_DAY = dt.date(1900, 3, 1)
_WIDE = {"text", "meaning", "message", "title", "values", "row"}
# A workbook tells when it was made; the same register gives the same bytes.
_MADE = dt.datetime(2000, 1, 1)


def write_workbook(source: Source, path: Path) -> None:
    """Write the workbook.

    Raises:
        OSError: the disk is full, or the like.

    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # Rows go to temporary files as they come.
    options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "yyyy-mm-dd"}
    book = Workbook(str(path), options)
    book.set_properties({"title": "Register of youcheng", "created": _MADE})
    sheets = _Sheets(book)
    sheets.write("codebook", CODEBOOK_HEAD, codebook())
    for table in TABLES:
        sheets.write(table.name, [column.name for column in table.columns], source.rows(table))
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from None


class _Sheets:
    """The sheets of a workbook, a further one where one is full."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        # With this mark a cell stays text when it is edited.
        self._quoted = book.add_format({"quote_prefix": True})

    def write(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table: names of columns in a row that stays in view, then the rows."""
        sheet, number, row = self._begun(name, head), 1, 0
        for values in rows:
            row += 1
            if row == _ROWS:
                number, row = number + 1, 1
                sheet = self._begun(f"{name} {number}", head)
            for column, value in enumerate(values):
                self._put(sheet, row, column, value)

    def _begun(self, name: str, head: Sequence[str]) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(head):
            sheet.set_column(column, column, 50 if title in _WIDE else 18)
            sheet.write_string(0, column, title, self._bold)
        return sheet

    def _put(self, sheet: "Worksheet", row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, dt.date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            text = value.isoformat() if isinstance(value, dt.date) else xml_text(value)
            if len(text) > _CHARACTERS:
                text = text[: _CHARACTERS - 1] + "…"
            sheet.write_string(row, column, text, self._quoted if is_formula(text) else None)
