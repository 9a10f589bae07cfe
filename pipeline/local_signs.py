"""Signs that are money only near home: `K10` in Zambia, `R5 million` in South Africa, `300 Ft` in Hungary."""

import re
from functools import cache

from pipeline.currencies import Printed
from pipeline.currency_countries import tender
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.numerals import Numeral
from pipeline.printed_currencies import looks_like_year
from pipeline.whereabouts import Whereabouts

# `R4-5 million`, `R5 to R6 million`
_RANGE = re.compile(r"\s?(?:-|–|to|or)\s?[A-Z]?\d[\d.,]{0,12}\s?(?:thousand|[mb]illion|trillion|mn?|bn|k)\b")
# Fewer places may only be passed through.
_LEAST = 2
# A blank, and more letters than any sign has.
_NEAR = 16


class LocalSigns:
    """The signs that a bulletin's home or places make money; only an English text has any.

    >>> from pipeline.numerals import Numeral
    >>> signs = LocalSigns(Whereabouts("ZM"), "en")
    >>> signs.before("It costs K50.", Numeral(10, 12, 50), 0)
    Printed(start=9, end=10, unit='ZMW', form='K', bracket_end=None)
    >>> LocalSigns(Whereabouts("DE"), "en").before("It costs K50.", Numeral(10, 12, 50), 0) is None
    True
    """

    def __init__(self, where: Whereabouts, language: PassageLanguage) -> None:
        self._before = _meant("before", where, language)
        self._after = _meant("after", where, language)

    def beside(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the signs stands anywhere near a figure: most texts have none to look for."""
        if not (self._before or self._after):
            return False
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        return any(form in before for form in self._before) or any(form in after for form in self._after)

    def before(self, text: str, numeral: Numeral, free_from: int) -> Printed | None:
        """Return the sign directly before a figure; apart from it only before a large or an exact sum."""
        if not self._before:
            return None
        start = numeral.start
        apart = text[start - 1 : start] in (" ", "\u00a0") and start > 0
        if apart and (not _is_large(text, numeral) or looks_like_year(text, numeral)):
            return None
        end = start - apart
        for form in sorted(self._before, key=len, reverse=True):
            begin = end - len(form)
            if begin < free_from or text[begin:end] != form or re.match(r"[\w$-]", text[begin - 1 : begin]):
                continue
            glued = re.match(r"[-–/]?[^\W\d]|[-/]\d", text[numeral.end : numeral.end + 2])
            if glued and not _shares_scale(text, numeral):
                return None
            if not _is_large(text, numeral) and (
                _is_label(text, begin, numeral) or (len(form) == 1 and numeral.value < 10)
            ):
                return None
            return Printed(begin, end, self._before[form], form)
        return None

    def after(self, text: str, end: int) -> Printed | None:
        """Return the sign or noun after a figure, beside it or a blank away."""
        if not self._after:
            return None
        start = end + (text[end : end + 1] in (" ", "\u00a0"))
        for form in sorted(self._after, key=len, reverse=True):
            stop = start + len(form)
            if text.startswith(form, start) and not re.match(r"[\w-]", text[stop : stop + 1]):
                return Printed(start, stop, self._after[form], form)
        return None


def _is_label(text: str, begin: int, numeral: Numeral) -> bool:
    """Tell whether a sign with a figure is a number of something: `Route R300`, `N95`."""
    return (
        text[begin : numeral.end] in words("en", "money")["local"]["names"]
        or _label().search(text[max(0, begin - 16) : begin]) is not None
    )


def _is_large(text: str, numeral: Numeral) -> bool:
    exact = numeral.value != int(numeral.value)
    return numeral.scale >= 1000 or numeral.value >= 1000 or exact or _shares_scale(text, numeral)


def _shares_scale(text: str, numeral: Numeral) -> bool:
    return _RANGE.match(text, numeral.end) is not None


def _meant(part: str, where: Whereabouts, language: PassageLanguage) -> dict[str, str]:
    """Return the signs that a country of the bulletin writes its money with, and which currency each is."""
    by_country = _signs_by_country(part, language)
    named = {where.home or "", *where.named, *where.sites}
    forms = {form for country in named for form in by_country.get(country, ())}
    found = {}
    for form, codes in words(language, "money")["local"][part].items():
        if form not in forms:
            continue
        countries = tender(tuple(codes))
        at_home = countries.get(where.home or "")
        # What a page in Zambia writes so is its own money, whatever country it tells of.
        code = at_home or where.mostly(countries, least=_LEAST)
        if code is not None:
            found[form] = code
    return found


@cache
def _signs_by_country(part: str, language: PassageLanguage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, codes in words(language, "money")["local"][part].items():
        for country in tender(tuple(codes)):
            found.setdefault(country, []).append(form)
    return found


@cache
def _label() -> re.Pattern[str]:
    labels = alternatives(words("en", "money")["local"]["labels"])
    return re.compile(rf"(?i)(?<![a-z])(?:{labels})\s$")
