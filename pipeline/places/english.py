"""English place names: gazetteer names in capitals, and names shown by `of`, a comma or a kind (`City`)."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import alternatives, words
from pipeline.patterns.headed import Headed, HeadedSet
from pipeline.places.english_context import city_named_like_a_country, in_context
from pipeline.places.english_unknown import BESIDE, in_lists, unknown, word_set
from pipeline.places.reading import Hit, joined, longest, spread_country

_JOIN = re.compile(r"\s?(?:,|;|,?\sand|,?\sas well as|\s?&|/)\s(?:the\s|the city of\s)?")
_STYLE = re.compile(
    r"(?:[A-Z][\w’'-]+ ){0,3}(?:Republic|Kingdom|Federation|Commonwealth|Union|State) of (?:the )?$"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    kinds = alternatives(words("en", "places")["kinds"])
    patterns = {
        "after_kind": rf"\s(?:{kinds})\b(?!\s(?:Council|Hall|Government|Assembly|Board|Office)\b)",
        "kind_at_end": rf"(?:{kinds})$",
    }
    return re.compile(patterns[name])


@cache
def _home() -> Headed:
    return HeadedSet({"home": rf"(?i)\b(?:{alternatives(words('en', 'places')['home'])})\b"})["home"]


@cache
def _home_words() -> frozenset[str]:
    """Return the words that home is spoken of with, of letters whose case is plain: `our`."""
    return frozenset(phrase.split()[0] for phrase in words("en", "places")["home"])


@cache
def _kind_ends() -> tuple[str, ...]:
    """Return the last words of the kinds, before which any blanks may stand."""
    return tuple(sorted({kind.split()[-1] for kind in words("en", "places")["kinds"]}))


def find(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return the places of an English text, in order, without overlaps."""
    known = [_with_style(text, hit) for hit in _known(text, gazetteer)]
    hits = longest([*known, *unknown(text, known)])
    hits = _with_kind(text, hits)
    hits = _with_countries(text, joined(hits, in_lists(text, hits)))
    hits = joined(hits, _again(text, hits))
    hits = [city_named_like_a_country(text, kept) for hit in hits if (kept := in_context(text, hit))]
    lower = text.lower()
    if not any(word in lower for word in _home_words()):
        return hits
    homes = [Hit(m.start(), m.end(), rule="home", role="home") for m in _home().matches(text)]
    return longest([*homes, *hits])


def _known(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    not_names, size, last = word_set("not_names"), len(text), -1
    for start, end, number in gazetteer.find(text):
        before = text[start - 1] if start else " "
        joined = before == "-" and start == last + 1  # `Nantong-Swansea`
        if not joined and (before in "-’'" or before.isalnum()):
            continue
        after = text[end] if end < size else " "
        if after.isalnum() or (after == "-" and text[end + 1 : end + 2].islower()):
            continue
        if text[start:end] in not_names:  # `Nov. 3`
            continue
        last = end
        yield Hit(start, end, gazetteer.senses(number))


def _with_style(text: str, hit: Hit) -> Hit:
    """Take a country's style into its name: `the Oriental Republic of Uruguay`."""
    if not hit.is_country or not text[max(0, hit.start - 10) : hit.start].rstrip().endswith((" of", " the")):
        return hit
    style = _STYLE.search(text[max(0, hit.start - 60) : hit.start])
    return hit._replace(start=hit.start - len(style[0])) if style else hit


def _with_kind(text: str, hits: list[Hit]) -> list[Hit]:
    """Take the kind into the name: `Hamamatsu City`, `Jiangxi Province`."""
    after_kind = _pattern("after_kind")
    extended = list(hits)
    for index, hit in enumerate(hits):
        match = after_kind.match(text, hit.end)
        if match and not hit.is_country:
            extended[index] = hit._replace(end=match.end())
    return longest(extended)


def _with_countries(text: str, hits: list[Hit]) -> list[Hit]:
    """Read `Lahti of Finland`, `Kansas City, Missouri, US`, `Germany's Bavaria`; then along lists."""
    hits = list(hits)
    for index in range(len(hits) - 2, -1, -1):
        hit, after = hits[index], hits[index + 1]
        between = text[hit.end : after.start]
        if between in ("'s ", "’s "):
            if _wide(hit, after) and after.may_lie_in(hit.senses[0].country):
                hits[index + 1] = after.within(hit.senses[0].country)
                hits[index] = hit._replace(role="qualifier")
            continue
        joined = BESIDE.fullmatch(between) or (between == " " and after.is_country)
        if joined and not hit.is_country and _wide(after, hit) and _fits(hit, after, between):
            country = after.country or _wide_country(after, hit)
            region = None if after.is_country else text[after.start : after.end]
            hits[index] = hit.within(country)._replace(region=region)
            hits[index + 1] = after._replace(role="qualifier")

    def joined_at(index: int) -> bool:
        return _JOIN.fullmatch(text, hits[index].end, hits[index + 1].start) is not None

    return spread_country(hits, joined_at, backwards=True)


def _wide(wider: Hit, hit: Hit) -> bool:
    """Tell whether a name is a country's, or a state's of the country that the place beside it lies in."""
    return any(sense.level in ("country", "admin1") for sense in wider.senses[:1]) or any(
        sense.level == "admin1" and any(own.country == sense.country for own in hit.senses)
        for sense in wider.senses
    )


def _wide_country(wider: Hit, hit: Hit) -> str | None:
    """Return the country that a wider name stands for, beside a place that may lie there."""
    own = {sense.country for sense in hit.senses}
    shared = [s.country for s in wider.senses if s.level in ("country", "admin1") and s.country in own]
    return shared[0] if shared else wider.senses[0].country


def _fits(hit: Hit, wider: Hit, between: str) -> bool:
    """Tell a place and its region from two places of a list: `Sapporo, Hokkaido`, not `Hannover, Bavaria`."""
    if between.strip() == "from":
        return False
    country = _wide_country(wider, hit)
    known_there = any(sense.country == country for sense in hit.senses)
    return known_there or not hit.senses or (wider.is_country and between.strip(" the") not in ("", ","))


def _again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Find every other mention of a name that its surroundings have shown to be a place once."""
    ends = {hit.start: hit.end for hit in hits}
    shown: dict[str, Hit] = {}
    for hit in hits:
        if not hit.senses or hit.country:
            shown.setdefault(_stem(text[hit.start : hit.end]), hit)
    for name, hit in shown.items():
        for start, end in _alone(text, name) if len(name) >= 3 else ():
            if ends.get(start, 0) < end:
                yield hit._replace(start=start, end=end, rule="again", role="place", region=None)


def _alone(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands that is no part of a longer word."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        joined = start and (text[start - 1].isalnum() or text[start - 1] in "_-’'")
        if joined or (end < len(text) and (text[end].isalnum() or text[end] in "_-")):
            end = start + 1
        else:
            yield start, end
        start = text.find(name, end)


def _stem(name: str) -> str:
    """Return a name without its kind: `Hamamatsu` for `Hamamatsu City`."""
    match = _pattern("kind_at_end").search(name) if name.endswith(_kind_ends()) else None
    return name[: match.start()].rstrip() if match and match.start() else name
