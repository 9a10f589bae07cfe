"""Offices in English text, with the bodies and places they belong to, before and after them."""

import re
from functools import cache

from corpus.frozen import dataclass
from pipeline.lexicon import alternatives, words
from pipeline.people import latin, latin_words
from pipeline.people.english_bodies import body_after, body_before, past_qualifier
from pipeline.people.english_title_words import (
    LETTERS,
    ending_titles,
    head_of,
    heads,
    may_be_in_title,
    may_begin_title,
)
from pipeline.people.latin import Page
from pipeline.people.reading import Span

_BACK = 6
# `to head`, `will chair`
_VERBS_TOO = frozenset({"head", "chair", "coach", "captain", "chief", "lead"})
# Written small, these short forms are words of other meanings.
_CAPITALS_ONLY = frozenset(
    {
        *("ald", "amb", "capt", "ceo", "col", "coun", "cr", "crs"),
        *("dg", "gen", "gov", "mce", "mp", "prof", "rep", "sen"),
    }
)
# A plain member is no office, one of a central committee is.
_COMMITTEE = re.compile(r" of (?:the )?(?:[\w()'’]+ ){0,9}?Central Committee")


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


@cache
def _tails() -> re.Pattern[str]:
    titles = words("en", "titles")
    kinds = alternatives([*titles["groups"], *(group.capitalize() for group in titles["groups"])])
    return re.compile(
        rf"(?P<suffix>[ -]+(?:{alternatives(titles['suffixes'])})\b)"
        rf"|(?P<occasion> of (?:(?:the|a|an|this|its|their) )?(?P<inner>(?:[\w’'-]+ ){{0,4}}?(?:{kinds})))\b"
        r"(?! [a-z]+ing\b)",
        re.IGNORECASE,
    )


@cache
def _tail_begins() -> re.Pattern[str]:
    first = "".join(sorted({suffix[0] for suffix in words("en", "titles")["suffixes"]}))
    return re.compile(rf"[ -]+[{first}]| (?:of|for) ", re.IGNORECASE)


@cache
def _tasks() -> re.Pattern[str]:
    """Return the pattern of what an office is for, where it is no body: `for agriculture and trade`."""
    titles = words("en", "titles")
    task = rf"(?:(?!protocol)(?:{alternatives([*titles['fields'], *titles['tasks']])}))"
    body = alternatives([*words("en", "names")["bodies"], *words("en", "names")["small_bodies"]])
    return re.compile(
        rf" (?:of|for) {task}(?:(?:,? and|,| &)? {task}){{0,4}}(?![\w-]|,? (?:and|&) [A-Z]| (?:{body})\b)",
        re.IGNORECASE,
    )


def offices(on: Page) -> list[Office]:
    """Find the offices named on a page, in the order of the text.

    >>> from pipeline.people.latin import page
    >>> on = page("the then Deyang Deputy Mayor and director of the Culture Bureau")
    >>> [(on.text[o.title[0]:o.title[1]], [on.text[s:e] for s, e in o.bodies]) for o in offices(on)]
    [('Deputy Mayor', ['Deyang']), ('director', ['Culture Bureau'])]
    """
    spans = _titles(on)
    starts = frozenset(start for start, _, _ in spans)
    return [_office(on, start, end, plural, starts) for start, end, plural in spans]


def _titles(on: Page) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    for index in ending_titles(on.words):
        span = _title_at(on, index)
        if span is None:
            continue
        while found and found[-1][1] > span[0]:
            found.pop()
        found.append(span)
    return found


def _leftmost(on: Page, index: int) -> tuple[int, str] | None:
    """Return where the longest title that ends with a word starts, and its head."""
    first, least = index, max(0, index - _BACK)
    while first > least and may_be_in_title(on.words[first - 1]):
        first -= 1
    # Only the end of the word before may belong to it: Deyang-Deputy Mayor.
    text, begin, end = on.text, on.starts[max(least, first - 1)], on.ends[index]
    for run in LETTERS.finditer(text, begin, end):
        start = run.start()
        if may_begin_title(run[0]) and not text[max(0, start - 1) : start].isalnum():
            head = head_of(text[start:end])
            if head:
                return start, head
    return None


def _title_at(on: Page, index: int) -> tuple[int, int, bool] | None:
    end = on.ends[index]
    found = _leftmost(on, index)
    if found is None or on.word(index + 1) in {"'", "’"}:
        return None
    start, head = found
    # the Office of the Commissioner
    first = on.index(start)
    if on.word(first - 1) == "the" and on.word(first - 2) == "of" and on.word(first - 3) == "Office":
        return None
    member = on.text[start:end].lower() in {"member", "members"}
    if member and not _COMMITTEE.match(on.text, end):
        return None
    # under Vice Mayor Chen: a preposition, where no Under Secretary is meant.
    start += 6 * on.text.startswith("under ", start)
    key = " ".join(head.lower().split())
    if _is_other_word(on, key, head, start, index):
        return None
    plural = heads().get(key, heads().get(key.replace("-", " "), False))
    tail = _tail(on.text, key, plural, end)
    if tail is None and on.text[end : end + 1] == "-" and on.text[end + 1 : end + 2].isalpha():
        return None
    return start, tail or end, plural


def _is_other_word(on: Page, key: str, head: str, start: int, index: int) -> bool:
    """Tell whether what reads as a title is a verb, or a word of many uses that is none here."""
    if key in _VERBS_TOO and on.word(on.index(start) - 1).lower() in words("en", "titles")["verbal"]:
        return True
    if head[0].isupper():
        return False
    adjacent = key in words("en", "titles")["adjacent"] and on.word(index + 1) not in {"of", ","}
    return adjacent or key.rstrip(".") in _CAPITALS_ONLY


def _tail(text: str, key: str, plural: bool, end: int) -> int | None:
    """Return where the title ends that goes on behind its head: `of the delegation`, `for trade`."""
    if not _tail_begins().match(text, end):
        return None
    tasks = None if plural else _tasks().match(text, end)
    if tasks:
        return tasks.end()
    tail = _tails().match(text, end)
    if tail and (tail["suffix"] or (key in words("en", "titles")["occasion"] and tail["inner"])):
        return tail.end()
    return None


@cache
def _posted() -> tuple[str, ...]:
    return tuple(words("en", "titles")["posted"])


def _past_short_form(on: Page, behind: int, body: Span) -> tuple[int, Span]:
    """Step over the bracket of `Friendship Association (CFA), Jiang Li`, `Party of China (CPC) Committee`."""
    if not (on.word(behind) == "(" and on.word(behind + 2) == ")" and on.word(behind + 1).isupper()):
        return behind, body
    behind += 3
    goes_on = behind
    while latin.spaced(on, goes_on) and latin_words.is_body(on.word(goes_on)):
        goes_on += 1
    return goes_on, (body[0], on.ends[goes_on - 1]) if goes_on > behind else body


def _office(on: Page, start: int, end: int, plural: bool, starts: frozenset[int]) -> Office:
    bodies: list[Span] = []
    first, prefix = body_before(on, on.index(start), starts)
    if prefix:
        bodies.append(prefix)
    title = on.text[start:end].lower()
    inner = _tails().search(on.text, start, end) if " of " in title else None
    if inner and inner["inner"] and inner["inner"].count(" "):
        bodies.append(inner.span("inner"))
    posted = title.endswith(_posted())
    behind = on.index(end)
    tail = None
    while behind < len(on.words):
        parsed = body_after(on, behind, posted, starts)
        if parsed is None:
            break
        span, behind, tail = parsed
        if span:
            bodies.append(span)
        if span:
            behind, bodies[-1] = _past_short_form(on, behind, span)
        if tail or not posted:
            break
    return Office((start, end), tuple(bodies), first, past_qualifier(on, behind, starts), plural, tail)
