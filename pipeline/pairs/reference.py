"""Relations told without their places: `the two cities became sister cities`, `with each of them …`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.analysis import Analysis, within
from pipeline.pairs.lists import PlaceList, may_pair
from pipeline.pairs.reading import Place
from pipeline.pairs.sections import stands_alone
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import sought
from pipeline.sentences import Bounds


def referred(
    analysis: Analysis,
    bounds: Bounds,
    lists: Sequence[PlaceList],
    trigger: Trigger,
    earlier: Sequence[Place],
) -> Iterator[tuple[Place | None, Place]]:
    """Yield the places that a relation is told of, the home side first; `earlier` are those told before."""
    if trigger.counted:
        return
    abroad = [place for place in earlier if not analysis.is_home(place.value)]
    homes = [place for place in earlier if analysis.is_home(place.value)]
    that_place = _says(analysis, "that_place", bounds)
    if abroad and _says(analysis, "each_of_them", bounds):
        left, _ = analysis.sentence_of(abroad[-1].start)
        yield from ((None, place) for place in abroad if place.start >= left)
    elif abroad and stands_alone(analysis, abroad[-1]):
        yield _often_told(analysis, homes), abroad[-1]
    elif abroad and (that_place or _says(analysis, "both", bounds)):
        main = _partner_of_text(analysis, lists)
        known = main and any(key_of(place) == key_of(main) for place in abroad)
        homes += [place for group in lists for place in group.home if that_place]
        yield _often_told(analysis, homes), main if main and known else abroad[-1]
    elif _implied(analysis, bounds, trigger) and (main := _partner_of_text(analysis, lists)):
        homes += [place for group in lists for place in group.home]
        yield _often_told(analysis, homes), main


def _implied(analysis: Analysis, bounds: Bounds, trigger: Trigger) -> bool:
    """Tell whether a sentence without a partner is about the one that the text is about."""
    if _says(analysis, "one_of_ours", bounds):
        return True
    relation = _says(analysis, "relation_word", (trigger.start, trigger.end + 6))
    return relation and bool(within(analysis.dates, *bounds)) and _says(analysis, "founding", bounds)


def _says(analysis: Analysis, name: str, bounds: Bounds) -> bool:
    return sought(analysis.language, name).search(analysis.text, *bounds) is not None


def key_of(place: Place) -> object:
    """Return what tells whether two mentions are of one place."""
    return place.value.geonames_id or place.value.name


def _partner_of_text(analysis: Analysis, lists: Sequence[PlaceList]) -> Place | None:
    """Return the place that the text is about, for a sentence that names none abroad."""
    return None if any(group.abroad for group in lists) else main_partner(analysis)


def main_partner(analysis: Analysis) -> Place | None:
    """Return the one place abroad that the text is about: named again, and twice as often as any other."""
    abroad = [p for p in analysis.places if may_pair(p.value) and not analysis.is_home(p.value)]
    counts = Counter(key_of(place) for place in abroad).most_common(2)
    if not counts or counts[0][1] < 2 or (len(counts) == 2 and counts[0][1] < 2 * counts[1][1]):
        return None
    return next(place for place in abroad if key_of(place) == counts[0][0])


def _often_told(analysis: Analysis, homes: Sequence[Place]) -> Place | None:
    """Return the place of the home side that the text names most often, the last of them where equal."""
    if len(homes) < 2:
        return homes[0] if homes else None
    counts = Counter(_short(place) for place in analysis.places if analysis.is_home(place.value))
    return max(reversed(homes), key=lambda place: counts[_short(place)])


def _short(place: Place) -> str:
    """Return what the full and the short form of a name share: `Dubbo City`, `Dubbo`; `古坑乡`, `古坑`."""
    name = place.value.name
    return name.split()[0] if name.isascii() else name[:2]
