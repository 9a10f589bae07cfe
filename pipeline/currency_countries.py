"""The countries whose money a currency is, or any currency called by a noun (source: CLDR, by Babel)."""

import re
from collections.abc import Mapping
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

_TABLES: tuple[PassageLanguage, PassageLanguage] = ("en", "zh")
# CLDR lists metals, test codes and accounting units among the currencies, all under X.
_CURRENCIES_UNDER_X = frozenset(("XAF", "XOF", "XPF", "XCD"))


@cache
def current_codes() -> frozenset[str]:
    """Return the codes of currencies that are legal tender somewhere, or were in this century.

    >>> "CNY" in current_codes(), "XAU" in current_codes(), "DEM" in current_codes()
    (True, False, True)
    """
    from babel.core import get_global

    return frozenset(
        code
        for uses in get_global("territory_currencies").values()
        for code, _, end, tender in uses
        if tender and (end is None or end[0] >= 2000) and (code[0] != "X" or code in _CURRENCIES_UNDER_X)
    )


@cache
def displayed(language: PassageLanguage) -> dict[str, str]:
    """Return the names of currencies by code, lower-case, without those that need a bracket.

    >>> displayed("en")["LKR"]
    'sri lankan rupee'
    """
    from babel import Locale

    locale = Locale(language)
    names = {}
    for code, name in locale.currencies.items():
        if "(" not in name and "（" not in name and (code[0] != "X" or code in _CURRENCIES_UNDER_X):
            names[code] = name.lower()
    return names


@cache
def home_currency(country: str | None) -> str | None:
    """Return the currency of a country by its ISO code.

    >>> home_currency("NZ"), home_currency(None)
    ('NZD', None)
    """
    if country is None:
        return None
    from babel.core import get_global

    uses = get_global("territory_currencies").get(country, ())
    return next((code for code, _, end, tender in reversed(uses) if tender and end is None), None)


@cache
def owners(noun: str) -> Mapping[str, str]:
    """Return the currency of every country whose money is called by a noun today.

    >>> owners("rupee")["LK"], owners("kr")["SE"], "CN" in owners("dollar")
    ('LKR', 'SEK', False)
    """
    from babel.core import get_global

    nouns = tuple(words("en", "money")["local"]["families"].get(noun, [noun]))
    found = {}
    for country in get_global("territory_currencies"):
        code = home_currency(country)
        if code and any(displayed(table).get(code, "").endswith(nouns) for table in _TABLES):
            found[country] = code
    return found


@cache
def tender(codes: tuple[str, ...]) -> Mapping[str, str]:
    """Return the countries in which one of the currencies is the home currency, with that currency.

    >>> sorted(tender(("MWK", "PGK")).items())
    [('MW', 'MWK'), ('PG', 'PGK')]
    """
    from babel.core import get_global

    return {
        country: code
        for country in get_global("territory_currencies")
        if (code := home_currency(country)) in codes and code is not None
    }


@cache
def countries(noun: str, language: PassageLanguage) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the names of countries whose currency is called by a noun, and their codes."""
    from babel import Locale
    from babel.core import get_global

    territories = Locale(language).territories
    codes: dict[str, str] = {}
    sides = {iso: side for side, iso in words(language, "money")["sides"].items()}
    for territory, uses in get_global("territory_currencies").items():
        euro = any(code == "EUR" for code, *_ in uses)
        for code, _, end, is_tender in uses:
            name = displayed(language).get(code, "")
            # Of money that is no more, that of the euro's countries is told of: `意大利…1800万里拉`.
            past = end is not None and not (euro and end[0] >= 2000)
            if not is_tender or past or not name.endswith(noun):
                continue
            codes[territories.get(territory, name)] = code
            if territory in sides:
                codes[sides[territory]] = code
            adjective = name.removesuffix(noun).strip()
            if adjective:
                codes[adjective if language == "zh" else adjective.title()] = code
    pattern = alternatives(codes)
    return re.compile(rf"\b(?:{pattern})\b" if language == "en" else pattern), codes
