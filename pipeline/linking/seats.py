"""What lies near, above all counties of China: most GeoNames holds only as the town they are run from."""

from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

from corpus.simplify import simplified
from corpus.sounds import plain, sounds
from pipeline.gazetteer import Candidate, KnownPlace, candidates
from pipeline.gazetteer.rows import Match, folded
from pipeline.linking.kinds import has_han

Point = tuple[float, float]

_KINDS = {True: ("县", "区", "市"), False: (" Xian", " Qu", " Shi")}
# Kilometres: how far the counties of a prefecture lie from its seat at most.
_PREFECTURE, _KM_A_DEGREE = 150.0, 111.2
# All that lies closer is as near.
_CLOSE = 15.0
# How many times farther the next has to lie.
_NEARER = 3.0
# Persons: a smaller town that bears just the name may lie in another county than that of its name.
_LARGE = 50_000


def seat(
    name: str, bare: str, inside: frozenset[str], near: Point | None, *, surely: bool
) -> KnownPlace | None:
    """Return the seat of the county or district of China that a name means, None where two are as good.

    `bare` is the name without its kind, `inside` the subdivisions that it may lie in where any are named,
    `near` what it is likely to be close to; `surely` tells that it is known to lie in China.
    """
    named, everywhere = _named_as_unit(bare), _bearing(bare)
    printed_so = {one.place.geonames_id for form in (name, bare) for one in candidates(form)}
    exact = {number: place for number, place in named.items() if place in _bearing(name).values()}
    for tier, sure in ((exact, True), (named, True), (_seats(bare), False), (_large(everywhere), False)):
        there = [place for place in tier.values() if not inside or place.subdivision in inside]
        found = _only(there, near)
        if found and (_is_near(found, near) or (sure and inside)):
            return found
        # Districts of many cities bear one name, `和平区`, and GeoNames has but some of them.
        if found and {*everywhere, *named} == {found.geonames_id} <= printed_so and (sure or surely):
            return found
        if there:
            return None
    return None


def point(place: KnownPlace | None) -> Point | None:
    """Return where a city or district lies; the point of what is larger tells too little."""
    if place is None or place.level not in ("city", "district") or None in (place.latitude, place.longitude):
        return None
    return place.latitude or 0.0, place.longitude or 0.0


def distance(place: KnownPlace, point: Point) -> float | None:
    """Return how many kilometres lie between a place and a point, None where it is not known.

    >>> from pipeline.gazetteer import known
    >>> round(distance(known(2950159), (48.85, 2.35)) / 100)
    9
    """
    if place.latitude is None or place.longitude is None:
        return None
    east = (place.longitude - point[1]) * cos(radians((place.latitude + point[0]) / 2))
    return _KM_A_DEGREE * hypot(place.latitude - point[0], east)


def nearness(place: KnownPlace, home: KnownPlace | None) -> float:
    """Return how much likelier a place is for lying close to a home of its country: 1 beyond a prefecture."""
    there = point(home)
    if home is None or there is None or place.country != home.country:
        return 1.0
    far = distance(place, there)
    return 1.0 if far is None else max(1.0, (_PREFECTURE / max(far, _CLOSE)) ** 2)


def _named_as_unit(bare: str) -> dict[int, KnownPlace]:
    """Return the cities of China that GeoNames names as a unit too: `Feixi Xian`."""
    found: dict[int, KnownPlace] = {}
    for stem in _written(bare):
        for kind in _KINDS[has_han(stem)]:
            found |= {one.place.geonames_id: one.place for one in _cities(stem + kind, bare)}
    return found


def _seats(bare: str) -> dict[int, KnownPlace]:
    """Return the cities of China that bear the name beside another of their own."""
    found = (one for stem in _written(bare) for one in _cities(stem, bare) if one.match is not Match.own)
    return {one.place.geonames_id: one.place for one in found if _differs(one.place, bare)}


def _bearing(name: str) -> dict[int, KnownPlace]:
    """Return the cities of China that bear a name, or are spelt as it is."""
    return {one.place.geonames_id: one.place for stem in _written(name) for one in _cities(stem, name)}


def _large(found: Mapping[int, KnownPlace]) -> dict[int, KnownPlace]:
    """Return the large cities among some."""
    return {number: place for number, place in found.items() if (place.population or 0) >= _LARGE}


def _written(bare: str) -> Sequence[str]:
    """Return a name, and as it is spelt in Latin letters: GeoNames has many towns so alone."""
    return (simplified(bare), spelt(bare).capitalize()) if has_han(bare) else (bare,)


def _cities(name: str, bare: str) -> list[Candidate]:
    found = [one for one in candidates(name) if (one.place.country, one.place.level) == ("CN", "city")]
    return [one for one in found if not (_is_homophone(one.place, bare) or _has_counties(one.place))]


def _has_counties(place: KnownPlace) -> bool:
    """Tell whether a prefecture of China is named after a city, which then is no seat of a county."""
    named_so = (one.place for one in candidates(place.name_en))
    return any((one.level, one.subdivision) == ("admin2", place.subdivision) for one in named_so)


def _is_homophone(place: KnownPlace, bare: str) -> bool:
    """Tell whether a place only sounds as a Chinese name does."""
    if place.name_zh is None or not has_han(bare):
        return False
    return place.name_zh != simplified(bare) and spelt(place.name_zh) == spelt(bare)


def _differs(place: KnownPlace, bare: str) -> bool:
    return folded(place.name_en).replace(" ", "") != spelt(bare)


def spelt(name: str) -> str:
    """Return a name as it is spelt in small Latin letters, without tones.

    >>> spelt("旅顺口"), spelt("Lüshunkou")
    ('lushunkou', 'lushunkou')
    """
    if not has_han(name):
        return folded(name).replace(" ", "")
    spoken = (
        plain(sound.readings[0]).replace("v", "ü") if sound.readings else sound.printed
        for sound in sounds(simplified(name))
    )
    return folded("".join(spoken)).replace(" ", "")


def _only(places: Sequence[KnownPlace], near: Point | None) -> KnownPlace | None:
    """Return the only place, or the one that is by far the nearest."""
    if len(places) < 2 or near is None:
        return places[0] if len(places) == 1 else None
    apart = sorted(
        ((far, place) for place in places if (far := distance(place, near)) is not None),
        key=lambda pair: pair[0],
    )
    if len(apart) < 2:
        return None
    (first, nearest), (second, _) = apart[:2]
    return nearest if first <= _PREFECTURE and second >= _NEARER * first else None


def _is_near(place: KnownPlace, near: Point | None) -> bool:
    far = distance(place, near) if near else None
    return far is not None and far <= _PREFECTURE
