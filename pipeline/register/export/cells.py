"""Values as the cells of files, of which some would run what a bulletin says."""

import datetime as dt
import re
from typing import Any

from pipeline.formulas import harmless

# XML 1.0 has no way to write these.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_csv(value: Any) -> str:
    """Return a value as a cell of CSV: days in ISO 8601, nothing for null, numbers without needless digits.

    A text that a spreadsheet would run gets a `'` before it; to take it away again, remove one `'` wherever
    `'` and any of `= + - @`, tab or line end follow each other at the start.

    >>> [as_csv(value) for value in (None, 3.0, 0.5, dt.date(2015, 10, 12), "=1+1", "'s-Hertogenbosch")]
    ['', '3', '0.5', '2015-10-12', "'=1+1", "'s-Hertogenbosch"]
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def xml_text(text: str) -> str:
    r"""Return text as XML can hold it, with U+FFFD for the control characters that it cannot.

    >>> xml_text("a\x00b")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)
