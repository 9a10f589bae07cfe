"""English place names that no list holds: a kind (`City`), a demonym, a country or a list shows them."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from corpus.late import late
from corpus.literals import Literals, matches_at
from pipeline.lexicon import alternatives, words
from pipeline.patterns.endings import Endings
from pipeline.places.reading import Hit, longest

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
# The capital stands first, lest the pattern be tried at all that is none: `St. Gallen`, `Aix-en-Provence`.
WORD = (
    rf"(?:{_CAPITAL}(?:(?<=S)te?\.(?= [A-Z])|(?<=[MF])t\.(?= [A-Z])"
    r"|[^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+){0,3}))"
)
_PARTICLE = r"(?:de|la|las|los|del|di|do|da|dos|das|am|an der|upon|on|le|les|sur|el|al|e|y|’s-)"
NAME = rf"{WORD}(?:(?: {_PARTICLE}){{0,2}} {WORD}){{0,3}}"
_BESIDE = (
    r"\s?(?:,\s?|\(\s?|of\s|of the\s|in\s|in the\s|from\s|, of\s|, in\s|, in the\s"
    r"|,? the (?:capital|seat|largest city) of\s)(?:the\s)?"
    r"(?:(?:US |U\.S\. |[A-Z][a-z]+(?:n|ish|ese|ch) )?"
    r"(?:[Ss]tate|[Pp]rovince|[Pp]refecture|[Cc]ounty|[Rr]egion|[Dd]istrict) of\s)?"
)
BESIDE = late(_BESIDE)
_NAME = late(NAME)
_NAME_BESIDE = late(rf"{NAME}(?=({_BESIDE})?)")
# Nothing that joins a name to a place is of more words, nor, but for odd words, of more characters.
_BETWEEN, _NEAR = 10, 300
_NAME_BEFORE = late(rf"({NAME}) $")
_WORD_START = late(rf"{_CAPITAL}(?<![\w’'].)")
_OF = late(rf" of (?={_CAPITAL})")
_LISTED = late(rf"(?:,? and |, )(?:the )?({NAME})(?=(, | and |[.;)]|$))")


@cache
def word_set(table: str) -> frozenset[str]:
    """Return the words of one of the tables of places."""
    return frozenset(words("en", "places")[table])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("en", "places")
    kinds = alternatives(table["kinds"])
    patterns = {
        "kind": rf"(?<![\w’'])(?P<name>{NAME})\s(?:{kinds})\b",
        "kind_alone": rf"(?i:{kinds})",
        "suffixed": rf"(?<![\w’'-])(?P<name>[A-Z][a-z]{{2,}}-(?:{alternatives(table['suffixes'])}))\b",
        "demonym": (
            rf"\b(?P<demonym>{alternatives(table['demonyms'])})\s"
            rf"(?:[a-z-]+\s){{0,2}}(?i:{kinds})(?:,| of)?\s(?P<name>{NAME})"
        ),
        "office": rf" (?:{alternatives(table['before_persons'])})\b",
        "start": rf"^(?:(?:{alternatives(table['starts'])})\s)+",
    }
    return re.compile(patterns[name])


@cache
def _first_words(table: str) -> Literals:
    """Return the words that the phrases of a table begin with: any blanks may stand behind them."""
    return Literals(sorted({phrase.split()[0] for phrase in words("en", "places")[table]}))


@cache
def _suffixes() -> Literals:
    return Literals(f"-{suffix}" for suffix in words("en", "places")["suffixes"])


def unknown(text: str, known: list[Hit]) -> Iterator[Hit]:
    """Find names that no list holds: before a country or a state, before or after a kind, after a demonym."""
    wide = {hit.start: hit.end for hit in longest(known) if hit.senses[0].level in ("country", "admin1")}
    for start, end in _before_kinds(text):
        yield from trimmed(text, start, end, "kind")
    for start, end in _behind_kinds(text):
        yield from trimmed(text, start, end, "kind_of")
    for match in _behind_demonyms(text):
        country = words("en", "places")["demonyms"][" ".join(match["demonym"].split())]
        yield from trimmed(text, match.start("name"), match.end("name"), "demonym", country)
    for match in _suffixed(text):
        yield from trimmed(text, match.start(), match.end(), "suffixed")
    for start, end, place in _beside(text, wide):
        if not _office_follows(text, wide[place]):
            yield from trimmed(text, start, end, "beside")
    for start, end in wide.items():  # `Apasco Mexico`, no comma between
        before = _name_before(text, start)
        if before and not _office_follows(text, end):
            yield from trimmed(text, start - len(before), start - 1, "beside")


def _before_kinds(text: str) -> Iterator[tuple[int, int]]:
    """Find the names before a kind: `Konin City`."""
    starts: list[int] = []
    first = seen = 0
    for kind, _, _ in _first_words("kinds").find_all(text):
        if text[kind - 1 : kind].isspace() and kind > seen:
            # No name goes beyond a comma or the end of a line.
            cuts = (text.rfind("\n", seen, kind - 1), text.rfind(",", seen, kind - 1))
            first = max(first, *(cut + 1 for cut in cuts))
            starts += (match.start() for match in _WORD_START.finditer(text, max(first, seen), kind - 1))
            seen = kind - 1
    for match in matches_at(_pattern("kind"), text, starts):
        yield match.span("name")


def _behind_kinds(text: str) -> Iterator[tuple[int, int]]:
    """Find the names behind a kind: `the City of Konin`."""
    last = 0
    for of in _OF.finditer(text):
        before = text[max(0, of.start() - 20) : of.start()]
        if not _kind_endings().may_end(before) or not _kind_ends(text, last, of.start()):
            continue
        if name := _NAME.match(text, of.end()):
            yield name.span()
            last = name.end()


@cache
def _kind_endings() -> Endings:
    return Endings(words("en", "places")["kinds"])


def _kind_ends(text: str, start: int, end: int) -> bool:
    """Tell whether a kind, of one word or two, ends at `end` and does not begin before `start`."""
    kind, word = _pattern("kind_alone"), _word_start(text, end)
    if start <= word < end and kind.fullmatch(text, word, end):
        return True
    blanks = word
    while blanks > start and text[blanks - 1].isspace():
        blanks -= 1
    other = _word_start(text, blanks)
    return start <= other < blanks < word and kind.fullmatch(text, other, end) is not None


def _word_start(text: str, end: int) -> int:
    """Return where the word begins that ends at `end`."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return start


def _behind_demonyms(text: str) -> Iterator[re.Match[str]]:
    starts = sorted({start for start, _, _ in _first_words("demonyms").find_all(text)})
    return matches_at(_pattern("demonym"), text, starts)


def _suffixed(text: str) -> Iterator[re.Match[str]]:
    """Find the names with a kind behind a hyphen: `Wanju-gun`."""
    starts = []
    for hyphen, _, _ in _suffixes().find(text):
        start = hyphen
        while start and "a" <= text[start - 1] <= "z":
            start -= 1
        starts.append(max(0, start - 1))
    return matches_at(_pattern("suffixed"), text, starts)


def _beside(text: str, wide: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Find the names that lead to a country or a state, of which `wide` are the starts: `Konin, Poland`."""
    seen = 0
    for place in wide:
        if not _led_to(text, place):
            continue
        for match in _NAME_BESIDE.finditer(text, max(seen, _border(text, place))):
            if match.start() >= place:
                break
            seen = match.end()
            if match.end(1) in wide:
                yield *match.span(), match.end(1)


def _led_to(text: str, place: int) -> bool:
    """Tell whether what stands before a place may be the end of what joins a name to it."""
    before = text[max(0, place - 5) : place]
    return before.endswith((",", "(")) or (
        before[-1:].isspace() and before[:-1].endswith((",", "(", "of", "in", "the", "from"))
    )


def _border(text: str, place: int) -> int:
    """Return a place that no name goes beyond, before all that may be joined to the place at `place`."""
    parts = text[max(0, place - _NEAR) : place].rsplit(None, _BETWEEN)
    if len(parts) <= _BETWEEN:
        return 0
    begin = max(0, place - _NEAR) + len(parts[0])
    return max(text.rfind("\n", 0, begin), text.rfind(",", 0, begin)) + 1


def _name_before(text: str, start: int) -> str | None:
    """Return the name right before a country, with the blank behind it."""
    before = text[max(0, start - 50) : start]
    bare = before.rstrip()
    word = bare[bare.rfind(" ") + 1 :]
    if len(bare) == len(before) or (word.islower() and word.isascii()):  # `of China`
        return None
    match = _NAME_BEFORE.search(before)
    return match[0] if match else None


def _office_follows(text: str, end: int) -> bool:
    """Tell whether a person's office follows the country: `N, Thailand Consul General`."""
    return _pattern("office").match(text, end, end + 30) is not None


def trimmed(text: str, start: int, end: int, rule: str, country: str | None = None) -> Iterator[Hit]:
    """Cut sentence starts off (`During Konin`), and drop what is left of an office or of no name."""
    lead = _pattern("start").match(text[start:end] + " ")
    start += min(lead.end(), end - start) if lead else 0
    name = text[start:end]
    if not name or name in word_set("never") or name in word_set("not_names"):
        return
    if name.endswith("ly") and " " not in name:  # `Currently, Shaanxi has …`
        return
    parts = name.split()
    if parts[-1] in word_set("organisations") or parts[-1] in word_set("before_persons"):
        return
    if word_set("not_names").isdisjoint(parts):
        yield Hit(start, end, rule=rule, country=country)


def in_lists(text: str, hits: list[Hit]) -> Iterator[Hit]:
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
            yield from trimmed(text, match.start(1), end, "list")
