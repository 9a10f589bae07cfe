"""English numerals: digits with multipliers, number words, and mixtures of the two."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from corpus.literals import Literals
from pipeline.lexicon import alternatives, words
from pipeline.numerals import DIGITS, Numeral, plain_number

_MULTIPLIERS = frozenset(("hundred", "dozen", "scale"))
_FIGURES = frozenset(("digits", "unit", "teen", "tens"))
_ENGLISH_GAPS = frozenset(("", " ", "-", "\n", "\u00a0", "‑"))
_WIDEST_GAP = 6
_HALF, _ONE, _NOUGHT = Decimal("0.5"), Decimal(1), Decimal(0)
# `re` runs through to a class of characters far faster than to a repeat of one (`\d+`).
_DIGIT_RUN = re.compile(r"\d\d*")


class _Token(NamedTuple):
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
    parted = r"(?=\d{1,3}(?:[ \u00a0]|, )\d{3})"
    return rf"{parted}(?:(?:{before})(?:{torn}|{figure})|(?<![\d.,]){figure}{beside})"


@cache
def _figure() -> re.Pattern[str]:
    """Return the pattern of a figure, which begins with the first of its digits."""
    # Most figures are digits alone, with nothing behind that could go on.
    plain = r"(?<!\d)(?<!\d\.)\d{1,20}(?![\d’]|[,，.]\d|[ \u00a0]\d|, \d)"
    return re.compile(rf"{plain}|{_spaced()}|{DIGITS}")


@cache
def _short_scale() -> re.Pattern[str]:
    """Return the pattern of a multiplier in letters, right behind a digit."""
    short = alternatives(words("en", "numbers")["short_scales"])
    firsts = "".join(sorted({form[0] for form in words("en", "numbers")["short_scales"]} | set("kmb")))
    return re.compile(rf"(?=\s?[{firsts}])(?:[kmb]|\s[km](?=€)|\s?(?:{short})(?<!\s[kmb]))(?![a-z0-9²³])")


@cache
def _number_word() -> re.Pattern[str]:
    """Return the pattern of a number word, at a place with no letter before it."""
    table = words("en", "numbers")
    scales = alternatives(table["scales"])
    return re.compile(
        r"(?P<andhalf>and\s+a\s+half)(?![a-z])|(?P<half>half(?:[\s-]an?)?)(?=[\s-])"
        rf"|(?P<a>an?)(?=[\s-](?:{scales})(?![a-rt-z]))"
        rf"|(?P<word>{alternatives(table['words'])})(?![a-z])"
        rf"|(?P<scale>(?:{scales})s?)(?!aire|th|fold|air|[a-z](?:\s|$))"
    )


@cache
def _word_literals() -> Literals:
    table = words("en", "numbers")
    return Literals((*table["words"], *table["scales"], "half"))


@cache
def _english_values() -> dict[str, Decimal]:
    table = words("en", "numbers")
    return {
        word: Decimal(value)
        for part in ("words", "scales", "short_scales")
        for word, value in table[part].items()
    }


def _lower(text: str) -> str:
    """Return the text with the letters A to Z in lower case and all others as they are."""
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _english_tokens(text: str) -> list[_Token]:
    """Return figures, multipliers and number words in order; they share no character."""
    lower = _lower(text)
    tokens = [*_figure_tokens(lower), *_word_tokens(lower)]
    tokens.sort()
    return tokens


def _figure_tokens(lower: str) -> Iterator[_Token]:
    figure, short = _figure(), _short_scale()
    end = 0
    for run in _DIGIT_RUN.finditer(lower):
        start, stop = run.span()
        if start >= end and (match := figure.match(lower, start)):
            end = match.end()
            yield _Token(start, end, "digits", plain_number(match.group()))
        if stop >= end and (match := short.match(lower, stop)):
            end = match.end()
            value = _english_values()[match.group().strip()]
            yield _Token(stop, end, _word_kind("short", value), value)


def _word_tokens(lower: str) -> Iterator[_Token]:
    literals, pattern = _word_literals(), _number_word()
    end = last_half = 0
    for start, _, number in literals.find(lower):
        if _inside_word(lower, start):
            continue
        if literals.forms[number] == "half":
            lead = lower.rfind("and", last_half, start)
            last_half = start
        else:
            lead = _article(lower, start)
        for begin in (lead, start):
            if begin < end or _inside_word(lower, begin) or not (match := pattern.match(lower, begin)):
                continue
            end = match.end()
            yield _word_token(match)


def _inside_word(lower: str, position: int) -> bool:
    return position > 0 and "a" <= lower[position - 1] <= "z"


def _article(lower: str, start: int) -> int:
    """Return where the article before a number word begins, -1 where there is none."""
    for article in ("a", "an"):
        begin = start - 1 - len(article)
        if begin >= 0 and lower.startswith(article, begin):
            return begin
    return -1


def _word_token(match: re.Match[str]) -> _Token:
    kind, word = str(match.lastgroup), match.group()
    if kind in ("half", "andhalf"):
        value = _HALF
    elif kind == "a":
        value = _ONE
    else:
        values = _english_values()
        value = values[word] if word in values else values[word.removesuffix("s")]
        kind = _word_kind(kind, value)
    return _Token(*match.span(), kind, value)


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
        if _is_alone(tokens, position):
            start, end, kind, value = tokens[position]
            yield Numeral(start, end, _NOUGHT + value, arabic=kind == "digits")
            position += 1
            continue
        adding = _EnglishSum()
        following = position
        while following < len(tokens) and _takes(adding, tokens, following, position, text):
            following += 1
        if following > position and adding.finished:
            first, last = tokens[position], tokens[following - 1]
            yield Numeral(first.start, last.end, adding.value, adding.scale, arabic=first.kind == "digits")
        position = max(following, position + 1)


def _is_alone(tokens: list[_Token], index: int) -> bool:
    """Tell whether a figure or a word is a numeral by itself, since nothing that follows is near enough."""
    if tokens[index].kind not in _FIGURES:
        return False
    if index + 1 == len(tokens):
        return True
    return tokens[index + 1].start - tokens[index].end > _WIDEST_GAP


def _takes(adding: "_EnglishSum", tokens: list[_Token], index: int, first: int, text: str) -> bool:
    token = tokens[index]
    joined = False
    if index > first and token.kind == "digits" and tokens[index - 1].end - tokens[index - 1].start < 4:
        # `1.2bn 30k` are two numbers, `13 million 900 thousand` is one
        return False
    if index > first:
        gap = text[tokens[index - 1].end : token.start]
        joined = len(gap) <= _WIDEST_GAP and gap.strip().lower() == "and"
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
