"""The patterns of the lexicon's table `pairs`, compiled once a language."""

from functools import cache
from typing import Any

from pipeline.lexicon import words
from pipeline.pairs.ordinals import ordinal_words
from pipeline.patterns.anchored import Anchored, anchored
from pipeline.patterns.headed import Headed, HeadedSet, can_be_headed

# What is looked for in so many parts of a passage that it is better found in all of it.
_OFTEN = (
    "founding", "lasting", "letter_signing", "ended", "anniversary", "both", "the_tie",
    "each_of_them", "one_of_ours", "relation_word", "that_place",
)  # fmt: skip
# No clause is longer; a text without stops is not searched again and again.
_REACH = 400


@cache
def pattern(language: str, name: str) -> Anchored:
    """Return a pattern of the table.

    >>> bool(pattern("zh", "founding").search("缔结"))
    True
    """
    return anchored(words(language, "pairs")[name])


def sought(language: str, name: str) -> Anchored | Headed:
    """Return a pattern of the table that is searched for in parts of a passage, given by their offsets.

    >>> bool(sought("zh", "founding").search("缔结"))
    True
    """
    return _all_spotted(language).get(name) or pattern(language, name)


@cache
def total_pattern(language: str, name: str) -> Anchored:
    """Return a pattern of the table `tie_totals`.

    >>> bool(total_pattern("en", "counted").match(" sister cities"))
    True
    """
    return anchored(_of_totals(language, name))


@cache
def step_context(language: str, name: str) -> Anchored:
    """Return a pattern for what stands around the words of a step in the life of a tie.

    >>> bool(step_context("zh", "same").search("双方"))
    True
    """
    return anchored(words(language, "tie_steps")["context"][name])


def spotted(language: str, name: str) -> Headed:
    """Return a pattern that is looked for all over a passage: a `relation`, an `ordinal`, a step.

    >>> [match[0] for match in spotted("zh", "relation").matches("两市是友好城市")]
    ['友好城市']
    >>> bool(spotted("en", "ordinal").search("its 12th sister city"))
    True
    """
    return _all_spotted(language)[name]


def spotted_in(language: str, text: str, bounds: tuple[int, int]) -> list[str]:
    """Return which of the patterns that are looked for all over a passage can begin in a part of it.

    >>> text = "来访。两市续签协议"
    >>> spotted_in("zh", text, (0, 3)), "renewal" in spotted_in("zh", text, (3, 9))
    ([], True)
    """
    return _all_spotted(language).beginning(text, *bounds)


@cache
def _all_spotted(language: str) -> HeadedSet:
    steps = words(language, "tie_steps")
    events: dict[str, str] = {
        event: printed.replace("<tie>", steps["tie"]).replace("<gap>", steps["gap"])
        for event, printed in steps["patterns"].items()
    }
    ties = words(language, "pairs")
    often = {name: ties[name] for name in _OFTEN if can_be_headed(ties[name])}
    ordinal = _of_totals(language, "ordinal")
    return HeadedSet({"relation": ties["trigger"], "ordinal": ordinal, **events, **often})


def _of_totals(language: str, name: str) -> str:
    """Return a pattern of the table `tie_totals` with the parts that it names filled in."""
    table = words(language, "tie_totals")
    printed: str = {**table["patterns"], **table["context"]}[name]
    parts = {
        "noun": table["noun"],
        "adj": table["adjectives"],
        "place_noun": table["place_noun"],
        "ordinals": ordinal_words(),
    }
    for key, part in parts.items():
        printed = printed.replace(f"<{key}>", part)
    return printed


def setting(language: str, name: str) -> Any:
    """Return a value of the table that is no pattern: a reach in characters, a list of stops.

    >>> setting("zh", "clause_stops")[0]
    '，'
    """
    return words(language, "pairs")[name]


def clause(language: str, text: str, bounds: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the clause around [start, end): from the stop before it to the stop behind it, within `bounds`.

    >>> text = "两市1995年结好，2003年互访。"
    >>> clause("zh", text, (0, len(text)), 3, 5)
    (0, 9)
    """
    left, right = max(bounds[0], start - _REACH), min(bounds[1], end + _REACH)
    first, last = left, right
    for stop, own in _stops(language):
        at = text.rfind(stop, first, start)
        if at >= 0 and at + own > left:
            left = at + own
        at = text.find(stop, end, last)
        if 0 <= at < right:
            right = at
    return left, right


@cache
def _stops(language: str) -> list[tuple[str, int]]:
    """Return what ends a clause, with how much of it belongs to the clause before.

    `and will sign` stops the clause before it, and its verb belongs to the next.
    """
    stops = setting(language, "clause_stops")
    return [(stop, len(" and ") if stop.startswith(" and ") else len(stop)) for stop in stops]
