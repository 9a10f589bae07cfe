"""CSV: a folder with a file for each tidy table, and the codebook in CSV and Markdown."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.register.export.cells import as_csv
from pipeline.register.export.source import Source
from pipeline.register.export.tables import CODEBOOK_HEAD, TABLES, codebook, markdown

FILES = (*(f"{table.name}.csv" for table in TABLES), "codebook.csv", "codebook.md")
_ABOUT = """\
# The tables of a register

UTF-8, commas, one line of column names; an empty cell is a value that is not known. Texts that a spreadsheet
would run as a formula (they begin with `= + - @`, a tab or a line end, after any number of `'`) have one `'`
before them. Days are in ISO 8601. `entity` and the columns whose values are ids join the tables.
"""


def write_csv(source: Source, folder: Path) -> None:
    """Write the tables and the codebook into a folder."""
    for table in TABLES:
        head = [column.name for column in table.columns]
        write_rows(folder / f"{table.name}.csv", head, source.rows(table))
    write_rows(folder / "codebook.csv", CODEBOOK_HEAD, codebook())
    told = [
        f"\n## {table.name}\n\nOne row for {table.meaning}.\n\n{markdown(table.columns)}" for table in TABLES
    ]
    (folder / "codebook.md").write_text(_ABOUT + "".join(told), encoding="utf-8", newline="\n")


def write_rows(path: Path, head: Iterable[str], rows: Iterable[Iterable[Any]], delimiter: str = ",") -> None:
    """Write a file of comma- or otherwise separated values, formulas made harmless."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([as_csv(value) for value in row] for row in rows)
