"""Where a name in Chinese characters begins and ends: its shape, what stands beside it, where else it stands."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import words

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff々〇]"
DOT = r"[·•・‧∙．˙⋅]"
_HAN = re.compile(HAN)
_LONGEST = 8
_DOTTED = re.compile(
    rf"(?:{HAN}{{1,8}}(?:[-－]{HAN}{{1,6}})?|[A-Z]){DOT}(?:{HAN}{{1,9}}|[A-Z]{DOT}?)(?:{DOT}(?:{HAN}{{1,9}}|[A-Z])){{0,4}}"
)
# One character that ends a name for certain, and one that some names hold too.
_HARD = frozenset(
    "的了是在与及也则还曾说称率等被把给他她这很都将就从并又再已不未该您你我让赴抵访邀陪偕携谓亦由但而或作做"
)
# 李在明, 任从容: in the middle of a name these are no border.
_INNER = frozenset("在将就从再未由与亦并作")
# The second character of most Japanese surnames.
_JAPANESE_SECOND = frozenset(
    "田村川山野本井上木岛崎原口藤泽谷松桥冈内林森部间濑岩下中津宫仓塚冢根浦河尾池吉屋形垣城坂瀬沢"
)
_NEVER_FIRST = (_HARD - frozenset("将从再未但")) | frozenset(
    "和同及为对以我该本其此各多几两一二三四五六七八九十省市外办"
)
_BODY_ENDS = frozenset("市省县区州局部院委厅处署团队组社馆台站镇乡村町郡议党府们所后前届届员")
# Beyond this a reading is a name.
ENOUGH = 2.5


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of characters that may be a name, and how much speaks for it."""

    start: int
    end: int
    score: float
    surname: bool = False


@cache
def frequencies() -> dict[str, int]:
    """Return how often the words of jieba's dictionary occur (jieba is loaded on the first call)."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    table: dict[str, int] = jieba.dt.FREQ
    return table


@cache
def _tagged() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words that jieba's dictionary marks as persons, as places, and as verbs and function words."""
    import jieba
    from babel import Locale

    persons, places, verbs = set(), set(Locale("zh").territories.values()), set()
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if tag.startswith("nr"):
                persons.add(word)
            elif tag == "ns" and len(word) > 1:
                places.add(word)
            elif tag[0] in "vdpctru":
                verbs.add(word)
    return frozenset(persons - places), frozenset(places), frozenset(verbs)


def known_place(word: str) -> bool:
    """Tell whether a word is a country or marked as a place in jieba's dictionary."""
    return word in _tagged()[1]


@cache
def _characters(table: str) -> frozenset[str]:
    return frozenset("".join(words("zh", "names")[table].split()))


@cache
def _japanese() -> frozenset[str]:
    return frozenset(words("zh", "names")["japanese_surnames"].split())


@cache
def _list(table: str) -> frozenset[str]:
    return frozenset(words("zh", "names")[table])


def is_han(text: str, at: int) -> bool:
    """Tell whether a Chinese character stands at `at`."""
    return 0 <= at < len(text) and bool(_HAN.match(text[at]))


def is_surname(char: str) -> bool:
    """Tell whether a character is a common surname."""
    return char in _characters("common_surnames")


def _crossing(text: str, at: int) -> float:
    """Return how much speaks against a border at `at`: words of the dictionary that stand across it."""
    if not (is_han(text, at - 1) and is_han(text, at)):
        return 0.0
    worst = 0.0
    table = frequencies()
    for start in range(max(0, at - 3), at):
        for end in range(at + 1, min(len(text), at + 3) + 1):
            word = text[start:end]
            count = table.get(word, 0)
            if count >= 5 and word not in _tagged()[0]:
                weight = min(2.2, math.log10(count) * 0.6)
                worst = max(worst, weight if end - start == 2 else weight + 1.5)
    return worst


def _follows(text: str, at: int) -> float:
    """Return how much what stands at `at` speaks for the end of a name before it."""
    if not is_han(text, at):
        return 1.0 if text[at : at + 1] and re.match(DOT, text[at]) else 3.0
    for length in (4, 3, 2):
        if text[at : at + length] in _list("function") and len(text) >= at + length:
            return 2.5
    if text[at] in _list("function"):
        return 1.5
    for length in (4, 3, 2):
        if frequencies().get(text[at : at + length], 0) >= 20:
            return 1.5 if text[at : at + length] in _tagged()[2] else 0.2
    return 0.4 if text[at] in _tagged()[2] else -1.5


def _leads(text: str, at: int, floor: int) -> float:
    """Return how much what stands before `at` speaks for the beginning of a name there."""
    if at <= floor or not is_han(text, at - 1):
        return 1.0 if at > 0 and re.match(DOT, text[at - 1]) else 3.0
    for length in (4, 3, 2):
        if text[max(floor, at - length) : at] in _list("verbs"):
            return 2.5
    if text[at - 1] in _list("verbs"):
        return 1.6
    if text[at - 1] in _BODY_ENDS:
        return 0.8
    for length in (4, 3, 2):
        word = text[max(floor, at - length) : at]
        if known_place(word) or word in _list("peoples") or (len(word) > 1 and word in _tagged()[2]):
            return 1.5
    return -1.0


def _given(given: str) -> float:
    """Return what the given name adds: function words and the ends of bodies are seldom in one."""
    score = 0.0
    if len(given) > 1:
        score = -2.5 if given in _list("function") or given[-2:] in _list("function") else 0.0
    for at, char in enumerate(given):
        if char in _HARD and not (char in _INNER and at < len(given) - 1):
            score -= 4.0
        elif char in _list("function") or char in _HARD:
            score -= 0.8
        elif char in _BODY_ENDS and at == len(given) - 1:
            score -= 1.2
    return score


def _word_like(name: str) -> float:
    """Return what the dictionary says of the whole: a name, or some other word, the worse the commoner it is."""
    persons, places, _ = _tagged()
    if name in persons:
        return 0.8
    count = frequencies().get(name, 0)
    if not count:
        return 0.0
    if len(name) > 2:
        return -3.0
    steps = (
        ((1000, -3.0), (100, -1.5), (0, -0.7))
        if name in places
        else ((2000, -4.0), (500, -2.2), (30, -1.0), (0, -0.4))
    )
    return next(weight for least, weight in steps if count >= least)


def _shape(name: str) -> tuple[float, bool]:
    """Return how much a string without dots looks like a name, and whether it is a surname alone."""
    best, alone = _chinese(name), False
    if name[0] in _NEVER_FIRST and name[:2] not in _japanese():
        return -9.0, False
    # 市长于去年, 主席向客人: a preposition that is a surname too, before a word.
    if best > -9 and name[0] in _list("function") and frequencies().get(name[1:], 0) >= 500 and len(name) > 2:
        best -= 2.0
    japanese = _japanese_shape(name)
    if japanese is not None and japanese[0] > best:
        best, alone = japanese
    if len(name) >= 2 and all(char in _characters("transliteration") for char in name):
        best = max(best, min(2.6, 0.7 + 0.35 * len(name)))
        alone = alone and best < 1.5
    if 2 <= len(name) <= 6:
        best = max(best, (0.3 if 3 <= len(name) <= 5 and not _holds_word(name) else -0.9) + _given(name))
    return best + _word_like(name), alone


def _holds_word(name: str) -> bool:
    pieces = (name[start : start + length] for length in (2, 3) for start in range(len(name) - length + 1))
    return any(frequencies().get(piece, 0) >= 50 and piece not in _tagged()[0] for piece in pieces)


def _chinese(name: str) -> float:
    names = words("zh", "names")
    if name[:2] in names["compound_surnames"] and 3 <= len(name) <= 4:
        return 2.7 + _given(name[2:])
    base = (
        2.0
        if name[0] in _characters("common_surnames")
        else (0.9 if name[0] in _characters("surnames") else None)
    )
    if base is None:
        return -9.0
    if len(name) in (2, 3):
        return base + (0.7 if len(name) == 3 else 0.4) + _given(name[1:])
    # 阮氏秋河
    if len(name) == 4 and name[0] in "阮黎武裴邓潘范陈黄吴胡杨段":
        return 0.6 + _given(name[1:]) + (1.5 if name[1] in "氏文德春" else 0)
    return -9.0


def _japanese_shape(name: str) -> tuple[float, bool] | None:
    for cut in (3, 2, 1):
        if name[:cut] in _japanese() and (cut > 1 or name[0] not in _characters("common_surnames")):
            given = name[cut:]
            if not given and cut > 1:
                return 0.9, True
            if 1 <= len(given) <= 3 and (cut > 1 or len(given) > 1):
                return (2.9 if cut > 1 else 1.5) + (0.4 if len(given) == 2 else 0.1) + _given(given), False
    if len(name) == 4 and name[1] in _JAPANESE_SECOND and not _holds_word(name[1:]):
        return 1.6 + _given(name[2:]), False
    return None


def _branching(text: str, name: str) -> float:
    """Return what other places of the same string add: a name ends where the next character varies."""
    nexts = {text[m.end() : m.end() + 1] for m in re.finditer(re.escape(name), text)}
    return 0.6 * min(len(nexts) - 1, 3)


def _ends(text: str, start: int, ceiling: int) -> Iterator[int]:
    end = start
    while end < min(ceiling, start + _LONGEST) and is_han(text, end):
        end += 1
        yield end


def name_from(text: str, start: int, ceiling: int | None = None) -> Named | None:
    """Return the likeliest name that starts at `start`.

    >>> found = name_from("赵辉会见了客人", 0)
    >>> found.end
    2
    """
    limit = len(text) if ceiling is None else ceiling
    dotted = _DOTTED.match(text, start, limit)
    if dotted:
        return _dotted_from(text, start, dotted.end())
    best: Named | None = None
    for end in _ends(text, start, limit):
        shape, alone = _shape(text[start:end])
        if end - start < 2 or shape < -4:
            continue
        follow = 3.0 if end == limit and limit < len(text) else _follows(text, end)
        if shape < 0.5 and follow < 1.5:
            continue
        crossing = _crossing(text, end)
        # 施文杰|出席: the word that follows is surer than the one across the border.
        score = (
            shape
            + follow
            - (min(crossing, 1.0) if follow == 2.5 else crossing)
            + _branching(text, text[start:end])
        )
        if best is None or score >= best.score:
            best = Named(start, end, score, alone)
    return best if best and best.score - _long_word(text, start) >= ENOUGH else None


def _long_word(text: str, at: int) -> float:
    """Return what a word across the beginning speaks against a name: `市长江大桥`."""
    longest = max(
        (
            len(text[s:e])
            for s in range(max(0, at - 2), at)
            for e in range(at + 1, at + 4)
            if frequencies().get(text[s:e], 0) >= 3
        ),
        default=0,
    )
    return {0: 0.0, 1: 0.0, 2: 0.3}.get(longest, 3.5)


def _dotted_from(text: str, start: int, end: int) -> Named:
    """End the last part of a dotted name: `彼得·罗德纳斯率团`."""
    last = max(text.rfind(dot, start, end) for dot in "·•・‧∙．˙⋅") + 1
    best, reach = -9.0, end
    for at in range(last + 1, end + 1):
        part = text[last:at]
        inside = sum(char in _characters("transliteration") for char in part) / len(part)
        score = (
            4.0 * inside
            + 0.15 * len(part)
            + _follows(text, at)
            - _crossing(text, at)
            + _given(part)
            + _branching(text, part)
        )
        if score >= best:
            best, reach = score, at
    return Named(start, reach, 6.0)


def name_until(text: str, end: int, floor: int = 0, *, alone: bool = False) -> Named | None:
    """Return the likeliest name that ends at `end`; with `alone` a Chinese surname by itself will do.

    >>> name_until("客人会见了赵辉市长", 7).start
    5
    """
    dotted = re.search(rf"{HAN}{{1,8}}(?:{DOT}{HAN}{{1,9}}){{1,4}}$", text[max(floor, end - 30) : end])
    if dotted:
        return _dotted_until(text, max(floor, end - 30) + dotted.start(), end, floor)
    best: Named | None = None
    start = end
    while start > max(floor, end - _LONGEST) and is_han(text, start - 1):
        start -= 1
        candidate = _until(text, start, end, floor, alone)
        if candidate and (best is None or candidate.score > best.score):
            best = candidate
    return best if best and best.score >= ENOUGH else None


def _until(text: str, start: int, end: int, floor: int, alone: bool) -> Named | None:
    name = text[start:end]
    lead = _leads(text, start, floor)
    if len(name) == 1:
        if not alone or not is_surname(name) or lead < 1.5:
            return None
        return Named(start, end, 1.2 + lead - _crossing(text, start), True)
    shape, surname = _shape(name)
    if name[-1] in _BODY_ENDS:
        shape -= 2.5
    if shape < 0.5:
        return None
    before = {text[m.start() - 1 : m.start()] for m in re.finditer(re.escape(name), text)}
    return Named(start, end, shape + lead - _crossing(text, start) + 0.3 * min(len(before) - 1, 3), surname)


def _dotted_until(text: str, start: int, end: int, floor: int) -> Named:
    """Begin the first part of a dotted name: `会见彼得·罗德纳斯`."""
    first = min(at for at in (text.find(dot, start, end) for dot in "·•・‧∙．˙⋅") if at >= 0)
    best, begin = -9.0, start
    for at in range(start, first):
        part = text[at:first]
        inside = sum(char in _characters("transliteration") for char in part) / len(part)
        score = 5.0 * inside + 0.15 * len(part) + _leads(text, at, floor) - _crossing(text, at)
        if score > best:
            best, begin = score, at
    return Named(begin, end, 6.0)


def japanese_surname(name: str) -> str | None:
    """Return the Japanese surname of two or three characters that a longer name begins with.

    >>> japanese_surname("黑须隆一"), japanese_surname("赵辉")
    ('黑须', None)
    """
    return next((name[:cut] for cut in (3, 2) if name[:cut] in _japanese() and len(name) > cut), None)
