"""Currencies as printed: symbols, codes, names and bare nouns, and which currency each means in its text.

Names, codes and the countries that use them come from CLDR through Babel; forms it does not hold are in the
lexicons. A printed form means a *unit*: an ISO 4217 code, or a key (`dollar`, `yuan`, `franc`) that the text
and the home country settle.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

_TABLES: tuple[PassageLanguage, PassageLanguage] = ("en", "zh")
# CLDR lists metals, test codes and accounting units among the currencies, all under X.
_CURRENCIES_UNDER_X = frozenset(("XAF", "XOF", "XPF", "XCD"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A currency as it stands in the text at [start, end), its unit, and where a bracket about it ends."""

    start: int
    end: int
    unit: str
    form: str
    bracket_end: int | None = None


@cache
def current_codes() -> frozenset[str]:
    """Return the codes of currencies that are legal tender somewhere, or were in this century (source: CLDR).

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
def _displayed(language: PassageLanguage) -> dict[str, str]:
    """Return CLDR's names of currencies by code, lower-case, without those that need a bracket."""
    from babel import Locale

    locale = Locale(language)
    names = {}
    for code, name in locale.currencies.items():
        if "(" not in name and "（" not in name and (code[0] != "X" or code in _CURRENCIES_UNDER_X):
            names[code] = name.lower()
    return names


@cache
def _plurals() -> dict[str, tuple[str, ...]]:
    from babel import Locale

    plurals = Locale("en")._data["currency_names_plural"]
    return {
        code: tuple(form.lower() for form in plurals[code].values())
        for code in _displayed("en")
        if code in plurals
    }


@cache
def forms_after(language: PassageLanguage) -> dict[str, str]:
    """Return what may stand after a figure, in lower case, and the unit that each form means.

    >>> forms_after("en")["swiss francs"], forms_after("en")["francs"], forms_after("zh")["泰铢"]
    ('CHF', 'franc', 'THB')
    """
    table = words(language, "money")
    forms: dict[str, str] = {}
    if language == "en":
        _add_english_nouns(forms, set(table["context"]["not_alone"]))
        for noun, extra in table["noun_forms"].items():
            forms |= dict.fromkeys(extra, noun)
    else:
        forms |= {noun: noun for noun in table["nouns"]}
    for code, name in _displayed(language).items():
        forms[name] = code
    for code, plurals in _plurals().items() if language == "en" else ():
        forms |= dict.fromkeys(plurals, code)
    for unit, names in table["names"].items():
        forms |= {name.lower(): unit for name in names}
    return forms


def _add_english_nouns(forms: dict[str, str], not_alone: set[str]) -> None:
    """Add the nouns of the names: `yen` means one currency, `francs` several."""
    nouns = words("en", "money")["nouns"]
    owners: dict[str, set[str]] = {}
    for code in current_codes():
        for name in (_displayed("en").get(code, ""), *_plurals().get(code, ())):
            if " " in name:
                owners.setdefault(name.split()[-1], set()).add(code)
    for form, codes in owners.items():
        if form in not_alone:
            continue
        noun = form if form in nouns else form.removesuffix("s")
        if noun in nouns:
            forms[form] = noun
        elif len(codes) == 1:
            forms[form] = next(iter(codes))


@cache
def forms_before() -> dict[str, str]:
    """Return what may stand before a figure, as printed, and the unit that each form means.

    >>> forms_before()["NZ$"], forms_before()["$"], forms_before()["港币"]
    ('NZD', 'dollar', 'HKD')
    """
    forms = {code: code for code in current_codes()}
    for language in _TABLES:
        for unit, printed in words(language, "money")["symbols"].items():
            forms |= dict.fromkeys(printed, unit)
    for unit, printed in words("zh", "money")["names"].items():
        forms |= {form: unit for form in printed if unit not in ("yuan", "round") and form[0] not in "元圆"}
    return {name: code for code, name in _displayed("zh").items() if len(name) > 1} | forms


class Currencies:
    """Settles what the units of one text mean.

    >>> Currencies("The shop in Nairobi, Kenya, cost 5 million shillings.", "en").code("shilling", 40)
    'KES'
    """

    def __init__(self, text: str, language: PassageLanguage, home_country: str | None = None) -> None:
        self.text = text
        self.language = language
        self.home = home_currency(home_country)
        self._named: dict[str, list[tuple[int, str]]] = {}
        self._says_yen: bool | None = None
        self._says_own: bool | None = None

    def code(self, unit: str, position: int) -> str | None:
        """Return the ISO 4217 code of a unit printed at a position, or None where nothing settles it."""
        if unit == "dollar":
            # `$` in a Taiwanese paper is as often the American one
            return self.home if self.home != "TWD" and self._is_home("dollar") else "USD"
        if unit in ("yuan", "round"):
            if unit == "round" and self._beside_yen(position):
                return "JPY"
            return self._own_yuan() or "CNY"
        if unit == "yuan_or_yen":
            return "JPY" if self.home == "JPY" or self._yen() else "CNY"
        if len(unit) == 3 and unit.isascii() and unit.isupper():
            return unit
        default = words(self.language, "money")["nouns"].get(unit) or words("en", "money")["nouns"].get(unit)
        at_home = self.home if self._is_home(unit) else None
        if unit in ("pound", "镑"):
            # A country named nearby says little: Britain goes under many names.
            return at_home or default
        named = self._nearest(unit, position) or at_home
        old = words("zh", "money")["old_nouns"].get(unit)
        return named or (old if old and self._before_euro(position) else None) or default or None

    def _is_home(self, noun: str) -> bool:
        if self.home is None:
            return False
        return any(
            self.home in _displayed(table) and _displayed(table)[self.home].endswith(noun)
            for table in _TABLES
        )

    def _yen(self) -> bool:
        if self._says_yen is None:
            lowered = self.text.lower()
            tables = [words(table, "money")["context"] for table in _TABLES]
            yen = any(word in lowered for table in tables for word in table["yen_words"])
            yuan = any(word.lower() in lowered for table in tables for word in table["yuan_words"])
            self._says_yen = yen and not yuan
        return self._says_yen

    def _own_yuan(self) -> str | None:
        """Return the home currency if it is called 元 there, unless a text abroad names it in full."""
        context, names = words("zh", "money")["context"], words("zh", "money")["names"]
        if self.home in context["yuan_at_home"]:
            return self.home
        if self._says_own is None:
            # `5000美元…10万元` on a page abroad: the second is not the first.
            told = (*names.get(self.home or "", ()), *context["yuan_words"])
            self._says_own = any(name in self.text for name in told)
        return self.home if self.home in context["yuan_abroad"] and not self._says_own else None

    def _beside_yen(self, position: int) -> bool:
        """Tell whether 圆 is the Japanese coin: the country or its money is named close by."""
        signs = words("zh", "money")["context"]["yen_signs"]
        return any(sign in self.text[max(0, position - 60) : position + 30] for sign in signs)

    def _before_euro(self, position: int) -> bool:
        """Tell whether the year printed last before a position is one before the euro's coins."""
        before = self.text[max(0, position - 300) : position]
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|\W)", before)
        return bool(years) and int(years[-1]) < 2002

    def _nearest(self, noun: str, position: int) -> str | None:
        """Return the currency called by the noun in the country last named before a position, else first."""
        if noun not in self._named:
            pattern, codes = _countries(noun, self.language)
            found = pattern.finditer(self.text) if codes else ()
            self._named[noun] = [(match.start(), codes[match.group()]) for match in found]
        named = self._named[noun]
        index = bisect_left(named, (position, "")) - 1
        return named[max(index, 0)][1] if named else None


@cache
def home_currency(country: str | None) -> str | None:
    """Return the currency of a country by its ISO code (source: CLDR).

    >>> home_currency("NZ"), home_currency(None)
    ('NZD', None)
    """
    if country is None:
        return None
    from babel.core import get_global

    uses = get_global("territory_currencies").get(country, ())
    return next((code for code, _, end, tender in reversed(uses) if tender and end is None), None)


@cache
def _countries(noun: str, language: PassageLanguage) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the countries whose currency is called by a noun, and their codes."""
    from babel import Locale
    from babel.core import get_global

    territories = Locale(language).territories
    codes: dict[str, str] = {}
    sides = {iso: side for side, iso in words(language, "money")["sides"].items()}
    for territory, uses in get_global("territory_currencies").items():
        euro = any(code == "EUR" for code, *_ in uses)
        for code, _, end, tender in uses:
            name = _displayed(language).get(code, "")
            # Of money that is no more, that of the euro's countries is told of: `意大利…1800万里拉`.
            past = end is not None and not (euro and end[0] >= 2000)
            if not tender or past or not name.endswith(noun):
                continue
            codes[territories.get(territory, name)] = code
            if territory in sides:
                codes[sides[territory]] = code
            adjective = name.removesuffix(noun).strip()
            if adjective:
                codes[adjective if language == "zh" else adjective.title()] = code
    pattern = alternatives(codes)
    return re.compile(rf"\b(?:{pattern})\b" if language == "en" else pattern), codes
