"""English groups with a noun for them: `a 6-member delegation led by N`, `N and his party of five`."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.counting import counts_in, numerals_of_sentences, summed
from pipeline.delegations.english_counted import counted_people
from pipeline.delegations.english_cues import may_tell
from pipeline.delegations.english_leaders import leaders_of
from pipeline.delegations.english_totals import totals
from pipeline.delegations.kinds import kind_of_group
from pipeline.delegations.reading import Person
from pipeline.delegations.wording import edged, pattern, sought

_pattern = partial(pattern, "en")
_sought = partial(sought, "en")


def anchors(analysis: Analysis) -> Iterator[list[Anchor]]:
    """Yield for each sentence of an English passage what shows a group in it."""
    text, sentences = analysis.text, analysis.sentences
    nouns, titles = (edged("en", name).shared_out(text, sentences) for name in ("group", "head_title"))
    shared = zip(sentences, numerals_of_sentences(analysis), strict=True)
    for number, ((start, end), numerals) in enumerate(shared):
        named, heads = nouns.get(number, ()), titles.get(number, ())
        counted = may_tell(text, (start, end), numerals) or (named and numerals)
        if not counted and not named and not heads:
            yield []
            continue
        counts = counts_in(analysis, start, end, numerals) if counted else []
        rows = summed(text, counts, _pattern("people"), _pattern("and_parts"))
        yield [
            *totals(analysis, start, end, counts),
            *_named(analysis, start, end, named, [count for count, _ in rows]),
            *_heads(analysis, heads, end),
            *counted_people(analysis, start, end, counts, rows),
        ]


def _named(
    analysis: Analysis, start: int, end: int, matches: Sequence[re.Match[str]], counts: Sequence[Count]
) -> Iterator[Anchor]:
    """Read nouns for a group: `a delegation`, `his party of five`, `the 14th Visiting Group`."""
    text = analysis.text
    for match in matches:
        noun = match["noun"]
        strong = _pattern("strong").fullmatch(noun) is not None
        count = _count_of(text, match.start(), match.end(), counts)
        leaders = leaders_of(analysis, match.start(), match.end(), start, end)
        plural = _pattern("plural").fullmatch(noun) is not None and count is None
        if plural or (not strong and count is None and not leaders):
            continue
        if not strong and not (count and leaders) and not _sought("travel").search(text, start, end):
            continue
        before = text[start : match.start()]
        first = count.start if count and count.start < match.start() else match.start()
        last = max(count.end if count else 0, match.end())
        yield Anchor(
            first,
            last,
            "group" if count is None else "group_sized",
            count=count,
            leaders=leaders,
            kind=kind_of_group(text, start, match, count),
            plus=0 if count and _told_whole(text, count) else _uncounted(text[start:first], noun, count),
            new=_is_new(before, count is not None and count.start < match.start(), leaders),
            noun=match.start(),
            noun_end=match.end(),
            weight=3 + 2 * (count is not None) + bool(leaders),
        )


def _told_whole(text: str, count: Count) -> bool:
    """Tell whether the count is said to be all of them: `the mayor and his entourage, 14 in number`."""
    return _pattern("in_all").match(text, count.end) is not None


def _uncounted(before: str, noun: str, count: Count | None) -> int:
    """Return how many stand beside the count: one in `the mayor and a party of 7`, `her entourage of 5`."""
    if count is None or count.value.modifier:
        return 0
    if _pattern("entourage").fullmatch(noun):
        return 1
    beside = _pattern("beyond_leader").fullmatch(noun) and _sought("and_group_ends").search(before)
    return int(beside is not None and _sought("office").search(before) is not None)


def _heads(analysis: Analysis, titles: Sequence[re.Match[str]], end: int) -> Iterator[Anchor]:
    """Read `delegation head N`: a group told of before, and who leads it."""
    for match in titles:
        people = [p for p in within(analysis.people, match.start(), end) if p.start - match.end() <= 12]
        if people:
            yield Anchor(match.start(), match.end(), "head", leaders=(people[0],), new=False, weight=1)


def _count_of(text: str, noun_start: int, noun_end: int, counts: Sequence[Count]) -> Count | None:
    """Find how many the group has: `6-member delegation`, `delegation of six`."""
    for count in counts:
        if count.end <= noun_start and _counted_before(text, count, noun_start):
            return count
        if count.start >= noun_end and _counted_behind(text, count, noun_start, noun_end):
            return count
    return None


def _counted_before(text: str, count: Count, noun_start: int) -> bool:
    """Tell whether a count leads on to the noun: `6-member government delegation`."""
    member = _pattern("member").match(text, count.end) if noun_start - count.end < 90 else None
    return member is not None and _pattern("adjectives").fullmatch(text, member.end(), noun_start) is not None


def _counted_behind(text: str, count: Count, noun_start: int, noun_end: int) -> bool:
    """Tell whether the noun leads on to a count: `delegation of six`, `a delegation, 10 strong`."""
    gap = text[noun_end : count.start]
    things = _pattern("not_people").match(text, count.end) is not None
    if _pattern("numbering").fullmatch(gap) and not things:
        return True
    if _pattern("apposed").fullmatch(gap) and _pattern("heads").match(text, count.end):
        return True
    if re.fullmatch(r",?\s\(?", gap) and _pattern("people").match(text, count.end):
        return True
    players = _pattern("telling_groups").fullmatch(text, noun_start, noun_end)
    if players and _pattern("with_strength").fullmatch(gap) and _pattern("people").match(text, count.end):
        return True
    of = _pattern("of").match(text, noun_end)
    return of is not None and of.end() == count.start and not things


def _is_new(before: str, counted_first: bool, leaders: Sequence[Person]) -> bool:
    """Tell `a delegation`, `a 6-member delegation` from `the delegation`, by the nearest determiner."""
    if counted_first:
        return True
    heads = _sought("head_of").search(before) is not None
    if leaders and not heads:
        return True
    determiners = list(_sought("determiner").finditer(before[-70:]))
    return bool(determiners) and determiners[-1]["indefinite"] is not None
