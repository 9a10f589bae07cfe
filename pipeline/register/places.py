"""Which place is meant: one id for all names of a place that GeoNames knows, else one for each name."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.simplify import simplified
from pipeline.register.blocks import Block, Rows

_CITY = re.compile(r" (?:city|municipality|municipal)$")
# The signs that part the ids of two places in the key of a tie, or of a visit.
_PARTING = str.maketrans("~|", "--")
_FIELDS = ("name_en", "name_zh", "country", "subdivision", "level", "geonames_id", "latitude", "longitude")


def place_id(place: Mapping[str, Any]) -> str:
    """Return the id of a place of the records.

    >>> place_id({"name": "Lahti", "country": "FI", "geonames_id": 649360})
    'geonames:649360'
    >>> place_id({"name": "Groveland City", "country": "US"}), place_id({"name": "廣河縣"})
    ('name:US:groveland', 'name::广河县')
    """
    if place.get("geonames_id"):
        return f"geonames:{place['geonames_id']}"
    return f"name:{place.get('country') or ''}:{folded(place['name']).translate(_PARTING)}"


def folded(name: str) -> str:
    """Return a name for comparison: simplified, without case, accents and `市` or `City`.

    >>> folded("Malmö"), folded("拉赫蒂市"), folded("Nan’an City")
    ('malmo', '拉赫蒂', "nan'an")
    """
    plain = unicodedata.normalize("NFKD", simplified(name)).casefold().replace("’", "'")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _CITY.sub("", " ".join(plain.split()))
    return plain[:-1] if len(plain) > 2 and plain.endswith("市") else plain


def places_of(fact: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Yield the places that a fact names, in its order."""
    for field in ("places", "from", "to"):
        yield from fact.get(field) or ()
    if fact.get("place"):
        yield fact["place"]


def derive(block: Block, homes: Iterable[tuple[str, Mapping[str, Any]]]) -> Rows:
    """Return the rows of one place.

    `homes` are the sources whose own place it is, each with the place as their records have it.
    """
    told = [(fact.source, place) for fact in block.facts for place in places_of(fact.data)]
    told = [(source, place) for source, place in (*told, *homes) if place_id(place) == block.key]
    rows = Rows()
    if not told:
        return rows
    names: dict[str, set[str]] = defaultdict(set)
    for source, place in told:
        names[place["name"]].add(source)
    most = min(names, key=lambda name: (-len(names[name]), name))
    known = _known(place for _, place in told)
    name = known["name_en"] or known["name_zh"] or most
    rows.add("places", id=block.key, name=name, **known)
    for printed, by in sorted(names.items()):
        rows.add("place_names", place=block.key, name=printed, sources=len(by))
    rows.prove(block.key, block.facts)
    return rows


def _known(places: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the records know of one place; where they differ, what most of them say."""
    counts: dict[str, Counter[Any]] = {field: Counter() for field in _FIELDS}
    for place in places:
        for field in _FIELDS:
            if place.get(field) is not None:
                counts[field][place[field]] += 1
    return {
        field: min(count, key=lambda value: (-count[value], str(value))) if count else None
        for field, count in counts.items()
    }
