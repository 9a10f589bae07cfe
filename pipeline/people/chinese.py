"""Persons with an office in Chinese text: titles before and after the name, stacked and shared."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.people import hanzi, hanzi_shapes, hanzi_words, latin
from pipeline.people.chinese_titles import Office, offices
from pipeline.people.collecting import Collected
from pipeline.people.hanzi import ENOUGH, Named
from pipeline.people.reading import PersonReading, Span

_BRACKET = re.compile(r"\s?[（(]\s?(?P<latin>[A-ZÀ-Þ][^()（）\u4e00-\u9fff]{1,60}?)\s?[）)]")
_SEPARATOR = re.compile(r"[ \u3000]?(?:、|和|与|及|以及|，|,)[ \u3000]?")
_JOIN = re.compile(
    r"[ \u3000]?(?:[、，,/兼和及与]|暨|并兼任|并任|以及|(?:是|为|系)(?:当时的|时任|现任)?)?[ \u3000]?"
)
_SAID = re.compile(r"(?<![时现曾历首新责])(?:担任|出任|就任|当选为|当选|兼任|任|为|是|系)")
_IS = re.compile("[为是系由叫]|还是|名叫")
_SIGN = re.compile(r"[，,（(：:—–]")
_GAP = 24
_PLACE_ENDS = frozenset("市县省区州镇乡町郡府国")
_AND_OTHERS = re.compile(r"等(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})?[位名]?(?:[省市县区州]的?)?$")
_LIST = 20
# A name after its title that scores this much stands, whatever is before the title.
_SURE = 4.0


@cache
def _plain_verbs() -> re.Pattern[str]:
    function = words("zh", "names")["function"]
    heads = set(words("zh", "titles")["heads"])
    return re.compile(
        alternatives(word for word in function if len(word) > 1 and word not in heads) + "|率|等|说|访"
    )


def read_chinese(text: str, places: Sequence[Span] = ()) -> list[Mention[PersonReading]]:
    """Find the persons with an office in a Chinese text (simplified characters); `places` as in English.

    >>> [(m.value.name, m.value.titles, m.value.of) for m in read_chinese("市委副书记、市长赵辉会见了客人。")]
    [('赵辉', ('副书记', '市长'), ('市委',))]
    """
    nodes = offices(text, places)
    found = Collected(text)
    at = 0
    while at < len(nodes):
        at = _read_group(text, nodes, at, found, places)
    for name in _with_honorific(text):
        if found.free(name.start, name.end):
            found.add((name.start, name.end), "honorific", short=_is_short(name))
    return found.mentions()


def _is_short(name: Named) -> bool:
    return name.surname or name.end - name.start == 1


def _read_group(text: str, nodes: list[Office], at: int, found: Collected, places: Sequence[Span]) -> int:
    """Read the titles that stand together from `at` on and the names they go to; return the next to read."""
    last = at
    while True:
        right, left = (
            _right(text, nodes, last),
            _left(text, nodes, last, places, found) if last == at else None,
        )
        if right and (left is None or right.score >= min(left.score, _SURE)):
            return _give_right(text, nodes, at, last, right, found)
        if left and not (_may_be_body(text, left) and _stacked(text, nodes, last)):
            _add(text, found, left, [_without_deputy(text, nodes[at])], "name title")
            return at + 1
        if last + 1 < len(nodes) and _joined(text, nodes[last], nodes[last + 1]):
            last += 1
            continue
        break
    listed = _listed_before(text, nodes[at])
    for name in listed:
        if not found.titled((name.start, name.end)):
            _add(text, found, name, nodes[at : last + 1], "names and other title")
    if listed:
        return last + 1
    said = _said_of(text, nodes[at])
    if said:
        _add(text, found, said, nodes[at : last + 1], "name is title")
        return last + 1
    return at + 1


def _listed_before(text: str, node: Office) -> list[Named]:
    """Return the names of `张三、李四等议员`."""
    others = _AND_OTHERS.search(text, max(0, node.title[0] - 8), node.title[0])
    names: list[Named] = []
    end = others.start() if others else 0
    while end and len(names) < _LIST:
        named = hanzi.name_until(text, end, max(0, end - 16))
        if named is None or named.surname or named.score < ENOUGH + 1:
            break
        names.append(named)
        end = named.start - 1 if text[named.start - 1] in "、和及与" else 0
    return names if len(names) > 1 else []


def _without_deputy(text: str, node: Office) -> Office:
    """After a name `代表` is a verb: 李宏副市长代表市民, but 市长代表苏晓."""
    start, end = node.title
    return (
        replace(node, title=(start, end - 2)) if text[end - 2 : end] == "代表" and end - start > 3 else node
    )


def _may_be_body(text: str, name: Named) -> bool:
    """Tell whether only the sound of the characters makes a name: a foreign place looks the same."""
    plain = hanzi_words.is_surname(text[name.start]) or hanzi_words.japanese_surname(
        text[name.start : name.end]
    )
    return not plain and not re.search(hanzi_words.DOT, text[name.start : name.end])


def _stacked(text: str, nodes: list[Office], at: int) -> bool:
    """Tell whether further titles and then a name follow: `阿雷基帕副市长、市议会议员安赫尔`."""
    while at + 1 < len(nodes) and _joined(text, nodes[at], nodes[at + 1]):
        at += 1
        right = _right(text, nodes, at)
        if right:
            return right.score >= _SURE
    return False


def _joined(text: str, one: Office, other: Office) -> bool:
    """Tell whether the second office goes on with the first: `市委副书记、市长`."""
    gap = text[one.end : other.title[0]]
    sign = _JOIN.match(gap)
    rest = gap[sign.end() :] if sign else gap
    if len(gap) > _GAP or re.search(r"[^\u3400-\u9fff·\s（）()]", rest):
        return False
    if sign and not sign[0].strip():
        return not rest
    return not _plain_verbs().search(rest)


def _right(text: str, nodes: list[Office], at: int) -> Named | None:
    """Return the name that follows an office."""
    start = nodes[at].end
    if text[start : start + 1] in {" ", "\u3000", "：", ":", "“"}:
        start += 1
    said = _IS.match(text, start)
    if said and hanzi_words.is_han(text, said.end()):
        named = hanzi.name_from(text, said.end())
        return named if named and named.score > ENOUGH + 1.5 and not named.surname else None
    if text[start : start + 1].isascii():
        return _latin_from(text, start)
    ceiling = next((node.title[0] for node in nodes[at + 1 :] if node.title[0] > start), None)
    if ceiling == start:
        return None
    named = hanzi.name_from(text, start)
    if named and _adjacent_only(text, nodes[at]) and named.score < ENOUGH + 1.2:
        return None
    if named and ceiling is not None and named.end > ceiling:
        named = hanzi.name_from(text, start, ceiling)
    # 来宾代表蒂尔堡市市长
    if named and named.end == ceiling and text[named.end - 1] in _PLACE_ENDS:
        return None
    return named


def _adjacent_only(text: str, node: Office) -> bool:
    return text[node.title[0] : node.title[1]] in words("zh", "titles")["adjacent"]


def _latin_from(text: str, start: int) -> Named | None:
    if not text[start : start + 1].isupper():
        return None
    plain = re.match(r"[^\u3400-\u9fff]{1,60}", text[start : start + 60])
    on = latin.page(plain[0] if plain else "")
    name = latin.name_after(on, 0)
    if name is None or name[0] != 0 or name[1] < 2:
        return None
    return Named(start, start + on.tokens[name[1] - 1].end, 5.0)


def _left(text: str, nodes: list[Office], at: int, places: Sequence[Span], found: Collected) -> Named | None:
    """Return the name that an office follows: `黄奇帆市长`, `赵市长`."""
    node = nodes[at]
    end = node.title[0]
    floor = nodes[at - 1].end if at else 0
    floor = max(floor, found.last_end(floor, end) or 0)
    bracket = re.search(r"[（(][A-ZÀ-Þ][^()（）\u4e00-\u9fff]{1,60}[）)]$", text[max(floor, end - 64) : end])
    if bracket:
        end -= len(bracket[0])
    named = hanzi.name_until(text, end, floor, alone=True)
    if named is None:
        return None
    name = text[named.start : named.end]
    dotted = re.search(hanzi_words.DOT, name)
    if not dotted and any(s < named.end and named.end <= e and e - s > 1 for s, e in places):
        return None
    if hanzi_words.known_place(name) or hanzi_words.known_place(name + text[node.title[0]]):
        return None
    # 一位市长, 历任市长: what stands there is no name.
    return named if not _adjacent_only(text, node) or named.score > ENOUGH + 2 else None


def _give_right(text: str, nodes: list[Office], first: int, last: int, name: Named, found: Collected) -> int:
    group = nodes[first : last + 1]
    _add(text, found, name, group, "title name")
    end = name.end
    following = nodes[last + 1] if last + 1 < len(nodes) else None
    # 市长代表苏晓副市长
    if (
        following
        and following.title[0] == end
        and not _adjacent_only(text, following)
        and not _right(text, nodes, last + 1)
    ):
        found.add((name.start, name.end), "title name title", [following.title])
        return last + 2
    while True:
        bracket = _BRACKET.match(text, end)
        end = bracket.end() if bracket else end
        sign = _SEPARATOR.match(text, end)
        if not sign:
            break
        other = _shared(text, sign.end(), following)
        if other is None:
            break
        _add(text, found, other, group, "shared title")
        end = other.end
    return last + 1


def _shared(text: str, start: int, following: Office | None) -> Named | None:
    """Return the next name of `副市长张三、李四`; what a new office belongs to is none."""
    named = hanzi.name_from(text, start)
    if named is None or named.surname:
        return None
    sure = 3.5 if hanzi_words.is_surname(text[start]) and named.end - start <= 3 else 4.5
    if following and following.start < named.end:
        return None
    # 柴原慎一、功刀岳秀、副议长: between two signs.
    if named.end - start == 4 and text[named.end : named.end + 1] in {"、", "，", "。"}:
        sure = 3.0
        following = None
    if named.score < sure or text[named.end - 1] in hanzi_shapes.BODY_ENDS:
        return None
    # 、圣普司法、内政部部长: what has no Chinese surname may begin the body of the next office.
    plain = hanzi_words.is_surname(text[start]) or re.search(hanzi_words.DOT, text[start : named.end])
    if following and not plain and following.title[0] - named.end < 14:
        return None
    return named if not hanzi_words.known_place(text[named.start : named.end]) else None


def _said_of(text: str, node: Office) -> Named | None:
    """Return the name of `赵辉任市委书记`, `以赵辉为团长` or `赵辉，德阳市市长，`."""
    clause = node.start
    begin = max(0, node.title[0] - _GAP)
    for match in reversed(list(_SAID.finditer(text, begin, node.title[0]))):
        if re.search(r"[，。；、,;]", text[match.end() : node.title[0]]):
            break
        end = match.start()
        honorific = re.search(
            f"(?:{alternatives(words('zh', 'names')['honorifics'])})$", text[max(0, end - 3) : end]
        )
        named = hanzi.name_until(text, end - len(honorific[0]) if honorific else end)
        if named and not named.surname and named.score > ENOUGH + 2:
            return named
    if clause and _SIGN.match(text[clause - 1]) and not hanzi_words.is_han(text, node.end):
        named = hanzi.name_until(text, clause - 1)
        if named and not named.surname and named.score > ENOUGH + 2.5:
            return named
    return None


def _add(text: str, found: Collected, name: Named, group: Sequence[Office], rule: str) -> None:
    bracket = _BRACKET.match(text, name.end)
    also = [bracket["latin"].strip()] if bracket else []
    bodies = [
        body
        for node in group
        if (body := _clear(text, found, node)) and not (body[0] < name.end and name.start < body[1])
    ]
    bodies += [span for node in group if (span := _post(text, node, bodies))]
    if not bodies:
        bodies = _inherited(text, found, group[0])
    short = _is_short(name)
    found.add((name.start, name.end), rule, [node.title for node in group], bodies, also, short=short)


@cache
def _leading() -> re.Pattern[str]:
    names = words("zh", "names")
    return re.compile(rf"(?:{alternatives([*names['function'], *names['verbs']])})+|[该本其此各多几两全]")


def _clear(text: str, found: Collected, node: Office) -> Span | None:
    """Return the body of an office without the name and the verb that run into it: `卢林同大阪市`."""
    if node.body is None:
        return None
    start, end = node.body
    cut = found.last_end(start, end)
    if cut:
        lead = _leading().match(text, cut, end)
        start = lead.end() if lead else cut
    elif re.match(r"[该本其此各多几两]", text[start]):
        return None
    return (start, end) if end - start > 1 else None


def _post(text: str, node: Office, bodies: Sequence[Span]) -> Span | None:
    """`驻日本大使`: the place of the post, where no sending country stands before it."""
    match = re.match(
        rf"驻((?!华){hanzi_words.HAN}{{1,9}}?)(?:特命全权)?(?:副总?|总)?(?:大使|领事|代办|公使|代表|参赞)",
        text[node.title[0] : node.title[1]],
    )
    if match is None or bodies or len(match[1]) < 2:
        return None
    return node.title[0] + match.start(1), node.title[0] + match.end(1)


def _inherited(text: str, found: Collected, node: Office) -> list[Span]:
    """Return the body that a deputy named next shares: `市外办主任杜某、副主任都某`."""
    title = text[slice(*node.title)]
    before = found.last_before(node.start)
    if before is None or not re.fullmatch(
        r"(?:[（(][^()（）]{1,60}[）)])?[、和及与,，]", text[before[0] : node.start]
    ):
        return []
    one, body = before[1], before[2]
    return [body] if title.startswith("副") and text[slice(*one)] == title[1:] else []


def _with_honorific(text: str) -> list[Named]:
    honorific = alternatives(words("zh", "names")["honorifics"])
    found = []
    for match in re.finditer(honorific, text):
        named = hanzi.name_until(text, match.start(), alone=True)
        if named:
            found.append(named)
    return found
