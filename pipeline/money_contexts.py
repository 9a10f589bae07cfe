"""What stands beside a figure and makes it a sum of money, and what unmakes it (`3元素`, `12 won prizes`)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.currencies import Printed, forms_after, forms_before
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.number_contexts import is_vague
from pipeline.numerals import Numeral

_WORD = re.compile(r"[^\W\d_][^\s,;:!?()\[\]\"/<>|，。；：、（）\u4e00-\u9fff-]{0,24}|[$€£¥￥₩₹₽฿]")
_LEAD = re.compile(r"[\s-]?(?:of\s)?(?:the\s)?")
_NO_NAME = frozenset(",.;:!?()[]，。；：、（）\n名人位家个年月日次")
_SIGNS = frozenset("$€£¥￥₩₹₽฿")


def is_figure(text: str, numeral: Numeral) -> bool:
    """Tell whether a Chinese numeral names a figure: not 数千 or 上亿, nor the unit at a table's head.

    >>> from pipeline.numbers import read_numerals
    >>> for text in ("奖励百万元", "单位：百万元", "上亿元", "过亿元", "数千万元"):
    ...     print(is_figure(text, read_numerals(text, "zh")[0]), end=" ")
    True False False True False
    """
    before = text[max(0, numeral.start - 1) : numeral.start]
    if numeral.bare and before == "上":
        return False
    if not is_vague(text, numeral, "zh"):
        return True
    context = _context("zh")
    whole = text[numeral.start : numeral.end] in context["whole_units"]
    return (
        whole
        and before != ""
        and before not in (*context["unit_leads"], *words("zh", "numbers")["context"]["vague"])
    )


@cache
def _context(language: PassageLanguage) -> dict[str, Any]:
    table: dict[str, Any] = words(language, "money")["context"]
    return table


@cache
def _longest(language: PassageLanguage | None) -> int:
    return max(map(len, forms_before() if language is None else forms_after(language)))


# Before a figure


def currency_before(text: str, start: int, free_from: int, numeral: Numeral) -> Printed | None:
    """Return the currency printed directly before a figure at `start`, but not before `free_from`.

    >>> from pipeline.numerals import Numeral
    >>> currency_before("worth NZ$300", 9, 0, Numeral(9, 12, 300))
    Printed(start=6, end=9, unit='NZD', form='NZ$')
    """
    end = start - 1 if start and text[start - 1] in " \u00a0" else start
    forms = forms_before()
    if end <= free_from or text[end - 1] not in _last_characters():
        return None
    for length in range(min(_longest(None), end - free_from), 0, -1):
        form = text[end - length : end]
        if form not in forms or not _stands_alone(text, end - length, form):
            continue
        word_like = form in _context("en")["word_codes"] or form in ("kr", "Kr", "RM", "Sh", "Shs")
        if word_like and numeral.scale < 1000 and (numeral.value < 1000 or _looks_like_year(text, numeral)):
            return None
        return Printed(end - length, end, forms[form], form)
    return None


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(form[-1] for form in forms_before())


@cache
def _first_characters() -> frozenset[str]:
    return frozenset(form[0] for form in forms_after("zh"))


def _stands_alone(text: str, start: int, form: str) -> bool:
    """Tell whether letters before a form make it the end of a word; `ofRMB6,000` is two words glued."""
    if not start or not form[0].isalpha() or not form[0].isascii():
        return True
    before = text[start - 1]
    if not (before.isascii() and before.isalnum()):
        return True
    return before.islower() and form[:3].isupper() and len(form) >= 3


def _looks_like_year(text: str, numeral: Numeral) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text[numeral.start : numeral.end]) is not None


# After a figure


def currency_after(text: str, end: int, language: PassageLanguage) -> Printed | None:
    """Return the currency printed directly after a figure that ends at `end`.

    >>> currency_after("152,000 U.S. dollars.", 7, "en")
    Printed(start=8, end=20, unit='USD', form='u.s. dollars')
    >>> currency_after("3亿元人民币", 2, "zh")
    Printed(start=2, end=6, unit='CNY', form='元人民币')
    """
    printed = _chinese_after(text, end) if language == "zh" else None
    printed = printed or _english_after(text, end)
    if printed is None:
        return None
    if printed.form.upper() in forms_before() and re.match(r"\s?\d", text[printed.end : printed.end + 2]):
        # `5,000 USD 300`: it belongs to the next figure
        return None
    return _clarified(text, printed)


def _chinese_after(text: str, end: int) -> Printed | None:
    start = end + 1 if text[end : end + 1] in (" ", "\u3000") else end
    forms = forms_after("zh")
    if text[start : start + 1].lower() not in _first_characters():
        return None
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
    ends = []
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


def _clarified(text: str, printed: Printed) -> Printed:
    """Return a generic currency as the bracket after it says: `元(人民币,下同)`, `dollars (US)`."""
    match = _clarifier().match(text, printed.end)
    if match is None or printed.unit not in ("dollar", "yuan", "CNY"):
        return printed
    name = match["name"]
    unit = forms_before().get(name) or forms_after("en").get(f"{name.lower()} dollars") or printed.unit
    return Printed(printed.start, printed.end, unit, printed.form, match.end())


# What follows


def is_money(
    text: str,
    numeral: Numeral,
    after: Printed | None,
    language: PassageLanguage,
    before: Printed | None = None,
) -> bool:
    """Tell whether a figure and a currency after it are a sum, by what comes next.

    >>> from pipeline.numerals import Numeral
    >>> is_money("12 won prizes", Numeral(0, 2, 12), currency_after("12 won prizes", 2, "en"), "en")
    False
    """
    if after is None:
        return True
    if after.form in _context(language)["scaled_only"] and numeral.scale < 1000 and numeral.value < 1000:
        return False
    if language == "zh" and not after.form.isascii():
        return _is_chinese_money(text, numeral, after, before)
    following = text[after.end : after.end + 24]
    if re.match(rf"-(?:{alternatives(_context('en')['not_after'])})", following):
        return False
    if after.form in ("won", "wons"):
        return numeral.value >= 100 and not _next_word(following, "won_objects")
    if after.form in ("pound", "pounds"):
        return _is_pound(text, numeral, following)
    if text[after.start : after.end] in ("Yuan", "Won", "Dong", "Euro", "Rand", "Sterling"):
        # `In 2015 Yuan Wei`: a name, not a currency
        return numeral.value >= 10_000 or not re.match(r"\s[A-Z][a-z]", following)
    return not re.match(r"[a-z]", following)


def _next_word(following: str, table: str) -> bool:
    return re.match(rf"\s(?:{alternatives(_context('en')[table])})(?![a-z])", following) is not None


def _is_pound(text: str, numeral: Numeral, following: str) -> bool:
    """Tell a sum from a weight: `300 pounds of rice`."""
    before = text[max(0, numeral.start - 40) : numeral.start].lower()
    if re.search(rf"\b(?:{alternatives(_context('en')['weight_words'])})\b", before):
        return False
    if not following.startswith(" of "):
        return True
    return _next_word(following[3:], "pound_sums")


@cache
def _unmakes() -> dict[str, re.Pattern[str]]:
    return {
        form: re.compile(alternatives(words_))
        for form, words_ in words("zh", "money")["not_after"].items()
        if words_
    }


def _is_chinese_money(text: str, numeral: Numeral, after: Printed, before: Printed | None) -> bool:
    scaled = numeral.scale >= 10_000
    if after.form in ("元", "圆", "块") and (scaled or before is not None):
        return True
    if after.form == "元" and numeral.value < 100 and _unmakes()["元 (small)"].match(text, after.end):
        return False
    unmakes = _unmakes().get(after.form)
    if unmakes and unmakes.match(text, after.end):
        return False
    if text[after.start - 1] == "多" and _unmakes()["多元"].match(text, after.end):
        return False
    if after.form == "日元" and re.search(r"月$", text[max(0, numeral.start - 1) : numeral.start]):
        return False
    if after.form in ("元", "圆") and not numeral.arabic and numeral.value < 10:
        # `二元结构`, `一元复始`, but `票价五元。`
        return not re.match(r"[\u4e00-\u9fff]", text[after.end : after.end + 1])
    return True


# Ranges, lists and growth


def is_counted_range(text: str, gap: str, second: Numeral, first: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a second figure with no currency of its own may end a range of money.

    >>> from pipeline.numbers import read_numerals
    >>> for text in ("$300 to 500 per head", "$500 to 1,000 students"):
    ...     one, two = read_numerals(text, "en")
    ...     print(is_counted_range(text, " to ", two, one, "en"))
    True
    False
    """
    if language == "zh":
        return re.match(r"[，。；、）,;)]|\s|$|[左以之不]", text[second.end : second.end + 1]) is not None
    if gap.strip() not in ("to", "or", "and") or second.scale > first.scale:
        return True
    leads = alternatives(_context("en")["range_noun_leads"])
    return re.match(rf"\s?(?:$|[^\w\s]|(?:{leads})\b)", text[second.end : second.end + 14]) is not None


@cache
def _joins(language: PassageLanguage, *, last: bool) -> re.Pattern[str]:
    table = words(language, "numbers")["context"]
    joins = table["last_joins" if last else "list_joins"]
    return re.compile(
        rf"\s?(?:{alternatives(joins)})\s?" if language == "zh" else rf"\s?(?:{alternatives(joins)})\s"
    )


def is_listed(gap: str, language: PassageLanguage, *, last: bool) -> bool:
    """Tell whether what stands between two figures makes them members of a list; `last` joins the last two.

    >>> is_listed(" and ", "en", last=True), is_listed("、", "zh", last=False), is_listed(" of ", "en", last=True)
    (True, True, False)
    """
    return len(gap) <= 8 and _joins(language, last=last).fullmatch(gap) is not None


def is_shared_list(text: str, items: Sequence[Numeral], end: int, language: PassageLanguage) -> bool:
    """Tell whether the figures before a sum, the nearest first, share its currency.

    They do where the text says `respectively` or 分别, where all are told in thousands or more, or where there
    are two or more of them (`100, 200 and 300 yuan`), years apart.
    """
    if any(_looks_like_year(text, item) for item in items):
        return False
    if all(item.scale >= 1000 for item in items):
        return True
    start = items[-1].start
    around = text[max(0, start - 40) : start] + " " + text[end : end + 100].split(". ")[0]
    shared = alternatives(words(language, "numbers")["context"]["shared"])
    return len(items) >= 2 or re.search(shared, around) is not None


@cache
def _growth() -> re.Pattern[str]:
    verbs = alternatives(words("en", "numbers")["context"]["growth"])
    return re.compile(rf"\b(?:{verbs})\b[^.;]{{0,50}}\bfrom\s(?:[a-z]+\s){{0,3}}$", re.IGNORECASE)


def grows(text: str, start: int, language: PassageLanguage) -> bool:
    """Tell whether two sums are the ends of a growth and no range: `grew from $3 million to $5 million`.

    >>> grows("Trade grew from $3 to $5 billion", 16, "en"), grows("prices from $3 to $5", 12, "en")
    (True, False)
    """
    return language == "en" and _growth().search(text[max(0, start - 90) : start]) is not None
