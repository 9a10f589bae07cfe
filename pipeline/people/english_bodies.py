"""The bodies and places that English titles belong to: before the title, or after `of` and the like."""

from pipeline.people import latin, latin_words
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
_BODY = 14


def body_before(on: Page, index: int, starts: frozenset[int]) -> tuple[int, Span | None]:
    """Return the first token of what stands before a title, and the body it names (`Kisii`, `X's`)."""
    status = latin_words.stages()
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
        if on.starts[at] in starts:
            at += 1
            break
    while at < end and (on.word(at) in latin_words.peoples() or on.word(at).lower() in _CONNECTORS):
        at += 1
    if at == end or not any(latin_words.is_capital(on.word(i)) for i in range(at, end)):
        return min(at, index), None
    first = at
    while first > 0 and on.word(first - 1) in latin_words.peoples():
        first -= 1
    return first, (on.starts[at], on.ends[end - 1])


def _in_prefix(on: Page, at: int, end: int) -> bool:
    word = on.word(at)
    # Communist Party of China (CPC)
    if word == ")" and on.word(at - 2) == "(" and on.word(at - 1).isupper():
        return True
    # the People's Committee
    if word in {"s", "'", "’"} and at + 1 < end:
        return on.word(at - 1 - (word == "s")) in {"People", "Women", "Children", "Workers", "Farmers"}
    if latin.is_honorific(on, at):
        return False
    if latin_words.is_function(word) and not (
        word in {"New", "Special", "Right"} and at + 1 < end and latin_words.is_capital(on.word(at + 1))
    ):
        return False
    if latin_words.is_capital(word) or (word in latin_words.listed("small_bodies") and not word[0].isupper()):
        return True
    connects = word in {"of", "for", "and", "&"} and at + 1 < end
    return (
        connects
        and latin_words.is_body(on.word(at - 1))
        and latin_words.is_capital(on.word(at - 1))
        and word != "and"
    )


def body_after(
    on: Page, at: int, posted: bool, starts: frozenset[int]
) -> tuple[Span | None, int, tuple[int, int] | None] | None:
    """Read the body after a title or name: its characters, the token behind, a name that follows at once.

    `posted` offices take `to` and `in` too; `starts` are where titles begin, which end a body. The result is
    None where no body follows, its characters None for one that names nothing (`of both sides`).
    """
    preposition = on.word(at)
    if (
        preposition not in ({"of", "for", "at", "from"} | ({"to", "in"} if posted else set()))
        or "\n" in on.text[on.ends[at - 1] : on.starts[at]]
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
    while behind - first < _BODY and behind < len(on.words):
        step = _body_step(on, behind, first, starts)
        if not step:
            break
        behind += step
    if behind == first:
        return None
    cut = _tail_name(on, first, behind)
    last = cut if cut else behind
    span = (on.starts[first], on.ends[last - 1])
    tail = (cut, behind) if cut else None
    if not any(latin_words.is_capital(on.word(i)) for i in range(first, last)) and last - first < 2:
        return None, behind, tail
    return span, behind, tail


def _body_step(on: Page, at: int, first: int, starts: frozenset[int]) -> int:
    """Return how many tokens the body grows by here, 0 where it ends."""
    word = on.word(at)
    if latin.is_honorific(on, at) or (at > first and on.starts[at] in starts):
        return 0
    if at > first and on.text[on.ends[at - 1] : on.starts[at]].strip(" "):
        return 0
    if _of_body(word):
        return (
            1
            if at == first
            or not (latin_words.is_function(word) and word not in {"New", "Special", "Center", "Centre"})
            else 0
        )
    # the Chinese people's association
    if word in {"people", "women", "citizens"} and on.word(at + 1) in {"'", "’"}:
        return 1
    if at == first:
        return 0
    if word in _CONNECTORS:
        reach = at + 1
        while on.word(reach) in _CONNECTORS and reach - at < 3:
            reach += 1
        if word in {"with", "for", "on"} and not latin_words.is_body(on.word(at - 1)):
            return 0
        inside = (
            _of_body(on.word(reach)) and not latin.is_honorific(on, reach) and on.starts[reach] not in starts
        )
        return reach - at if inside else 0
    return _joined_body(on, at, starts) if word == "and" else 0


def _of_body(word: str) -> bool:
    return latin_words.is_capital(word) or word in latin_words.listed("small_bodies")


def _joined_body(on: Page, at: int, starts: frozenset[int]) -> int:
    """Step over `and` where a word for a body follows: `Foreign Affairs and Overseas Chinese Office`."""
    reach = at + 1
    while on.word(reach) in {"the"}:
        return 0
    while reach - at < 7 and (_of_body(on.word(reach)) or on.word(reach) in {"of", "for"}):
        if on.starts[reach] in starts or latin.is_honorific(on, reach):
            return 0
        if latin_words.is_body(on.word(reach)):
            return reach - at + 1
        reach += 1
    return 0


def _tail_name(on: Page, first: int, behind: int) -> int:
    """Return the token where a name follows the body with no comma between, 0 where none does."""
    run = behind
    while run > first and latin.may_name(on, run - 1):
        run -= 1
    ends = (on.place_from(i) for i in range(max(first, run - 3), behind))
    cut = max((end for end in ends if first < end <= behind - 2), default=0)
    if not cut:
        cut = (
            run
            if run > first
            and (latin_words.is_body(on.word(run - 1)) and latin_words.is_capital(on.word(run - 1)))
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


def past_qualifier(on: Page, at: int, starts: frozenset[int]) -> int:
    """Step over `, Germany`, `in Colombia` after a body."""
    while on.word(at) in {",", "in"}:
        begin = at + 2 if on.word(at + 1) == "the" else at + 1
        behind = on.place_from(begin)
        follows = behind < len(on.words) and latin.spaced(on, behind)
        if behind == begin or (
            follows and (latin_words.is_capital(on.word(behind)) or on.starts[behind] in starts)
        ):
            return at
        at = behind
    return at
