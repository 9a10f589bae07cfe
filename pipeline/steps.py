"""The reading of one passage step by step: each kind of fact of its text and of what was read before it."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.analysis import Analysis
from pipeline.mentions import Mention
from pipeline.places import PlaceReading


def dates(analysis: Analysis) -> None:
    """Read the dates, settled by publication and by what was told before."""
    from pipeline.dates import read_dates

    setting = analysis.setting
    analysis.dates = read_dates(analysis.text, analysis.language, setting.published, setting.told)


def amounts(analysis: Analysis) -> None:
    """Read the sums of money."""
    from pipeline.money import read_amounts

    analysis.amounts = read_amounts(
        analysis.text, analysis.language, analysis.setting.where, analysis.read_ahead or ()
    )


def places(analysis: Analysis) -> None:
    """Read the places."""
    from pipeline.places import read_places

    # `六月四日` holds no place called `四日`.
    found = analysis.read_ahead
    if found is None:
        found = read_places(analysis.text, analysis.language)
    analysis.places = _outside(found, analysis.dates)


def people(analysis: Analysis) -> None:
    """Read the people with an office; a place inside a person's name is none."""
    from pipeline.people import read_people

    spans = [(place.start, place.end) for place in analysis.places]
    analysis.people = read_people(analysis.text, analysis.language, spans)
    analysis.places = _outside(analysis.places, analysis.people)


def pairs(analysis: Analysis) -> None:
    """Read the ties of two places, and how many ties a place has."""
    from pipeline.pairs import read_ties
    from pipeline.pairs.tallies import read_totals

    analysis.ties = read_ties(analysis)
    analysis.totals = read_totals(analysis)


def delegations(analysis: Analysis) -> None:
    """Read the groups of people."""
    from pipeline.delegations import read_groups

    analysis.groups = read_groups(analysis)


# In their order: each looks at what those before it have read.
STEPS: tuple[Callable[[Analysis], None], ...] = (dates, amounts, places, people, pairs, delegations)


def _outside(
    places: Sequence[Mention[PlaceReading]], others: Sequence[Mention[Any]]
) -> list[Mention[PlaceReading]]:
    """Return the places that overlap none of `others`, in one pass: both are in order, without overlaps."""
    kept, at = [], 0
    for place in places:
        while at < len(others) and others[at].end <= place.start:
            at += 1
        if not (at < len(others) and others[at].overlaps(place.start, place.end)):
            kept.append(place)
    return kept
