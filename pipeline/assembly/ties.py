"""City pairs: one record a pair of places, relation and stage, with the date that any telling gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import CityPair, DateValue, Place, Span
from pipeline.assembly.passages import ReadPassage, distinct
from pipeline.assembly.placebook import PlaceBook
from pipeline.dates import DateReading
from pipeline.pairs import TieReading


@dataclass(frozen=True, slots=True)
class _Told:
    tie: TieReading
    keys: frozenset[str]
    places: tuple[Place, Place]
    span: Span
    rule: str


def pair_records(given: str, passages: Sequence[ReadPassage], book: PlaceBook) -> list[CityPair]:
    """Return a record for each tie; where a tie is told as founded or ended, mere plans for it are dropped."""
    told: dict[tuple[frozenset[str], str, str], list[_Told]] = {}
    for item in _all(given, passages, book):
        told.setdefault((item.keys, item.tie.relation, item.tie.stage), []).append(item)
    kept = {key: items for key, items in told.items() if not _outdone(key, set(told))}
    return [_record(items) for items in kept.values()]


def _outdone(key: tuple[frozenset[str], str, str], keys: set[tuple[frozenset[str], str, str]]) -> bool:
    pair, relation, stage = key
    if stage == "intended":
        return (pair, relation, "established") in keys or (pair, relation, "ended") in keys
    return stage == "established" and (pair, relation, "ended") in keys


def _all(given: str, passages: Sequence[ReadPassage], book: PlaceBook) -> list[_Told]:
    found = []
    for read in passages:
        for mention in read.analysis.ties:
            tie = mention.value
            keys = (book.key(tie.one.value) if tie.one else book.home_key(), book.key(tie.other.value))
            places = (book.place(tie.one, read), book.place(tie.other, read))
            if None in keys or keys[0] == keys[1] or places[0] is None or places[1] is None:
                continue
            if places[0].country is not None and places[0].country == places[1].country:
                continue
            span = read.evidence(given, mention)
            pair = frozenset(key for key in keys if key)
            found.append(_Told(tie, pair, (places[0], places[1]), span, mention.rule))
    return found


def _record(items: Sequence[_Told]) -> CityPair:
    first = next((item for item in items if item.tie.since), items[0])
    return CityPair(
        places=items[0].places,
        relation=first.tie.relation,
        stage=first.tie.stage,
        since=date_value(first.tie.since),
        rule=items[0].rule,
        evidence=distinct([item.span for item in items]),
    )


def date_value(reading: DateReading | None) -> DateValue | None:
    """Return a reading of a date as the record's field."""
    if reading is None:
        return None
    return DateValue(
        start=reading.start, end=reading.end, granularity=reading.granularity, modifier=reading.modifier
    )
