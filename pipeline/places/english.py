"""English place names: gazetteer names in capitals, and names shown by `of`, a comma or a kind (`City`)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import alternatives, words
from pipeline.places.reading import Hit, longest, spread_country

_WORD = r"(?:(?:St|Ste|Mt|Ft)\.(?= [A-Z])|[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+){0,3})"
_PARTICLE = r"(?:de|la|las|los|del|di|do|da|dos|das|am|an der|upon|on|le|les|sur|el|al|e|y|’s-)"
NAME = rf"{_WORD}(?:(?: {_PARTICLE}){{0,2}} {_WORD}){{0,3}}"
_BESIDE = re.compile(
    r"\s?(?:,\s?|\(\s?|of\s|of the\s|in\s|in the\s|from\s|, of\s|, in\s|, in the\s"
    r"|,? the (?:capital|seat|largest city) of\s)(?:the\s)?"
    r"(?:(?:US |U\.S\. |[A-Z][a-z]+(?:n|ish|ese|ch) )?"
    r"(?:[Ss]tate|[Pp]rovince|[Pp]refecture|[Cc]ounty|[Rr]egion|[Dd]istrict) of\s)?"
)
_JOIN = re.compile(r"\s?(?:,|;|,?\sand|,?\sas well as|\s?&|/)\s(?:the\s|the city of\s)?")
_CITY_LIKE = re.compile(
    rf"(?:[Mm]ayor|[Cc]ity|[Tt]own) of ({NAME})"
    rf"|\b({NAME})(?:,| is)? (?:a|the) (?:\w+ )?(?:city|town) (?:of|in)\b"
)
# Persons: a smaller town named like a country is not meant by `a tourist city of China`.
_TOWN = 20_000
_LISTED = re.compile(rf"(?:,? and |, )(?:the )?({NAME})(?=(, | and |[.;)]|$))")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("en", "places")
    kinds, demonyms = alternatives(table["kinds"]), alternatives(table["demonyms"])
    organisations = alternatives(table["organisations"])
    patterns = {
        "kind": rf"(?<![\w’'])(?P<name>{NAME})\s(?:{kinds})\b",
        "suffixed": rf"(?<![\w’'-])(?P<name>[A-Z][a-z]{{2,}}-(?:{alternatives(table['suffixes'])}))\b",
        "kind_of": rf"\b(?i:{kinds}) of (?P<name>{NAME})",
        "demonym": (
            rf"\b(?P<demonym>{demonyms})\s(?:[a-z-]+\s){{0,2}}(?i:{kinds})(?:,| of)?\s(?P<name>{NAME})"
        ),
        "after_kind": rf"\s(?:{kinds})\b(?!\s(?:Council|Hall|Government|Assembly|Board|Office)\b)",
        "organisation": (
            r"(?!\s(?:City|Town) Hall\b)(?:’s|'s)?\s"
            rf"(?:[A-Z][\w’'-]*\s){{0,3}}(?:{organisations})\b"
        ),
        "organisation_of": rf"\b(?:{organisations}) of (?:the )?$",
        "title": rf"\b(?:{alternatives(table['before_persons'])})\.?\s$",
        "start": rf"^(?:(?:{alternatives(table['starts'])})\s)+",
        "home": rf"(?i)\b(?:{alternatives(table['home'])})\b",
    }
    return re.compile(patterns[name])


def find(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return the places of an English text, in order, without overlaps."""
    known = [_with_style(text, hit) for hit in _known(text, gazetteer)]
    hits = longest([*known, *_unknown(text, known)])
    hits = _with_kind(text, hits)
    hits = _with_countries(text, longest([*hits, *_in_lists(text, hits)]))
    hits = longest([*hits, *_again(text, hits)])
    hits = [hit for hit in (_in_context(text, hit) for hit in hits) if hit]
    cities = {name for match in _CITY_LIKE.finditer(text) for name in match.groups() if name}
    hits = [_city_named_like_a_country(text, hit, cities) for hit in hits]
    homes = [Hit(m.start(), m.end(), rule="home", role="home") for m in _pattern("home").finditer(text)]
    return longest([*homes, *hits])


@cache
def _not_names() -> frozenset[str]:
    return frozenset(words("en", "places")["not_names"])


def _known(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    last = -1
    for start, end, number in gazetteer.find(text):
        joined = start == last + 1 and text[last] == "-"  # `Nantong-Swansea`
        if start and not joined and (text[start - 1].isalnum() or text[start - 1] in "-’'"):
            continue
        if text[start:end] in _not_names():  # `Nov. 3`
            continue
        if text[end : end + 1].isalnum() or (
            text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
        ):
            continue
        last = end
        yield Hit(start, end, gazetteer.senses(number))


def _with_style(text: str, hit: Hit) -> Hit:
    """Take a country's style into its name: `the Oriental Republic of Uruguay`."""
    if not hit.is_country:
        return hit
    style = re.search(
        r"(?:[A-Z][\w’'-]+ ){0,3}(?:Republic|Kingdom|Federation|Commonwealth|Union|State) of (?:the )?$",
        text[max(0, hit.start - 60) : hit.start],
    )
    return replace(hit, start=hit.start - len(style[0])) if style else hit


def _unknown(text: str, known: list[Hit]) -> Iterator[Hit]:
    """Find names that no list holds: before a country or a state, before or after a kind, after a demonym."""
    wide = [hit for hit in longest(known) if hit.senses[0].level in ("country", "admin1")]
    ends = {hit.start: hit.end for hit in wide}
    for rule in ("kind", "kind_of", "demonym", "suffixed"):
        for match in _pattern(rule).finditer(text):
            country = words("en", "places")["demonyms"][match["demonym"]] if rule == "demonym" else None
            yield from _trimmed(text, match.start("name"), match.end("name"), rule, country)
    for match in re.finditer(NAME, text):
        beside = _BESIDE.match(text, match.end())
        if beside and beside.end() in ends and not _office_follows(text, ends[beside.end()]):
            yield from _trimmed(text, match.start(), match.end(), "beside", None)
    for start, end in ends.items():  # `Apasco Mexico`, no comma between
        before = re.search(rf"({NAME}) $", text[max(0, start - 50) : start])
        if before and not _office_follows(text, end):
            yield from _trimmed(text, start - len(before[0]), start - 1, "beside", None)


def _office_follows(text: str, end: int) -> bool:
    """Tell whether a person's office follows the country: `N, Thailand Consul General`."""
    return bool(
        re.match(rf" (?:{alternatives(words('en', 'places')['before_persons'])})\b", text[end : end + 30])
    )


def _trimmed(text: str, start: int, end: int, rule: str, country: str | None) -> Iterator[Hit]:
    """Cut sentence starts off (`During Konin`), and drop what is left of an office or of no name."""
    lead = _pattern("start").match(text[start:end] + " ")
    start += min(lead.end(), end - start) if lead else 0
    table, name = words("en", "places"), text[start:end]
    if not name or name in table["never"] or name in _not_names():
        return
    if name.endswith("ly") and " " not in name:  # `Currently, Shaanxi has …`
        return
    parts = name.split()
    if parts[-1] in table["organisations"] or parts[-1] in table["before_persons"]:
        return
    if not _not_names().isdisjoint(parts):
        return
    yield Hit(start, end, rule=rule, country=country)


def _with_kind(text: str, hits: list[Hit]) -> list[Hit]:
    """Take the kind into the name: `Hamamatsu City`, `Jiangxi Province`."""
    extended = []
    for hit in hits:
        match = _pattern("after_kind").match(text, hit.end)
        extended.append(replace(hit, end=match.end()) if match and not hit.is_country else hit)
    return longest(extended)


def _with_countries(text: str, hits: list[Hit]) -> list[Hit]:
    """Read `Lahti of Finland`, `Kansas City, Missouri, US`, `Germany's Bavaria`; then along lists."""
    hits = list(hits)
    for index in range(len(hits) - 2, -1, -1):
        hit, after = hits[index], hits[index + 1]
        between = text[hit.end : after.start]
        wide = _wide(after, hit)
        joined = _BESIDE.fullmatch(between) or (between == " " and after.is_country)
        if wide and not hit.is_country and joined and _fits(hit, after, between):
            country = after.country or _wide_country(after, hit)
            hits[index] = replace(
                hit.within(country), region=None if after.is_country else text[after.start : after.end]
            )
            hits[index + 1] = replace(after, role="qualifier")
        elif _wide(hit, after) and between in ("'s ", "’s ") and after.may_lie_in(hit.senses[0].country):
            hits[index + 1] = after.within(hit.senses[0].country)
            hits[index] = replace(hit, role="qualifier")
    joins = [bool(_JOIN.fullmatch(text[a.end : b.start])) for a, b in pairwise(hits)]
    return spread_country(hits, joins, backwards=True)


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


def _in_lists(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Find an unknown name in a list of places: between two of them, or behind the last `and`."""
    starts = {hit.start for hit in hits}
    for hit in hits:
        if hit.is_country or (hit.senses and not hit.country and hit.senses[0].population < 50_000):
            continue
        match = _LISTED.match(text, hit.end)
        if match is None:
            continue
        last, end = match[0].lstrip(", ").startswith("and"), match.end(1)
        sandwiched = not last and any(end + gap in starts for gap in (2, 5, 6))
        if (last and text[end : end + 1] in ".;)") or sandwiched:
            yield from _trimmed(text, match.start(1), end, "list", None)


def _again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Find every other mention of a name that its surroundings have shown to be a place once."""
    shown: dict[str, Hit] = {}
    for hit in hits:
        if not hit.senses or hit.country:
            shown.setdefault(_stem(text[hit.start : hit.end]), hit)
    for name in sorted(shown, key=len, reverse=True):
        if len(name) >= 3:
            for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text):
                yield replace(
                    shown[name], start=match.start(), end=match.end(), rule="again", role="place", region=None
                )


def _stem(name: str) -> str:
    """Return a name without its kind: `Hamamatsu` for `Hamamatsu City`."""
    match = re.search(rf"(?:{alternatives(words('en', 'places')['kinds'])})$", name)
    return name[: match.start()].rstrip() if match and match.start() else name


def _in_context(text: str, hit: Hit) -> Hit | None:
    """Drop persons (`Mayor Jackson`), mark organisations (`Bank of Nanjing`, `Nanjing University`)."""
    if hit.role == "qualifier":
        return hit
    before = text[max(0, hit.start - 60) : hit.start]
    if _pattern("title").search(before) and not hit.is_country:
        return None
    word_follows = re.match(rf" {_WORD}", text[hit.end : hit.end + 40]) is not None
    if hit.country and hit.region is None and word_follows:  # `Hannover Germany`: its own country
        return hit
    in_organisation = (
        _ends_a_name(hit, before)
        or _pattern("organisation").match(text, hit.end)
        or _pattern("organisation_of").search(before)
        or (word_follows and not _continues(text, hit.end))
    )
    return replace(hit, role="organisation") if in_organisation else hit


def _ends_a_name(hit: Hit, before: str) -> bool:
    """Tell whether a capitalised word before a place makes it the end of another name: `Hotel Lahti`."""
    if hit.is_country or hit.rule not in ("gazetteer", "again"):
        return False
    previous = re.search(rf"({_WORD}) $", before)
    if previous is None or previous[1].endswith(("’s", "'s")):
        return False
    return previous[1] not in words("en", "places")["starts"] and previous[1] not in _not_names()


def _continues(text: str, end: int) -> bool:
    """Tell whether a capitalised word that follows leaves the place a place: a title, a group, a headline."""
    follower = re.match(rf" ({_WORD})", text[end : end + 40])
    followers = words("en", "places")["followers"]
    if follower and (follower[1] in followers or follower[1] in _not_names()):
        return True
    return _headline(text, end)


def _headline(text: str, position: int) -> bool:
    """Tell whether the line is printed in capitals throughout, so that capitals show nothing."""
    start, stop = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    tokens = re.findall(r"[^\W\d_]{2,}", text[start : stop if stop >= 0 else len(text)][:300])
    return len(tokens) >= 4 and sum(token[0].isupper() for token in tokens) >= 0.6 * len(tokens)


def _city_named_like_a_country(text: str, hit: Hit, cities: set[str]) -> Hit:
    """Read `Armenia` as a city where the text speaks of its mayor, `state of Georgia` as a state."""
    if not hit.is_country or hit.role == "qualifier":
        return hit
    smaller = tuple(sense for sense in hit.senses if sense.level != "country")
    before = text[max(0, hit.start - 20) : hit.start]
    if smaller and re.search(r"\b(?:[Ss]tate|[Pp]rovince) of (?:the )?$", before):
        return replace(hit, senses=smaller)
    if text[hit.start : hit.end] in cities and any(sense.population >= _TOWN for sense in smaller):
        return replace(hit, senses=smaller, rule="city")
    return hit
