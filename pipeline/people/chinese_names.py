"""Names in Chinese text beside an office: after it, before it, in its list, or told of it."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from corpus.late import late
from corpus.literals import Literals
from pipeline.lexicon import alternatives, words
from pipeline.people import dictionary, hanzi, hanzi_shapes, hanzi_words, latin
from pipeline.people.chinese_titles import Office
from pipeline.people.collecting import Collected
from pipeline.people.hanzi import ENOUGH, Named
from pipeline.people.reading import Span, places_near

_SAID = late(r"(?<![时现曾历首新责])(?:担任|出任|就任|当选为|当选|兼任|任|为|是|系)")
_IS = late("[为是系由叫]|还是|名叫")
_SIGN = late(r"[，,（(：:—–]")
_CHOSEN = late("(?:聘请|聘任|推选|选举|推举|增选|任命|以)$")
_GAP = 24
_PLACE_ENDS = frozenset("市县省区州镇乡町郡府国")
_AND_OTHERS = late(r"等(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})?[位名]?(?:[省市县区州]的?)?$")
_LIST = 20
_CLOSING = frozenset("）)\n")
_BLANKS = late(r"[ \u3000]{1,3}|[：:][ \u3000]?|“")
_NOT_HAN = late(r"[^\u3400-\u9fff]{1,60}")
_IN_LATIN = late(r"[（(][A-ZÀ-Þ][^()（）\u4e00-\u9fff]{1,60}[）)]$")
_COMMA = late("[，。；、,;]")
# A character of each word that says who bears an office.
_SAYING = frozenset("任选为是系")
_SPACED = late(
    rf"[ \u3000：:、]{{1,4}}(?P<surname>{hanzi_words.HAN})[ \u3000]{hanzi_words.HAN}"
    rf"(?!{hanzi_words.HAN}|[：:])"
)
_NEWLY = late(
    rf"(?:[为任是系](?:新任|时任|现任|首任|继任|下任|新一任)|{hanzi_words.DOT}{hanzi_words.HAN}{{1,9}}[为任是])$"
)
# 李宏代表市委, where 代表 is no office.
_DOES = late(rf"代表(?={hanzi_words.HAN})(?!说|表示|指出|称|等|介绍|发言|致|在|也|还|出席|参加|和|与|一行)")


def is_short(name: Named) -> bool:
    """Tell whether a name is a surname alone, which refers to a person named in full."""
    return name.surname or name.end - name.start == 1


def names_listed(text: str, node: Office) -> list[Named]:
    """Return the names of `张三、李四等议员`."""
    others = _AND_OTHERS.search(text, max(0, node.title[0] - 8), node.title[0])
    names = names_until(text, others.start()) if others else []
    return names if len(names) > 1 else []


def names_until(text: str, end: int) -> list[Named]:
    """Return the names, parted by `、` and the like, of which the last ends at `end`."""
    names: list[Named] = []
    while end > 0 and len(names) < _LIST:
        named = hanzi.name_until(text, end, max(0, end - 16))
        if named is None or named.surname or named.score < ENOUGH + 1:
            break
        names.append(named)
        end = named.start - 1 if text[named.start - 1] in "、丶和及与" else 0
    return names


def name_right(text: str, nodes: list[Office], at: int) -> Named | None:
    """Return the name that follows an office."""
    start = nodes[at].end
    # `主任（局长）徐文`
    if text[start : start + 1] in {"）", ")"} and text[nodes[at].title[0] - 1] in "（(":
        start += 1
    spaced = spaced_name(text, start)
    if spaced:
        return spaced
    blanks = _BLANKS.match(text, start, start + 3)
    start = blanks.end() if blanks else start
    start = past_honorifics(text, start)
    said = _IS.match(text, start)
    if said and hanzi_words.is_han(text, said.end()):
        named = hanzi.name_from(text, said.end())
        return named if named and named.score > ENOUGH + 1.5 and not named.surname else None
    if text[start : start + 1].isascii():
        return _latin_from(text, start)
    ceiling = next((node.title[0] for node in islice(nodes, at + 1, None) if node.title[0] > start), None)
    if ceiling == start:
        return None
    named = hanzi.name_from(text, start)
    # 使节进保定
    if named and text[start] in "进赴抵访到入" and dictionary.is_place(text[start + 1 : named.end]):
        return None
    if named and adjacent_only(text, nodes[at]) and named.score < ENOUGH + 1.2:
        return None
    if named and ceiling is not None and named.end > ceiling:
        named = hanzi.name_from(text, start, ceiling)
    # 来宾代表蒂尔堡市市长
    if named and named.end == ceiling and text[named.end - 1] in _PLACE_ENDS:
        return None
    return named


def past_honorifics(text: str, start: int) -> int:
    """Step over `拿督` and the like before a name."""
    while match := _leading_honorifics().match(text, start):
        start = match.end()
    return start


@cache
def _leading_honorifics() -> re.Pattern[str]:
    return re.compile(alternatives(words("zh", "names")["leading_honorifics"]))


@cache
def _stages() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('zh', 'titles')['status'])})$")


def spaced_name(text: str, start: int) -> Named | None:
    """Return the name of two characters set apart that stands here after a blank or a colon: `　丘 琰`."""
    match = _SPACED.match(text, start)
    if match is None or match["surname"] not in hanzi_words.characters("surnames"):
        return None
    return Named(match.start("surname"), match.end(), ENOUGH + 2)


def adjacent_only(text: str, node: Office) -> bool:
    """Tell whether an office is a word of many uses, which only a sure name beside it makes one."""
    return text[node.title[0] : node.title[1]] in words("zh", "titles")["adjacent"]


def _latin_from(text: str, start: int) -> Named | None:
    if not text[start : start + 1].isupper():
        return None
    plain = _NOT_HAN.match(text, start)
    on = latin.page(plain[0] if plain else "")
    name = latin.name_after(on, 0)
    if name is None or name[0] != 0 or name[1] < 2:
        return None
    return Named(start, start + on.ends[name[1] - 1], 5.0)


def name_left(
    text: str, nodes: list[Office], at: int, places: Sequence[Span], found: Collected
) -> Named | None:
    """Return the name that an office follows: `黄奇帆市长`, `赵市长`."""
    node = nodes[at]
    end = node.title[0]
    floor = nodes[at - 1].end if at else 0
    floor = max(floor, found.last_end(floor, end) or 0)
    bracket = text[max(0, end - 1) : end] in _CLOSING and _IN_LATIN.search(text[max(floor, end - 64) : end])
    if bracket:
        end -= len(bracket[0])
    # 选举桑伯恩为新任主席
    if _NEWLY.search(text, max(floor, end - 12), end):
        return None
    named = hanzi.name_until(text, end, floor, alone=True)
    if named is None or _DOES.match(text, node.title[0]):
        return None
    name = text[named.start : named.end]
    # `赵辉任会长`
    if name[-1] == "任" and (
        len(name) == 3 or (len(name) == 1 and hanzi_words.is_han(text, named.start - 1))
    ):
        return None
    dotted = hanzi_words.holds_dot(name)
    # 议政府市安炳龙市长: 龙市 is read as a place, yet begins inside the name.
    surname = hanzi_words.is_surname(name[0])
    if not dotted and any(
        s < named.end <= e and e - s > 1 and (s <= named.start or not surname)
        for s, e in places_near(places, named.start, named.end)
    ):
        return None
    if dictionary.is_place(name) or dictionary.is_place(name + text[node.title[0]]):
        return None
    # 一位市长, 历任市长: what stands there is no name.
    return named if not adjacent_only(text, node) or named.score > ENOUGH + 2 else None


def shared_name(text: str, start: int, following: Office | None) -> Named | None:
    """Return the next name of `副市长张三、李四`; what a new office belongs to is none."""
    start = past_honorifics(text, start)
    named = hanzi.name_from(text, start)
    if named is None or named.surname:
        return None
    sure = 3.5 if hanzi_words.is_surname(text[start]) and named.end - start <= 3 else 4.5
    if following and following.start < named.end:
        return None
    # 柴原慎一、功刀岳秀、副议长: between two signs.
    between = named.end - start == 4 and text[named.end : named.end + 1] in {"、", "，", "。"}
    if between and not hanzi_shapes.holds_word(text[start : named.end]):
        sure = 3.0
        following = None
    if named.score < sure or text[named.end - 1] in hanzi_shapes.BODY_ENDS:
        return None
    # 、圣普司法、内政部部长: what has no Chinese surname may begin the body of the next office.
    plain = hanzi_words.is_surname(text[start]) or hanzi_words.holds_dot(text[start : named.end])
    if following and not plain and following.title[0] - named.end < 14:
        return None
    return named if not dictionary.is_place(text[named.start : named.end]) else None


def name_said(text: str, node: Office) -> Named | None:
    """Return the name of `赵辉任市委书记`, `以赵辉为团长` or `赵辉，德阳市市长，`."""
    clause = node.start
    # 庞逢昌（时任会长）
    stage = _stages().search(text, max(0, clause - 6), clause)
    clause = stage.start() if stage else clause
    begin = max(0, node.title[0] - _GAP)
    if not _SAYING.isdisjoint(text[begin : node.title[0]]):
        named = _said_of(text, node, begin)
        if named:
            return named
    if clause and _SIGN.match(text[clause - 1]) and not hanzi_words.is_han(text, node.end):
        named = hanzi.name_until(text, clause - 1)
        if named and not named.surname and named.score > ENOUGH + 2.5:
            return named
    return None


def _said_of(text: str, node: Office, begin: int) -> Named | None:
    """Return the name before the last `任` or `为` that leads to an office."""
    for match in reversed(list(_SAID.finditer(text, begin, node.title[0]))):
        if _COMMA.search(text, match.end(), node.title[0]):
            break
        end = match.start()
        honorific = _ends_honoured().search(text[max(0, end - 3) : end])
        named = hanzi.name_until(text, end - len(honorific[0]) if honorific else end)
        chosen = named and _CHOSEN.search(text, max(0, named.start - 4), named.start)
        # `，蔡建民和唐敏任副会长`: a border on its left, a surname first.
        bordered = (
            named is not None
            and match[0] in ("任", "担任", "出任", "兼任")
            and text[max(0, named.start - 1) : named.start] in tuple("，。；、和与及")
            and hanzi_words.is_surname(text[named.start])
        )
        if named and not named.surname and named.score > ENOUGH + (0.3 if chosen or bordered else 2):
            return named
    return None


@cache
def _honorifics() -> Literals:
    return Literals(words("zh", "names")["honorifics"])


@cache
def _ends_honoured() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(words('zh', 'names')['honorifics'])})$")


def names_with_honorific(text: str) -> list[Named]:
    """Return the names before `先生` and the like."""
    found = []
    for start, _, _ in _honorifics().find(text):
        named = hanzi.name_until(text, start, alone=True)
        if named:
            found.append(named)
    return found
