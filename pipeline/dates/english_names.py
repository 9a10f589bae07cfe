"""The English names of months and weekdays, and the patterns that match them."""

from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import alternatives, words


@cache
def months() -> dict[str, int]:
    """Return the English names and short names of the months, lower-case, with their numbers."""
    from babel import Locale

    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        names |= {name.lower(): number for number, name in Locale("en").months["format"][width].items()}
    for number, spellings in words("en", "date_months")["also"].items():
        names |= {spelling.lower(): int(number) for spelling in spellings}
    return names


@cache
def weekdays() -> dict[str, int]:
    """Return the English names and short names of the days of the week, lower-case; Monday is 0."""
    from babel import Locale

    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        names |= {name.lower(): number for number, name in Locale("en").days["format"][width].items()}
    return names | {"tues": 1, "thurs": 3, "thur": 3, "weds": 2}


def printed(names: Iterable[str]) -> list[str]:
    """Return names with a capital and all in capitals; as plain words they are none: `march`, `may`."""
    return [form for name in names for form in (name.capitalize(), name.upper())]


@cache
def month() -> str:
    """Return the pattern of a month's name."""
    short = alternatives(printed(name for name in months() if len(name) <= 4))
    # A full name takes a full stop only where the date goes on: `29th April. 2016`.
    whole = alternatives(printed(name for name in months() if len(name) > 4))
    return rf"(?:(?:{short})(?![a-zA-Z])\.?|(?:{whole})(?![a-zA-Z])(?:\.(?=[^\S\n]?\d))?)"


@cache
def weekday() -> str:
    """Return the pattern of a weekday with what joins it to the date that follows."""
    return rf"(?:(?:{alternatives(printed(weekdays()))})(?![a-zA-Z])\.?\s*,?\s*(?:the\s+)?)"
