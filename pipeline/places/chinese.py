"""Chinese place names: gazetteer names with their kind (`市`), and names shown by a country or a kind."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import alternatives, words
from pipeline.places.chinese_unknown import country_of, has_kind, kind_heads, kinds, unknown
from pipeline.places.reading import Hit, joined, longest, spread_country

_JOIN = re.compile(r"、|和|与|及|以及")
# From a place, with its name in Latin letters, to the next cell of a table.
_NEXT_CELL = re.compile(r"[ A-Za-zÀ-ž.'’-]{0,40}[｜|\t] ?")
_LAST_IN_CELL = re.compile(r" ?[｜|\t] ?")
_NOTE = re.compile(r"[（(][^（()）]{0,30}[)）]")
_RANK = {"country": 0, "admin1": 1, "city": 2, "district": 3}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("zh", "places")
    short = f"[{''.join(table['short_names'])}]"
    patterns = {
        "kind": rf"{kinds()}(?!长(?!沙|春|崎|治|野|乐)|场|民|委书|区长)",
        "short": (
            rf"(?:来|访|抵|赴|莅|离|在|返|到访|飞赴)(?P<short>{short})"
            rf"(?!{short}|[一-鿿]?[市省县区国州方语线])(?=[，。、；期进参访考开出与的]|[一-鿿]{{2}}|$)"
        ),
        "organisation": rf"(?:{alternatives(table['organisations'])})(?!生)",
        "home": rf"(?:{alternatives(table['home'])})",
    }
    return re.compile(patterns[name])


def find(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return the places of a Chinese text in simplified characters, in order, without overlaps."""
    hits = _with_kind(text, _known(text, gazetteer))
    hits = joined(hits, unknown(text, hits))
    hits = _strong(text, hits)
    hits = _with_countries(text, hits)
    hits = joined(hits, _again(text, hits))
    hits = [_in_context(text, hit) for hit in hits]
    hits = joined(hits, _short(text, gazetteer))
    homes = [Hit(m.start(), m.end(), rule="home", role="home") for m in _pattern("home").finditer(text)]
    return longest([*homes, *hits]) if homes else hits


def _short(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Find one-character names behind a verb of travelling: `来蓉`, `赴日`."""
    names: dict[str, list[str]] = words("zh", "places")["short_names"]
    for match in _pattern("short").finditer(text):
        candidates = names[match["short"]]
        told = [name for name in candidates if name in text]
        name = (told or candidates)[0]
        known = (
            gazetteer.senses(number)
            for start, end, number in gazetteer.find(name)
            if end - start == len(name)
        )
        yield Hit(match.start("short"), match.end("short"), next(known, ()), rule="short", name=name)


def _known(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return the longest names that the gazetteer knows, as `longest` does of hits."""
    known: list[Hit] = []
    reached = 0
    found = sorted((start, -end, number) for start, end, number in gazetteer.find(text))
    for start, end, number in found:
        if start >= reached:
            reached = -end
            known.append(Hit(start, reached, gazetteer.senses(number)))
    return known


def _with_kind(text: str, hits: list[Hit]) -> list[Hit]:
    """Take the kind into the name (`长野` + `县`), unless it starts a word of its own (`成都` + `市长`).

    A name that the gazetteer holds with its kind loses it to such a word: `成都市长`.
    """
    heads, extended = kind_heads(), []
    for hit in hits:
        match = None
        if text[hit.end : hit.end + 1] in heads and not hit.is_country:
            match = _pattern("kind").match(text, hit.end)
        if match and not has_kind(text, hit) and not _city_head(text, match.start(), match.end()):
            abroad = bool(hit.senses) and hit.senses[0].country != "CN"
            hit = hit._replace(end=match.end(), rule="kind" if abroad else hit.rule)
        elif hit.end - hit.start > 2 and text[hit.end - 1] == "市" and text[hit.end : hit.end + 1] == "长":
            hit = hit._replace(end=hit.end - 1)
        extended.append(hit)
    return longest(extended)


def _city_head(text: str, start: int, end: int) -> bool:
    """Tell whether the kind belongs to what follows: `市长`, `市民` (`成都市委` is a city with its body)."""
    return text[start : end + 1] in ("市长", "市民", "市场", "区长", "县长", "州长", "省长", "市区")


def _strong(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop short names of small places that nothing shows to be places: most are parts of other words."""
    kept: list[Hit] = []
    named = {text[hit.start : hit.end - 1] for hit in hits if text[hit.end - 1] in "市县州省区道郡"}
    for hit in hits:
        name = text[hit.start : hit.end]
        beside = kept and kept[-1].end == hit.start and _may_hold(kept[-1], hit)
        if not _weak(hit) or beside or name in named or name[:-1] in named:
            kept.append(hit)
    return kept


def _weak(hit: Hit) -> bool:
    size = hit.end - hit.start
    if not hit.senses or hit.is_country or hit.senses[0].level == "admin1" or size > 3:
        return False
    return hit.senses[0].population < (300_000 if size <= 2 else 60_000)


def _may_hold(wider: Hit, hit: Hit) -> bool:
    """Tell whether `hit` may lie in `wider`.

    A country printed right before outweighs the gazetteer, `佛得角萨尔市`, also with a
    province between: `韩国江原道东海市`.
    """
    big = any(sense.population for sense in hit.senses)
    printed = wider.is_country or (wider.country and wider.senses and wider.senses[0].level == "admin1")
    if wider.end == hit.start and not hit.is_country and (printed or not big):
        return True
    return hit.may_lie_in(country_of(wider))


def _level(text: str, hit: Hit) -> int:
    """Rank a name from country (0) to district (3), by its printed kind before the gazetteer's level."""
    last = text[hit.end - 1]
    if hit.is_country:
        return 0
    if last in "省州道府" and hit.end - hit.start > 2:
        return 1
    if last in "县区郡" and not (hit.country == "JP" and last == "县"):
        return 3
    if last == "县":
        return 1
    return _RANK[hit.senses[0].level] if hit.senses else 2


def _with_countries(text: str, hits: list[Hit]) -> list[Hit]:
    """Give names the country printed beside them, and hand it on along lists."""
    hits = _bracketed(text, _nested(text, hits))

    def joined_at(index: int) -> bool:
        return _JOIN.fullmatch(_gap(text, hits, index)) is not None

    return spread_country(hits, joined_at, backwards=False)


def _nested(text: str, hits: list[Hit]) -> list[Hit]:
    """Read nested names (`菲律宾北拉瑙省伊利甘市`): the wider ones qualify the last."""
    hits = list(hits)
    for index in range(1, len(hits)):
        wider, hit = hits[index - 1], hits[index]
        between = text[wider.end : hit.start]
        if between not in ("", "的", "—", "·") and (not wider.is_country or between.strip(" \t|　")):
            continue
        nested = _level(text, wider) < _level(text, hit) or not (wider.is_country or hit.is_country)
        if nested and _may_hold(wider, hit):
            country = country_of(wider)
            region = None if wider.is_country else text[wider.start : wider.end]
            hits[index] = hit.within(country)._replace(region=region)
            hits[index - 1] = wider._replace(role="qualifier")
    return hits


def _bracketed(text: str, hits: list[Hit]) -> list[Hit]:
    """Read the wider name in brackets or in the next cell: `萨克拉门托市（加州）`, `奈良市 Nara｜日本`."""
    hits = list(hits)
    for index in range(1, len(hits)):
        hit, wider = hits[index - 1], hits[index]
        bracketed = text[hit.end : wider.start] in ("（", "(") and text[wider.end : wider.end + 1] in (
            "）",
            ")",
        )
        cell = wider.is_country and not hit.country and _NEXT_CELL.fullmatch(text, hit.end, wider.start)
        if not (bracketed or cell):
            continue
        following = hits[index + 1].start if index + 1 < len(hits) else len(text)
        if cell and _LAST_IN_CELL.fullmatch(text, wider.end, following):
            continue  # `盐城市 | 罗马尼亚 | 布勒伊拉市`: the country is that of the next cell
        there = wider if wider.country else wider._replace(country=hit.country)  # `佐贺市（佐贺县）`
        if _level(text, there) < _level(text, hit):
            hits[index - 1] = hit.within(country_of(wider))
            hits[index] = wider._replace(role="qualifier")
    return hits


def _gap(text: str, hits: list[Hit], index: int) -> str:
    """Return what stands between two neighbours of a list, bracketed dates and notes left out."""
    gap = text[hits[index].end : hits[index + 1].start]
    return _NOTE.sub("", gap) if "(" in gap or "（" in gap else gap


def _again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Find every other mention, with and without its kind, of a name shown to be a place once."""
    never = _never()
    shown: dict[str, Hit] = {}
    for hit in hits:
        if hit.senses and not hit.country:
            continue
        name = text[hit.start : hit.end]
        stem = name[:-1] if len(name) >= 3 and name[-1] in "市县州省区町郡" else name
        for form in (name, stem):
            if len(form) >= 2 and form not in never:
                shown.setdefault(form, hit)
    ends = {hit.start: hit.end for hit in hits}
    last = 0
    for start, size, form in _named(text, shown):
        if start >= last:
            last = start - size
            if ends.get(start, 0) < last:
                yield shown[form]._replace(start=start, end=last, rule="again", role="place")


@cache
def _never() -> frozenset[str]:
    return frozenset(words("zh", "places")["never"])


def _named(text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return where names stand, in order, with their lengths below 0, that of two the longer comes first."""
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            found.append((start, -len(name), name))
            start = text.find(name, start + 1)
    found.sort()
    return found


@cache
def _organisation_heads() -> frozenset[str]:
    return frozenset(name[0] for name in words("zh", "places")["organisations"])


def _in_context(text: str, hit: Hit) -> Hit:
    """Mark a place whose name is part of an organisation's: `成都银行`."""
    if hit.role != "place" or text[hit.end : hit.end + 1] not in _organisation_heads():
        return hit
    return hit._replace(role="organisation") if _pattern("organisation").match(text, hit.end) else hit
