"""How many ties a place has: `37 pairs of sister cities`, `与52个城市结好`, `its 12th sister city`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.analysis import Analysis, within
from pipeline.approximators import REACH
from pipeline.mentions import Mention
from pipeline.numbers import Quantity, approximated, read_numerals, read_quantities
from pipeline.numerals import Modifier, Numeral
from pipeline.pairs.ordinals import ordinal_number
from pipeline.pairs.reading import Relation
from pipeline.pairs.wording import pattern as tie_pattern
from pipeline.pairs.wording import spotted, total_pattern
from pipeline.sentences import Bounds, sentence_at

# No place has more ties: what is beyond counts something else.
_MOST = 2000
_BEFORE, _BEHIND = 140, 110
# The patterns by which words make a number a count: all of one of these stand in its sentence.
_WAYS = {
    "en": (("counted",), ("number_of",), ("of_which",), ("places", "become"), ("places", "with_places")),
    "zh": (("counted",), ("number_of",), ("of_which",), ("places", "become", "with_places")),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of ties, and the words that make it one; an ordinal counts up to the tie it is said of.

    `at` is where the number itself stands.
    """

    start: int
    end: int
    at: int
    count: int
    modifier: Modifier | None
    relation: Relation | None
    rule: str

    @property
    def ordinal(self) -> bool:
        """Tell whether the words are an ordinal: `its 12th sister city`."""
        return self.rule == "totals.ordinal"


def read_counts(analysis: Analysis) -> list[Count]:
    """Return the counts of ties in a passage, in its order; counts of some of them are none."""
    if not spotted(analysis.language, "relation").search(analysis.text):
        return []
    found: list[Count] = []
    for quantity in _quantities(analysis):
        count = _counted(analysis, quantity, found[-1] if found else None)
        found += [count] if count else []
    found += (count for count in _ordinals(analysis) if not any(_overlap(count, other) for other in found))
    return sorted(found, key=lambda count: count.start)


def _quantities(analysis: Analysis) -> Sequence[Mention[Quantity]]:
    """Return the quantities of a passage, or none where no number at all stands by words for ties."""
    numerals = [n for n in read_numerals(analysis.text, analysis.language) if 1 <= n.value <= _MOST]
    if not numerals or not any(may_count(analysis, numeral) for numeral in by_ties(analysis, numerals)):
        return []
    return read_quantities(analysis.text, analysis.language)


def by_ties(analysis: Analysis, numerals: Sequence[Numeral]) -> Iterator[Numeral]:
    """Yield those numerals whose sentence has words that can make them counts of ties."""
    sentences, known = analysis.sentences, dict[int, bool]()
    for numeral in numerals:
        at = last = sentence_at(sentences, numeral.start)
        # An approximator that stands before a numeral may begin in a sentence before.
        while at and numeral.start - REACH < sentences[at][0]:
            at -= 1
        for number in range(at, last + 1):
            if number not in known:
                known[number] = _tells(analysis, sentences[number])
            if known[number]:
                yield numeral
                break


def _tells(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell whether a sentence may have words that make a number a count of ties."""
    ways = _WAYS[analysis.language]
    return any(
        all(total_pattern(analysis.language, name).may_match(analysis.text, *bounds) for name in way)
        for way in ways
    )


def may_count(analysis: Analysis, numeral: Numeral) -> bool:
    """Tell whether the words on either side of a numeral can make it a count of ties."""
    start, end, _ = approximated(analysis.text, numeral, analysis.language)
    return _words_beside(analysis, start, end, listed=True) is not None


def _overlap(one: Count, other: Count) -> bool:
    return one.start < other.end and other.start < one.end


def _counted(analysis: Analysis, number: Mention[Quantity], last: Count | None) -> Count | None:
    """Return the count that a number is, by the words on both sides of it; `last` is the one before it."""
    value = number.value
    if value.upper is not None or value.value != int(value.value) or not 1 <= value.value <= _MOST:
        return None
    between = analysis.text[last.end : number.start] if last else "."
    listed = total_pattern(analysis.language, "listed").fullmatch(between) is not None
    told = _words_beside(analysis, number.start, number.end, listed=listed)
    if told is None:
        return None
    left, right, phrase, rule = told
    start, end = number.start - left, number.end + right
    if _is_part(analysis, (start, end), analysis.text[end : analysis.sentence_of(number.start)[1]]):
        return None
    relation = _relation(analysis, (start, end), phrase)
    return Count(start, end, number.start, int(value.value), value.modifier, relation, rule)


# What the words are, by how far they reach to either side: characters before and behind, words, rule.
_Words = tuple[int, int, str, str]


def _words_beside(analysis: Analysis, start: int, end: int, *, listed: bool) -> _Words | None:
    """Return the words that make a number a count; it may be `listed` with one that they have made one."""
    left, right = analysis.sentence_of(start)
    before = analysis.text[max(left, start - _BEFORE) : start]
    behind = analysis.text[end : min(right, end + _BEHIND)]
    return (
        _noun_behind(analysis, before, behind, listed)
        or _places_behind(analysis, before, behind)
        or _noun_before(analysis, before, behind)
    )


def _noun_behind(analysis: Analysis, before: str, behind: str, listed: bool) -> _Words | None:
    """Read `has 37 pairs of sister cities`, `共有37对友好城市`."""
    part = total_pattern(analysis.language, "of_which").match(behind)
    if part:
        return 0, part.end(), part[0], "totals.counted"
    noun = total_pattern(analysis.language, "counted").match(behind)
    if not noun or not (listed or total_pattern(analysis.language, "has").search(before)):
        return None
    if _of_one_year(analysis, before):
        return None
    return 0, noun.end(), noun[0], "totals.counted"


def _places_behind(analysis: Analysis, before: str, behind: str) -> _Words | None:
    """Read `has sister-city relations with 37 cities`, `与37个城市结为友好城市`."""
    language = analysis.language
    places = total_pattern(language, "places").match(behind)
    if not places or _of_one_year(analysis, before):
        return None
    led = total_pattern(language, "with_places").search(before)
    become = total_pattern(language, "become").match(behind, places.end())
    if language == "zh" and not (led and become):
        return None
    if not led and not become:
        return None
    phrase = (led[0] if led and language == "en" else "") + (become[0] if become else "")
    left = len(before) - led.start() if led else 0
    return left, become.end() if become else places.end(), phrase, "totals.places"


def _noun_before(analysis: Analysis, before: str, behind: str) -> _Words | None:
    """Read `the number of sister cities rose to 37`, `友好城市增至37个`."""
    language = analysis.language
    noun = total_pattern(language, "number_of").search(before)
    if not noun:
        return None
    unit = re.match(r"\s*(?:[对个座家](?!国|[^，。；]{0,3}(?:代表|团|市长))|(?=[，。；、）)]|$))", behind)
    if language == "zh" and not unit:
        return None
    if language == "zh" and total_pattern(language, "part_before").search(before[: noun.start()]):
        return None
    if language == "en" and not spotted(language, "relation").search(noun[0] + behind):
        return None
    lead = re.split("[;；。]", before[: noun.start()])[-1]
    yearly = total_pattern(language, "year_only").search(lead)
    if yearly and not total_pattern(language, "total_words").search(noun[0]):
        return None
    if total_pattern(language, "rising_from").search(noun[0]):
        return None
    return len(before) - noun.start(), unit.end() if unit else 0, noun[0], "totals.number"


def _of_one_year(analysis: Analysis, before: str) -> bool:
    """Tell whether ties founded within a time are counted: `In 2019 it signed with three cities`."""
    language = analysis.language
    clause = re.split(r"[;；。]", before)[-1]
    if total_pattern(language, "year_only").search(clause):
        return not total_pattern(language, "total_words").search(clause)
    founded = total_pattern(language, "founded").search(clause)
    return bool(founded) and not total_pattern(language, "cumulative").search(clause)


def _is_part(analysis: Analysis, at: Bounds, behind: str) -> bool:
    """Tell whether only some are counted, those of a country, or those that are hoped for."""
    language, text = analysis.language, analysis.text
    left = analysis.sentence_of(at[0])[0]
    lead = text[max(left, at[0] - _BEFORE) : at[0]]
    if any(total_pattern(language, name).search(lead) for name in ("part_before", "planned")):
        return True
    if total_pattern(language, "part_after").match(behind):
        return True
    if total_pattern(language, "region_after").match(behind) or _in_one_country(analysis, at[1]):
        return True
    return total_pattern(language, "national").search(text[left : at[1]]) is not None


def _in_one_country(analysis: Analysis, end: int) -> bool:
    """Tell whether the ties of one country alone are counted: `three sister cities in Japan`."""
    text = analysis.text
    lead = re.compile(r"\s(?:in|from|of)\s(?:the\s)?").match(text, end)
    if not lead:
        return False
    named = [
        place for place in within(analysis.places, lead.end(), lead.end() + 40) if place.start == lead.end()
    ]
    if not named or named[0].value.level not in ("country", "admin1") or analysis.is_home(named[0].value):
        return False
    return re.match(r"\s?(?:,|and\b|&)", text[named[0].end :][:6]) is None


def _relation(analysis: Analysis, at: Bounds, phrase: str) -> Relation | None:
    """Return the kind that is counted, None where both kinds are counted together."""
    language, text = analysis.language, analysis.text
    kinds = _kinds(language, phrase)
    both = total_pattern(language, "both").search(phrase)
    if both:
        kinds.add("friendly-exchange" if both["exchange"] else "sister")
    before = text[max(0, at[0] - 40) : at[0] + max(0, text[at[0] : at[1]].find(phrase.strip()))]
    joined = total_pattern(language, "joined").search(before)
    if joined:
        kinds |= _kinds(language, before[: joined.start()], last=True)
    if len(kinds) > 1:
        return None
    return next(iter(kinds), "sister")


def _kinds(language: str, phrase: str, *, last: bool = False) -> set[Relation]:
    """Return the kinds of tie that words name; `last` asks for those with which they end."""
    return {
        "friendly-exchange" if match.groupdict().get("exchange") else "sister"
        for match in spotted(language, "relation").matches(phrase)
        if not last or match.end() == len(phrase)
    }


def _ordinals(analysis: Analysis) -> Iterator[Count]:
    """Yield the ties told by their number: `its 12th sister city`, `第12个友好城市`."""
    text, language = analysis.text, analysis.language
    for match in spotted(language, "ordinal").matches(text):
        number = ordinal_number(match["ordinal"], language)
        left, right = analysis.sentence_of(match.start())
        before, behind = text[max(left, match.start() - 40) : match.start()], text[match.end() : right]
        if number is None or tie_pattern(language, "decoy_after").match(text, match.end()):
            continue
        if _is_part(analysis, match.span(), behind) or _of_region(analysis, before, behind):
            continue
        owned = total_pattern(language, "its").search(before) or re.search(r"[’']s?\s$", before)
        owned = owned or total_pattern(language, "owned_by").match(behind)
        if language == "en" and number == 1 and not owned:
            continue
        relation = _relation(analysis, match.span(), match[0])
        yield Count(*match.span(), match.start(), number, None, relation, "totals.ordinal")


def _of_region(analysis: Analysis, before: str, behind: str) -> bool:
    """Tell whether an ordinal counts within a country or a part of the world: `在非洲的第二个友城`."""
    inside = total_pattern(analysis.language, "region_before").search(before)
    return bool(inside or total_pattern(analysis.language, "region_behind").match(behind))
