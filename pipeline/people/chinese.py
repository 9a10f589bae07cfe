"""Persons with an office in Chinese text: titles before and after the name, stacked and shared."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from corpus.late import late
from corpus.literals import Literals
from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.people import chinese_bodies, dictionary, hanzi_shapes, hanzi_words
from pipeline.people.chinese_names import (
    adjacent_only,
    is_short,
    name_left,
    name_right,
    name_said,
    names_listed,
    names_until,
    names_with_honorific,
    shared_name,
    spaced_name,
)
from pipeline.people.chinese_titles import Office, offices
from pipeline.people.collecting import Collected
from pipeline.people.hanzi import ENOUGH, Named
from pipeline.people.reading import PersonReading, Span

_BRACKET = late(r"\s?[（(]\s?(?P<latin>[A-ZÀ-Þ][^()（）\u4e00-\u9fff]{1,60}?)\s?[）)]")
# `（5月离任）`, `（兼）` behind a name in a list
_REMARK = late(r"[（(][\u4e00-\u9fff\d]{1,10}[）)](?=[ \u3000、，])")
_SEPARATOR = late(r"[ \u3000]?(?:[、丶]|和|与|及|以及|，|,)[ \u3000]?")
_JOIN = late(
    r"[ \u3000]?(?:[、丶，,/兼和及与]|暨|并兼任|并任|以及|(?:是|为|系)(?:当时的|时任|现任)?)?[ \u3000]?"
)
_FOREIGN = late(r"[^\u3400-\u9fff·\s（）()]")
_BLANKS = late(r"[ \u3000]{1,4}")
_SHORT_NAME = late(rf"{hanzi_words.HAN}{{2,3}}(?!{hanzi_words.HAN}|[：:])")
# `主任杜某（女）、副主任`
_AND = late(r"(?:[（(][^()（）]{1,60}[）)])?[、和及与,，]")
_GAP = 24
# A name after its title that scores this much stands, whatever is before the title.
_SURE = 4.0
# No one bears more offices in a row; a page of nothing but offices must not be compared with itself.
_MOST = 12


@cache
def _plain_verbs() -> Literals:
    function = words("zh", "names")["function"]
    heads = set(words("zh", "titles")["heads"])
    plain = (word for word in function if len(word) > 1 and word not in heads)
    return Literals([*plain, "率", "等", "说", "访", "包括", "包含"])


def read_chinese(text: str, places: Sequence[Span] = ()) -> list[Mention[PersonReading]]:
    """Find the persons with an office in a Chinese text (simplified characters); `places` as in English.

    >>> [(m.value.name, m.value.titles, m.value.of) for m in read_chinese("市委副书记、市长赵辉会见了客人。")]
    [('赵辉', ('副书记', '市长'), ('市委',))]
    """
    places = sorted(set(places))
    nodes = offices(text, places)
    found = Collected(text)
    at = 0
    while at < len(nodes):
        at = _given_behind(text, nodes, at, found) or _read_group(text, nodes, at, found, places)
    for name in names_with_honorific(text):
        if found.free(name.start, name.end):
            found.add((name.start, name.end), "honorific", short=is_short(name))
    return found.mentions()


def _read_group(text: str, nodes: list[Office], at: int, found: Collected, places: Sequence[Span]) -> int:
    """Read the titles that stand together from `at` on and the names they go to; return the next to read."""
    last = at
    while True:
        right = name_right(text, nodes, last)
        weight = _weighed(text, right) if right else 0.0
        left = name_left(text, nodes, last, places, found) if last == at and weight < _SURE else None
        if right and (left is None or weight >= left.score):
            return _give_right(text, nodes, at, last, right, found)
        if left and not (_may_be_body(text, left) and _stacked(text, nodes, last)):
            _add(text, found, left, [_without_deputy(text, nodes[at])], "name title")
            return at + 1
        if last + 1 < min(len(nodes), at + _MOST) and _joined(text, nodes[last], nodes[last + 1]):
            last += 1
            continue
        break
    listed = names_listed(text, nodes[at])
    for name in listed:
        if not found.titled((name.start, name.end)):
            _add(text, found, name, nodes[at : last + 1], "names and other title")
    if listed:
        return last + 1
    said = name_said(text, nodes[at])
    if said and (found.free(said.start, said.end) or found.titled((said.start, said.end))):
        for name in (
            [*names_until(text, said.start - 1), said] if text[said.start - 1] in "、丶和与及" else [said]
        ):
            _add(text, found, name, nodes[at : last + 1], "name is title")
        return last + 1
    return at + 1


def _given_behind(text: str, nodes: list[Office], at: int, found: Collected) -> int:
    """Read `以陈苏为团长`, where the offices that go on have names of their own; return the next to read."""
    start = nodes[at].title[0]
    if text[start - 1 : start] != "为":
        return 0
    known = found.ending_at(start - 1)
    said = Named(*known, ENOUGH) if known else name_said(text, nodes[at])
    if said is None or not (known or found.free(said.start, said.end)):
        return 0
    last = at
    while (
        last + 1 < len(nodes)
        and _joined(text, nodes[last], nodes[last + 1])
        and not name_right(text, nodes, last + 1)
        and text[nodes[last + 1].title[0] - 1] != "为"
    ):
        last += 1
    for name in [*names_until(text, said.start - 1), said] if text[said.start - 1] in "、丶" else [said]:
        _add(text, found, name, nodes[at : last + 1], "name is title")
    return last + 1


def _weighed(text: str, right: Named) -> float:
    """Return the score of a name after a title; `外长向柬方` begins like a preposition."""
    return right.score - (2.0 if text[right.start] in hanzi_words.listed("function") else 0.0)


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
    return not plain and not hanzi_words.holds_dot(text[name.start : name.end])


def _stacked(text: str, nodes: list[Office], at: int) -> bool:
    """Tell whether further titles and then a name follow: `科宁副市长、市议员卡罗尔`."""
    most = min(len(nodes), at + _MOST)
    while at + 1 < most and _joined(text, nodes[at], nodes[at + 1]):
        at += 1
        right = name_right(text, nodes, at)
        if right:
            return right.score >= _SURE
    return False


def _joined(text: str, one: Office, other: Office) -> bool:
    """Tell whether the second office goes on with the first: `市委副书记、市长`."""
    gap = text[one.end : other.title[0]]
    sign = _JOIN.match(gap)
    rest = gap[sign.end() :] if sign else gap
    if gap in ("（", "(") and text[other.end : other.end + 1] in ("）", ")"):
        return True
    if len(gap) > _GAP or _FOREIGN.search(rest):
        return False
    if sign and not sign[0].strip():
        return not rest
    # 主席,迪·索尔为司库
    if len(rest) > 2 and rest[-1] in "为是任":
        return False
    # 各界代表,董事方以伟
    if sign and sign[0].strip() in {",", "，"} and adjacent_only(text, one):
        return False
    return not _plain_verbs().holds(rest)


def _give_right(text: str, nodes: list[Office], first: int, last: int, name: Named, found: Collected) -> int:
    group = nodes[first : last + 1]
    _add(text, found, name, group, "title name")
    end = name.end
    following = nodes[last + 1] if last + 1 < len(nodes) else None
    # 市长代表苏晓副市长
    if (
        following
        and following.title[0] == end
        and not adjacent_only(text, following)
        and not name_right(text, nodes, last + 1)
    ):
        found.add((name.start, name.end), "title name title", [following.title])
        return last + 2
    while True:
        bracket = _BRACKET.match(text, end) or _REMARK.match(text, end)
        end = bracket.end() if bracket else end
        apart = _apart(text, group[-1], end)
        if apart:
            _add(text, found, apart, group, "shared title")
            end = apart.end
            continue
        sign = _SEPARATOR.match(text, end)
        if not sign:
            break
        other = shared_name(text, sign.end(), following)
        if other is None:
            break
        _add(text, found, other, group, "shared title")
        end = other.end
    return last + 1


def _apart(text: str, node: Office, end: int) -> Named | None:
    """Return the next name in a line of a list of officers, which parts them by blanks."""
    lead = text[max(0, node.start - 40) : node.start].rpartition("\n")
    if lead[2].strip() or (not lead[1] and node.start > 40):
        return None
    blank = _BLANKS.match(text, end, end + 4)
    if blank is None:
        return None
    spaced = spaced_name(text, end)
    if spaced:
        return spaced
    match = _SHORT_NAME.match(text, blank.end())
    if match is None or match[0][0] not in hanzi_words.characters("surnames"):
        return None
    return Named(match.start(), match.end(), ENOUGH)


def _add(text: str, found: Collected, name: Named, group: Sequence[Office], rule: str) -> None:
    bracket = _BRACKET.match(text, name.end)
    also = [bracket["latin"].strip()] if bracket else []
    cleared = (_clear(text, found, node) for node in group)
    beside = (_beside(text, span, name) for span in cleared if span)
    bodies = [body for span in beside if span and (body := chinese_bodies.trimmed(text, span, ()))]
    if not bodies:
        bodies = _inherited(text, found, group[0])
    short = is_short(name)
    titles = [node.title for node in group]
    # `主　任`
    printed = {span: text[slice(*span)] for span in titles}
    said = {span: plain for span, form in printed.items() if (plain := "".join(form.split())) != form}
    found.add((name.start, name.end), rule, titles, bodies, also, short=short, said=said)


def _beside(text: str, body: Span, name: Named) -> Span | None:
    """Return a body without the name that ends it, None where they cross: `高松市小原副市长`."""
    start, end = body
    if name.end == end and name.start - start > 1:
        told = text[start : name.start]
        ends = told[-1] in hanzi_shapes.BODY_ENDS or told[-1] in "联协会办盟校司国"
        return (start, name.start) if (ends or dictionary.is_place(told)) and "(" not in told else None
    return None if start < name.end and name.start < end else body


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
    elif text[start] in "该本其此各多几两":
        return None
    return (start, end) if end - start > 1 else None


def _inherited(text: str, found: Collected, node: Office) -> list[Span]:
    """Return the body that a deputy named next shares: `市外办主任杜某、副主任都某`."""
    title = text[slice(*node.title)]
    before = found.last_before(node.start)
    if before is None or not _AND.fullmatch(text, before[0], node.start):
        return []
    one, body = before[1], before[2]
    return [body] if title.startswith("副") and text[slice(*one)] == title[1:] else []
