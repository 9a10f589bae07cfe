"""The wordings that tell on which side of a tie a page was written, and whose offices speak in it."""

import re
from functools import cache
from re import Pattern

from pipeline.lexicon import alternatives, words

_POSSESSIVE = "(?:’s|'s)"


@cache
def sign(name: str) -> Pattern[str]:
    """Return the pattern of a sign; `…_after` is matched behind a place, `…_before` and others before it.

    >>> bool(sign("own_after").match(" District Council")), bool(sign("going").search("they flew to "))
    (True, True)
    """
    return re.compile(_patterns()[name])


@cache
def _patterns() -> dict[str, str]:
    table = {key: alternatives(phrases) for key, phrases in words("en", "home").items()}
    kinds, bodies, offices = table["kinds"], table["bodies"], table["officials"]
    city_of = rf"(?:the )?(?:(?i:{kinds}) of )?"
    ties, guests = table["ties"], table["guests"]
    return {
        "style": rf"(?i)^(?:the )?(?:{kinds}) of |[ -](?:{kinds})$",
        "own_after": rf"^{_POSSESSIVE}?(?: (?:{kinds}))* (?:{bodies})",
        "own_before": rf"(?:{table['bodies_of']}) {city_of}$",
        "mayor_after": rf"^{_POSSESSIVE}? (?:{offices})\b",
        "mayor_before": rf"(?i)(?:mayor) of {city_of}$",
        "going": rf"(?i)(?:\b(?:{table['going']})|(?:{guests}) from) {city_of}$",
        "with": rf"(?i)\b(?:{table['with']}) {city_of}$",
        "owner_after": (
            rf"(?:{_POSSESSIVE}|[’']) (?:\w+ ){{0,2}}(?:{ties})\b"
            rf"| (?:has|have|had|is|was|became) (?:\w+ ){{0,4}}(?:{ties})\b"
        ),
        "here": rf"(?i)\b(?:{table['here']}) $",
        "subject": rf"(?:^|[.!?] |\n){city_of}$",
        "city_of": rf"(?i)\b(?:{kinds}) of $",
        "us": rf"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b(?! (?:{kinds}))",
        "our_city": rf"(?i)\bour (?:{kinds})\b",
        "chinese_site": rf"(?i){table['chinese_sites']}",
        "outside": (
            rf"\bChinese (?:{ties}|{guests})|\b(?:from|across|in|to) China\b(?!{_POSSESSIVE})"
            r"|, China\b|\bthe Chinese\b"
        ),
        "words_abroad": rf"(?i)\b(?:{table['words_abroad']})\b",
        "council": (
            r"\b((?!The\b|A\b|Our\b|This\b)[A-Z][\w’'-]+(?: (?:and |& |upon |on |of )?[A-Z][\w’'-]+){0,3}) "
            rf"(?:{kinds}) (?:Council|COUNCIL)\b"
        ),
    }
