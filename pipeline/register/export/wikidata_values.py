"""Values as QuickStatements (version 1) writes them, and the files that users give for it."""

import csv
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# The precisions of Wikidata: 8 a decade, 9 a year, 10 a month, 11 a day.
_FORMS = {
    "day": "+%Y-%m-%dT00:00:00Z/11",
    "month": "+%Y-%m-00T00:00:00Z/10",
    "year": "+%Y-00-00T00:00:00Z/9",
    "decade": "+%Y-00-00T00:00:00Z/8",
}
_LANGUAGES = {"en": "Q1860", "zh": "Q7850"}
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)")
_URL = re.compile(r"https?://[^\s\"<>|]+")
# A tab or a line end would end the value, a comment would take the rest of the line.
_ENDING = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+|/\*|\*/")


class InexactError(ValueError):
    """A time that Wikidata has no precision for."""


class InputError(Exception):
    """A file of the user that cannot be used; the message names it, the line and why."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a reference tells of a bulletin."""

    id: str
    source: str
    language: str
    title: str | None
    published: str | None


def time_value(start: dt.date, until: dt.date, granularity: str | None) -> str:
    """Return a time with its precision.

    >>> time_value(dt.date(2000, 9, 7), dt.date(2000, 9, 7), "day")
    '+2000-09-07T00:00:00Z/11'
    >>> time_value(dt.date(2000, 1, 1), dt.date(2000, 12, 31), "year")
    '+2000-00-00T00:00:00Z/9'

    Raises:
        InexactError: a quarter, a half, a century, or several days, months or years.

    """
    form = _FORMS.get(granularity or "day")
    if form is None:
        raise InexactError(f"Wikidata has no precision for a {granularity}")
    told, last = _told(form, start), _told(form, until)
    if told != last and granularity != "decade":
        raise InexactError(f"a date is a range: {start} to {until}")
    return told


def _told(form: str, day: dt.date) -> str:
    # Years before 1000 have four digits, too, which strftime does not promise.
    return day.strftime(form.replace("%Y", f"{day.year:04}"))


def reference(bulletin: Bulletin, url: str | None) -> list[str]:
    """Return the parts of a reference: URL (S854), title (S1476), day of publication (S577), language (S407).

    A bulletin has no URL of its own: without one from the user, it is cited by its title, and not at all
    where it has none. The day of retrieval (S813) is never given, since nobody retrieved anything.

    >>> reference(Bulletin("x", "x", "en", "A visit", "2015-10-13"), None)
    ['S1476', 'en:"A visit"', 'S577', '+2015-10-13T00:00:00Z/11', 'S407', 'Q1860']
    """
    title = " ".join(_ENDING.sub(" ", bulletin.title or "").split())
    if not url and not title:
        return []
    parts = ["S854", f'"{url}"'] if url else []
    if title:
        parts += ["S1476", f'{bulletin.language}:"{title}"']
    if bulletin.published:
        parts += ["S577", _told(_FORMS["day"], dt.date.fromisoformat(bulletin.published))]
    if bulletin.language in _LANGUAGES:
        parts += ["S407", _LANGUAGES[bulletin.language]]
    return parts


def read_items(path: Path) -> Mapping[int, frozenset[str]]:
    """Return the items of GeoNames numbers, from a CSV of `geonames_id,qid` as the query service gives it.

    Raises:
        InputError: no such file, or a line that is not of this form.

    """
    found: dict[int, set[str]] = defaultdict(set)
    for line, number, item in _pairs(path, ("geonames_id", "qid")):
        match = _ITEM.fullmatch(item)
        if not number.isascii() or not number.isdigit() or not match:
            raise InputError(f"{path}: line {line}: {number!r},{item!r} is no GeoNames number and item (Q…)")
        found[int(number)].add(match[1])
    return {number: frozenset(items) for number, items in found.items()}


def read_urls(path: Path) -> Mapping[str, str]:
    """Return the URLs of bulletins, from a CSV of `bulletin,url`.

    Raises:
        InputError: no such file, or a line that is not of this form.

    """
    found = {}
    for line, bulletin, url in _pairs(path, ("bulletin", "url")):
        if not _URL.fullmatch(url):
            raise InputError(f"{path}: line {line}: {url!r} is no URL that begins with http:// or https://")
        found[bulletin] = url
    return found


def _pairs(path: Path, names: tuple[str, str]) -> Iterator[tuple[int, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {*names} <= {*(reader.fieldnames or ())}:
                raise InputError(f"{path}: the first line must name the columns {names[0]} and {names[1]}")
            for row in reader:
                one, other = ((row[name] or "").strip() for name in names)
                yield reader.line_num, one, other
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: is no CSV in UTF-8: {error}") from None
