"""Rows of CSV and of JSON lines; one that cannot be read costs no other."""

import csv
import json
from collections.abc import Iterator

from pipeline.batch.items import Columns
from pipeline.batch.sources.found import BrokenError
from pipeline.batch.sources.lines import Lines, TooLongError
from pipeline.batch.sources.tables import Row, check_columns, lacks, wanted

# How many lines of JSON may lack the column before it is taken for one that no line has; of each, how many
# names are kept, and how much of a name.
_PATIENCE, _NAMES, _NAME = 1000, 40, 40


def csv_rows(lines: Lines, columns: Columns, *, tabs: bool) -> Iterator[Row]:
    """Yield the rows of a CSV file below its header, in which the columns have to be.

    Raises:
        BrokenError: the header lacks a column.

    """
    # Of the whole process; the standard is 131,072, less than a page has.
    csv.field_size_limit(max(csv.field_size_limit(), lines.most))
    delimiter, header = _header(lines, columns, "\t" if tabs else ",;\t")
    check_columns(header, columns)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        lines.begin()
        number += 1
        try:
            cells = next(reader, None)
        except TooLongError as error:
            yield Row(number, {}, error.reason)
            continue
        except csv.Error as error:
            yield Row(number, {}, f"is no row of CSV: {error}")
            continue
        if cells is None:
            return
        if not cells:
            number -= 1
        elif any(cells[len(header) :]):
            reason = (
                f"has {len(cells)} fields where the header has {len(header)}; is a quotation mark missing?"
            )
            yield Row(number, {}, reason)
        else:
            # Of two columns of one name, the first.
            yield Row(number, dict(zip(reversed(header), reversed(_filled(cells, len(header))), strict=True)))


def _filled(cells: list[str], length: int) -> list[str]:
    return cells[:length] + [""] * (length - len(cells))


def _header(lines: Lines, columns: Columns, delimiters: str) -> tuple[str, list[str]]:
    """Return the delimiter with which the header has the column of the text, or the first, and the header."""
    line = next(lines, "")
    headers = {
        delimiter: [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        for delimiter in delimiters
    }
    for delimiter, header in headers.items():
        if columns.text in header:
            return delimiter, header
    return delimiters[0], headers[delimiters[0]]


def json_rows(lines: Lines, columns: Columns) -> Iterator[Row]:
    """Yield the objects of a file of JSON lines; a row has the number of its line.

    Raises:
        BrokenError: no line has one of the columns. For the text, that is told by the first thousand.

    """
    unseen, waiting, names = set(wanted(columns)), list[Row](), dict[str, None]()
    for row in _objects(lines):
        unseen -= row.cells.keys()
        if columns.text not in unseen:
            yield from waiting
            waiting.clear()
            yield row
            continue
        waiting.append(Row(row.number, {}, row.reason or f"has no column {columns.text!r}", row.stage))
        names |= {name[:_NAME]: None for name in list(row.cells)[:_NAMES]}
        if names and len(waiting) >= _PATIENCE:
            break
    if columns.text in unseen and names:
        raise BrokenError(lacks([columns.text], list(names)), "find")
    yield from waiting
    if unseen and columns.text not in unseen:
        raise BrokenError(f"has no line with the column {' or '.join(map(repr, sorted(unseen)))}", "find")


def _objects(lines: Lines) -> Iterator[Row]:
    number = 0
    while True:
        lines.begin()
        number += 1
        try:
            line = next(lines, None)
        except TooLongError as error:
            yield Row(number, {}, error.reason)
            continue
        if line is None:
            return
        if line.strip():
            yield _object(number, line)


def _object(number: int, line: str) -> Row:
    try:
        cells = json.loads(line)
    except json.JSONDecodeError as error:
        return Row(number, {}, f"is no JSON: {error.msg}, character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return Row(number, {}, f"is no JSON that is read: {error}")
    if not isinstance(cells, dict):
        return Row(number, {}, "is no JSON object")
    return Row(number, cells)
