"""Tables of identifiers: which GeoNames entry each place of the gold is, as an annotator writes it down.

A table is JSON lines, one for each place of a bulletin (a name and a country):
`{"bulletin": "a", "name": "Konin", "country": "PL", "geonames_id": 3095321, "also": []}`. `geonames_id` is
null where GeoNames has no entry, or where the bulletin does not settle which it is: then `"unsure": true`
stands beside it. `also` may be left out.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, PositiveInt

from evaluation.inputs import InputError, json_lines
from models.gold import KINDS, GoldBulletin, GoldPlace

Key = tuple[str, str | None]  # the name and the country of a place


class Line(GoldPlace):
    """One place of one bulletin, and what it is in GeoNames: null must be said, too."""

    bulletin: str
    country: str | None
    geonames_id: PositiveInt | None
    also_geonames: tuple[PositiveInt, ...] = Field(default=(), alias="also")


Table = Mapping[str, Mapping[Key, Line]]  # by bulletin, then by place
_FIELDS = ("geonames_id", "also_geonames", "unsure")


def read_tables(paths: Iterable[Path]) -> dict[str, dict[Key, Line]]:
    """Return the lines of one or more tables by bulletin and place.

    Raises:
        InputError: a file that cannot be read, a line that is none, or a place that comes twice.

    """
    found: dict[str, dict[Key, Line]] = {}
    for path in paths:
        for number, line in json_lines(path, Line):
            places = found.setdefault(line.bulletin, {})
            key = line.name, line.country
            if key in places:
                raise InputError(f"{path}, line {number}: {_told(line.bulletin, key)} has come before")
            places[key] = line
    return found


def misfits(gold: Mapping[str, GoldBulletin], table: Table) -> list[str]:
    """Return what keeps a table from the gold: bulletins and places that only one of them has.

    A table need not have all bulletins, but every place of those that it has.
    """
    found = [f"{name}: no such bulletin in the gold" for name in sorted(set(table) - set(gold))]
    for name in sorted(set(table) & set(gold)):
        wanted = {(place.name, place.country): None for place in gold[name].places()}
        found += [
            f"{_told(name, key)}: no such place in the gold" for key in table[name] if key not in wanted
        ]
        found += [f"{_told(name, key)}: not in the table" for key in wanted if key not in table[name]]
    return found


def identified(gold: GoldBulletin, lines: Mapping[Key, Line]) -> GoldBulletin:
    """Return gold with the identifiers of `lines`, which has every place of the bulletin."""

    def mended(value: Any) -> Any:
        if isinstance(value, GoldPlace):
            line = lines[value.name, value.country]
            return value.model_copy(update={name: getattr(line, name) for name in _FIELDS})
        return tuple(map(mended, value)) if isinstance(value, tuple) else value

    document = gold.document.model_copy(
        update={"home": mended(gold.document.home), "places_identified": True}
    )
    facts: dict[str, Any] = {
        kind: tuple(
            fact.model_copy(update={name: mended(getattr(fact, name)) for name in type(fact).model_fields})
            for fact in getattr(gold, kind)
        )
        for kind in KINDS
    }
    return GoldBulletin.model_validate(gold.model_copy(update={"document": document, **facts}))


def _told(bulletin: str, key: Key) -> str:
    name, country = key
    return f"{bulletin}: {name!r} ({country or 'no country'})"
