"""Choose among the places that a name may mean: hard facts first, then likelihood, population last."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.simplify import simplified
from models.records import PlaceLevel
from pipeline.gazetteer import Candidate, KnownPlace, candidates
from pipeline.gazetteer.rows import Match
from pipeline.lexicon import words
from pipeline.linking.kinds import HAN_COUNTRIES, Levels, has_han, printed
from pipeline.linking.seats import nearness, point, seat

Found = list[Candidate]
# Bulletins count the three as China's or not, as they please.
_CHINA = frozenset({"CN", "TW", "HK", "MO"})
_UNITS = ("admin1", "admin2", "district")
# A city that holds less than this part of the people of the unit named after it is not what is meant: Quebec.
_SEAT = 0.1
# How many times the people of the next a place must have, to be taken for its size alone.
_DOMINANT = 5.0
# Persons: a smaller town is not taken for its size alone; nor is a smaller one that has its name for itself.
_TOWN, _ONLY = 15_000, 5_000
# How much likelier a place is in a country, or in a subdivision, that the bulletin names otherwise too.
_SAME_COUNTRY, _SAME_SUBDIVISION = 20.0, 20.0
# Degrees.
_NEAR = 0.1
# Persons: what a place counts as whose people no source counts.
_UNCOUNTED = 1_000.0
# A name that a place bears only beside its own, or without its kind.
_LESSER = 0.1


class Wanted(NamedTuple):
    """What is known of a place before its candidates: see `pipeline.linking` for what each decides."""

    name: str
    levels: Levels = ()
    told: str | None = None
    guessed: str | None = None
    region: str | None = None
    country_read: bool = False
    others: tuple[str, ...] = ()
    not_in: str | None = None
    partner: PlaceLevel | None = None
    paired: bool = False


@dataclass(frozen=True)
class Context:
    """The countries and the subdivisions that the bulletin names, and the place that it is of."""

    countries: frozenset[str] = frozenset()
    subdivisions: frozenset[str] = frozenset()
    home: KnownPlace | None = None


def choose(wanted: Wanted, context: Context) -> KnownPlace | None:
    """Return the place that is meant, None where no place, or more than one, fits what is known."""
    return chosen(wanted, of_one_level(wanted, possibilities(wanted)), context)


def chosen(wanted: Wanted, found: Found, context: Context) -> KnownPlace | None:
    """Return which of the places that are left is meant, or the seat of a county that none of them is."""
    return _likeliest(wanted, found, context) or _seat(wanted, context)


def possibilities(wanted: Wanted) -> Found:
    """Return the places that may be meant by what is printed, whatever the bulletin tells of other places."""
    found = possible(wanted.name, wanted.levels)
    # A Chinese name that no source holds may stand beside its Latin one.
    found = found or [one for other in wanted.others for one in possible(other, printed(other).levels)]
    found = _in_country(wanted, found)
    found = _with_levels(wanted, found)
    found = _shared(found, wanted)
    return _in_region(wanted, found)


def _seat(wanted: Wanted, context: Context) -> KnownPlace | None:
    """Return the seat of what may be a county or district of China, which GeoNames seldom has as such."""
    lies_in = wanted.told or wanted.guessed
    if "district" not in wanted.levels or lies_in not in (None, "CN") or wanted.not_in in _CHINA:
        return None
    bare = printed(wanted.name).bare or wanted.name
    home = context.home if context.home and context.home.country == "CN" else None
    named = subdivisions(wanted.region, "CN") if wanted.region else frozenset()
    around = frozenset(code for code in context.subdivisions if code.startswith("CN-"))
    if home and home.subdivision:
        around = frozenset({home.subdivision})
    return seat(wanted.name, bare, named or around, point(home), surely=lies_in == "CN")


def alone(name: str, country: str | None = None) -> KnownPlace | None:
    """Return the place that a name means where nothing is known but, at best, its country.

    >>> alone("Wellington", "NZ").geonames_id, alone("Springfield", "US")
    (2179537, None)
    """
    return choose(_alone(name, country), Context())


def fitting(name: str, country: str | None = None) -> Found:
    """Return the places that a name may mean, but those that its kind or one of the same name rules out."""
    wanted = _alone(name, country)
    return of_one_level(wanted, _with_levels(wanted, _in_country(wanted, possible(name, wanted.levels))))


def _alone(name: str, country: str | None) -> Wanted:
    found = [one for one in candidates(name) if country in (None, one.place.country)]
    of_country = any(one.place.level == "country" and one.match is Match.own for one in found)
    return Wanted(name, printed(name).levels, told=country, guessed=country, country_read=of_country)


def possible(name: str, levels: Levels) -> Found:
    """Return the places that a printed name may mean; those that it means without its kind fit the kind."""
    exact = list(candidates(name))
    bare = printed(name).bare
    if bare is None:
        return exact
    seen = {one.place.geonames_id for one in exact}
    found = [one for one in (*candidates(bare), *_as_city(name, bare)) if one.place.geonames_id not in seen]
    return exact + [one for one in found if one.place.level in levels and not _needs_kind(name, one)]


def _as_city(name: str, bare: str) -> Found:
    """Return the places whose `City` another text writes with another sign: `堪萨斯市`, `堪萨斯城`."""
    if not (has_han(name) and simplified(name) == f"{simplified(bare)}市"):
        return []
    return [one for one in candidates(f"{bare}城") if one.place.country not in HAN_COUNTRIES]


def _needs_kind(name: str, one: Candidate) -> bool:
    """Tell whether a unit goes by its kind alone: `海南县` is not `海南省`, nor `X District` a prefecture."""
    if one.place.level == "city":
        return False
    if has_han(name):
        return one.place.country in HAN_COUNTRIES
    return one.place.country == "CN" and "district" in printed(name).levels


def _in_country(wanted: Wanted, found: Found) -> Found:
    """Keep the places of the printed country, and none of the country of the other side of a tie."""
    if wanted.told:
        family = _CHINA if wanted.told == "CN" else {wanted.told}
        found = [one for one in found if one.place.country in family]
    elif wanted.not_in:
        family = _CHINA if wanted.not_in in _CHINA else {wanted.not_in}
        found = [one for one in found if one.place.country not in family]
    if wanted.country_read and not wanted.levels:
        countries = [one for one in found if one.place.level == "country"]
        cities = [one for one in found if one.place.level == "city" and one.match is Match.own]
        # Countries have no sister cities: Singapore, the city.
        return cities if wanted.paired and cities else countries
    return [one for one in found if one.place.level != "country"] or found


def _with_levels(wanted: Wanted, found: Found) -> Found:
    """Keep the first level that the printed kind leaves and that any place has; else those named just so.

    A kind that only other mentions have is no more than a hint.
    """
    if not wanted.levels:
        return found
    inherited = printed(wanted.name).bare is None
    if inherited and "district" in wanted.levels:  # GeoNames has no units for the counties of China
        found = [one for one in found if one.place.country != "CN"]
    named_so = {one.place.geonames_id for one in candidates(wanted.name)}
    exact = [one for one in found if one.place.geonames_id in named_so]
    for level in wanted.levels:
        for fitting_ones in (exact, found):
            if fit := [one for one in fitting_ones if one.place.level == level]:
                return fit
    return found if inherited else exact


def _shared(found: Found, wanted: Wanted) -> Found:
    """Keep the places that bear the place's names in the other script too, if any does."""
    for other in wanted.others:
        ids = {one.place.geonames_id for one in possible(other, wanted.levels or printed(other).levels)}
        if both := [one for one in found if one.place.geonames_id in ids]:
            return both
    return found


def _in_region(wanted: Wanted, found: Found) -> Found:
    """Keep the places of the region printed beside; none, if none lies there."""
    if wanted.region is None:
        return found
    codes = subdivisions(wanted.region, wanted.told or wanted.guessed)
    if not codes:
        return found
    inside = [one for one in found if one.place.subdivision in codes]
    return inside or [one for one in found if one.place.subdivision is None]


@lru_cache(maxsize=4096)
def subdivisions(region: str, country: str | None) -> frozenset[str]:
    """Return the first-level subdivisions that a region's name may mean in a country, or that it lies in."""
    form = printed(region)
    units = [
        one.place
        for one in possible(region, form.levels)
        if one.place.level != "country" and country in (None, one.place.country)
    ]
    for level in (*(form.levels or ("admin1", "admin2")), "city"):
        at = [one for one in units if one.level == level]
        if level == "city" and at:  # a wider city: `Wuhan, Hubei` beside one of its districts
            at = [max(at, key=lambda one: one.population or 0)]
        if codes := frozenset(one.subdivision for one in at if one.subdivision):
            return codes
    return frozenset()


def of_one_level(wanted: Wanted, found: Found) -> Found:
    """Choose between a city and the unit of its name: by the other side of the tie, else by their people."""
    if wanted.levels:
        return found
    cities = [one for one in found if one.place.level == "city"]
    units = [one for one in found if one.place.level in _UNITS]
    if not cities or not units:
        return found
    if wanted.partner:
        first = [one for one in found if one.place.level == "admin1" and one.match is not Match.alternate]
        if wanted.partner == "admin1" and first:
            return first
        if wanted.partner == "city" and any(one.match is not Match.alternate for one in cities):
            return cities
    return [*_seats(wanted, cities, units), *_not_named_after(wanted, units, cities)]


def _seats(wanted: Wanted, cities: Found, units: Found) -> Found:
    """Return the cities but those that a unit of their name outweighs by far."""
    firsts = [one.place for one in units if one.place.level == "admin1"]
    return [one for one in cities if not any(_outweighs(wanted, unit, one.place) for unit in firsts)]


def _not_named_after(wanted: Wanted, units: Found, cities: Found) -> Found:
    """Return the units in which no city of their name lies that is meant sooner."""
    return [
        one
        for one in units
        if not any(
            _lies_in(city.place, one.place)
            and (one.place.level != "admin1" or not _outweighs(wanted, one.place, city.place))
            for city in cities
            if city.match is not Match.alternate or one.match is Match.alternate
        )
    ]


def _outweighs(wanted: Wanted, unit: KnownPlace, city: KnownPlace) -> bool:
    if not _lies_in(city, unit):
        return False
    listed = _listed(wanted.name)
    if listed:
        return listed == "admin1"
    return (city.population or 0) < _SEAT * (unit.population or 0)


def _lies_in(city: KnownPlace, unit: KnownPlace) -> bool:
    return city.country == unit.country and city.subdivision == unit.subdivision


def _listed(name: str) -> str | None:
    """Return the level that the lexicon gives a name."""
    line = words("zh" if has_han(name) else "en", "places")["known"].get(simplified(name))
    return line.split()[1] if line else None


def _likeliest(wanted: Wanted, found: Found, context: Context) -> KnownPlace | None:
    """Take the only place that anything speaks for, else the one whose people outweigh all others."""
    if len(found) < 2:
        return found[0].place if found and _alone_will_do(wanted, found[0], context) else None
    weighed = sorted(((_weight(one, context), one) for one in found), key=lambda pair: -pair[0])
    weight, best = weighed[0]
    rest = next((other for other, one in weighed[1:] if not _same_spot(one.place, best.place)), None)
    if rest is None:
        return best.place if _alone_will_do(wanted, best, context) else None
    return best.place if weight >= _DOMINANT * rest or weight >= _TOWN > rest else None


def _alone_will_do(wanted: Wanted, one: Candidate, context: Context) -> bool:
    """Tell whether the only place of a name is that meant: as told, near or large."""
    place = one.place
    if wanted.told or wanted.others or place.country in context.countries:
        return True
    if place.level in ("admin1", "admin2", "country") or _listed(wanted.name):
        return True
    return _weight(one, context) >= _ONLY


def _same_spot(one: KnownPlace, other: KnownPlace) -> bool:
    """Tell whether GeoNames has one place twice."""
    if (one.country, one.level) != (other.country, other.level) or None in (one.latitude, other.latitude):
        return False
    apart = (
        abs((one.latitude or 0) - (other.latitude or 0)),
        abs((one.longitude or 0) - (other.longitude or 0)),
    )
    return max(apart) < _NEAR


def _weight(one: Candidate, context: Context) -> float:
    place = one.place
    weight = float(place.population or _UNCOUNTED)
    bare = one.match is Match.bare and place.country not in HAN_COUNTRIES
    lesser = bare or one.match in (Match.alternate, Match.second)
    weight *= _LESSER if lesser else 1.0
    weight *= _SAME_COUNTRY if place.country in context.countries else 1.0
    weight *= nearness(place, context.home)
    return weight * (_SAME_SUBDIVISION if place.subdivision in context.subdivisions else 1.0)
