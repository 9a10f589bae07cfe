"""English numerals: digits with multipliers, number words, and mixtures of the two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.numerals import DIGITS, Numeral, plain_number

_LOWER = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_MULTIPLIERS = frozenset(("hundred", "dozen", "scale"))
_ENGLISH_GAPS = frozenset(("", " ", "-", "\n", "\u00a0", "‑"))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str
    value: Decimal


def _spaced() -> str:
    """Return the pattern of groups parted by spaces (`25 000 euros`), one figure only beside a currency."""
    spaced = words("en", "money")["context"]["spaced"]
    before = "|".join(rf"(?<={form}\s)|(?<={form})" for form in map(re.escape, spaced["before"]))
    before += r"|(?<=[^a-z][rk]\s)|(?<=[^a-z][rk])"  # `R250 000`
    figure = r"\d{1,3}(?:[ \u00a0]\d{3}){1,4}(?!\d)"
    # `RMB 180, 000 yuan`: a list would not have its currency on both sides.
    beside = rf"(?=\s(?:{alternatives(spaced['after'])})(?![a-z]))"
    torn = rf"\d{{1,3}}(?:, \d{{3}}){{1,3}}{beside}"
    return rf"(?:{before})(?:{torn}|{figure})|(?<![\d.,]){figure}{beside}"


@cache
def _english_pattern() -> re.Pattern[str]:
    table = words("en", "numbers")
    scales = alternatives(table["scales"])
    short = alternatives(table["short_scales"])
    return re.compile(
        rf"(?P<digits>{_spaced()}|{DIGITS})"
        rf"|(?<=\d)(?P<short>(?:[kmb]|\s[km](?=€)|\s?(?:{short})(?<!\s[kmb]))(?![a-z0-9²³]))"
        r"|(?<![a-z])(?:(?P<andhalf>and\s+a\s+half)(?![a-z])|(?P<half>half(?:[\s-]an?)?)(?=[\s-])"
        rf"|(?P<a>an?)(?=[\s-](?:{scales})(?![a-rt-z]))"
        rf"|(?P<word>{alternatives(table['words'])})(?![a-z])"
        rf"|(?P<scale>(?:{scales})s?)(?!aire|th|fold|air|[a-z](?:\s|$)))"
    )


@cache
def _english_values() -> dict[str, Decimal]:
    table = words("en", "numbers")
    return {
        word: Decimal(value)
        for part in ("words", "scales", "short_scales")
        for word, value in table[part].items()
    }


def _english_tokens(text: str) -> list[_Token]:
    values = _english_values()
    found = []
    for match in _english_pattern().finditer(text.translate(_LOWER)):
        kind, printed = str(match.lastgroup), match.group()
        if kind == "digits":
            value = plain_number(printed)
        elif kind in ("half", "andhalf"):
            value = Decimal("0.5")
        elif kind == "a":
            value = Decimal(1)
        else:
            word = printed.strip()
            value = values[word] if word in values else values[word.removesuffix("s")]
            kind = _word_kind(kind, value)
        found.append(_Token(*match.span(), kind, value))
    return found


def _word_kind(kind: str, value: Decimal) -> str:
    if kind in ("scale", "short"):
        return {100: "hundred", 12: "dozen"}.get(int(value), "scale")
    if value < 10:
        return "unit"
    return "teen" if value < 20 else "tens"


def english_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of an English text from left to right.

    >>> [str(numeral.value) for numeral in english_numerals("4.7 million, half a dozen, two hundred and six")]
    ['4700000.0', '6.0', '206']
    """
    tokens = _english_tokens(text)
    position = 0
    while position < len(tokens):
        adding = _EnglishSum()
        following = position
        while following < len(tokens) and _takes(adding, tokens, following, position, text):
            following += 1
        if following > position and adding.finished:
            first, last = tokens[position], tokens[following - 1]
            yield Numeral(first.start, last.end, adding.value, adding.scale, arabic=first.kind == "digits")
        position = max(following, position + 1)


def _takes(adding: "_EnglishSum", tokens: list[_Token], index: int, first: int, text: str) -> bool:
    token = tokens[index]
    joined = False
    if index > first and token.kind == "digits" and tokens[index - 1].end - tokens[index - 1].start < 4:
        # `1.2bn 30k` are two numbers, `13 million 900 thousand` is one
        return False
    if index > first:
        gap = text[tokens[index - 1].end : token.start]
        joined = len(gap) <= 6 and gap.strip().lower() == "and"
        if not joined and gap not in _ENGLISH_GAPS:
            return False
    ahead = tokens[index + 1] if index + 1 < len(tokens) else token
    multiplied = ahead.kind in _MULTIPLIERS and text[token.end : ahead.start] in _ENGLISH_GAPS
    return adding.take(token, joined, ahead.value if multiplied else Decimal(0))


class _EnglishSum:
    """Adds number words up from left to right, and refuses the first that cannot belong."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.current = Decimal(0)
        self.last_scale = Decimal(0)
        self.scale = Decimal(1)
        self.last = ""

    @property
    def value(self) -> Decimal:
        return self.total + self.current

    @property
    def finished(self) -> bool:
        return self.last not in ("", "half", "a")

    def take(self, token: _Token, joined: bool, multiplier: Decimal) -> bool:
        """Add a token in; `joined` tells of an `and` before it, `multiplier` what multiplies it, or 0."""
        if token.kind in _MULTIPLIERS:
            taken = not joined and (self._hundred() if token.kind == "hundred" else self._multiply(token))
            self.scale *= token.value if taken else 1
        else:
            taken = self._add(token, joined, multiplier)
            self.scale = self.scale if token.kind == "andhalf" or not taken else Decimal(1)
        if taken:
            self.last = token.kind
        return taken

    def _add(self, token: _Token, joined: bool, multiplier: Decimal) -> bool:
        if token.kind == "andhalf":
            taken = self.last == "scale" or (self.last in ("unit", "digits") and multiplier > 0)
            self.current += token.value * (self.scale if self.last == "scale" else 1)
            return taken
        if self.last == "":
            taken = token.kind != "half" or multiplier > 0
        elif self.last_scale and token.value * (multiplier or 1) >= self.last_scale:
            taken = False
        elif token.kind == "digits":
            # `13 million 900 thousand`: a second figure only where a smaller multiplier follows it.
            taken = self.last == "scale" and multiplier > 0 and not joined
        elif token.kind == "unit" and self.last == "tens":
            taken = not joined
        else:
            taken = self.last in ("hundred", "scale") and token.kind in ("unit", "teen", "tens")
        self.current += token.value if taken else 0
        return taken

    def _hundred(self) -> bool:
        taken = self.last in ("unit", "teen", "digits", "a", "andhalf", "half")
        self.current *= 100 if taken else 1
        return taken

    def _multiply(self, token: _Token) -> bool:
        if self.last == "" or (self.total and self.last != "scale" and token.value >= self.last_scale):
            return False
        if self.last == "scale":
            # `a thousand million`
            self.total *= token.value
        else:
            self.total += self.current * token.value
        self.current = Decimal(0)
        self.last_scale = token.value
        return True
