"""Bulletins as rows of facts, in the columns of `columns.py`."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.batch.outputs.columns import COLUMNS, KINDS, Type
from pipeline.batch.outputs.rows import Row, records_of
from pipeline.batch.outputs.shapes import changing, records_shape

# What a form makes of the values of a type; those of other types, and nulls, stay as they are in JSON.
Cells = Mapping[Type, Callable[[Any], Any]]
# A column, the steps to take to its value, and what is made of it.
_Taken = tuple[str, tuple[str | int, ...], Callable[[Any], Any] | None]


class Facts:
    """Makes rows of facts with the cells of one form."""

    def __init__(self, cells: Cells) -> None:
        self._listed = changing(records_shape(), {})
        self._text = cells.get("text", str)
        self._of_bulletin = _taken("document", cells)
        # A row of each kind with nothing in it, for the order of its columns.
        self._empty = {field: dict.fromkeys(columns_of(kind)) for field, kind in KINDS.items()}
        self._of_kind = {field: _taken(field, cells) for field in KINDS}

    def of(self, row: Row) -> list[dict[str, Any]]:
        """Return the facts of a bulletin, each with the columns that its kind has.

        Raises:
            ValueError: the row holds no records, or the form cannot hold a value of theirs.

        """
        told = records_of(row).model_dump(mode="json", by_alias=True)
        told = self._listed(told) if self._listed else told
        about = _values(told["document"], self._of_bulletin) | {"source": self._text(row.name)}
        rows = []
        for field, kind in KINDS.items():
            shared = self._empty[field] | about | {"kind": kind}
            for number, fact in enumerate(told[field], start=1):
                rows.append(shared | _values(fact, self._of_kind[field]) | {"number": number})
        return rows


def columns_of(kind: str) -> list[str]:
    """Return the columns that facts of a kind have, in order.

    >>> columns_of("amount")[6:13]
    ['kind', 'number', 'amount', 'upper', 'currency', 'number_modifier', 'text']
    """
    return [column.name for column in COLUMNS if not column.kinds or kind in column.kinds]


def _taken(kind: str, cells: Cells) -> list[_Taken]:
    found = []
    for column in COLUMNS:
        for path in column.paths:
            first, *rest = path.split(".")
            if first == kind:
                steps = tuple(int(name) if name.isdigit() else name for name in rest)
                found.append((column.name, steps, cells.get(column.type)))
    return found


def _values(record: Mapping[str, Any], taken: list[_Taken]) -> dict[str, Any]:
    values = {}
    for name, steps, change in taken:
        value: Any = record
        for step in steps:
            # What is null has no fields, and an empty list no first item.
            if value is None or value == []:
                value = None
                break
            value = value[step]
        values[name] = change(value) if change and value is not None else value
    return values
