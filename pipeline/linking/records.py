"""Give every place of a bulletin's records what the gazetteer knows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models import CityPair, Fact, Place
from models.records import Record
from pipeline.analysis import Analysis
from pipeline.gazetteer import KnownPlace
from pipeline.gazetteer.rows import folded
from pipeline.linking.choosing import Context, Wanted, choose, possible, subdivisions
from pipeline.linking.evidence import Evidence, Key, Told, gathered
from pipeline.linking.kinds import printed
from pipeline.places import PlaceReading

_TAKEN = (
    "country", "geonames_id", "level", "subdivision", "latitude", "longitude", "name_en", "name_zh"
)  # fmt: skip
Facts = Mapping[str, Sequence[Fact]]


def linked(
    home: Place | None, facts: Facts, analyses: Sequence[Analysis], key_of: Key
) -> tuple[Place | None, dict[str, Sequence[Fact]]]:
    """Return the home place and the facts, all places in them linked; `key_of` gives the key of a reading."""
    told = gathered(analyses, key_of)
    places = [*([home] if home else []), *(place for kind in facts.values() for place in _places(kind))]
    pairs = [
        sides
        for fact in facts.get("city_pairs", ())
        if isinstance(fact, CityPair)
        for sides in (fact.places, fact.places[::-1])
    ]
    found = _settled(_wanted(places, pairs, told, key_of), pairs, told, home)
    new = {place: _as_known(place, known) for place, known in found.items()}
    kinds: dict[str, Sequence[Fact]] = {
        kind: [_with_places(fact, new) for fact in records] for kind, records in facts.items()
    }
    return (new[home] if home else None), kinds


def _places(value: Any) -> list[Place]:
    """Return the places anywhere in a record, or in a sequence of records."""
    if isinstance(value, Place):
        return [value]
    if isinstance(value, Record):
        return [place for name in type(value).model_fields for place in _places(getattr(value, name))]
    return [place for item in value for place in _places(item)] if isinstance(value, list | tuple) else []


def _with_places(value: Any, new: Mapping[Place, Place]) -> Any:
    """Return a record with its places replaced, the record itself where it holds none."""
    if isinstance(value, Place):
        return new[value]
    if isinstance(value, list | tuple):
        return type(value)(_with_places(item, new) for item in value)
    if isinstance(value, Record) and _places(value):
        held = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(update={name: _with_places(part, new) for name, part in held.items()})
    return value


def _wanted(
    places: Sequence[Place], pairs: Sequence[tuple[Place, Place]], told: Told, key_of: Key
) -> dict[Place, Wanted]:
    """Return for each place of the records what the bulletin tells of it."""
    wanted: dict[Place, Wanted] = {}
    for place in places:
        if place not in wanted:
            key = key_of(PlaceReading(place.name, place.country, place.geonames_id))
            wanted[place] = _alone(place, told.places.get(key or "", Evidence()))
    for place, other in pairs:
        wanted[place] = _paired(wanted[place], other)
    return _as_told(wanted)


def _as_told(wanted: Mapping[Place, Wanted]) -> dict[Place, Wanted]:
    """Let a name whose country is guessed lie where it does when told, if only one country ever is."""
    told: dict[str, set[str]] = {}
    for one in wanted.values():
        if one.told:
            told.setdefault(_stem(one.name), set()).add(one.told)
    return {
        place: one
        if one.told or one.guessed in (codes := told.get(_stem(one.name), set())) or len(codes) != 1
        else replace(one, told=next(iter(codes)))
        for place, one in wanted.items()
    }


def _stem(name: str) -> str:
    return folded(printed(name).bare or name)


def _alone(place: Place, evidence: Evidence) -> Wanted:
    country = place.country
    printed_countries = {code for code in evidence.told if country in (None, code)}
    return Wanted(
        place.name,
        evidence.levels(place.name),
        told=country if country in printed_countries else None,
        guessed=country,
        region=evidence.regions.most_common(1)[0][0] if evidence.regions else None,
        country_read=evidence.is_country(),
        others=tuple(sorted(evidence.other_script(place.name))),
    )


def _paired(wanted: Wanted, partner: Place) -> Wanted:
    """Add what a tie tells: its two places lie in two countries."""
    not_in = None if wanted.told else partner.country
    return replace(wanted, not_in=wanted.not_in or not_in, paired=True)


def _settled(
    wanted: Mapping[Place, Wanted], pairs: Sequence[tuple[Place, Place]], told: Told, home: Place | None
) -> dict[Place, KnownPlace | None]:
    """Settle the places: first each alone, then knowing the levels of partners and where the sure lie."""
    context = _named(wanted, told)
    first = {place: choose(one, context) for place, one in wanted.items()}
    sure = [
        known
        for place, one in wanted.items()
        if (known := first[place]) and (one.told or one.levels or one.others or one.region)
    ]
    here = first[home] if home else None
    around = [*sure, *([here] if here else [])]
    wider = Context(
        context.countries | {known.country for known in sure},
        context.subdivisions | {known.subdivision for known in around if known.subdivision},
        here,
    )
    partners = dict(wanted)
    for place, other in pairs:
        if (known := first[other]) and _is_settled_level(wanted[other], known):
            partners[place] = replace(partners[place], partner=known.level)
    return {place: choose(one, wider) for place, one in partners.items()}


def _named(wanted: Mapping[Place, Wanted], told: Told) -> Context:
    """Return the countries that the bulletin names, and the subdivisions that its words settle."""
    countries = {*told.countries, *(one.told for one in wanted.values() if one.told)}
    codes = (subdivisions(name, country) for country, name in told.regions)
    return Context(
        frozenset(countries), frozenset(code for found in codes if len(found) == 1 for code in found)
    )


def _is_settled_level(wanted: Wanted, known: KnownPlace) -> bool:
    """Tell whether a place is what it is whatever it is paired with: named so, a city, or no city at all."""
    if wanted.levels or known.level == "city":
        return True
    return all(one.place.level != "city" for one in possible(wanted.name, ()))


def _as_known(place: Place, known: KnownPlace | None) -> Place:
    """Return a place with what is known of it; its name stays, and its country where nothing is known."""
    if known is None:
        return place.model_copy(update={"geonames_id": None})
    held = known._asdict()
    return place.model_copy(update={name: held[name] for name in _TAKEN})
