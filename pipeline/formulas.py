"""What a spreadsheet takes for a formula: strangers' texts must not run in it."""

import re

# OWASP's list of CSV injection, full-width forms among them.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula, or might without the `'` before it.

    >>> is_formula("=1+1"), is_formula("'＠sum"), is_formula("'s-Hertogenbosch")
    (True, True, False)
    """
    return _FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """Return a text with a `'` before it where a spreadsheet would run it as a formula.

    To take it away again, remove one `'` wherever `'` and any of `= + - @`, tab or line end follow each other
    at the start.

    >>> harmless("=1+1"), harmless("'s-Hertogenbosch")
    ("'=1+1", "'s-Hertogenbosch")
    """
    return f"'{text}" if is_formula(text) else text
