"""What makes a numeral no count: an ordinal, a percentage, a year, a date, a label, a part of a word."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from pipeline.approximators import bare_before, modifier_after, modifier_before
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.numerals import Numeral


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a text, in order, that hold no counts."""

    starts: list[int]
    ends: list[int]

    def holds(self, position: int) -> bool:
        """Tell whether a position lies in one of the stretches."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def uncounted(text: str, language: PassageLanguage) -> Stretches:
    """Return where the text holds dates, clock times, telephone numbers, versions, addresses, codes.

    >>> uncounted("2015-10-12 and 40 guests", "en")
    Stretches(starts=[0], ends=[10])
    """
    spans = [match.span() for match in _uncounted_pattern(language).finditer(text)]
    return Stretches([start for start, _ in spans], [end for _, end in spans])


def counts_from(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether what stands before a numeral lets it count something.

    >>> from pipeline.numbers import read_numerals
    >>> [counts_from(text, read_numerals(text, "zh")[0], "zh") for text in ("第12人", "共12人")]
    [False, True]
    """
    before = text[max(0, numeral.start - 16) : numeral.start]
    if _labels(language).search(before) or re.search(r"\d\s?[-–/.:]$|[$€£¥￥₩₹₽฿]\s?$", before):
        return False
    printed = text[numeral.start : numeral.end]
    if re.match(r"0\d", printed) or _is_year(text, numeral, language):
        return False
    if language == "en":
        return not (before[-1:].isalpha() and numeral.arabic)
    return not is_vague(text, numeral, language) or (
        printed in ("百", "千") and text[numeral.end : numeral.end + 1] == "名"
    )


def is_vague(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a numeral names no number: `数千`, and a bare `万` with nothing that makes it one.

    >>> from pipeline.numbers import read_numerals
    >>> [is_vague(text, read_numerals(text, "zh")[0], "zh") for text in ("数千", "万元", "近万", "三千")]
    [True, True, False, False]
    """
    if language == "en":
        return False
    if _vague().search(text[max(0, numeral.start - 4) : numeral.start]):
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
    ends = (numeral.end, after[0]) if after else (numeral.end,)
    if any(_not_counts(language).match(text, end) for end in ends):
        return False
    if language == "en":
        if numeral.value == 1 and not numeral.arabic:
            return not _pronoun_one().match(text, numeral.end)
        return bool(numeral.arabic or not _fraction().match(text, numeral.end))
    if numeral.arabic:
        # `5A级景区`
        return not re.match(r"[A-Za-z]", text[numeral.end : numeral.end + 1])
    return _is_counted(text, numeral, ends[-1])


def _is_counted(text: str, numeral: Numeral, end: int) -> bool:
    """Tell whether Han digits count something, since they are parts of many names (`三亚`, `四川`)."""
    if numeral.value == 0:
        # `零部件`
        return False
    if end > numeral.end or numeral.scale >= 100:
        return True
    return bool(_measures().match(text, end))


def _is_year(text: str, numeral: Numeral, language: PassageLanguage) -> bool:
    """Tell whether a bare four-digit figure is a year: `in 2015`, not `2000 people` or `about 2000`."""
    printed = text[numeral.start : numeral.end]
    if not re.fullmatch(r"(?:1[89]|20)\d\d", printed):
        return False
    if language == "zh":
        return not _measures().match(text, numeral.end) and not modifier_after(text, numeral.end, "zh")
    before = text[max(0, numeral.start - 20) : numeral.start]
    if modifier_before(text, numeral.start, "en"):
        return not re.match(r"\s[a-z]", text[numeral.end : numeral.end + 2])
    if re.search(r"\s(?:of|and|to|for|by)\s$", before) and re.match(
        r"\s(?:people|[a-z]{3,14}s)\b", text[numeral.end :][:18]
    ):
        return False
    return bool(_year_leads().search(before)) or not re.match(
        r"\s[a-z]{4,}", text[numeral.end : numeral.end + 6]
    )


@cache
def _context(language: PassageLanguage) -> dict[str, list[str]]:
    table: dict[str, list[str]] = words(language, "numbers")["context"]
    return table


@cache
def _months() -> str:
    from babel import Locale

    months = Locale("en").months["format"]
    return alternatives([*months["wide"].values(), *months["abbreviated"].values(), "Sept"])


@cache
def _uncounted_pattern(language: PassageLanguage) -> re.Pattern[str]:
    days = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and|&)\s?\d{1,2}(?:st|nd|rd|th)?)?"
    patterns = [
        r"(?<!\d)\d{1,4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,4}(?!\d)",
        r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)",
        r"(?<!\d)\(?0\d{2,3}\)?[- ]?\d{6,8}(?!\d)|\+\d[\d ()-]{6,18}\d",
        r"(?<!\d)\d{1,5}(?:\.\d{1,5}){2,5}",
        r"(?:https?://|www\.)[!-~]{1,300}",
        r"(?<![A-Za-z0-9])[A-Za-z]{1,8}-?\d{1,4}(?![\d,.])",
        r"(?<!\d)\d{1,3}/\d{1,3}(?!\d)",
        r"(?m:^)[ \u3000]{0,4}[(（]?\d{1,2}[.)、．）](?!\d)",
    ]
    if language == "en":
        patterns.append(rf"\b(?:{_months()})\.?,?\s{days}(?![\d,]\d)(?:,?\s\d{{4}})?")
        patterns.append(rf"(?<![\d,.]){days}\s(?:{_months()})\b(?:,?\s\d{{4}})?")
    return re.compile("|".join(patterns))


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
