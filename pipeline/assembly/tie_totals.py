"""Totals of ties: one record a count, its place settled, with the day that it is given for."""

from collections.abc import Sequence
from typing import Any

from models import DateValue, Place, Span, TieTotal
from pipeline.analysis import Analysis
from pipeline.assembly.passages import ReadPassage, distinct
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.values import date_value
from pipeline.mentions import Mention
from pipeline.pairs.tallies import TotalReading, read_totals


def total_records(given: str, passages: Sequence[ReadPassage], book: PlaceBook) -> list[TieTotal]:
    """Return a record for each number of ties that a place is said to have at a time."""
    told: dict[Any, list[tuple[Span, Mention[TotalReading], Place | None]]] = {}
    for read in passages:
        for mention in read_totals(read.analysis):
            total = mention.value
            place = book.place(total.place, read) if total.place else book.home
            key = book.key(total.place.value) if total.place else None
            as_of = _as_of(total, read.analysis)
            whole = (key or book.home_key(), total.count.count, total.count.relation, as_of)
            told.setdefault(whole, []).append((read.evidence(given, mention), mention, place))
    return [
        TieTotal(
            place=tellings[0][2],
            count=count,
            modifier=next((m.value.count.modifier for _, m, _ in tellings if m.value.count.modifier), None),
            relation=relation,
            as_of=as_of,
            rule=tellings[0][1].rule,
            evidence=distinct([span for span, _, _ in tellings]),
        )
        for (_, count, relation, as_of), tellings in told.items()
    ]


def _as_of(total: TotalReading, analysis: Analysis) -> DateValue | None:
    """Return the time told, else the day of publication for what stands now."""
    published = analysis.setting.published
    if total.as_of or not total.standing or published is None:
        return date_value(total.as_of)
    return DateValue(start=published, end=published)
