"""Names in Latin letters: their shapes, told apart from places, bodies, months and the heads of sentences."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.people.latin_words import (
    calendar,
    country_words,
    honorifics,
    is_body,
    is_capital,
    listed,
    peoples,
    short_calendar,
    stops,
    strong_honorifics,
)
from pipeline.people.reading import Span

_WORD = (
    r"(?=[A-Z])(?:(?:[A-Z]\.){1,4}(?![a-z])"
    r"|(?:Mrs?|Ms|Dr|Drs|Jr|Sr|Prof|Hon|Gov|Lt|Gen|Sen|Rep|Rev|Messrs|Cr|Cllr|Coun|Ald|Amb|Capt|Col|Brig|Maj|Sgt|HE|Eng|Arch|Adv"
    r"|Ir|Engr|Atty|Mme|St|Fr|Smt)\.)"
    r"|[dDlL]['’](?=[A-ZÀ-Þ])[^\W\d_]+(?:-[^\W\d_]+)*"
    r"|[^\W\d_]+(?:(?!['’`´][sS](?![^\W\d_]))['’ʻ`´\-‐‑][^\W\d_]+)*|\d+|\n|[^\s\w]"
)
# Most words are plain, and found in half the time.
_PLAIN = r"[a-z]+(?=[ ,.\n])|[A-Z][a-z]+(?=[ ,\n])"
# Cut at these, a text falls into what stands between two tokens and, each second time, a token.
_TOKENS = re.compile(f"({_PLAIN}|{_WORD})")
_LONGEST = 7
# Oct. 19
_NUMBER = re.compile(r"[\d.]")
_RANKS = frozenset({"Hon", "HE", "Rev", "Gen", "Col", "Maj", "Gov", "Rep", "Sen", "Coun", "Eng", "Engr"})


@dataclass(frozen=True, slots=True)
class Page:
    """A text cut into words, numbers, signs and line ends; and where they and the known places stand."""

    text: str
    words: Sequence[str]
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    places: Sequence[Span]

    def index(self, position: int) -> int:
        """Return the index of the first token that starts at `position` or after it."""
        return bisect.bisect_left(self.starts, position)

    def word(self, index: int) -> str:
        """Return the text of a token, empty outside the page."""
        words = self.words
        return words[index] if 0 <= index < len(words) else ""

    def place_from(self, index: int) -> int:
        """Return the index behind the longest known place that starts with this token, or `index` itself."""
        if not 0 <= index < len(self.words):
            return index
        start = self.starts[index]
        at = bisect.bisect_left(self.places, (start, -1))
        end = max((e for s, e in self.places[at : at + 6] if s == start), default=start)
        behind = self.index(end)
        return max(behind, index + known_country(self, index))


def page(text: str, places: Sequence[Span] = ()) -> Page:
    """Cut `text` into tokens; a line end is a token too, wrapped lines having been joined before.

    >>> page("Mr. O'Brien's 2 friends").words
    ['Mr.', "O'Brien", "'", 's', '2', 'friends']
    """
    pieces = _TOKENS.split(text)
    ends = list(accumulate(map(len, pieces)))
    return Page(text, pieces[1::2], ends[:-1:2], ends[1::2], sorted(set(places)))


def known_country(on: Page, index: int) -> int:
    """Return how many tokens from `index` on name a country or a state of the USA, 0 for none."""
    for parts in country_words().get(on.word(index), ()):
        if all(on.word(index + step) == part for step, part in enumerate(parts)):
            return len(parts)
    return 0


def is_honorific(on: Page, index: int) -> bool:
    """Tell whether a token is `Mr.`, `Dato` and the like; `Tan` or `Don` only beside another one."""
    word = on.word(index)
    # Her Worship, the Honourable
    if word in {"Her", "His", "Your", "the", "The"}:
        return on.word(index + 1) in {
            "Worship",
            "Excellency",
            "Honour",
            "Highness",
            "Royal",
            "Majesty",
            "Honourable",
            "Honorable",
            "Eminence",
            "Hon",
            "Hon.",
        }
    if word not in honorifics():
        return False
    if word not in listed("weak_honorifics"):
        return True
    # Hon Kojo Bonsu: short for a rank, before a full name.
    if word in _RANKS and may_name(on, index + 1) and may_name(on, index + 2):
        return True
    beside = {on.word(index + 1), on.word(index - 1)}
    return (
        bool(beside & strong_honorifics())
        or (word == "Tan" and "Sri" in beside)
        or (word == "Sri" and "Tan" in beside)
    )


def spaced(on: Page, index: int) -> bool:
    """Tell whether only blanks of one line part this token from the one before."""
    return 0 < index < len(on.words) and not on.text[on.ends[index - 1] : on.starts[index]].strip(
        " \t\xa0\u3000"
    )


def may_name(on: Page, index: int) -> bool:
    """Tell whether a token may be one word of a name."""
    word = on.word(index)
    if word in listed("function_names"):
        return _beside_name(on, index)
    # Sun Lei and Jan Berg, but Oct. 19
    if word in short_calendar() and _NUMBER.match(on.word(index + 1)):
        return False
    return is_capital(word) and word not in stops()


def _beside_name(on: Page, index: int) -> bool:
    """`He Jun`, `Kezuka You`: a word of the sentence that is a name too."""
    from pipeline.people.pinyin import is_chinese_name

    after = on.word(index + 1)
    if spaced(on, index + 1) and is_capital(after) and after not in stops():
        return is_chinese_name([on.word(index), after])
    before = on.word(index - 1)
    return (
        spaced(on, index)
        and is_capital(before)
        and before not in stops()
        and before not in listed("function_names")
    )


def name_after(on: Page, index: int) -> tuple[int, int] | None:
    """Return the tokens [first, behind) of the name that starts at `index`, after its honorifics.

    >>> on = page("Mayor Dato Sri Jan van der Laan Jr. of Delft")
    >>> first, behind = name_after(on, 1)
    >>> on.text[on.starts[first] : on.ends[behind - 1]]
    'Jan van der Laan Jr.'
    """
    first = index
    while is_honorific(on, first) and (first == index or spaced(on, first)):
        first += 1
    at = first
    while at - first < _LONGEST and at < len(on.words) and (at == first or spaced(on, at)):
        step = _name_step(on, at, first)
        if not step:
            break
        at += step
    if at == first or all(len(on.word(i).rstrip(".")) <= 1 for i in range(first, at)):
        return None
    if (is_body(on.word(at)) or on.word(at) in peoples()) and spaced(on, at):
        return None
    return first, _with_suffix(on, at)


def _name_step(on: Page, at: int, first: int) -> int:
    word = on.word(at)
    if may_name(on, at):
        return 1
    if (
        word in calendar()
        and at == first
        and may_name(on, at + 1)
        and spaced(on, at + 1)
        and word in {"April", "June", "May", "August"}
    ):
        return 1
    if word in listed("particles"):
        reach = at + 1
        while on.word(reach) in listed("particles") and reach - at < 3:
            reach += 1
        if may_name(on, reach) and spaced(on, reach) and (at > first or word not in {"e", "i", "y", "na"}):
            return reach - at + 1
    # William "Bill" Smith
    if (
        word in '"“‘('
        and at > first
        and may_name(on, at + 1)
        and on.word(at + 2) in '"”’)'
        and may_name(on, at + 3)
    ):
        return 4
    return 0


def _with_suffix(on: Page, behind: int) -> int:
    if on.word(behind) in listed("suffixes"):
        return behind + 1
    if on.word(behind) == "," and on.word(behind + 1) in listed("suffixes") - {"II", "III", "IV"}:
        return behind + 2
    return behind


def name_before(on: Page, behind: int) -> tuple[int, int] | None:
    """Return the tokens [first, behind) of the name that ends before the token `behind`.

    What the sentence prints before it (`In Nanjing`, `With the Economic Delegation`) is left out.

    >>> on = page("With the Trade Delegation Guo Xuehuan, Secretary")
    >>> on.word(name_before(on, 6)[0])
    'Guo'
    """
    end = behind
    if on.word(end - 1) in listed("suffixes"):
        end -= 1
        if on.word(end - 1) == ",":
            end -= 1
    first = end
    while end - first < _LONGEST and first > 0 and (first == end or spaced(on, first)):
        step = _back_step(on, first - 1, end)
        if not step:
            break
        first -= step
    first = _past_place(on, first, end)
    while first < end and on.word(first) in listed("particles") - {
        "van",
        "von",
        "de",
        "der",
        "di",
        "da",
        "al",
        "el",
        "bin",
    }:
        first += 1
    if first == end or not any(len(on.word(i).rstrip(".")) > 1 for i in range(first, end)):
        return None
    return first, behind


def _back_step(on: Page, at: int, end: int) -> int:
    word = on.word(at)
    if may_name(on, at) and not is_honorific(on, at):
        return 1
    if (
        word in listed("particles")
        and at + 1 < end
        and is_capital(on.word(at - 1))
        and may_name(on, at - 1)
        and spaced(on, at)
    ):
        return 1
    if (
        word in listed("particles")
        and at + 1 < end
        and on.word(at - 1) in listed("particles")
        and spaced(on, at)
    ):
        return 1
    if word in {"van", "von", "de", "der", "di", "da"} and at + 1 < end:
        return 1
    return 0


def _past_place(on: Page, first: int, end: int) -> int:
    """Leave out a place that a preposition leads to: `in Nanjing Zhang Wei, mayor`."""
    behind = on.place_from(first)
    led = on.word(first - 1).lower() in {"in", "at", "to", "of", "from", "visited", "near", "for"}
    return behind if first < behind and end - behind >= 2 and led else first


def printed(on: Page, tokens: tuple[int, int]) -> Span:
    """Return the characters that the tokens [first, behind) cover."""
    return on.starts[tokens[0]], on.ends[tokens[1] - 1]
