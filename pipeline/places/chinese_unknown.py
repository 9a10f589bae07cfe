"""Chinese place names that no list holds: behind a country or a province, or with a kind of their own."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.literals import Literals, matches_at
from pipeline.lexicon import alternatives, words
from pipeline.places.reading import Hit

# Any character of a name: function words and punctuation end it.
_NAME = r"(?:[^\W\d_与和及同跟等的在是为于将对并由访率了年月有我该两至缔]|[·•—-])"
# Kinds of place that hold smaller ones, so that another name may follow them.
_WIDE_KINDS = ("省", "州", "道", "大区", "县", "郡", "边疆区", "共和国", "自治区", "府")
_BEFORE_ALONE = r"[与和同及跟、，。；：（(“「《\s：在赴访]"
# What stands before a partner abroad, or ends a line there.
_PARTNER = frozenset("与和同\n")
# Behind these a cell of a table begins: a blank is one of two, or stands behind a line between cells.
_CELL = re.compile(r"[\t|｜\n ]")


@cache
def kind_heads() -> frozenset[str]:
    """Return the first characters of the kinds."""
    return frozenset(kind[0] for kind in words("zh", "places")["kinds"])


@cache
def kinds() -> str:
    """Return the pattern of a kind: a look at its first character alone, before all kinds are tried."""
    return f"(?=[{''.join(sorted(kind_heads()))}])(?:{alternatives(words('zh', 'places')['kinds'])})"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("zh", "places")
    sounds = table["transliteration"] + words("zh", "names")["transliteration"]
    sounds = sounds.replace("\n", "").replace("和", "")
    sound = f"[{sounds}]"
    patterns = {
        "after_wide": rf"(?:的|\s{{1,8}})?(?P<name>{_NAME}{{2,10}}?)(?P<kind>{kinds()})(?!长|场|民)",
        "part": (
            rf"(?P<name>[东南西北中]|{_NAME}{{2,6}}?)"
            r"(?P<kind>区|町|村|郡|乡|镇|苏木|新城市)(?!长|场|民|域)"
        ),
        "bare_after_wide": (
            rf"(?P<name>{sound}[{sounds}·•-]{{1,9}})(?=[、，。；;,（(）)》”\s]|和|与|及|等|$)"
        ),
        "alone": (
            rf"(?:(?<={_BEFORE_ALONE})|^)(?P<name>{sound}{{2,8}}?)"
            r"(?P<kind>市|州|县|郡|省|大区|广域市)(?!长|场|民)"
        ),
        # `鹿泉区2015年11月与韩国…签署`: what has a partner abroad is a place.
        "own": (
            rf"(?:(?<=[\s、，。；：（(】])|^)(?:如|其中)?(?P<name>{_NAME}{{2,3}})(?P<kind>[县区旗州])"
            r"(?:于|自|\d{1,4}[年月日]|先后|分别|正式|已|也|还|又){0,6}[与和同]$"
        ),
        "column": (
            rf"(?:(?<=  )|(?<=\t)|(?<=\|)|(?<=\| )|(?<=｜ )|(?<=｜)|(?<=\n))(?P<name>{_NAME}{{2,10}}?)"
            rf"(?P<kind>{kinds()})(?=\s|\||｜|$|[（(：:，,])"
        ),
        "start_alone": rf"{_BEFORE_ALONE}(?={sound})",
    }
    return re.compile(patterns[name])


def unknown(text: str, known: list[Hit]) -> Iterator[Hit]:
    """Find names that no list holds: right after a country or a province, or with a kind of their own."""
    wide = [
        hit
        for hit in known
        if hit.senses[0].level in ("country", "admin1") or (has_kind(text, hit) and country_of(hit) != "CN")
    ]
    taken = {hit.start for hit in wide}
    for hit in wide:
        if hit.end not in taken:
            inside = hit.senses[0].level == "city" and not text.endswith(_WIDE_KINDS, 0, hit.end)
            yield from _after_wide(text, hit.end, hit.senses[0].country, inside=inside)
    for hit in wide:
        if text[hit.start - 1 : hit.start] not in _PARTNER:
            continue
        match = _pattern("own").search(text, max(0, hit.start - 40), hit.start)
        if match and country_of(hit) != "CN" and not _everyday(match["name"]):
            yield Hit(match.start("name"), match.end("kind"), rule="kind", country="CN")
    for match in (*_alone(text), *_in_columns(text)):
        span = range(match.start("name"), match.end("kind"))
        if not _everyday(match["name"]) and not any(hit.start in span for hit in wide):
            yield Hit(span.start, span.stop, rule="kind")


def _alone(text: str) -> Iterator[re.Match[str]]:
    """Find names with a kind that are written with the characters for foreign sounds."""
    starts = [0, *(match.end() for match in _pattern("start_alone").finditer(text))]
    return matches_at(_pattern("alone"), text, starts)


def _in_columns(text: str) -> Iterator[re.Match[str]]:
    """Find names with a kind that begin a line or a cell of a table."""
    starts = (
        match.end()
        for match in _CELL.finditer(text)
        if match[0] != " " or text[max(0, match.start() - 1) : match.start()] in (" ", "|", "｜")
    )
    return matches_at(_pattern("column"), text, starts)


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
    return _everyday_words().holds(name)


@cache
def _everyday_words() -> Literals:
    return Literals(words("zh", "places")["not_names"])


def has_kind(text: str, hit: Hit) -> bool:
    """Tell whether the name ends with a kind already: `忠清北道`, not `广州`."""
    last, size = text[hit.end - 1], hit.end - hit.start
    return last in "市省县区" or (last in "州道府郡旗盟" and size > 3)


def country_of(hit: Hit) -> str | None:
    """Return the country that a name is told, or first of all known, to lie in."""
    return hit.country or (hit.senses[0].country if hit.senses else None)
