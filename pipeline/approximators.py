"""What stands around a number and tells how exact it is: `nearly`, `or so`, `近`, `左右`."""

import re
from functools import cache

from corpus.literals import Literals
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.numerals import Modifier

_MODIFIERS: tuple[Modifier, ...] = ("about", "nearly", "over", "under", "up to")
# How far before a number an approximator may begin.
REACH = 48


def _guarded(language: PassageLanguage, part: str) -> str:
    """Return a pattern of all approximators of a part of the lexicon, one group a modifier."""
    table = words(language, "numbers")
    before, after = table["not_before"], table["not_after"]
    groups = []
    for number, modifier in enumerate(_MODIFIERS):
        phrases = sorted(table[part].get(modifier, ()), key=lambda phrase: (-len(phrase), phrase))
        guarded = (
            (f"(?<![{before[phrase]}])" if phrase in before else "")
            + alternatives([phrase])
            + (f"(?!{alternatives(after[phrase])})" if part == "after" and after.get(phrase) else "")
            for phrase in phrases
        )
        groups.append(f"(?P<m{number}>{'|'.join(guarded) or '(?!)'})")
    return "|".join(groups)


def _modifier(match: re.Match[str]) -> Modifier:
    return next(modifier for number, modifier in enumerate(_MODIFIERS) if match[f"m{number}"])


@cache
def _before(language: PassageLanguage) -> re.Pattern[str]:
    guarded = _guarded(language, "before")
    if language == "zh":
        return re.compile(rf"(?:{guarded})\s?$")
    plain = re.sub(r"\?P<m\d>", "?:", guarded)
    return re.compile(
        rf"(?<![A-Za-z-])(?:{guarded})(?:\s+(?:{plain}))?(?:\s+a\s+total\s+of)?\s*$", re.IGNORECASE
    )


@cache
def _topic_verb() -> re.Pattern[str]:
    verbs = alternatives(words("en", "numbers")["context"]["topic_verbs"])
    return re.compile(rf"\b(?:{verbs})\s+$", re.IGNORECASE)


@cache
def _after(language: PassageLanguage) -> re.Pattern[str]:
    guarded = _guarded(language, "after")
    if language == "zh":
        return re.compile(rf"\s?(?:{guarded})")
    return re.compile(rf"(?:\s?(?:{guarded}))(?![A-Za-z])", re.IGNORECASE)


@cache
def _beyond(language: PassageLanguage) -> re.Pattern[str]:
    guarded = _guarded(language, "after")
    if language == "zh":
        return re.compile(rf"[个名人位家]{{1,2}}(?:{guarded})(?<![多余几来许])")
    return re.compile(rf"\s+[a-z]{{2,16}}\s+(?:{guarded})(?<!plus)(?<!odd)(?![A-Za-z])")


@cache
def _last_words(language: PassageLanguage) -> frozenset[str]:
    """Return the words, or Han characters, that approximators end with: most numbers then need no search."""
    phrases = [phrase for part in words(language, "numbers")["before"].values() for phrase in part]
    if language == "zh":
        return frozenset(phrase[-1] for phrase in phrases)
    return frozenset(phrase.split()[-1] for phrase in phrases)


@cache
def after_heads(language: PassageLanguage) -> frozenset[str]:
    """Return what approximators after a number begin with: two letters in English, one in Chinese."""
    phrases = (phrase for part in words(language, "numbers")["after"].values() for phrase in part)
    return frozenset(phrase[: 2 if language == "en" else 1] for phrase in phrases)


def _may_follow(text: str, end: int, language: PassageLanguage) -> bool:
    start = end + (text[end : end + 1] == " ")
    head, heads = text[start : start + 2].lower(), after_heads(language)
    if head[:1] in heads:
        return True
    return language == "en" and (head in heads or not head.isascii())


def modifier_before(text: str, start: int, language: PassageLanguage) -> tuple[int, Modifier] | None:
    """Return where the approximator that ends at `start` begins, and what it says.

    >>> modifier_before("with more than 40 guests", 15, "en")
    (5, 'over')
    >>> modifier_before("附近3家", 2, "zh") is None
    True
    """
    lowest = max(0, start - REACH)
    ahead = text[max(0, start - 16) : start].rstrip()
    last = ahead[-1:] if language == "zh" else ahead[max(ahead.rfind(" "), ahead.rfind("(")) + 1 :].lower()
    if last not in _last_words(language) and last[-1:] not in _last_words(language):
        return None
    match = (_chinese_lead if language == "zh" else _english_lead)(text[lowest:start])
    if match is None:
        return None
    modifier = _modifier(match)
    begin = lowest + match.start()
    if (
        modifier == "about"
        and match.group().lower().startswith("about")
        and _topic_verb().search(text[max(0, begin - 20) : begin])
    ):
        return None
    return begin, modifier


def _chinese_lead(ahead: str) -> re.Match[str] | None:
    """Return the approximator at the end of a text: `_before` looked for no further than it reaches."""
    return _before("zh").search(ahead, max(0, len(ahead) - _longest_chinese_lead() - 2))


@cache
def _longest_chinese_lead() -> int:
    return max(len(phrase) for part in words("zh", "numbers")["before"].values() for phrase in part)


def _english_lead(ahead: str) -> re.Match[str] | None:
    """Return the approximator at the end of a text: `_before` tried only where one begins, if one ends it."""
    if not ahead.isascii():
        return _before("en").search(ahead)
    heads, tails = _english_lead_ends()
    lower = ahead.lower()
    if not " ".join(lower.split()[-2:]).endswith(tails):
        return None
    starts = sorted({start for start, _, _ in heads.find_all(lower)})
    matches = (match for start in starts if (match := _before("en").match(ahead, start)))
    return next(matches, None)


@cache
def _english_lead_ends() -> tuple[Literals, tuple[str, ...]]:
    """Return the first words of the approximators before a number, and the last two of each."""
    phrases = [phrase.split() for part in words("en", "numbers")["before"].values() for phrase in part]
    tails = {" ".join(phrase[-2:]) for phrase in (*phrases, ["total", "of"])}
    return Literals(phrase[0] for phrase in phrases), tuple(sorted(tails))


def modifier_after(
    text: str, end: int, language: PassageLanguage, *, round_number: bool = True
) -> tuple[int, Modifier] | None:
    """Return where the approximator that begins at `end` ends, and what it says.

    `多` and `余` go with round numbers only: `2015余` is something else.

    >>> modifier_after("200多人", 3, "zh"), modifier_after("a dozen or so", 7, "en")
    ((4, 'over'), (13, 'about'))
    """
    if not _may_follow(text, end, language):
        return None
    match = _after(language).match(text, end)
    if match is None or (not round_number and match.group().strip() in ("多", "余", "几", "来")):
        return None
    return match.end(), _modifier(match)


@cache
def _bare() -> re.Pattern[str]:
    table = words("zh", "numbers")
    guarded = (
        (f"(?<![{table['not_before'][lead]}])" if lead in table["not_before"] else "") + lead
        for lead in table["context"]["bare_before"]
    )
    return re.compile(rf"(?:{'|'.join(guarded)})$")


def bare_before(text: str, start: int) -> tuple[int, Modifier] | None:
    """Return where the word begins that makes a bare `百`, `千`, `万` or `亿` at `start` a number.

    >>> bare_before("有上百人", 2)
    (1, 'over')
    """
    lowest = max(0, start - 4)
    match = _bare().search(text[lowest:start])
    return (lowest + match.start(), "over") if match else None


def modifier_beyond(text: str, end: int, language: PassageLanguage) -> Modifier | None:
    """Return what an approximator after the counted noun says: `30 people or so`, `50人以上`.

    >>> modifier_beyond("30 people or so", 2, "en")
    'about'
    """
    match = _beyond(language).match(text, end)
    return _modifier(match) if match else None
