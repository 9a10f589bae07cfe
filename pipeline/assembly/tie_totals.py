"""Totals of ties: one record a count, its place settled, with the day that it is given for."""

from collections.abc import Sequence
from typing import Any

from pipeline.analysis import Analysis
from pipeline.assembly.drafts import Draft, Time, date_field, evidence, time_of
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.linking import NamedPlace
from pipeline.mentions import Mention
from pipeline.pairs.tallies import TotalReading
from pipeline.sentences import Bounds


def total_records(given: str, passages: Sequence[ReadPassage], book: PlaceBook) -> list[Draft]:
    """Return a record for each number of ties that a place is said to have at a time."""
    told: dict[Any, list[tuple[Bounds, Mention[TotalReading], NamedPlace | None]]] = {}
    for read in passages:
        for mention in read.analysis.totals:
            total = mention.value
            place = book.place(total.place, read) if total.place else book.home
            key = book.key(total.place.value) if total.place else None
            as_of = _as_of(total, read.analysis)
            whole = (key or book.home_key(), total.count.count, total.count.relation, as_of)
            told.setdefault(whole, []).append((read.given(mention), mention, place))
    return [
        {
            "place": tellings[0][2],
            "count": count,
            "modifier": next(
                (m.value.count.modifier for _, m, _ in tellings if m.value.count.modifier), None
            ),
            "relation": relation,
            "as_of": date_field(as_of),
            "rule": tellings[0][1].rule,
            "evidence": evidence(given, [stretch for stretch, _, _ in tellings]),
        }
        for (_, count, relation, as_of), tellings in told.items()
    ]


def _as_of(total: TotalReading, analysis: Analysis) -> Time | None:
    """Return the time told, else the day of publication for what stands now."""
    published = analysis.setting.published
    if total.as_of or not total.standing or published is None:
        return time_of(total.as_of)
    return Time(published, published)
