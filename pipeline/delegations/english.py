"""English groups: `a 6-member delegation led by N`, `N and his party of five`, `some 300 people attended`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.english_patterns import pattern
from pipeline.delegations.reading import Person
from pipeline.lexicon import alternatives, words
from pipeline.numbers import Quantity, read_quantities


def anchors(analysis: Analysis, start: int, end: int) -> list[Anchor]:
    """Return what shows a group in the sentence [start, end) of an English passage."""
    sentence = analysis.text[start:end]
    counts = [
        replace(count, start=count.start + start, end=count.end + start)
        for count in read_quantities(sentence, "en")
    ]
    found = list(_totals(analysis, start, end, counts))
    rows = [count for count, _ in summed(analysis.text, counts, pattern("people"), pattern("and_parts"))]
    found += _named(analysis, start, end, rows)
    found += _heads(analysis, start, end)
    found += _counted(analysis, start, end, counts)
    return found


def _named(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find nouns for a group: `a delegation`, `his party of five`, `the 14th Visiting Group`."""
    text = analysis.text
    for match in pattern("group").finditer(text, start, end):
        noun = match["noun"]
        strong = pattern("strong").fullmatch(noun) is not None
        count = _count_of(analysis, match.start(), match.end(), counts)
        leaders = _leaders(analysis, match.start(), match.end(), start, end)
        plural = pattern("plural").fullmatch(noun) is not None and count is None
        if plural or (not strong and count is None and not leaders):
            continue
        if not strong and not (count and leaders) and not pattern("travel").search(text, start, end):
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
            kind=_kind(text, match.start(), start),
            new=_is_new(before, count is not None and count.start < match.start(), leaders),
            noun=match.start(),
            noun_end=match.end(),
            weight=3 + 2 * (count is not None) + bool(leaders),
        )


def _heads(analysis: Analysis, start: int, end: int) -> Iterator[Anchor]:
    """Find `delegation head N`: a group told of before, and who leads it."""
    for match in pattern("head_title").finditer(analysis.text, start, end):
        people = [p for p in within(analysis.people, match.start(), end) if p.start - match.end() <= 12]
        if people:
            yield Anchor(match.start(), match.end(), "head", leaders=(people[0],), new=False, weight=1)


def _count_of(analysis: Analysis, noun_start: int, noun_end: int, counts: Sequence[Count]) -> Count | None:
    text = analysis.text
    for count in counts:
        if count.end <= noun_start and noun_start - count.end < 90:
            member = pattern("member").match(text, count.end)
            rest = member.end() if member else None
            if rest is not None and pattern("adjectives").fullmatch(text, rest, noun_start):
                return count
        if count.start >= noun_end:
            gap = text[noun_end : count.start]
            if pattern("numbering").fullmatch(gap) and not pattern("not_people").match(text, count.end):
                return count
            if pattern("apposed").fullmatch(gap) and pattern("heads").match(text, count.end):
                return count
            in_all = re.fullmatch(r",?\s\(?", text[noun_end : count.start]) and pattern("people").match(
                text, count.end
            )
            if in_all:
                return count
            of = pattern("of").match(text, noun_end)
            if of and of.end() == count.start and not pattern("not_people").match(text, count.end):
                return count
    return None


def _leaders(analysis: Analysis, noun_start: int, noun_end: int, start: int, end: int) -> tuple[Person, ...]:
    """Find who leads: named behind `led by`, before `led a`, or as the one whose party it is."""
    text = analysis.text
    people = within(analysis.people, start, end)
    led = pattern("led").match(text, noun_end, end)
    if led:
        after = [person for person in people if person.start >= led.end()]
        if after and after[0].start - led.end() < 160:
            return _joint(text, after)
    first = list(pattern("led_first").finditer(text, start, noun_start))
    heading = [p for p in people if first and first[-1].end() <= p.start and p.end <= noun_start]
    if heading and re.search(r",\s(?:an?|the)\s[^,]{0,60}$", text[heading[0].end : noun_start]):
        return _joint(text, heading)
    head = pattern("head_after").match(text, noun_end, end)
    if head:
        inside = [p for p in people if head.start("gap") <= p.start and p.end <= head.end()]
        if inside:
            return (inside[-1],)
    before = [person for person in people if person.end <= noun_start]
    clause = text[start:noun_start]
    if before and (pattern("led_before").search(clause) or pattern("head_of").search(clause)):
        return (before[-1],) if noun_start - before[-1].end < 240 else ()
    if before and pattern("possessive").search(text[before[-1].end : noun_start]):
        return (before[-1],) if noun_start - before[-1].end < 140 else ()
    following = [person for person in people if person.start >= noun_end]
    if following and pattern("head_of").search(clause):
        return (following[0],)
    return ()


def _joint(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the one behind `led by`, and whom `and` puts beside: `headed by N1, mayor, and N2, speaker`."""
    first = people[0]
    for second in people[1:2]:
        gap = text[first.end : second.start]
        if len(gap) < 70 and re.fullmatch(r"(?:,[^.;]{0,60},)?\s(?:and|jointly with)\s[^.;,]{0,40}", gap):
            return (first, second)
    return (first,)


def _kind(text: str, noun_start: int, start: int) -> str | None:
    """Return the words between the count or the article and the noun: `government`, `economic and trade`."""
    kinds = alternatives(words("en", "delegations")["kinds"])
    match = re.search(rf"(?i)\b((?:{kinds})(?:(?:,\s|\sand\s|\s)(?:{kinds}))*)\s$", text[start:noun_start])
    return match[1] if match else None


def _is_new(before: str, counted_first: bool, leaders: Sequence[Person]) -> bool:
    """Tell `a delegation`, `a 6-member delegation` from `the delegation`, by the nearest determiner."""
    if counted_first:
        return True
    heads = pattern("head_of").search(before) is not None
    if leaders and not heads:
        return True
    determiners = list(pattern("determiner").finditer(before[-70:]))
    return bool(determiners) and determiners[-1]["indefinite"] is not None


def summed(
    text: str, counts: Sequence[Count], people: re.Pattern[str], joins: re.Pattern[str]
) -> list[tuple[Count, int]]:
    """Add up counts of people that stand in a row: `28 students and four chaperones` are 32.

    Returns each count left, and where the last of its nouns ends (where the count ends, when none follows).
    """
    rows: list[tuple[Count, int]] = []
    for count in counts:
        noun = people.match(text, count.end)
        stop = noun.end() if noun else count.end
        if rows and noun:
            last, after = rows[-1]
            if after > last.end and joins.fullmatch(text, after, count.start) and _addable(last, count):
                value = Quantity(
                    last.value.value + count.value.value, None, last.value.modifier or count.value.modifier
                )
                rows[-1] = (replace(last, end=count.end, value=value), stop)
                continue
        rows.append((count, stop))
    return rows


def _addable(one: Count, other: Count) -> bool:
    return (
        one.value.upper is None
        and other.value.upper is None
        and max(one.value.value, other.value.value) < 1000
    )


def _counted(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find counted people without a noun for a group: crowds, and travellers (`23 students flew to`)."""
    text = analysis.text
    for count, _ in summed(text, counts, pattern("people"), pattern("and_parts")):
        people = pattern("people").match(text, count.end, end)
        others = pattern("others").search(text[start : count.start])
        if others and pattern("other_people").match(text, count.end):
            leaders = tuple(p for p in within(analysis.people, start, count.start))[-1:]
            yield Anchor(count.start, count.end, "others", count=count, leaders=leaders, weight=4, plus=1)
        elif pattern("not_people").match(text, count.end):
            continue
        elif people is None and pattern("attended").match(text, count.end, end):
            yield Anchor(count.start, count.end, "attendance", role="attendance", count=count, weight=2)
        elif people is None and count.value.value < 500 and pattern("movers").match(text, count.end, end):
            yield Anchor(count.start, count.end, "travellers", count=count, weight=1)
        elif people is None:
            in_all = pattern("in_all").match(text, count.end, end)
            if in_all:
                yield Anchor(count.start, in_all.end(), "in_all", count=count, weight=4)
        else:
            yield from _company(analysis, start, end, count, people.end(), counts)


def _company(
    analysis: Analysis, start: int, end: int, count: Count, stop: int, counts: Sequence[Count]
) -> Iterator[Anchor]:
    text = analysis.text
    leading = pattern("leading").search(text, start, count.start)
    led_by = [p for p in within(analysis.people, start, count.start) if count.start - p.end < 60]
    if leading and leading.end() == count.start and led_by and pattern("travel").search(text, start, end):
        yield Anchor(count.start, stop, "led_people", count=count, leaders=(led_by[-1],), weight=3)
    elif _attends(text, start, end, count, stop):
        for part in counts:
            if count.start <= part.start and part.end <= count.end:
                last = stop if part.end == count.end else part.end
                yield Anchor(part.start, last, "attendance", role="attendance", count=part, weight=2)
    elif _travels(text, start, end, count, stop):
        leaders = _leaders(analysis, count.start, stop, start, end)
        plus = int(pattern("office_and").search(text[start : count.start]) is not None)
        yield Anchor(
            count.start,
            stop,
            "travellers",
            count=count,
            leaders=leaders,
            new=re.search(r"(?i)\b(?:its|their|whose)\s$", text[start : count.start]) is None,
            weight=1 + bool(leaders),
            plus=plus,
        )


def _travels(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell counted people that travel or are sent from whole populations and from those told of before."""
    if count.value.value >= 500 or pattern("determined").search(text, start, count.start):
        return False
    moves = pattern("travel").search(text, stop, min(end, stop + 120))
    return moves is not None or bool(_sent(text, start, count.start))


def _attends(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether the counted people are a crowd at an event."""
    if pattern("attend_after").match(text, stop, end):
        return True
    before = text[start : count.start]
    return any(pattern(name).search(before) is not None for name in ("attend_before", "at_event"))


def _sent(text: str, start: int, stop: int) -> bool:
    return (
        re.search(
            r"(?i)\b(?:sent|sends|dispatched|hosted|welcomed|received|brought|led|headed)\s[^.;]{0,30}$",
            text[start:stop],
        )
        is not None
    )


def _totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find sums over visits: `40 delegation visits with 350 people`, `exchanged 23 delegations`."""
    text = analysis.text
    for index, visits in enumerate(counts):
        noun = pattern("visits").match(text, visits.end, end)
        if not noun or visits.value.value < 2 or not pattern("total").search(text, start, end):
            continue
        size = None
        for later in counts[index + 1 : index + 2]:
            between = text[noun.end() : later.start]
            counted = pattern("people").match(text, later.end, end) or pattern("person_times").match(
                text, later.end
            )
            if pattern("with_people").fullmatch(between) and counted:
                size = later
        before = counts[index - 1] if index else None
        if size is None and before and pattern("people").match(text, before.end, visits.start):
            between = text[before.end : visits.start]
            joined = re.fullmatch(r"(?i)[^.;,]{0,40}\s(?:in|through|by|on|with|over)\s", between)
            size = before if joined else None
        yield Anchor(
            min(visits.start, size.start if size else visits.start),
            max(size.end if size else 0, noun.end()),
            "total",
            role="total",
            count=size,
            visits=visits,
            weight=9,
        )
