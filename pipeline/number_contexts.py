"""What makes a numeral no count: an ordinal, a percentage, a year, a date, a label, a part of a word."""

import re
from functools import cache

from pipeline.approximators import bare_before, modifier_after, modifier_before
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.numerals import Numeral

_SIGNS = "$€£¥￥₩₹₽฿"
# What a figure that goes on, or a sum, ends with before a figure; `$` of a pattern passes over a line's end.
_BEFORE_FIGURES = frozenset(f"-–/.:\n{_SIGNS}")
_FIGURE_OR_SIGN = re.compile(rf"\d\s?[-–/.:]$|[{_SIGNS}]\s?$")
_BACK = 16
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LETTERS_BEHIND = re.compile(r"\s[a-z]{1,4}")
_LED_BEFORE = re.compile(r"\s(?:of|and|to|for|by)\s$")
_PEOPLE_BEHIND = re.compile(r"\s(?:people|[a-z]{3,14}s)\b")


def counts_from(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether what stands before a numeral lets it count something.

    >>> from pipeline.numbers import read_numerals
    >>> [counts_from(text, read_numerals(text, "zh")[0], "zh") for text in ("第12人", "共12人")]
    [False, True]
    """
    start, end = numeral.start, numeral.end
    last = text[start - 1] if start else ""
    if _is_labelled(text, start, last, language) or _follows_figure(text, start, last):
        return False
    printed = text[start:end]
    if (printed[0] == "0" and printed[1:2].isdecimal()) or _is_year(text, numeral, language):
        return False
    if language == "en":
        return not (last.isalpha() and numeral.arabic)
    return not is_vague(text, numeral, language) or (printed in ("百", "千") and text[end : end + 1] == "名")


def _follows_figure(text: str, start: int, last: str) -> bool:
    """Tell whether a figure and a mark, or a sign of money, stand directly before."""
    if last not in _BEFORE_FIGURES and not (
        last.isspace() and text[start - 2 : start - 1] in _BEFORE_FIGURES
    ):
        return False
    return _FIGURE_OR_SIGN.search(text[max(0, start - _BACK) : start]) is not None


def _is_labelled(text: str, start: int, last: str, language: PassageLanguage) -> bool:
    """Tell whether a number is the name of something: `Room 12`, `第12`."""
    before = text[max(0, start - _BACK) : start]
    if language == "zh":
        suspect = last in _label_ends("zh") or (last.isascii() and last.isalpha())
    else:
        label = before.rstrip().rstrip(":#").rstrip()
        suspect = label[-3:].lower() in _label_ends("en") or label[-2:].lower() in _label_ends("en")
        suspect = suspect or "#" in before or not label[-3:].isascii()
    return suspect and _labels(language).search(before) is not None


@cache
def _label_ends(language: PassageLanguage) -> frozenset[str]:
    """Return what labels end with: the last character in Chinese, up to three letters in English."""
    labels = _context(language)["labels"]
    if language == "zh":
        return frozenset((*(label[-1] for label in labels), "之", "-", ":", "：", "\n"))
    return frozenset(label.split()[-1][-3:] for label in labels)


def is_vague(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a numeral names no number: `数千`, and a bare `万` with nothing that makes it one.

    >>> from pipeline.numbers import read_numerals
    >>> [is_vague(text, read_numerals(text, "zh")[0], "zh") for text in ("数千", "万元", "近万", "三千")]
    [True, True, False, False]
    """
    if language == "en":
        return False
    last = text[numeral.start - 1] if numeral.start else ""
    if last in _vague_ends() and _vague().search(text[max(0, numeral.start - 4) : numeral.start]):
        return True
    return numeral.bare and not (
        modifier_before(text, numeral.start, "zh")
        or bare_before(text, numeral.start)
        or modifier_after(text, numeral.end, "zh")
    )


def counts_to(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether what stands after a numeral lets it count something.

    >>> from pipeline.numbers import read_numerals
    >>> [counts_to(text, read_numerals(text, "en")[0], "en") for text in ("12 percent", "12 guests")]
    [False, True]
    """
    after = modifier_after(text, numeral.end, language, round_number=numeral.value % 10 == 0)
    if _unmakes_count(text, numeral.end, language) or (after and _unmakes_count(text, after[0], language)):
        return False
    if language == "en":
        if numeral.value == 1 and not numeral.arabic:
            return not _pronoun_one().match(text, numeral.end)
        return bool(numeral.arabic or not _fraction().match(text, numeral.end))
    if numeral.arabic:
        # `5A级景区`
        following = text[numeral.end : numeral.end + 1]
        return not (following.isascii() and following.isalpha())
    return _is_counted(text, numeral, after[0] if after else numeral.end)


def _unmakes_count(text: str, end: int, language: PassageLanguage) -> bool:
    """Tell whether a word, letters or a figure stand behind that make a number no count: `12%`, `9th`."""
    return _may_not_count(text, end, language) and _not_counts(language).match(text, end) is not None


def _may_not_count(text: str, end: int, language: PassageLanguage) -> bool:
    """Tell, by one or two characters, whether a word that makes a figure no count may follow it."""
    following = text[end : end + 1]
    if language == "zh":
        return following in _first_of_not_counts("zh") or following.isspace() or following in (")", "）")
    if following.isspace():
        following = text[end + 1 : end + 2].lower()
        return following in _first_of_not_counts("en") or not following.isascii()
    return following not in (",", ".", ";", ")")


@cache
def _first_of_not_counts(language: PassageLanguage) -> frozenset[str]:
    return frozenset(word[0] for word in _context(language)["not_counts"])


def _is_counted(text: str, numeral: Numeral, end: int) -> bool:
    """Tell whether Han digits count something, since they are parts of many names (`三亚`, `四川`)."""
    if numeral.value == 0:
        # `零部件`
        return False
    if end > numeral.end or numeral.scale >= 100:
        return True
    return _is_measured(text, end)


def _is_measured(text: str, end: int) -> bool:
    following = text[end : end + 1]
    may_be = following in _first_of_measures() or following.isspace() or following in ("多", "余")
    return may_be and _measures().match(text, end) is not None


@cache
def _first_of_measures() -> frozenset[str]:
    return frozenset(measure[0] for measure in _context("zh")["measures"])


def _is_year(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a bare four-digit figure is a year: `in 2015`, not `2000 people` or `about 2000`."""
    if numeral.end - numeral.start != 4 or not _YEAR.match(text, numeral.start):
        return False
    if language == "zh":
        return not _is_measured(text, numeral.end) and not modifier_after(text, numeral.end, "zh")
    counted = _LETTERS_BEHIND.match(text, numeral.end)
    if not counted:
        return True
    if modifier_before(text, numeral.start, "en"):
        return False
    before = text[max(0, numeral.start - 20) : numeral.start]
    if _PEOPLE_BEHIND.match(text[numeral.end : numeral.end + 18]) and _LED_BEFORE.search(before):
        return False
    return len(counted[0]) < 5 or _year_leads().search(before) is not None


@cache
def _context(language: PassageLanguage) -> dict[str, list[str]]:
    table: dict[str, list[str]] = words(language, "numbers")["context"]
    return table


@cache
def _labels(language: PassageLanguage) -> re.Pattern[str]:
    if language == "en":
        return re.compile(
            rf"(?:(?<![A-Za-z])(?:{alternatives(_context('en')['labels'])})\s?[:#]?\s?|#)$", re.IGNORECASE
        )
    guards = words("zh", "numbers")["not_before"]
    labels = "|".join(
        (f"(?<![{guards[label]}])" if label in guards else "") + re.escape(label)
        for label in _context("zh")["labels"]
    )
    return re.compile(rf"(?:{labels}|[A-Za-z]-?|分之)[:：]?$")


@cache
def _vague() -> re.Pattern[str]:
    guards = words("zh", "numbers")["not_before"]
    vague = "|".join(
        (f"(?<![{guards[word]}])" if word in guards else "") + word for word in _context("zh")["vague"]
    )
    return re.compile(rf"(?:{vague})$")


@cache
def _vague_ends() -> frozenset[str]:
    return frozenset((*(word[-1] for word in _context("zh")["vague"]), "\n"))


@cache
def _not_counts(language: PassageLanguage) -> re.Pattern[str]:
    endings = alternatives(_context(language)["not_counts"])
    if language == "zh":
        return re.compile(rf"[\s)）]?(?:{endings})(?!名|位)")
    return re.compile(
        rf"\s?(?:{endings})(?![a-z])|(?:st|nd|rd|th|'?s)(?![a-z])|[A-Za-z]{{1,2}}(?![a-z])|[-–/]\d",
        re.IGNORECASE,
    )


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(rf"[\s-](?:{alternatives(_context('en')['fraction_ends'])})(?![a-z])", re.IGNORECASE)


@cache
def _pronoun_one() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?:{alternatives(_context('en')['no_count_one'])})(?![a-z])|\W*$|[,.;:!?]", re.IGNORECASE
    )


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:多|余)?(?:{alternatives(_context('zh')['measures'])})")


@cache
def _year_leads() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives(_context('en')['year_leads'])})\s$", re.IGNORECASE)
