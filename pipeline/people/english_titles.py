"""Offices in English text, with the bodies and places they belong to, before and after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.people import latin
from pipeline.people.latin import Page
from pipeline.people.reading import Span

_CONNECTORS = frozenset(
    {
        "of",
        "for",
        "on",
        "&",
        "de",
        "la",
        "le",
        "du",
        "del",
        "der",
        "da",
        "do",
        "dos",
        "with",
        "the",
        "'",
        "’",
        "s",
        "-",
        "–",
        "/",
    }
)
_DETERMINERS = frozenset(
    {"the", "our", "its", "their", "his", "her", "this", "that", "a", "an", "both", "The", "Our"}
)
_BACK = 6
_BODY = 14


@dataclass(frozen=True, slots=True)
class Office:
    """One title: its characters, the bodies it belongs to, and the stretch that they take together.

    `first` and `behind` are the tokens of the whole stretch; `tail` are the tokens of a name that follows the
    body with nothing between (`Mayor of Deyang Zhao Hui`).
    """

    title: Span
    bodies: tuple[Span, ...]
    first: int
    behind: int
    plural: bool
    tail: tuple[int, int] | None = None


def _plurals(head: str) -> Iterator[str]:
    noun, *rest = re.split(r"(?=[ -](?:general|of|to|pro|and|&)\b)", head, maxsplit=1)
    if noun.endswith("man"):
        plural = noun[:-3] + "men"
    elif noun.endswith("y"):
        plural = noun[:-1] + "ies"
    else:
        plural = noun + ("es" if noun.endswith(("s", "ch")) else "s")
    yield plural + "".join(rest)
    if rest and rest[0].lstrip(" -") == "general":
        yield head + "s"


@cache
def _heads() -> dict[str, bool]:
    table = dict.fromkeys((head.lower() for head in words("en", "titles")["heads"]), False)
    for head in tuple(table):
        for plural in _plurals(head):
            table.setdefault(plural, True)
    for short in words("en", "names")["titled_honorifics"]:
        table[short.lower()] = short.rstrip("s.") in {"Cr", "Cllr", "Councillor"} and short.rstrip(
            "."
        ).endswith("s")
    return table


@cache
def _last_words() -> frozenset[str]:
    after = {suffix.split()[-1] for suffix in words("en", "titles")["suffixes"]}
    return (
        frozenset(re.split(r"[\s-]+", head)[-1] for head in _heads())
        | after
        | {head for head in _heads() if head.endswith(".")}
    )


@cache
def _pattern() -> re.Pattern[str]:
    titles = words("en", "titles")
    heads = alternatives(_heads()).replace(r"\-", r"[\s-]")
    before = rf"(?:(?:{alternatives(titles['modifiers'])})[\s-]+){{0,4}}(?:(?:{alternatives(titles['fields'])})[ -]+){{0,2}}"
    again = rf"(?:(?:{alternatives(titles['modifiers'])})[\s-]+){{0,2}}"
    return re.compile(
        rf"(?<![^\W_])(?:{before}{again})(?P<head>{heads})(?:[ -](?:{alternatives(titles['suffixes'])}))?$",
        re.IGNORECASE,
    )


@cache
def _tails() -> re.Pattern[str]:
    titles = words("en", "titles")
    kinds = alternatives([*titles["groups"], *(group.capitalize() for group in titles["groups"])])
    return re.compile(
        rf"(?P<suffix>[ -]+(?:{alternatives(titles['suffixes'])})\b)"
        rf"|(?P<occasion> of (?:(?:the|a|an|this|its|their) )?(?P<inner>(?:[\w’'-]+ ){{0,4}}?(?:{kinds})))\b(?! [a-z]+ing\b)",
        re.IGNORECASE,
    )


def singular(title: str) -> str:
    """Return the title of one of those who share it: `Vice Mayors` as `Vice Mayor`."""
    small = " ".join(title.lower().split())
    for head in tuple(_heads()):
        for plural in _plurals(head):
            if small.endswith(plural):
                kept = len(title) - len(plural)
                same = next(
                    (i for i, (a, b) in enumerate(zip(plural, head, strict=False)) if a != b), len(head)
                )
                return title[: kept + same] + (
                    head[same:].title() if title[kept:].istitle() and " " in head[same:] else head[same:]
                )
    return title


def offices(on: Page) -> list[Office]:
    """Find the offices named on a page, in the order of the text.

    >>> on = latin.page("the then Deyang Deputy Mayor and director of the Culture Bureau")
    >>> [(on.text[o.title[0]:o.title[1]], [on.text[s:e] for s, e in o.bodies]) for o in offices(on)]
    [('Deputy Mayor', ['Deyang']), ('director', ['Culture Bureau'])]
    """
    spans = _titles(on)
    starts = frozenset(start for start, _, _ in spans)
    return [_office(on, start, end, plural, starts) for start, end, plural in spans]


def _titles(on: Page) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    for index, token in enumerate(on.tokens):
        if re.split("[-‐‑]", token.text.lower())[-1] not in _last_words():
            continue
        span = _title_at(on, index)
        if span is None:
            continue
        while found and found[-1][1] > span[0]:
            found.pop()
        found.append(span)
    return found


def _title_at(on: Page, index: int) -> tuple[int, int, bool] | None:
    end = on.tokens[index].end
    begin = on.tokens[max(0, index - _BACK)].start
    match = _pattern().search(on.text, begin, end)
    if match is None or on.word(index + 1) in {"'", "’"}:
        return None
    head, start = match["head"], match.start()
    key = re.sub(r"\s+", " ", head.lower())
    verbal = on.word(on.index(start) - 1).lower() in words("en", "titles")["verbal"]
    if verbal and key in {"head", "chair", "coach", "captain", "chief", "lead"}:
        return None
    if (
        key in words("en", "titles")["adjacent"]
        and not head[0].isupper()
        and on.word(index + 1) not in {"of", ","}
    ):
        return None
    if (
        key.rstrip(".")
        in {
            "cr",
            "crs",
            "coun",
            "gen",
            "col",
            "sen",
            "gov",
            "amb",
            "prof",
            "ald",
            "capt",
            "dg",
            "mp",
            "rep",
            "ceo",
            "mce",
        }
        and not head[0].isupper()
    ):
        return None
    tail = _tails().match(on.text, end)
    plural = _heads().get(key, _heads().get(key.replace("-", " "), False))
    if tail and (tail["suffix"] or (key in words("en", "titles")["occasion"] and tail["inner"])):
        return start, tail.end(), plural
    if on.text[end : end + 1] == "-" and on.text[end + 1 : end + 2].isalpha():
        return None
    return start, end, plural


def _office(on: Page, start: int, end: int, plural: bool, starts: frozenset[int]) -> Office:
    bodies: list[Span] = []
    first, prefix = _prefix(on, on.index(start), starts)
    if prefix:
        bodies.append(prefix)
    inner = _tails().search(on.text, start, end)
    if inner and inner["inner"] and inner["inner"].count(" "):
        bodies.append(inner.span("inner"))
    title = on.text[start:end].lower()
    posted = any(title.endswith(post) for post in words("en", "titles")["posted"])
    behind = on.index(end)
    tail = None
    while behind < len(on.tokens):
        parsed = body_after(on, behind, posted, starts)
        if parsed is None:
            break
        span, behind, tail = parsed
        if span:
            bodies.append(span)
        if tail or not posted:
            break
    return Office((start, end), tuple(bodies), first, _past_qualifier(on, behind, starts), plural, tail)


def _prefix(on: Page, index: int, starts: frozenset[int]) -> tuple[int, Span | None]:
    """Return the first token of what stands before a title, and the body it names (`Kisii`, `X's`)."""
    status = words("en", "titles")["status"]
    at = index
    while at > 0 and on.word(at - 1).lower() in status and latin.spaced(on, at):
        at -= 1
    end = at
    if on.word(at - 1) == "s" and on.word(at - 2) in {"'", "’"}:
        end = at = at - 2
    elif on.word(at - 1) in {"'", "’"} and on.word(at - 2).endswith("s"):
        end = at = at - 1
    while at > 0 and end - at < _BODY and latin.spaced(on, at) | (at == end) and _in_prefix(on, at - 1, end):
        at -= 3 if on.word(at - 1) == ")" else 1
        if on.tokens[at].start in starts:
            at += 1
            break
    while at < end and (on.word(at) in latin.peoples() or on.word(at).lower() in _CONNECTORS):
        at += 1
    if at == end or not any(latin.is_capital(on.word(i)) for i in range(at, end)):
        return min(at, index), None
    first = at
    while first > 0 and on.word(first - 1) in latin.peoples():
        first -= 1
    return first, (on.tokens[at].start, on.tokens[end - 1].end)


def _in_prefix(on: Page, at: int, end: int) -> bool:
    word = on.word(at)
    # Communist Party of China (CPC)
    if word == ")" and on.word(at - 2) == "(" and on.word(at - 1).isupper():
        return True
    if latin.is_honorific(on, at):
        return False
    if latin.is_function(word) and not (
        word in {"New", "Special", "Right"} and at + 1 < end and latin.is_capital(on.word(at + 1))
    ):
        return False
    if latin.is_capital(word) or (word in words("en", "names")["small_bodies"] and not word[0].isupper()):
        return True
    connects = word in {"of", "for", "and", "&"} and at + 1 < end
    return connects and latin.is_body(on.word(at - 1)) and latin.is_capital(on.word(at - 1)) and word != "and"


def body_after(
    on: Page, at: int, posted: bool, starts: frozenset[int]
) -> tuple[Span | None, int, tuple[int, int] | None] | None:
    preposition = on.word(at)
    if (
        preposition not in ({"of", "for", "at", "from"} | ({"to", "in"} if posted else set()))
        or "\n" in on.text[on.tokens[at - 1].end : on.tokens[at].start]
    ):
        return None
    first = at + 1
    while on.word(first) in _DETERMINERS:
        first += 1
    if on.word(first) in {"two", "sides", "cities"}:
        while on.word(first).islower() and first - at < 5:
            first += 1
        return None, first, None
    behind = first
    while behind - first < _BODY and behind < len(on.tokens):
        step = _body_step(on, behind, first, starts)
        if not step:
            break
        behind += step
    if behind == first:
        return None
    cut = _tail_name(on, first, behind)
    last = cut if cut else behind
    span = (on.tokens[first].start, on.tokens[last - 1].end)
    tail = (cut, behind) if cut else None
    if not any(latin.is_capital(on.word(i)) for i in range(first, last)) and last - first < 2:
        return None, behind, tail
    return span, behind, tail


def _body_step(on: Page, at: int, first: int, starts: frozenset[int]) -> int:
    """Return how many tokens the body grows by here, 0 where it ends."""
    word = on.word(at)
    if latin.is_honorific(on, at) or (at > first and on.tokens[at].start in starts):
        return 0
    if at > first and on.text[on.tokens[at - 1].end : on.tokens[at].start].strip(" "):
        return 0
    if _of_body(word):
        return (
            1
            if at == first
            or not (latin.is_function(word) and word not in {"New", "Special", "Center", "Centre"})
            else 0
        )
    if at == first:
        return 0
    if word in _CONNECTORS:
        reach = at + 1
        while on.word(reach) in _CONNECTORS and reach - at < 3:
            reach += 1
        if word in {"with", "for", "on"} and not latin.is_body(on.word(at - 1)):
            return 0
        inside = (
            _of_body(on.word(reach))
            and not latin.is_honorific(on, reach)
            and on.tokens[reach].start not in starts
        )
        return reach - at if inside else 0
    return _joined_body(on, at, starts) if word == "and" else 0


def _of_body(word: str) -> bool:
    return latin.is_capital(word) or word in words("en", "names")["small_bodies"]


def _joined_body(on: Page, at: int, starts: frozenset[int]) -> int:
    """`and` goes on with the body where a word for a body follows: `Foreign Affairs and Overseas Chinese Office`."""
    reach = at + 1
    while on.word(reach) in {"the"}:
        return 0
    while reach - at < 7 and (_of_body(on.word(reach)) or on.word(reach) in {"of", "for"}):
        if on.tokens[reach].start in starts or latin.is_honorific(on, reach):
            return 0
        if latin.is_body(on.word(reach)):
            return reach - at + 1
        reach += 1
    return 0


def _tail_name(on: Page, first: int, behind: int) -> int:
    """Return the token where a name follows the body with no comma between, 0 where none does."""
    run = behind
    while run > first and latin.may_name(on, run - 1):
        run -= 1
    cut = max(
        (on.place_from(i) for i in range(max(first, run - 3), behind) if on.place_from(i) > i), default=0
    )
    if not first < cut <= behind - 2:
        cut = (
            run
            if run > first and (latin.is_body(on.word(run - 1)) and latin.is_capital(on.word(run - 1)))
            else 0
        )
    if cut < run or not 2 <= behind - cut <= 6:
        cut = _pinyin_tail(on, max(run, first + 1), behind)
    return cut if cut and behind - cut >= 2 else 0


def _pinyin_tail(on: Page, first: int, behind: int) -> int:
    from pipeline.people.pinyin import is_chinese_name

    for cut in (behind - 2, behind - 3):
        if cut >= first and is_chinese_name([on.word(i) for i in range(cut, behind)]):
            return cut
    return 0


def _past_qualifier(on: Page, at: int, starts: frozenset[int]) -> int:
    """Step over `, Germany`, `in Colombia` after a body."""
    while on.word(at) in {",", "in"}:
        behind = on.place_from(at + 1)
        follows = behind < len(on.tokens) and latin.spaced(on, behind)
        if behind == at + 1 or (
            follows and (latin.is_capital(on.word(behind)) or on.tokens[behind].start in starts)
        ):
            return at
        at = behind
    return at
