"""Where a name in Chinese characters begins and ends: its shape, what is beside it, where else it is."""

from functools import cache
from typing import NamedTuple

from corpus.late import late
from pipeline.people.dictionary import said
from pipeline.people.hanzi_borders import (
    CLEAR,
    VARIED,
    VARIED_BEFORE,
    branching,
    crossing,
    follows,
    leads,
    long_word,
)
from pipeline.people.hanzi_shapes import BODY_ENDS, given_weight, is_shapeless, never_begins, shape
from pipeline.people.hanzi_words import (
    DOT,
    HAN,
    characters,
    han_from,
    han_until,
    holds_dot,
    is_han,
    is_surname,
    japanese_surnames,
    listed,
)

_LONGEST = 8
_DOTTED = late(
    rf"(?:{HAN}{{1,8}}(?:[-－]{HAN}{{1,6}})?|[A-Z]){DOT}(?:{HAN}{{1,9}}|[A-Z]{DOT}?)(?:{DOT}(?:{HAN}{{1,9}}|[A-Z])){{0,4}}"
)
_DOTTED_END = late(rf"{HAN}{{1,8}}(?:{DOT}{HAN}{{1,9}}){{1,4}}$")
_DOTS = late(DOT)
_DATED = late(r"\d[年月日]")
# 彼得·史密斯和玛丽·布朗: between two dotted names.
_BETWEEN = frozenset("与和及同")
# Beyond this a reading is a name.
ENOUGH = 2.5
# The most that the look of a name of no known shape says for it; and a longer one is none.
_STRANGE = 0.3
_SHAPELESS = 6


class Named(NamedTuple):
    """A stretch of characters that may be a name, and how much speaks for it."""

    start: int
    end: int
    score: float
    surname: bool = False


def name_from(text: str, start: int, ceiling: int | None = None) -> Named | None:
    """Return the likeliest name that starts at `start`.

    >>> found = name_from("赵辉会见了客人", 0)
    >>> found.end
    2
    """
    limit = len(text) if ceiling is None else ceiling
    dotted = _DOTTED.match(text, start, limit)
    if dotted:
        # 局长和安娜·科娃女士
        if text[start] in _BETWEEN:
            return None
        return _dotted_from(text, start, _one_of_two(text, start, dotted.end()))
    last = han_until(text, start, min(limit, start + _LONGEST))
    if last - start < 2 or never_begins(text[start : start + 2]):
        return None
    against = long_word(text, start)
    best: Named | None = None
    for end in range(start + 2, last + 1):
        best = _ending(text, start, end, limit, best.score if best else ENOUGH + against) or best
    return best if best and best.score - against >= ENOUGH else None


@cache
def _no_names() -> frozenset[str]:
    return listed("verbs") | listed("function")


def _ending(text: str, start: int, end: int, limit: int, least: float) -> Named | None:
    """Return [start, end) as a name if at least `least` speaks for it; it is weighed only while it may."""
    name = text[start:end]
    if name in _no_names() or name[-2:] in listed("honorifics"):
        return None
    strange = is_shapeless(name) and not said(name).person
    if strange and (len(name) > _SHAPELESS or least > _STRANGE + CLEAR + VARIED):
        return None
    follow = CLEAR if end == limit and limit < len(text) else follows(text, end)
    if strange and (follow < 1.5 or least > _STRANGE + follow + VARIED):
        return None
    looks, alone = shape(name)
    # 院长孙超向代表团
    led = name[-1] in "与和" and text[end : end + 2] in listed("function")
    if name[-1] in "向对同于就与和由" and is_han(text, end) and not led:
        looks -= 1.2
    if (looks < 0.5 and follow < 1.5) or looks + follow + VARIED < least:
        return None
    across = crossing(text, end)
    # 施文杰|出席: the word that follows is surer than the one across the border.
    sure = looks + follow - (min(across, 1.0) if follow == 2.5 else across)
    if sure + VARIED < least:
        return None
    score = sure + branching(text, start, name)
    return Named(start, end, score, alone) if score >= least else None


def _one_of_two(text: str, start: int, end: int) -> int:
    """End a dotted name before `和` and the like where another dotted name follows it."""
    dots = [match.start() for match in _DOTS.finditer(text, start, end)]
    middle = (at for at in range(dots[0], dots[-1]) if text[at] in _BETWEEN)
    return next(middle, end)


def _dotted_from(text: str, start: int, end: int) -> Named:
    """End the last part of a dotted name: `彼得·罗德纳斯率团`, `别科夫商定`."""
    last = max(match.end() for match in _DOTS.finditer(text, start, end))
    sounds, strange = characters("transliteration"), 0
    ends = []
    for at in range(last + 1, end + 1):
        strange += text[at - 1] not in sounds
        sure = 0.15 * (at - last) - 1.6 * strange + _after_dotted_end(text, at)
        given = given_weight(text[last:at])
        ends.append((sure + given + VARIED, at, sure, given))
    best, reach = -99.0, end
    # The likeliest first: of most of the others no more need be known.
    for most, at, sure, given in sorted(ends, reverse=True):
        if most < best:
            break
        score = sure - crossing(text, at) + given + branching(text, start, text[start:at])
        best, reach = max((best, reach), (score, at))
    return Named(start, reach, 6.0)


def _after_dotted_end(text: str, at: int) -> float:
    """Return what follows says of an end there; the sound of a name may go on with any of its characters."""
    follow = follows(text, at)
    goes_on = is_han(text, at) and text[at] in characters("transliteration")
    return min(follow, -0.8) if goes_on and follow < 1 else follow


def name_until(text: str, end: int, floor: int = 0, *, alone: bool = False) -> Named | None:
    """Return the likeliest name that ends at `end`; with `alone` a Chinese surname by itself will do.

    >>> name_until("客人会见了赵辉市长", 7).start
    5
    """
    before = text[max(floor, end - 30) : end]
    dotted = _DOTTED_END.search(before) if holds_dot(before) else None
    if dotted:
        start = max(floor, end - 30) + dotted.start()
        other = _after_dotted(text, start, end)
        return other if other else _dotted_until(text, start, end, floor)
    return _plain_until(text, end, floor, alone)


def _after_dotted(text: str, start: int, end: int) -> Named | None:
    """Return the name of `彼得·史密斯与赵辉市长`, which has no dot."""
    dot = max(match.end() for match in _DOTS.finditer(text, start, end))
    joint = max((at for at in range(dot + 1, end - 1) if text[at] in _BETWEEN), default=None)
    plain = _plain_until(text, end, joint + 1, False) if joint else None
    return plain if plain and joint and plain.start == joint + 1 and is_surname(text[plain.start]) else None


def _plain_until(text: str, end: int, floor: int, alone: bool) -> Named | None:
    best: Named | None = None
    for start in range(end - 1, han_from(text, end, max(floor, end - _LONGEST)) - 1, -1):
        candidate = _beginning(text, start, end, floor, alone, best.score if best else ENOUGH)
        if candidate and (best is None or candidate.score > best.score):
            best = candidate
    return best if best and best.score >= ENOUGH else None


def _beginning(text: str, start: int, end: int, floor: int, alone: bool, least: float) -> Named | None:
    """Return [start, end) as a name, None if it is none, or if less than `least` can speak for it."""
    name = text[start:end]
    # 20余城代表
    if name[0] in "余多几" and text[start - 1 : start].isdigit():
        return None
    if len(name) == 1:
        return _surname_alone(text, start, floor) if alone and is_surname(name) else None
    if name in _no_names():
        return None
    if is_shapeless(name) and not said(name).person:
        return None
    looks, surname = shape(name)
    # 神户市小原副市长
    if alone and surname and name in japanese_surnames() and not said(name).place:
        looks += 1.3
    if name[-1] in BODY_ENDS:
        looks -= 2.5
    if looks < 0.5 or looks + CLEAR + VARIED_BEFORE < least:
        return None
    lead = leads(text, start, floor)
    if looks + lead + VARIED_BEFORE < least:
        return None
    others = branching(text, start, name, before=True)
    return Named(start, end, looks + lead - crossing(text, start) + others, surname)


def _surname_alone(text: str, start: int, floor: int) -> Named | None:
    lead = leads(text, start, floor)
    return Named(start, start + 1, 1.2 + lead - crossing(text, start), True) if lead >= 1.5 else None


def _dotted_until(text: str, start: int, end: int, floor: int) -> Named:
    """Begin the first part of a dotted name: `会见彼得·罗德纳斯`."""
    dots = [match.start() for match in _DOTS.finditer(text, start, end)]
    joint = max((at for at in range(dots[0], dots[-1]) if text[at] in _BETWEEN), default=None)
    if joint:
        return Named(joint + 1, end, 6.0)
    first = dots[0]
    # 2009年11月卢克·哈维兰
    dated = _DATED.match(text[max(0, start - 1) : start + 1])
    start += 1 if dated else 0
    best, begin = -99.0, start
    for at in range(start, first):
        part = text[at:first]
        strange = len(part) - sum(map(characters("transliteration").__contains__, part))
        score = 0.15 * len(part) - 1.6 * strange + leads(text, at, floor) - crossing(text, at)
        if score > best:
            best, begin = score, at
    return Named(begin, end, 6.0)
