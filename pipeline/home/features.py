"""What speaks for each candidate, counts of wordings turned into the numbers that are weighed."""

from collections.abc import Callable, Iterable
from math import log1p

from corpus import Bulletin
from pipeline.home.candidate import Candidate
from pipeline.home.signs import chinese_site, wordings


def _flag(value: float, _: int) -> float:
    return min(1.0, value)


def _log(value: float, _: int) -> float:
    return log1p(value)


def _rate(value: float, count: int) -> float:
    return value / max(1, count)


# By the name of what is counted: the feature that it becomes, and how.
_OF_COUNTS: dict[str, tuple[str, Callable[[float, int], float]]] = {
    "as_framed": ("as_framed", _flag),
    "title_first": ("title_first", _flag),
    "title_later": ("title_later", _flag),
    "publisher": ("publisher", _flag),
    "head": ("head", _flag),
    "foot": ("foot", _flag),
    "own_organisation_head": ("own_organisation_head", _flag),
    "part": ("part", _flag),
    "heres": ("here", _flag),
    "in_china": ("explained_china", _flag),
    "in_country": ("explained_country", _flag),
    "organisations": ("own_organisation", _log),
    "mayors": ("mayor", _log),
    "owners": ("owner", _log),
    "cities_of": ("city_of", _log),
    "goings": ("going", _rate),
    "explanations": ("explained", _rate),
    "withs": ("with", _rate),
    "subjects": ("subject", _rate),
}


def weigh(found: Iterable[Candidate], bulletin: Bulletin, text: str) -> None:
    """Turn the counts of the candidates into features; those that are 0 are left out."""
    candidates = list(found)
    page = _of_page(bulletin, text)
    all_ = [one for one in candidates if one.reading.level != "country"]
    sides = {side: [one for one in all_ if one.chinese is side] for side in (True, False)}
    most = {side: _most(ones) for side, ones in sides.items()}
    first = min((one.first for one in all_), default=1.0)
    firsts = {side: min((one.first for one in ones), default=1.0) for side, ones in sides.items()}
    explained = {
        True: float(any("in_china" in one.features for one in all_)),
        False: float(any("in_country" in one.features for one in all_)),
    }
    most_of_all = _most(all_)
    for one in candidates:
        chinese, country = one.chinese, one.reading.level == "country"
        features = {
            "count": log1p(one.count),
            "share_of_side": one.count / most[chinese],
            "share_of_all": one.count / most_of_all,
            "side_explained": explained[chinese],
            "other_side_explained": explained[not chinese],
            "first_place": float(one.first == first),
            "first_of_side": float(one.first == firsts[chinese]),
            "early": 1.0 - one.first,
            "region": float(one.reading.level == "admin1"),
            "country": float(country),
            "unknown": float(one.reading.country is None),
            "only_side": float(len(sides[chinese]) == 1),
        }
        if chinese:
            features |= page[True]
        elif not country:
            features |= {"abroad": 1.0, "alone_abroad": float(len(sides[False]) == 1), **page[False]}
        for counted, value in one.features.items():
            name, measured = _OF_COUNTS[counted]
            features[name] = measured(value, one.count)
        one.features = {name: value for name, value in features.items() if value}


def _most(candidates: Iterable[Candidate]) -> int:
    return max((one.count for one in candidates), default=1) or 1


def _of_page(bulletin: Bulletin, text: str) -> dict[bool, dict[str, float]]:
    """Return what the wordings of the page say of places in China, and of places abroad."""
    outside, us, talk = (
        log1p(len(wordings()[name].matches(text))) for name in ("outside", "us", "words_abroad")
    )
    our_city = float(bool(wordings()["our_city"].search(text)))
    site = float(bool(chinese_site().search(bulletin.text)))
    return {
        True: {"chinese_outside": outside, "chinese_site": site, "our_city_chinese": our_city},
        False: {"abroad_outside": outside, "abroad_us": us, "abroad_site": site, "abroad_words": talk},
    }
