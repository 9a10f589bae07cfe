"""Currencies as printed: symbols, codes, names and bare nouns, and which currency each means in its text.

Names, codes and the countries that use them come from CLDR through Babel; forms it does not hold are in the
lexicons. A printed form means a *unit*: an ISO 4217 code, or a key (`dollar`, `yuan`, `franc`) that the text
and the home country settle.
"""

from dataclasses import dataclass
from functools import cache

from pipeline.currency_countries import current_codes, displayed
from pipeline.lexicon import words
from pipeline.mentions import PassageLanguage

_TABLES: tuple[PassageLanguage, PassageLanguage] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Printed:
    """A currency as it stands in the text at [start, end), its unit, and where a bracket about it ends."""

    start: int
    end: int
    unit: str
    form: str
    bracket_end: int | None = None


@cache
def _plurals() -> dict[str, tuple[str, ...]]:
    from babel import Locale

    plurals = Locale("en")._data["currency_names_plural"]
    return {
        code: tuple(form.lower() for form in plurals[code].values())
        for code in displayed("en")
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
    for code, name in displayed(language).items():
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
        for name in (displayed("en").get(code, ""), *_plurals().get(code, ())):
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
    return {name: code for code, name in displayed("zh").items() if len(name) > 1} | forms
