"""The kind that is printed with a place (`Kilifi County`, `宫城县`), and the levels that it leaves."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from models.records import PlaceLevel
from pipeline.gazetteer.units import HAN_COUNTRIES, bare_han
from pipeline.lexicon import words

__all__ = ["HAN_COUNTRIES", "Printed", "has_han", "kind_beside", "printed"]

Levels = tuple[PlaceLevel, ...]
_HAN = re.compile(r"[㐀-鿿]")
_OF = re.compile(r" of (?:the )?$")


class Printed(NamedTuple):
    """A name as printed: `bare` without its kind, `levels` those that the kind leaves, likeliest first."""

    name: str
    bare: str | None
    levels: Levels


def has_han(name: str) -> bool:
    """Tell whether a name is written in Chinese characters."""
    return _HAN.search(name) is not None


# The names of a bulletin are asked for again and again while its places are linked.
@lru_cache(1024)
def printed(name: str) -> Printed:
    """Tell a name from its kind.

    >>> printed("Kilifi County").levels, printed("德阳市").bare, printed("苏州").levels
    (('admin2', 'admin1', 'district'), '德阳', ())
    """
    language = "zh" if has_han(name) else "en"
    match = _pattern(language).fullmatch(name)
    if match is None:
        return Printed(name, None, ())
    bare = (bare_han(name) or match["bare"]) if language == "zh" else match["bare"]
    return Printed(name, bare, _levels(language, match["kind"]))


def kind_beside(text: str, start: int, end: int) -> Levels:
    """Return the levels that a kind beside an English name leaves: `the state of Georgia`, `Deyang city`."""
    # Most names stand beside neither: letters beyond ASCII may be those of a kind in another case.
    lead = text[end : end + 3]
    may_follow = lead.lower() in _leads() if lead.isascii() else True
    if may_follow and (behind := _behind().match(text, end)):
        return _levels("en", behind["kind"].title())
    if " of " not in text[max(0, start - 10) : start] or not _OF.search(text, max(0, start - 10), start):
        return ()
    before = _before().search(text, max(0, start - 60), start)
    # `Guro District of Seoul` and `a district of Seoul` lie in it.
    if (
        before is None
        or before["word"] in ("a", "an")
        or (before["word"] or "the").title() == before["word"] != "The"
    ):
        return ()
    return _levels("en", before["kind"].title())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    kinds = _alternatives(language)
    if language == "zh":
        return re.compile(rf"(?P<bare>.{{2,}}?)(?P<kind>{kinds})")
    return re.compile(rf"(?P<bare>.{{2,}}?)[ -](?P<kind>{kinds})")


@cache
def _leads() -> frozenset[str]:
    """Return what begins with each of the kinds behind a name, in small letters: a blank and two letters."""
    return frozenset(f" {kind[:2].lower()}" for kind in words("en", "places")["kind_levels"])


@cache
def _behind() -> re.Pattern[str]:
    bodies = "|".join(words("en", "places")["kind_bodies"])
    return re.compile(rf" (?P<kind>(?i:{_alternatives('en')}))\b(?! of\b| (?:{bodies})\b)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?P<word>[^\W\d_]+) )?\b(?P<kind>(?i:{_alternatives('en')})) of (?:the )?$")


@cache
def _alternatives(language: str) -> str:
    kinds = sorted(words(language, "places")["kind_levels"], key=len, reverse=True)
    return "|".join(map(re.escape, kinds))


def _levels(language: str, kind: str) -> Levels:
    levels: list[PlaceLevel] = words(language, "places")["kind_levels"].get(kind, [])
    return tuple(levels)
