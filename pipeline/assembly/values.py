"""Dates and sums: equal values are one record, whatever their wording."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.assembly.drafts import Draft, evidence
from pipeline.assembly.passages import ReadPassage
from pipeline.mentions import Mention

Telling = tuple[ReadPassage, Mention[Any]]


def date_records(given: str, passages: Sequence[ReadPassage]) -> list[Draft]:
    """Return a record for each calendar time that the passages name."""
    told: dict[Any, list[Telling]] = defaultdict(list)
    for read in passages:
        for mention in read.analysis.dates:
            value = mention.value
            if not value.optional:
                told[value.start, value.end, value.granularity, value.modifier].append((read, mention))
    return [
        {
            "start": start,
            "end": end,
            "granularity": granularity,
            "modifier": modifier,
            **_as_told(given, tellings),
        }
        for (start, end, granularity, modifier), tellings in told.items()
    ]


def amount_records(given: str, passages: Sequence[ReadPassage]) -> list[Draft]:
    """Return a record for each sum; an approximator told once holds for all tellings."""
    told: dict[Any, list[Telling]] = defaultdict(list)
    for read in passages:
        for mention in read.analysis.amounts:
            value = mention.value
            told[value.amount, value.upper, value.currency].append((read, mention))
    return [
        {
            "amount": amount,
            "upper": upper,
            "currency": currency,
            "modifier": next((m.value.modifier for _, m in tellings if m.value.modifier), None),
            **_as_told(given, tellings),
        }
        for (amount, upper, currency), tellings in told.items()
    ]


def _as_told(given: str, tellings: Sequence[Telling]) -> Draft:
    """Return the words and the rule of the first telling, and where all of them stand."""
    read, first = tellings[0]
    return {
        "text": read.printed(first.start, first.end),
        "rule": first.rule,
        "evidence": evidence(given, [read.given(mention) for read, mention in tellings]),
    }
