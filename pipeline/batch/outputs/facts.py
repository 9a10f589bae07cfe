"""Bulletins as rows of facts, in the columns of `columns.py`."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pipeline.batch.outputs.columns import COLUMNS, KINDS
from pipeline.batch.outputs.rows import Row, records_of
from pipeline.batch.outputs.shapes import changing, records_shape

_Steps = tuple[str | int, ...]


def facts_of(row: Row) -> list[dict[str, Any]]:
    """Return the facts of a bulletin, each with the columns that its kind has, values as in its JSON.

    Raises:
        ValueError: the row holds no records.

    """
    told = _with_lists()(records_of(row).model_dump(mode="json", by_alias=True))
    of_bulletin = {name: _value(told, steps) for name, steps in _paths("document")}
    rows = []
    for field, kind in KINDS.items():
        for number, fact in enumerate(told[field], start=1):
            values = {name: _value(fact, steps) for name, steps in _paths(field)}
            values |= {**of_bulletin, "source": row.name, "kind": kind, "number": number}
            rows.append({name: values[name] for name in _names(field)})
    return rows


@cache
def _with_lists() -> Callable[[Any], Any]:
    return changing(records_shape(), {}) or (lambda value: value)


@cache
def _names(field: str) -> Sequence[str]:
    """Return the columns of a kind in their order."""
    kind = KINDS[field]
    return [column.name for column in COLUMNS if not column.kinds or kind in column.kinds]


@cache
def _paths(kind: str) -> Sequence[tuple[str, _Steps]]:
    """Return the columns that facts of a kind have, with the steps to take from the fact to each.

    Those of the document start at the records.
    """
    found = []
    for column in COLUMNS:
        for path in column.paths:
            first, _, rest = path.partition(".")
            if first == kind:
                steps = tuple(int(name) if name.isdigit() else name for name in rest.split("."))
                found.append((column.name, (kind, *steps) if kind == "document" else steps))
    return found


def _value(value: Any, steps: _Steps) -> Any:
    for step in steps:
        # What is null has no fields, and an empty list no first item.
        if value is None or value == []:
            return None
        value = value[step]
    return value
