"""What each form makes of the values of JSON, or a ValueError that names what it cannot hold."""

import datetime as dt
import json
from contextlib import suppress
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from pipeline.batch.outputs.facts import Cells
from pipeline.formulas import harmless

# Digits of a sum in all, and those after the point.
PRECISION, SCALE = 38, 6
_EXACT = Context(prec=PRECISION, traps=[Inexact, InvalidOperation])
_UNIT = Decimal(1).scaleb(-SCALE)
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact_json(value: Any) -> str:
    """Return a value as JSON without needless blanks.

    >>> compact_json(["德阳", 1])
    '["德阳",1]'
    """
    return _ENCODER.encode(value)


def int64(value: int) -> int:
    """Return a whole number if it has 64 bits at most.

    Raises:
        ValueError: it has more.

    """
    if not _SMALLEST <= value <= _LARGEST:
        raise ValueError(f"the number {value} has more than 64 bits")
    return value


def decimal(value: Decimal) -> Decimal:
    """Return a sum with six digits after the point.

    >>> decimal(Decimal("0.0000001"))
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


def number(value: int | float) -> int | float:
    """Return a sum as SQLite keeps it: an integer or, where that is exact, a real.

    >>> number(4316.77), number(10**20)
    (4316.77, 1e+20)

    Raises:
        ValueError: it is whole, and neither holds all its digits.

    """
    if isinstance(value, float) or _SMALLEST <= value <= _LARGEST:
        return value
    with suppress(OverflowError):
        if float(value) == value:
            return float(value)
    raise ValueError(f"the sum {value} has more digits than SQLite keeps")


def _digits(value: int | float) -> str:
    return f"{Decimal(str(value)):f}"


JSON: Cells = {}
CSV: Cells = {"text": harmless, "money": _digits, "json": compact_json}
SQLITE: Cells = {"integer": int64, "money": number, "json": compact_json}
ARROW: Cells = {
    "integer": int64,
    "money": lambda value: decimal(Decimal(str(value))),
    "date": dt.date.fromisoformat,
    "json": compact_json,
}
