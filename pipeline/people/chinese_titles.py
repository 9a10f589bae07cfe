"""Offices in Chinese text, with the bodies and places printed before them."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.frozen import dataclass
from corpus.late import late
from corpus.literals import Literals
from pipeline.lexicon import alternatives, words
from pipeline.patterns.anchored import anchored
from pipeline.people import chinese_bodies, dictionary
from pipeline.people.hanzi_words import HAN, han_from, is_surname, japanese_surnames
from pipeline.people.reading import Span, places_near

_BODY = 26
# `主　任`
_APART = frozenset({" 任", "\u3000任", " 长", "\u3000长"})
# `市委书记`, `市议会议长`
_BODY_HEADS = ("市委", "省委", "县委", "区委", "州委", "党委", "党组", "市议会", "县议会")
# 友好组织联合会(VUFO)主席
_SHORT_FORM = late(r"[（(][A-Z][A-Za-z&. -]{1,14}[）)]$")
_INNER = late(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,12}[（(][\u3400-\u9fff]{1,4}[)）]$")
# 中国—东盟中心秘书长
_DASHED = late(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,4})[—–－-]$")
# 本市第一座友城法国图尔市市长: what leads to the body.
_LED_IN = anchored(
    r"(?:主办方|协办方|承办方|友好城市|友好省州|友好省|友城|姊妹市|姐妹城市|结好城市|嘉宾|来宾|贵宾|代表(?=.{2,12}[市县省州区]))(?=.{2})(?![协联会理交工委])"
)
# `日前市长`, `太原市长`, `时代`: these characters are the end of another word, no part of the office.
_NOT_BEFORE = {
    "前": "日目此以之先当年月天会行",
    "原": "太中高平草三固五江",
    "代": "时年现当历古近后替取世下五朝",
    "元": "公亿万百千零单",
}


@dataclass(frozen=True, slots=True)
class Office:
    """One title, the body before it if there is one, and where the two begin and end."""

    title: Span
    body: Span | None
    start: int
    end: int


@cache
def _anchors() -> Literals:
    """Return what stands in every title: a head, `驻`, or the blank of `主　任`."""
    return Literals([*words("zh", "titles")["heads"], "驻", *_APART])


@cache
def _before_heads() -> tuple[frozenset[str], frozenset[str], range]:
    """Return the words that may stand before a head in a title, their last characters, and their lengths."""
    titles = words("zh", "titles")
    before = frozenset([*titles["modifiers"], *titles["fields"], "副", "助理", *_BODY_HEADS])
    lengths = range(min(map(len, before)), max(map(len, before)) + 1)
    return before, frozenset(word[-1] for word in before), lengths


def _may_begin(text: str) -> list[int]:
    """Return where titles may begin: at a head, or at the words before it."""
    anchors = _anchors()
    before, lasts, lengths = _before_heads()
    starts: set[int] = set()
    for found, _, number in anchors.find_all(text):
        if anchors.forms[number] in _APART:
            starts.update((found - 1, found - 2))
            continue
        ahead = [found]
        while ahead:
            at = ahead.pop()
            if at in starts:
                continue
            starts.add(at)
            if text[max(0, at - 1) : at] in lasts:
                ahead.extend(at - length for length in lengths if text[max(0, at - length) : at] in before)
    return sorted(start for start in starts if start >= 0)


@cache
def _pattern() -> re.Pattern[str]:
    titles = words("zh", "titles")
    heads = rf"(?!{alternatives(titles['compounds'])})(?:{alternatives(titles['heads'])})"
    posted = alternatives(titles["posted"])
    before = [
        rf"(?<![{_NOT_BEFORE[m]}]){m}" if m in _NOT_BEFORE else re.escape(m)
        for m in sorted(titles["modifiers"], key=len, reverse=True)
    ]
    return re.compile(
        rf"(?:(?P<post>驻(?:(?!使馆|领馆|领事馆|代表处|办事处|代表团){HAN}){{1,9}}?(?:特命全权)?(?:副总?|总)?(?:{posted}))"
        rf"|(?P<party>(?:(?<!{HAN})|(?<=[任由和与受前原是为向同经对及的了见]))(?:(?:[市省县区州]委|党委|党组)书记|[市县]议会议长))"
        # `主　任　骆清和`: a list of officers sets the characters of short titles apart.
        rf"|(?<![^\n])[主会局处院校馆部][ \u3000]{{1,2}}[任长](?=[ \u3000：:])"
        rf"|(?:{'|'.join(before)}){{0,4}}(?:{alternatives(titles['fields'])}){{0,2}}(?:副|助理)?{heads})"
        rf"(?:{alternatives(titles['suffixes'])})?(?!{alternatives(titles['verbal'])}(?!{HAN}{{0,2}}[会率说表指]))"
    )


def offices(text: str, places: Sequence[Span] = ()) -> list[Office]:
    """Find the offices named in a Chinese text, in its order.

    >>> [(text[o.title[0]:o.title[1]], o.body and text[o.body[0]:o.body[1]])
    ...  for text in ["会上，大连市委常委、副市长发言"] for o in offices(text)]
    [('常委', '大连市委'), ('副市长', None)]
    """
    found = []
    reached = floor = 0
    for start in _may_begin(text):
        match = _pattern().match(text, start) if start >= reached else None
        if match is None:
            continue
        reached = match.end()
        if not _runs_into_place(text, start, reached, places):
            found.append(_office(text, match, floor, places))
            floor = reached
    return found


def _office(text: str, match: re.Match[str], floor: int, places: Sequence[Span]) -> Office:
    """Return the office of a match, with what is printed of its body, post and stage set apart."""
    start = match.start() + _named_so(text, match.start())
    whole = _body(text, start, floor, places)
    body = chinese_bodies.trimmed(text, whole, places) if whole else None
    title = start
    post = chinese_bodies.POST.match(text, start, match.end())
    own = chinese_bodies.OWN.match(text, start, match.end())
    if post:
        # The sending country stands before it; without one the post is all that is printed.
        title = post.end()
        home = (start - 2, start) if text[max(0, start - 2) : start] == "我国" else None
        body = body or home or (post.span("at") if post["at"] != "华" else None)
    elif own:
        title = own.end()
        body = (body[0] if body else start, own.end())
    else:
        stage = chinese_bodies.STAGE.match(text, start, match.end())
        title = stage.end() if stage and match.end() - stage.end() > 1 else start
    return Office((title, match.end()), body, whole[0] if whole else start, match.end())


def _named_so(text: str, start: int) -> int:
    """Return how many characters of a title belong to the name before it: `小原副市长`, `谢元副会长`."""
    sign = text[start]
    if start == 0 or sign not in _NOT_BEFORE:
        return 0
    return int(
        text[start - 1] + sign in japanese_surnames() or (sign == "元" and is_surname(text[start - 1]))
    )


def _runs_into_place(text: str, start: int, end: int, places: Sequence[Span]) -> bool:
    """Tell whether the last character begins a place, as in `拜会长崎市市长`."""
    near = places_near(places, start, end)
    return any(s == end - 1 and s > start and end < e and text[e - 1] in "市县州省区" for s, e in near)


@cache
def _borders() -> tuple[frozenset[str], Literals]:
    """Return what ends before a body, a verb mostly: of one character, and longer."""
    borders = {*words("zh", "names")["verbs"], *words("zh", "titles")["status"]}
    single = frozenset(word for word in borders if len(word) == 1)
    return single, Literals(sorted(borders - single))


def _behind_sign(text: str, at: int, signs: str) -> bool:
    """Tell whether one of the signs stands before `at`, or before a line that begins there."""
    return at > 0 and (text[at - 1] in signs or text[at - 1] == "\n")


def _body(text: str, end: int, floor: int, places: Sequence[Span]) -> Span | None:
    """Return the characters of the body that a title ending the run belongs to."""
    bracket = _behind_sign(text, end, ")）") and _SHORT_FORM.search(text, max(floor, end - 20), end)
    end = bracket.start() if bracket else end
    start = han_from(text, end, max(floor, end - _BODY))
    if start == end:
        return None
    whole = _behind_sign(text, start, "—–－-") and _DASHED.search(text, max(floor, start - 8), start)
    if whole and dictionary.is_place(whole[1]):
        return whole.start(), end
    places = places_near(places, start, end)
    run = start
    for first, last, _ in _borders()[1].find(text[run:end]):
        # 会见州务卿: what begins with the verb is no place.
        if not any(s < run + last and run + first < e and s != run + first for s, e in places):
            start = run + last
    # 外事(侨务)办公室
    bracket = _behind_sign(text, start, ")）") and _INNER.search(text, max(floor, start - 24), start)
    if bracket:
        return bracket.start(), end
    start = _after_single(text, start, end, places)
    led = _LED_IN.search(text, start, end)
    start = led.end() if led else start
    return (start, end) if end - start > 1 else None


def _after_single(text: str, start: int, end: int, places: Sequence[Span]) -> int:
    """Cut behind a verb or preposition of one character that is a word by itself (`由`, `与`, not `大同`)."""
    singles = _borders()[0]
    begin = at = start
    if singles.isdisjoint(text[start:end]):
        return begin
    while at < end:
        length = next((n for n in (4, 3, 2) if at + n <= end and dictionary.count(text[at : at + n]) >= 3), 1)
        single = length == 1 and text[at] in singles and not any(s <= at < e for s, e in places)
        if single and not chinese_bodies.joins_fields(text, begin, at):
            begin = at + 1
        at += length
    return begin
