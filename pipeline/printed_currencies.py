"""Where a currency is printed: directly before a figure or directly after it."""

import re
from functools import cache
from typing import Any

from corpus.literals import Literals
from pipeline.currencies import Printed, forms_after, forms_before
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.numerals import Numeral

_WORD = re.compile(r"[^\W\d_][^\s,;:!?()\[\]\"/<>|，。；：、（）\u4e00-\u9fff-]{0,24}|[$€£¥￥₩₹₽฿]")
_LEAD = re.compile(r"[\s-]?(?:of\s)?(?:the\s)?(?:more\s|additional\s)?")
_NO_NAME = frozenset(",.;:!?()[]，。；：、（）名人位家个年月日次")
# `valued at A $500`, while `A $500 prize` begins with an article.
_AUSTRALIAN = re.compile(r"[a-z(]\s?A \$$")
_SIGNS = frozenset("$€£¥￥₩₹₽฿")


@cache
def _context(language: PassageLanguage) -> dict[str, Any]:
    table: dict[str, Any] = words(language, "money")["context"]
    return table


@cache
def _longest(language: PassageLanguage | None) -> int:
    return max(map(len, forms_before() if language is None else forms_after(language)))


# Before a figure


def ends_of_currencies(text: str) -> list[int]:
    """Return where forms end that may stand before a figure, wherever they are, in order.

    >>> ends_of_currencies("€300, or about £5")
    [1, 16]
    """
    return [end for _, end, _ in _leading_forms().find_all(text)]


@cache
def _leading_forms() -> Literals:
    return Literals(forms_before())


def may_stand_before(text: str, start: int) -> bool:
    """Tell, by three characters, whether a currency may be printed directly before a figure at `start`.

    >>> may_stand_before("worth NZ$300", 9), may_stand_before("in 2015", 3)
    (True, False)
    """
    end = start - 1 if start and text[start - 1] in " \u00a0" else start
    tail, tails = text[max(0, end - 3) : end], _last_characters()
    return tail in tails or tail[-2:] in tails or tail[-1:] in tails


def currency_before(text: str, start: int, free_from: int, numeral: Numeral) -> Printed | None:
    """Return the currency printed directly before a figure at `start`, but not before `free_from`.

    >>> from pipeline.numerals import Numeral
    >>> currency_before("worth NZ$300", 9, 0, Numeral(9, 12, 300))
    Printed(start=6, end=9, unit='NZD', form='NZ$', bracket_end=None)
    """
    end = start - 1 if start and text[start - 1] in " \u00a0" else start
    forms = forms_before()
    if end <= free_from or not may_stand_before(text, start):
        return None
    for length in range(min(_longest(None), end - free_from), 0, -1):
        form = text[end - length : end]
        if form not in forms or not _stands_alone(text, end - length, form):
            continue
        if _is_word(text, form, numeral):
            return None
        if form == "$" and _AUSTRALIAN.search(text, max(free_from, end - 8), end):
            return Printed(end - 3, end, "AUD", "A $")
        return Printed(end - length, end, forms[form], form)
    return None


def _is_word(text: str, form: str, numeral: Numeral) -> bool:
    """Tell whether a form before a figure is a word or a label there: `TOP 10`, `Euro 2016`, `美元2015年`."""
    if form[-1] in "元币" and re.match("[年月日]", text[numeral.end : numeral.end + 1]):
        return True
    context = _context("en")
    floor = 1000 if form in context["word_codes"] else 100 if form in context["word_forms"] else 0
    return floor > 0 and numeral.scale < 1000 and (numeral.value < floor or looks_like_year(text, numeral))


@cache
def _last_characters() -> frozenset[str]:
    """Return what the forms end with, three characters of each, or the fewer that a form has."""
    return frozenset(form[-3:] for form in forms_before())


def _stands_alone(text: str, start: int, form: str) -> bool:
    """Tell whether letters before a form make it the end of a word; `ofRMB6,000` is two words glued."""
    if not start or not form[0].isalpha() or not form[0].isascii():
        return True
    before = text[start - 1]
    if not (before.isascii() and before.isalnum()):
        return True
    return before.islower() and form[:3].isupper() and len(form) >= 3


def looks_like_year(text: str, numeral: Numeral) -> bool:
    """Tell whether a figure is four digits that begin with 19 or 20."""
    return re.fullmatch(r"(?:19|20)\d\d", text[numeral.start : numeral.end]) is not None


# After a figure


def may_stand_after(text: str, end: int, language: PassageLanguage) -> bool:
    """Tell, by four characters, whether a currency may be printed directly after a figure's `end`.

    >>> [may_stand_after(text, 2, "en") for text in ("40 euros", "40 pupils", "40 (RMB)")]
    [True, False, True]
    """
    gap = text[end : end + 1]
    start = end + 1 if gap == "-" or gap.isspace() else end
    if text[start : start + 1].lower()[:1] in first_characters():
        return _may_begin_currency(text[start : start + 4].lower()[:4], language)
    return False


def _may_begin_currency(head: str, language: PassageLanguage) -> bool:
    if head[:1] in ("(", "（"):
        return True
    if language == "zh" and (head[:1] in _first_chinese() or head[:2] in _first_chinese()):
        return True
    head = head.replace("-", " ").replace("\n", " ").replace("\u00a0", " ")
    heads = _first_english()
    return head in heads or head[:3] in heads or head[:2] in heads or head[:1] in _SIGNS


@cache
def first_characters() -> frozenset[str]:
    """Return the first character of all that may stand after a figure, in lower case."""
    return frozenset(form[0] for form in (*_first_chinese(), *_first_english(), *_SIGNS, "(", "（"))


@cache
def _first_chinese() -> frozenset[str]:
    """Return what the Chinese forms begin with, two characters of each, or the one that a form is."""
    return frozenset(form[:2] for form in forms_after("zh"))


@cache
def _first_english() -> frozenset[str]:
    """Return what the English forms, the codes and the words ahead of them begin with, up to four letters."""
    forms = {*forms_after("en"), *(code.lower() for code in forms_before() if len(code) == 3)}
    return frozenset(form[:4].replace("-", " ") for form in (*forms, "of", "the", "more", "additional"))


def currency_after(text: str, end: int, language: PassageLanguage) -> Printed | None:
    """Return the currency printed directly after a figure that ends at `end`.

    >>> currency_after("152,000 U.S. dollars.", 7, "en")
    Printed(start=8, end=20, unit='USD', form='u.s. dollars', bracket_end=None)
    >>> currency_after("3亿元人民币", 2, "zh")
    Printed(start=2, end=6, unit='CNY', form='元人民币', bracket_end=None)
    """
    if not may_stand_after(text, end, language):
        return None
    printed = _chinese_after(text, end) if language == "zh" else None
    printed = printed or _english_after(text, end)
    if printed is None:
        return _bracketed(text, end)
    if printed.form.upper() in forms_before() and re.match(r"\s?\d", text[printed.end : printed.end + 2]):
        # `5,000 USD 300`: it belongs to the next figure
        return None
    return _clarified(text, printed)


def _chinese_after(text: str, end: int) -> Printed | None:
    start = end + 1 if text[end : end + 1] in (" ", "\u3000") else end
    forms = forms_after("zh")
    for length in range(_longest("zh"), 0, -1):
        form = text[start : start + length].lower()
        if len(form) == length and form in forms:
            return Printed(start, start + length, forms[form], form)
    return None


def _english_after(text: str, end: int) -> Printed | None:
    if text[end : end + 1] in _NO_NAME:
        return None
    lead = _LEAD.match(text, end)
    start = lead.end() if lead else end
    if lead is not None and "the" in lead.group():
        return None
    ends: list[int] = []
    position = start
    while len(ends) < 4 and (word := _WORD.match(text, position)):
        ends.append(word.end())
        position = word.end() + 1 if text[word.end() : word.end() + 1] in (" ", "-", "\n", "\u00a0") else -1
        if position < 0:
            break
    forms = forms_after("en")
    for finish in reversed(ends):
        for stop in _stops(text, start, finish):
            form = re.sub(r"\s+", " ", text[start:stop].lower().replace("-", " "))
            unit = forms.get(form) or forms.get(text[start:stop].lower()) or _code(text[start:stop])
            if unit is not None:
                return Printed(start, stop, unit, form)
    return None


def _stops(text: str, start: int, finish: int) -> tuple[int, ...]:
    """Return where the last word of a name may end: before a full stop or a possessive (`yuan's`) too."""
    ending = re.search(r"(?:['’]s?|\.)$", text[start:finish])
    return (finish, start + ending.start()) if ending else (finish,)


def _code(form: str) -> str | None:
    if form in _SIGNS or (len(form) == 3 and form.isupper()):
        return forms_before().get(form) if form not in _context("en")["word_codes"] else None
    return None


@cache
def _clarifier() -> re.Pattern[str]:
    names = alternatives([*_context("en")["clarifiers"], *_context("zh")["clarifiers"]])
    return re.compile(rf"\s?[(（](?P<name>{names})(?P<close>[)）]|[,，]下同[)）])")


def _bracketed(text: str, end: int) -> Printed | None:
    """Return a currency that stands in brackets alone: `投资5000万（人民币）`, `3.2 billion (yuan)`."""
    match = _clarifier().match(text, end)
    unit = (
        forms_before().get(match["name"]) or forms_after("en").get(match["name"].lower()) if match else None
    )
    return Printed(match.start(), match.end(), unit, match["name"]) if match and unit else None


def _clarified(text: str, printed: Printed) -> Printed:
    """Return a generic currency as the bracket after it says: `元(人民币,下同)`, `dollars (US)`."""
    match = _clarifier().match(text, printed.end)
    if match is None or printed.unit not in ("dollar", "yuan", "round", "CNY"):
        return printed
    name = match["name"]
    unit = forms_before().get(name) or forms_after("en").get(f"{name.lower()} dollars") or printed.unit
    return Printed(printed.start, printed.end, unit, printed.form, match.end())
