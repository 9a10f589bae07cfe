"""Chinese place names: gazetteer names with their kind (`市`), and names shown by a country or a kind."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import alternatives, words
from pipeline.places.reading import Hit, longest, spread_country

_JOIN = re.compile(r"、|和|与|及|以及")
# Any character of a name: function words and punctuation end it.
_NAME = r"(?:[^\W\d_与和及同跟等的在是为于将对并由访率了年月有我该两至缔]|[·•—-])"
# Kinds of place that hold smaller ones, so that another name may follow them.
_WIDE_KINDS = ("省", "州", "道", "大区", "县", "郡", "边疆区", "共和国", "自治区", "府")
# From a place, with its name in Latin letters, to the next cell of a table.
_NEXT_CELL = re.compile(r"[ A-Za-zÀ-ž.'’-]{0,40}[｜|\t] ?")
_RANK = {"country": 0, "admin1": 1, "city": 2, "district": 3}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("zh", "places")
    kinds = alternatives(table["kinds"])
    sounds = table["transliteration"] + words("zh", "names")["transliteration"]
    sounds = sounds.replace("\n", "").replace("和", "")
    sound = f"[{sounds}]"
    short = f"[{''.join(table['short_names'])}]"
    patterns = {
        "kind": rf"(?:{kinds})(?!长(?!沙|春|崎|治|野|乐)|场|民|委书|区长)",
        "after_wide": rf"(?:的|\s{{1,8}})?(?P<name>{_NAME}{{2,10}}?)(?P<kind>{kinds})(?!长|场|民)",
        "part": (
            rf"(?P<name>[东南西北中]|{_NAME}{{2,6}}?)"
            r"(?P<kind>区|町|村|郡|乡|镇|苏木|新城市)(?!长|场|民|域)"
        ),
        "bare_after_wide": (
            rf"(?P<name>{sound}[{sounds}·•-]{{1,9}})(?=[、，。；;,（(）)》”\s]|和|与|及|等|$)"
        ),
        "alone": (
            rf"(?:(?<=[与和同及跟、，。；：（(“「《\s：在赴访])|^)(?P<name>{sound}{{2,8}}?)"
            r"(?P<kind>市|州|县|郡|省|大区|广域市)(?!长|场|民)"
        ),
        # `鹿泉区2015年11月与韩国…签署`: what has a partner abroad is a place.
        "own": (
            rf"(?:(?<=[\s、，。；：（(】])|^)(?:如|其中)?(?P<name>{_NAME}{{2,3}})(?P<kind>[县区旗州])"
            r"(?:于|自|\d{1,4}[年月日]|先后|分别|正式|已|也|还|又){0,6}[与和同]$"
        ),
        "column": (
            rf"(?:(?<=  )|(?<=\t)|(?<=\|)|(?<=\| )|(?<=｜ )|(?<=｜)|(?<=\n))(?P<name>{_NAME}{{2,10}}?)"
            rf"(?P<kind>{kinds})(?=\s|\||｜|$|[（(：:，,])"
        ),
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
    known = _with_kind(text, longest(_known(text, gazetteer)))
    hits = longest([*known, *_unknown(text, known)])
    hits = _strong(text, hits)
    hits = _with_countries(text, hits)
    hits = longest([*hits, *_again(text, hits)])
    hits = [_in_context(text, hit) for hit in hits]
    hits = longest([*hits, *_short(text, gazetteer)])
    homes = [Hit(m.start(), m.end(), rule="home", role="home") for m in _pattern("home").finditer(text)]
    return longest([*homes, *hits])


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


def _known(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    for start, end, number in gazetteer.find(text):
        yield Hit(start, end, gazetteer.senses(number))


def _with_kind(text: str, hits: list[Hit]) -> list[Hit]:
    """Take the kind into the name (`长野` + `县`), unless it starts a word of its own (`成都` + `市长`).

    A name that the gazetteer holds with its kind loses it to such a word: `成都市长`.
    """
    extended = []
    for hit in hits:
        match = None if hit.is_country else _pattern("kind").match(text, hit.end)
        if match and not _has_kind(text, hit) and not _city_head(text, match.start(), match.end()):
            abroad = bool(hit.senses) and hit.senses[0].country != "CN"
            hit = hit._replace(end=match.end(), rule="kind" if abroad else hit.rule)
        elif hit.end - hit.start > 2 and text[hit.end - 1] == "市" and text[hit.end : hit.end + 1] == "长":
            hit = hit._replace(end=hit.end - 1)
        extended.append(hit)
    return longest(extended)


def _has_kind(text: str, hit: Hit) -> bool:
    """Tell whether the name ends with a kind already: `忠清北道`, not `广州`."""
    last, size = text[hit.end - 1], hit.end - hit.start
    return last in "市省县区" or (last in "州道府郡旗盟" and size > 3)


def _city_head(text: str, start: int, end: int) -> bool:
    """Tell whether the kind belongs to what follows: `市长`, `市民` (`成都市委` is a city with its body)."""
    return text[start : end + 1] in ("市长", "市民", "市场", "区长", "县长", "州长", "省长", "市区")


def _unknown(text: str, known: list[Hit]) -> Iterator[Hit]:
    """Find names that no list holds: right after a country or a province, or with a kind of their own."""
    wide = [
        hit
        for hit in known
        if hit.senses[0].level in ("country", "admin1") or (_has_kind(text, hit) and _country(hit) != "CN")
    ]
    taken = {hit.start for hit in wide}
    for hit in wide:
        if hit.end not in taken:
            inside = hit.senses[0].level == "city" and not text.endswith(_WIDE_KINDS, 0, hit.end)
            yield from _after_wide(text, hit.end, hit.senses[0].country, inside=inside)
    for hit in wide:
        match = _pattern("own").search(text, max(0, hit.start - 40), hit.start)
        if match and _country(hit) != "CN" and not _everyday(match["name"]):
            yield Hit(match.start("name"), match.end("kind"), rule="kind", country="CN")
    for match in (*_pattern("alone").finditer(text), *_pattern("column").finditer(text)):
        span = range(match.start("name"), match.end("kind"))
        if not _everyday(match["name"]) and not any(hit.start in span for hit in wide):
            yield Hit(span.start, span.stop, rule="kind")


def _after_wide(text: str, start: int, country: str | None, *, inside: bool) -> Iterator[Hit]:
    """Find names behind a country or province (`智利某大区某省某市`), each with a kind, or the last without.

    `inside` tells that they stand behind a city: then only its parts can follow.
    """
    for _ in range(3):
        match = _pattern("part" if inside else "after_wide").match(text, start)
        if match and not _everyday(match[0]):
            yield Hit(match.start("name"), match.end("kind"), rule="beside", country=country)
            start, inside = match.end("kind"), match["kind"] not in _WIDE_KINDS
            continue
        match = _pattern("bare_after_wide").match(text, start)
        if match and not inside and not _everyday(match["name"]):
            yield Hit(match.start("name"), match.end("name"), rule="beside", country=country)
        return


def _everyday(name: str) -> bool:
    """Tell whether the stretch before a kind is no name: it holds an everyday word, or starts with a dash."""
    if name.startswith(("—", "-", "·", "•")):
        return True
    return any(word in name for word in words("zh", "places")["not_names"])


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
    return hit.may_lie_in(_country(wider))


def _country(hit: Hit) -> str | None:
    return hit.country or (hit.senses[0].country if hit.senses else None)


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
        joined = between in ("", "的", "—", "·") or (wider.is_country and not between.strip(" \t|　"))
        nested = _level(text, wider) < _level(text, hit) or (
            joined and not wider.is_country and not hit.is_country
        )
        if joined and nested and _may_hold(wider, hit):
            country = _country(wider)
            region = None if wider.is_country else text[wider.start : wider.end]
            hits[index] = hit.within(country)._replace(region=region)
            hits[index - 1] = wider._replace(role="qualifier")
    return hits


def _bracketed(text: str, hits: list[Hit]) -> list[Hit]:
    """Read the wider name in brackets or in the next cell: `萨克拉门托市（加州）`, `奈良市 Nara｜日本`."""
    hits = list(hits)
    for index in range(1, len(hits)):
        hit, wider = hits[index - 1], hits[index]
        opened = text[hit.end : wider.start] in ("（", "(")
        closed = text[wider.end : wider.end + 1] in ("）", ")")
        cell = wider.is_country and not hit.country and _NEXT_CELL.fullmatch(text, hit.end, wider.start)
        following = hits[index + 1].start if index + 1 < len(hits) else len(text)
        if cell and re.fullmatch(r" ?[｜|\t] ?", text[wider.end : following]):
            continue  # `盐城市 | 罗马尼亚 | 布勒伊拉市`: the country is that of the next cell
        there = wider if wider.country else wider._replace(country=hit.country)  # `佐贺市（佐贺县）`
        if (cell or (opened and closed)) and _level(text, there) < _level(text, hit):
            hits[index - 1] = hit.within(_country(wider))
            hits[index] = wider._replace(role="qualifier")
    return hits


def _gap(text: str, hits: list[Hit], index: int) -> str:
    """Return what stands between two neighbours of a list, bracketed dates and notes left out."""
    gap = text[hits[index].end : hits[index + 1].start]
    return re.sub(r"[（(][^（()）]{0,30}[)）]", "", gap)


def _again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Find every other mention, with and without its kind, of a name shown to be a place once."""
    never = words("zh", "places")["never"]
    shown: dict[str, Hit] = {}
    for hit in hits:
        if hit.senses and not hit.country:
            continue
        name = text[hit.start : hit.end]
        for form in {name, name[:-1] if len(name) >= 3 and name[-1] in "市县州省区町郡" else name}:
            if len(form) >= 2 and form not in never:
                shown.setdefault(form, hit)
    if shown:
        for match in re.finditer(alternatives(shown), text):
            yield shown[match[0]]._replace(start=match.start(), end=match.end(), rule="again", role="place")


def _in_context(text: str, hit: Hit) -> Hit:
    """Mark a place whose name is part of an organisation's: `成都银行`."""
    if hit.role == "place" and _pattern("organisation").match(text, hit.end):
        return hit._replace(role="organisation")
    return hit
