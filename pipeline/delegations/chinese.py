"""Chinese groups with a noun for them: `率…代表团一行7人`, `由15人组成的访问团`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.chinese_counted import counted_people
from pipeline.delegations.chinese_leaders import leaders_of
from pipeline.delegations.chinese_totals import totals
from pipeline.delegations.counting import counts_in, numerals_of_sentences
from pipeline.delegations.kinds import kind_of_chinese_group
from pipeline.delegations.wording import edged, pattern
from pipeline.lexicon import words

_pattern = partial(pattern, "zh")


def anchors(analysis: Analysis) -> Iterator[list[Anchor]]:
    """Yield for each sentence of a Chinese passage what shows a group in it."""
    sentences = analysis.sentences
    nouns = edged("zh", "group").shared_out(analysis.text, sentences)
    shared = zip(sentences, numerals_of_sentences(analysis), strict=True)
    for number, ((start, end), numerals) in enumerate(shared):
        named = nouns.get(number, ())
        counted = _may_count(analysis.text, start, end)
        if not named and not counted:
            yield []
            continue
        counts = counts_in(analysis, start, end, numerals) if counted else []
        yield [
            *totals(analysis, start, end, counts),
            *_named(analysis, start, end, named, counts),
            *counted_people(analysis, start, end, counts),
        ]


def _may_count(text: str, start: int, end: int) -> bool:
    """Tell whether a unit for people or visits stands behind what a number may end with: most do not."""
    return _unit_behind_number().search(text, start, end + 1) is not None


@cache
def _unit_behind_number() -> re.Pattern[str]:
    numbers = words("zh", "numbers")
    approximators = (phrase for phrases in numbers["after"].values() for phrase in phrases)
    ends = {
        character[-1] for part in (numbers["words"], numbers["scales"], approximators) for character in part
    }
    units = {head[0] for name in ("unit", "batches", "noun_counter") for head in edged("zh", name).heads}
    # `5 million人`, `3k 人`: scales in letters, and a blank between two pieces of a number.
    return re.compile(rf"[\s\dA-Za-z{re.escape(''.join(ends))}][{re.escape(''.join(units))}]")


def _named(
    analysis: Analysis, start: int, end: int, matches: Sequence[re.Match[str]], counts: Sequence[Count]
) -> Iterator[Anchor]:
    """Read nouns for a group and words for a party (`一行`, `率团`), one anchor for those side by side."""
    text = analysis.text
    for index, match in enumerate(matches):
        until = next((m.start() for m in matches[index + 1 :] if m[0] != "一行"), end)
        count = _count_of(text, match.start(), match.end(), counts, until)
        leaders = leaders_of(analysis, match.start(), match.end(), start, end)
        before = text[start : match.start()]
        party = match["party"] is not None
        if (party or match[0] == "团组") and not leaders and count is None:
            continue
        if count is None and not leaders and until - match.end() <= 1 and until < end:  # `“友好之翼”访问团`
            continue
        if party and count is None and _same_as_before(matches, index):
            continue
        first = min([match.start(), *(count.start for count in [count] if count)])
        last = max([match.end(), *(count.end for count in [count] if count)])
        kind = _pattern("kind").search(before)
        yield Anchor(
            first,
            last,
            ("party" if party else "group") + ("_sized" if count else ""),
            count=count,
            leaders=leaders,
            kind=None if party else kind_of_chinese_group(before, match[0]),
            new=party or _is_new(analysis, first, match.start(), start, kind),
            weight=3 + 2 * (count is not None) + bool(leaders) - party,
            noun=match.start(),
        )


def _is_new(analysis: Analysis, first: int, noun_start: int, start: int, kind: re.Match[str] | None) -> bool:
    """Tell a group brought up (`一支代表团`, `率团`) from one referred back to (`代表团`, `该团`)."""
    before = analysis.text[max(start, first - 16) : noun_start]
    if _pattern("referring_back").search(before):
        return False
    bare = first == noun_start and _pattern("bare_before").search(before) is not None
    if not bare and (kind is not None or first < noun_start or _pattern("brings").search(before[-8:])):
        return True
    if _pattern("brought_up").search(before):
        return True
    gaps = (analysis.text[place.end : noun_start] for place in within(analysis.places, start, noun_start))
    return any(re.fullmatch(r"[^，,。；、：]{0,8}", gap) for gap in gaps)


def _same_as_before(matches: Sequence[re.Match[str]], index: int) -> bool:
    """Tell whether the party is the group just named: `代表团一行`."""
    return index > 0 and matches[index].start() - matches[index - 1].end() <= 2


def _unit_end(text: str, count: Count) -> int:
    unit = _pattern("unit").match(text, count.end)
    return unit.end() if unit else count.end


def _count_of(text: str, noun_start: int, noun_end: int, counts: Sequence[Count], until: int) -> Count | None:
    """Find the group's count: `一行43人` before its parts, then `15人的…团`, `由15人组成的`."""
    for count in counts:
        if (
            noun_end <= count.start < until
            and count.start - noun_end <= 40
            and _pattern("unit").match(text, count.end)
        ):
            gap = text[noun_start : count.start]
            closed = text[_unit_end(text, count) : count.end + 8].startswith(tuple("，。；,;）"))
            if "。" not in gap and (
                _pattern("party_count").search(gap) or (closed and _pattern("there_were").search(gap))
            ):
                return count
    for count in counts:
        near = noun_start - 40 <= count.end <= noun_start
        if near and _pattern("before_group").fullmatch(text, count.end, noun_start):
            return count
    return None
