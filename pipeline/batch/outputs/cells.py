"""Values of JSON as the cells of each form, or a ValueError that names what the form cannot hold."""

import datetime as dt
import json
import re
from contextlib import suppress
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from pipeline.batch.outputs.columns import Type

# Digits of a sum in all, and those after the point.
PRECISION, SCALE = 38, 6
_EXACT = Context(prec=PRECISION, traps=[Inexact, InvalidOperation])
_UNIT = Decimal(1).scaleb(-SCALE)
_INT64 = range(-(2**63), 2**63)
# What spreadsheets take for a formula: OWASP's list of CSV injection, full-width forms among them.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def as_json(value: Any) -> str:
    """Return a value as compact JSON.

    >>> as_json(["德阳", 1])
    '["德阳",1]'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_csv(value: Any, kind: Type) -> str:
    """Return a value as a cell of CSV: nothing for null, numbers without needless digits.

    A text that a spreadsheet would run gets a `'` before it; to take it away again, remove one `'` wherever
    `'` and any of `= + - @`, tab or line end follow each other at the start.

    >>> as_csv("=1+1", "text"), as_csv("'s-Hertogenbosch", "text"), as_csv(-33.5, "number")
    ("'=1+1", "'s-Hertogenbosch", '-33.5')
    """
    if value is None:
        return ""
    if kind == "text":
        return f"'{value}" if _FORMULA.match(value) else str(value)
    if kind == "money":
        return f"{Decimal(str(value)):f}"
    return as_json(value) if kind == "json" else str(value)


def as_sqlite(value: Any, kind: Type) -> Any:
    """Return a value as SQLite stores it: a sum as an integer or, where that is exact, as a real.

    >>> as_sqlite(4316.77, "money"), as_sqlite(10**20, "money"), as_sqlite(["Zhao Hui"], "json")
    (4316.77, 1e+20, '["Zhao Hui"]')

    Raises:
        ValueError: a whole number has more than 64 bits and is no real either.

    """
    if value is None:
        return None
    if kind == "json":
        return as_json(value)
    if kind == "integer":
        return int64(value)
    if kind == "money" and isinstance(value, int) and value not in _INT64:
        with suppress(OverflowError):
            if float(value) == value:
                return float(value)
        raise ValueError(f"the sum {value} has more digits than SQLite keeps")
    return value


def as_arrow(value: Any, kind: Type) -> Any:
    """Return a value as Arrow takes it.

    Raises:
        ValueError: a number is too large, or has too many digits.

    """
    if value is None:
        return None
    if kind == "money":
        return money(Decimal(str(value)))
    if kind == "date":
        return dt.date.fromisoformat(value)
    if kind == "integer":
        return int64(value)
    return as_json(value) if kind == "json" else value


def int64(value: int) -> int:
    """Return a whole number if it has 64 bits at most.

    Raises:
        ValueError: it has more.

    """
    if value not in _INT64:
        raise ValueError(f"the number {value} has more than 64 bits")
    return value


def money(value: Decimal) -> Decimal:
    """Return a sum with six digits after the point.

    >>> money(Decimal("0.0000001"))
    Traceback (most recent call last):
    ...
    ValueError: the sum 1E-7 does not fit: Parquet holds 32 digits before the point and 6 after it

    Raises:
        ValueError: it has more digits than fit, on either side of the point.

    """
    try:
        return _EXACT.quantize(value, _UNIT)
    except (Inexact, InvalidOperation):
        digits = f"{PRECISION - SCALE} digits before the point and {SCALE} after it"
        raise ValueError(f"the sum {value} does not fit: Parquet holds {digits}") from None
