"""What stands beside a figure and makes it a sum of money, and what unmakes it (`3元素`, `12 won prizes`)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.currencies import Printed
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.number_contexts import is_vague
from pipeline.numerals import Numeral
from pipeline.printed_currencies import looks_like_year


@cache
def _context(language: PassageLanguage) -> dict[str, Any]:
    table: dict[str, Any] = words(language, "money")["context"]
    return table


def is_figure(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a numeral names a figure: not 数千, 上亿 or `100s of`, nor the unit at a table's head.

    >>> from pipeline.numbers import read_numerals
    >>> for text in ("奖励百万元", "单位：百万元", "上亿元", "过亿元", "数千万元"):
    ...     print(text, is_figure(text, read_numerals(text, "zh")[0], "zh"))
    奖励百万元 True
    单位：百万元 False
    上亿元 False
    过亿元 True
    数千万元 False
    """
    before = text[max(0, numeral.start - 1) : numeral.start]
    if language == "en":
        return text[numeral.end : numeral.end + 2] != "s "
    if before == "第" or (numeral.bare and before == "上"):
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
    >>> from pipeline.printed_currencies import currency_after
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
    if _compounds().match(following):
        return False
    if after.form in ("won", "wons"):
        if _a_span().match(following):
            return numeral.value >= 100
        return numeral.value >= 100 and not _next_word(following, "won_objects")
    if after.form in ("pound", "pounds"):
        return _is_pound(text, numeral, following)
    if text[after.start : after.end] in ("Yuan", "Won", "Dong", "Euro", "Rand", "Sterling"):
        # `In 2015 Yuan Wei`: a name, not a currency
        return numeral.value >= 10_000 or not re.match(r"\s[A-Z][a-z]", following)
    return not re.match(r"[a-z]", following)


def _next_word(following: str, table: str) -> bool:
    return _next_words(table).match(following) is not None


@cache
def _next_words(table: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(_context('en')[table])})(?![a-z])")


@cache
def _a_span() -> re.Pattern[str]:
    return re.compile(rf"\san?\s(?:{alternatives(_context('en')['spans'])})\b")


@cache
def _compounds() -> re.Pattern[str]:
    return re.compile(rf"-(?:{alternatives(_context('en')['not_after'])})")


@cache
def _weights() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_context('en')['weight_words'])})\b")


def _is_pound(text: str, numeral: Numeral, following: str) -> bool:
    """Tell a sum from a weight: `300 pounds of rice`."""
    before = text[max(0, numeral.start - 40) : numeral.start].lower()
    if _weights().search(before):
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
    dated = numeral.scale < 10 and text[max(0, numeral.start - 1) : numeral.start] == "月"
    if after.form == "日元" and dated:
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
    return _range_ends().match(text[second.end : second.end + 14]) is not None


@cache
def _range_ends() -> re.Pattern[str]:
    leads = alternatives(_context("en")["range_noun_leads"])
    return re.compile(rf"\s?(?:$|[^\w\s]|(?:{leads})\b)")


@cache
def _joins(language: PassageLanguage, *, last: bool) -> re.Pattern[str]:
    table = words(language, "numbers")["context"]
    joins = table["last_joins" if last else "list_joins"]
    return re.compile(
        rf"\s?(?:{alternatives(joins)})\s?" if language == "zh" else rf"\s?(?:{alternatives(joins)})\s"
    )


def is_listed(gap: str, language: PassageLanguage, *, last: bool) -> bool:
    """Tell whether what stands between two figures makes them members of a list; `last` joins the last two.

    >>> is_listed(" and ", "en", last=True), is_listed("、", "zh", last=False)
    (True, True)
    """
    return len(gap) <= 8 and _joins(language, last=last).fullmatch(gap) is not None


def is_shared_list(text: str, items: Sequence[Numeral], end: int, language: PassageLanguage) -> bool:
    """Tell whether the figures before a sum, the nearest first, share its currency.

    They do where the text says `respectively` or 分别, where all are told in thousands or more, or where
    there are two or more of them (`100, 200 and 300 yuan`), years apart.
    """
    if any(looks_like_year(text, item) for item in items):
        return False
    if all(item.scale >= 1000 for item in items):
        return True
    start = items[-1].start
    around = text[max(0, start - 40) : start] + " " + text[end : end + 100].split(". ")[0]
    return len(items) >= 2 or _shared(language).search(around) is not None


@cache
def _shared(language: PassageLanguage) -> re.Pattern[str]:
    return re.compile(alternatives(words(language, "numbers")["context"]["shared"]))


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


@cache
def _telling_on(language: PassageLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what leads from a sum to a bare figure set against it, and what may follow that figure."""
    context = _context(language)
    leads, behind = alternatives(context["told_on"]), alternatives(context["behind_told_on"])
    if language == "zh":
        return re.compile(rf"[^。；;\n]{{0,6}}?(?:{leads})[^\d，。；\n]{{0,12}}"), re.compile(
            rf"$|\s|{behind}"
        )
    gap = re.compile(rf"[^.;:\n]{{0,50}}?[\s(](?:{leads})\s(?:(?:[a-z]+\s){{0,2}})")
    return gap, re.compile(rf"$|[.,;:)]|\s(?:{behind})\b")


def tells_on(text: str, end: int, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a large figure after a sum that ends at `end` is money too: `…, up from 2 million`.

    >>> from pipeline.numbers import read_numerals
    >>> for text in ("3 billion yuan, up from 2 billion.", "3 billion yuan, up from 2 billion users."):
    ...     print(tells_on(text, 14, read_numerals(text, "en")[1], "en"))
    True
    False
    """
    if numeral.scale < (10_000 if language == "zh" else 1_000_000) or numeral.start - end > 80:
        return False
    gap, behind = _telling_on(language)
    return gap.fullmatch(text, end, numeral.start) is not None and behind.match(text, numeral.end) is not None
