"""What the gazetteer knows of the places that a bulletin's records name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from models.records import Place
from pipeline.analysis import Analysis
from pipeline.gazetteer import KnownPlace
from pipeline.gazetteer.rows import folded
from pipeline.linking.choosing import (
    Context,
    Wanted,
    chosen,
    of_one_level,
    possibilities,
    possible,
    subdivisions,
)
from pipeline.linking.evidence import Evidence, Key, Told, gathered
from pipeline.linking.kinds import printed
from pipeline.places import PlaceReading

_TAKEN = (
    "country", "geonames_id", "level", "subdivision", "latitude", "longitude", "name_en", "name_zh"
)  # fmt: skip


class NamedPlace(NamedTuple):
    """A place under its printed name, with what the text itself settles of it."""

    name: str
    country: str | None = None
    geonames_id: int | None = None


# A place as records have it; as plain values where they cannot.
LinkedPlace = Place | dict[str, Any]
Pair = tuple[NamedPlace, NamedPlace]


def linked(
    home: NamedPlace | None,
    places: Iterable[NamedPlace],
    partners: Iterable[Pair],
    analyses: Sequence[Analysis],
    key_of: Key,
) -> dict[NamedPlace, LinkedPlace]:
    """Return a record for the home and each of the places that the facts of a bulletin name.

    `partners` are those of its ties, `key_of` gives the key of a reading.
    """
    told = gathered(analyses, key_of)
    pairs = [sides for pair in partners for sides in (pair, pair[::-1])]
    named = [*([home] if home else []), *places]
    found = _settled(_wanted(named, pairs, told, key_of), pairs, told, home)
    return {place: _as_known(place, known) for place, known in found.items()}


def _wanted(
    places: Sequence[NamedPlace], pairs: Sequence[Pair], told: Told, key_of: Key
) -> dict[NamedPlace, Wanted]:
    """Return for each place of the records what the bulletin tells of it."""
    wanted: dict[NamedPlace, Wanted] = {}
    for place in places:
        if place not in wanted:
            key = key_of(PlaceReading(*place))
            wanted[place] = _alone(place, told.places.get(key or "") or Evidence())
    for place, other in pairs:
        wanted[place] = _paired(wanted[place], other)
    return _as_told(wanted)


def _as_told(wanted: Mapping[NamedPlace, Wanted]) -> dict[NamedPlace, Wanted]:
    """Let a name whose country is guessed lie where it does when told, if only one country ever is."""
    stems = {name: folded(printed(name).bare or name) for name in {one.name for one in wanted.values()}}
    told: dict[str, set[str]] = {}
    for one in wanted.values():
        if one.told:
            told.setdefault(stems[one.name], set()).add(one.told)
    return {
        place: one
        if one.told or one.guessed in (codes := told.get(stems[one.name], set())) or len(codes) != 1
        else one._replace(told=next(iter(codes)))
        for place, one in wanted.items()
    }


def _alone(place: NamedPlace, evidence: Evidence) -> Wanted:
    country = place.country
    return Wanted(
        place.name,
        evidence.levels(place.name),
        told=country if country in evidence.told else None,
        guessed=country,
        region=evidence.region(),
        country_read=evidence.is_country(),
        others=tuple(sorted(evidence.other_script(place.name))),
    )


def _paired(wanted: Wanted, partner: NamedPlace) -> Wanted:
    """Add what a tie tells: its two places lie in two countries."""
    not_in = None if wanted.told else partner.country
    return wanted._replace(not_in=wanted.not_in or not_in, paired=True)


def _settled(
    wanted: Mapping[NamedPlace, Wanted], pairs: Sequence[Pair], told: Told, home: NamedPlace | None
) -> dict[NamedPlace, KnownPlace | None]:
    """Settle the places: first each alone, then knowing the levels of partners and where the sure lie."""
    context = _named(wanted, told)
    left = {place: possibilities(one) for place, one in wanted.items()}
    fitting = {place: of_one_level(one, left[place]) for place, one in wanted.items()}
    first = {place: chosen(one, fitting[place], context) for place, one in wanted.items()}
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
    for place, other in pairs:
        if len(left[place]) > 1 and (known := first[other]) and _is_settled_level(wanted[other], known):
            fitting[place] = of_one_level(wanted[place]._replace(partner=known.level), left[place])
    return {place: chosen(one, fitting[place], wider) for place, one in wanted.items()}


def _named(wanted: Mapping[NamedPlace, Wanted], told: Told) -> Context:
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


def _as_known(place: NamedPlace, known: KnownPlace | None) -> LinkedPlace:
    """Return a place with what is known of it; its name stays, and its country where nothing is known."""
    fields = (
        {"name": place.name, "country": place.country}
        if known is None
        else {"name": place.name, **{name: getattr(known, name) for name in _TAKEN}}
    )
    try:
        return Place.model_validate(fields)
    except ValidationError:
        # The facts that name it are refused, with the reason, when all are validated.
        return fields
