"""Rows of tables to bulletins: which cell is the text, and what the others tell of it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from corpus.printed_dates import find_dates
from pipeline.batch.items import Columns, Stage, Told
from pipeline.batch.sources.found import BrokenError, Document, Found, Lost, Where
from pipeline.batch.sources.lines import as_bytes
from pipeline.batch.sources.names import printable
from pipeline.reader import LanguageChoice

NO_COLUMN = "is a table: tell with --text-column which column holds the text"
# What a message shows of a cell, and how many column names.
_SHOWN = 40
_LANGUAGES: dict[str, LanguageChoice] = {"en": "en", "zh": "zh"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, counted from 1; `reason` says why it cannot be read."""

    number: int
    cells: Mapping[str, Any]
    reason: str = ""
    stage: Stage = "unpack"


def documents(
    rows: Iterator[Row],
    columns: Columns,
    where: Where,
    unique: Callable[[str], str],
    unit: str = "row",
) -> Iterator[Found]:
    """Yield the bulletins of the rows of a table.

    `unique` makes an id of the table's own column one that no other row has. A row without a text, or with a
    day of publication that cannot be understood, is lost at stage `find`.
    """
    for row in rows:
        called = f"{where.name}, {unit} {row.number}"
        if row.reason:
            yield Lost(called, row.stage, row.reason)
            continue
        try:
            data, told = _text(row.cells, columns.text or ""), _told(row.cells, columns)
        except BrokenError as error:
            yield Lost(called, error.stage, error.reason)
            continue
        own = _word(row.cells, columns.id)
        yield Document(unique(own) if own else f"{where.id}-{row.number}", called, None, data, told)


def wanted(columns: Columns) -> list[str]:
    """Return the names of the columns that are to be read, each once."""
    named = (getattr(columns, field.name) for field in fields(columns))
    return list(dict.fromkeys(name for name in named if name))


def check_columns(present: Sequence[str], columns: Columns) -> None:
    """Raise where a table lacks a column that is asked for.

    Raises:
        BrokenError: it names the columns that are there.

    """
    missing = [name for name in wanted(columns) if name not in present]
    if missing:
        raise BrokenError(lacks(missing, present), "find")


def lacks(missing: Sequence[str], present: Sequence[str]) -> str:
    """Return that columns are missing, and which are there."""
    there = ", ".join(printable(name[:_SHOWN]) for name in present[:_SHOWN]) or "none"
    return f"has no column {' or '.join(map(repr, missing))}; there are: {there}"


def _text(cells: Mapping[str, Any], column: str) -> bytes:
    value = cells.get(column)
    if isinstance(value, str):
        value = as_bytes(value)
    if value is None or value == b"":
        raise BrokenError(f"has no text in the column {column!r}", "find")
    if not isinstance(value, bytes):
        raise BrokenError(f"has no text in the column {column!r} but {_shown(value)}", "find")
    return value


def _told(cells: Mapping[str, Any], columns: Columns) -> Told:
    language = (_word(cells, columns.language) or "").lower().replace("_", "-").partition("-")[0]
    return Told(
        published=_day(cells.get(columns.published)) if columns.published else None,
        home=_word(cells, columns.home),
        language=_LANGUAGES.get(language, "auto"),
        title=_word(cells, columns.title),
        publisher=_word(cells, columns.publisher),
    )


def _word(cells: Mapping[str, Any], column: str | None) -> str | None:
    value = cells.get(column) if column else None
    # pandas writes a missing word as the number that is not itself.
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:
        return None
    return as_bytes(str(value)).decode("utf-8", "replace").strip() or None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        text = value.strip()[:200]
        if not text:
            return None
        try:
            return dt.datetime.fromisoformat(text).date()
        except ValueError:
            if found := find_dates(text):
                return found[0].day
    raise BrokenError(f"was published on {_shown(value)}, which is no day that can be read", "find")


def _shown(value: object) -> str:
    return printable(repr(value)[:_SHOWN])
