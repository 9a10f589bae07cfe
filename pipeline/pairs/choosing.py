"""Which places a relation is said of: the list behind it, before it, or the one nearest to it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analysis import Analysis
from pipeline.pairs.lists import PlaceList, leading_words, list_of, without_places
from pipeline.pairs.reading import Place
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern, setting, sought


def choose(
    analysis: Analysis, lists: Sequence[PlaceList], trigger: Trigger, taken: Sequence[PlaceList]
) -> PlaceList | None:
    """Choose the list that the relation is about, among those of its own part of the sentence first.

    A list that another relation of the sentence has `taken` serves again where the words found a tie or speak
    of one to come: `建立友好交流关系的A与B，2013年升级为友好城市`.
    """
    noted = before_bracket(analysis, lists, trigger)
    if noted:
        return noted
    owner = owner_abroad(analysis, lists, trigger)
    abroad = [group for group in lists if group.abroad and group.abroad != (owner,)]
    left, right = trigger.scope
    own = [group for group in abroad if left <= group.start and group.end <= right]
    chosen = _nearest(analysis, own, trigger)
    if chosen is None and not trigger.counted:
        told_again = _tells(analysis, trigger) or any(left <= g.start < right for g in lists if g.home)
        others = abroad if told_again else [group for group in abroad if group not in taken]
        chosen = _nearest(analysis, others, trigger)
        if chosen is None and _signed(analysis, trigger):
            own_home = any(left <= group.start and group.end <= right for group in lists if group.home)
            last = own if own or own_home else abroad
            parties = [group for group in last if not _only_where(analysis, group)]
            chosen = parties[-1] if parties else None
    return chosen


def alike(lists: Sequence[PlaceList], chosen: PlaceList, trigger: Trigger) -> list[PlaceList]:
    """Take further lists of the same build along: `A与B，C与D，E与F都是友好城市`."""
    if not chosen.mixed:
        return [chosen]
    left, right = trigger.scope
    before = chosen.end <= trigger.start
    return [
        group
        for group in lists
        if group is chosen
        or (
            group.mixed
            and (group.end <= trigger.start) == before
            and left <= group.start
            and group.end <= right
        )
    ]


def partners(
    analysis: Analysis, lists: Sequence[PlaceList], group: PlaceList, trigger: Trigger
) -> Iterator[tuple[Place | None, Place]]:
    """Yield each place abroad of a list with its home side; None stands for the bulletin's own place."""
    if group.mixed:
        yield from group.pairs(_respectively(analysis, group))
        return
    homes = [place for other in lists for place in other.home]
    one = owner_abroad(analysis, lists, trigger)
    one = one or _partner(analysis, homes, group, trigger) or _subject(analysis, lists, group, trigger)
    before = [other for other in lists if other.home and not other.abroad and other.end <= group.start]
    if before and len(before[-1].home) == len(group.abroad) > 1 and _respectively(analysis, group):
        yield from zip(before[-1].home, group.abroad, strict=True)
        return
    for other in group.abroad:
        for home in _all_behind(lists, one, trigger) if len(group.abroad) == 1 else [one]:
            yield home, other


def _all_behind(lists: Sequence[PlaceList], one: Place | None, trigger: Trigger) -> Sequence[Place | None]:
    """Return all home places that a relation behind which they are listed has: `X's ties with A and B`."""
    for group in lists:
        if one in group.home and trigger.end <= group.start and not trigger.empty:
            return group.home
    return [one]


def _respectively(analysis: Analysis, group: PlaceList) -> bool:
    left, right = analysis.sentence_of(group.start)
    return pattern(analysis.language, "respectively").search(analysis.text, left, right) is not None


def _nearest(analysis: Analysis, lists: Sequence[PlaceList], trigger: Trigger) -> PlaceList | None:
    scored = [(_distance(analysis, group, trigger), group.start, group) for group in lists]
    near = [item for item in scored if item[0] is not None]
    return min(near, key=lambda item: item[:2])[2] if near else None


def _tells(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether a relation is founded, planned or said of both sides in its own part of the sentence."""
    return any(
        sought(analysis.language, name).search(analysis.text, *trigger.scope)
        for name in ("founding", "intended", "both")
    )


def _only_where(analysis: Analysis, group: PlaceList) -> bool:
    """Tell whether a list only says where something takes place: `signed in Lima`, `在利马`."""
    before = analysis.text[max(0, group.start - 12) : group.start]
    return pattern(analysis.language, "where").search(before) is not None


def before_bracket(analysis: Analysis, lists: Sequence[PlaceList], trigger: Trigger) -> PlaceList | None:
    """Return the one place that a note in brackets is about: `A（1987年）、B（2014年，友好交流关系）`."""
    text = analysis.text
    opened = trigger.scope[0]
    if text[opened] not in "(（" or trigger.empty:
        return None
    for group in lists:
        if opened < group.start < trigger.start:
            return None
        for place in group.abroad:
            if place.end <= opened and not text[place.end : opened].strip():
                return list_of((), (place,))
    return None


def _signed(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether the relation is what a paper is signed on: then the sentence's parties are its places."""
    text, language = analysis.text, analysis.language
    around = (text[max(0, trigger.start - 60) : trigger.start], text[trigger.end : trigger.end + 30])
    return any(pattern(language, "signing").search(part) for part in around)


def _distance(analysis: Analysis, group: PlaceList, trigger: Trigger) -> int | None:
    """Measure how far a list is from the trigger; None when the words between part them."""
    language = analysis.language
    if group.start >= trigger.end:
        gap = without_places(analysis, trigger.end, group.start)
        if pattern(language, "leads_on").fullmatch(gap):
            return len(gap) // 8
        # `Three sister cities got masks: A, B and C`
        if re.fullmatch(r"[^.;。；]{0,160}[:：]\s?[“\"'‘]?", gap):
            return len(gap) // 8
        if trigger.counted and not pattern(language, "counts_on").search(gap):
            return None
        limit, penalty = setting(language, "reach_after"), 40
    elif group.end > trigger.start:
        return 0
    else:
        gap = without_places(analysis, group.end, trigger.start)
        limit, penalty = setting(language, "reach_before"), 0 if group.mixed else 20
        # `新增A、B、C等3个友好城市`
        if trigger.counted and not pattern(language, "counts_back").fullmatch(gap):
            return None
    if len(gap) > limit or re.search(r"[;；。]", gap) or pattern(language, "parts").search(gap):
        return None
    return len(gap) + penalty


def _partner(analysis: Analysis, homes: Sequence[Place], group: PlaceList, trigger: Trigger) -> Place | None:
    """Find the home side of a list from abroad: the place last named before it, or the one behind it."""
    behind = [p for p in homes if p.start >= trigger.end and _of_home(analysis, trigger, p)]
    if behind:
        return behind[0]
    before = [place for place in homes if place.end <= max(group.start, trigger.start)]
    if trigger.counted and group.end <= trigger.start:  # `…区有疫情，A、B等5个友城来电`
        text = analysis.text
        before = [place for place in before if not re.search("[，,；;]", text[place.end : group.start])]
    if before and not _reported(analysis, before[-1], min(group.start, trigger.start)):
        return before[-1]
    after = [
        place
        for place in homes
        if place.start >= group.end and _same_clause(analysis.text[group.end : place.start])
    ]
    return after[0] if after else None


def _subject(
    analysis: Analysis, lists: Sequence[PlaceList], group: PlaceList, trigger: Trigger
) -> Place | None:
    """Find a place abroad that is itself the one with the tie: `Coventry twinned with Volgograd`."""
    if any(other.home for other in lists) or group.start < trigger.end:
        return None
    for other in lists:
        gap = analysis.text[other.end : trigger.start]
        verb = other.end <= trigger.start and pattern(analysis.language, "subject_gap").fullmatch(gap)
        countries = {other.abroad[-1].value.country, group.abroad[0].value.country}
        if verb and len(countries) == 2 and None not in countries:
            return other.abroad[-1]
    return None


def owner_abroad(analysis: Analysis, lists: Sequence[PlaceList], trigger: Trigger) -> Place | None:
    """Find a place abroad with partners in third countries: `Rimini, which is Yangzhou's sister too`."""
    if trigger.empty or any(group.home for group in lists):
        return None
    owners = [
        place
        for group in lists
        for place in group.abroad
        if place.end <= trigger.start
        and pattern(analysis.language, "owner_gap").fullmatch(analysis.text, place.end, trigger.start)
        and pattern(analysis.language, "owner_lead").search(leading_words(analysis, place.start, 24))
    ]
    others = [place for group in lists for place in group.abroad if place not in owners]
    if not owners or not others or owners[-1].value.country is None:
        return None
    apart = all(place.value.country not in (None, owners[-1].value.country) for place in others)
    return owners[-1] if apart else None


def _reported(analysis: Analysis, home: Place, position: int) -> bool:
    """Tell whether a home place only says where somebody speaks: `北京一名学者说，`."""
    gap = analysis.text[home.end : position]
    return pattern(analysis.language, "reported").search(gap) is not None


def _same_clause(gap: str) -> bool:
    """Tell whether a home place behind the list belongs to it: `自…结好起，我省`, else no comma between."""
    return (
        re.search(r"[,，;；.。]", gap) is None or re.fullmatch(r".{0,10}(?:起|以来|后)[，,]", gap) is not None
    )


def _of_home(analysis: Analysis, trigger: Trigger, place: Place) -> bool:
    """Tell whether the relation is said to be the place's: `a sister city of Chongqing`."""
    return re.fullmatch(r"\s(?:of|with|to)\s(?:the\s)?", analysis.text[trigger.end : place.start]) is not None
