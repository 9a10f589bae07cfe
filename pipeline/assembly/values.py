"""Dates and sums: equal values are one record, whatever their wording."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from models import Amount, DatedFact, DateValue, Span
from pipeline.assembly.passages import ReadPassage, distinct
from pipeline.dates import DateReading


def date_records(given: str, passages: Sequence[ReadPassage]) -> list[DatedFact]:
    """Return a record for each calendar time that the passages name."""
    told: dict[Any, list[tuple[Span, str, str]]] = defaultdict(list)
    for read in passages:
        for mention in read.analysis.dates:
            value = mention.value
            if not value.optional:
                key = (value.start, value.end, value.granularity, value.modifier)
                told[key].append(
                    (read.evidence(given, mention), read.printed(mention.start, mention.end), mention.rule)
                )
    return [
        DatedFact(
            start=start,
            end=end,
            granularity=granularity,
            modifier=modifier,
            text=tellings[0][1],
            rule=tellings[0][2],
            evidence=distinct([span for span, _, _ in tellings]),
        )
        for (start, end, granularity, modifier), tellings in told.items()
    ]


def amount_records(given: str, passages: Sequence[ReadPassage]) -> list[Amount]:
    """Return a record for each sum; an approximator told once holds for all tellings."""
    told: dict[Any, list[tuple[Span, str, str, Any]]] = defaultdict(list)
    for read in passages:
        for mention in read.analysis.amounts:
            value = mention.value
            telling = (
                read.evidence(given, mention),
                read.printed(mention.start, mention.end),
                mention.rule,
                value.modifier,
            )
            told[value.amount, value.upper, value.currency].append(telling)
    return [
        Amount(
            amount=amount,
            upper=upper,
            currency=currency,
            modifier=next((modifier for *_, modifier in tellings if modifier), None),
            text=tellings[0][1],
            rule=tellings[0][2],
            evidence=distinct([span for span, *_ in tellings]),
        )
        for (amount, upper, currency), tellings in told.items()
    ]


def date_value(reading: DateReading | None) -> DateValue | None:
    """Return a reading of a date as the record's field."""
    if reading is None:
        return None
    return DateValue(
        start=reading.start, end=reading.end, granularity=reading.granularity, modifier=reading.modifier
    )
