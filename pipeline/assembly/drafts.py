"""Facts as plain values, which the models validate all at once when the bulletin is read."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from pipeline.dates import DateReading
from pipeline.sentences import Bounds

# A fact by the names of its fields; places in it are still as they are named, until they are linked.
Draft = dict[str, Any]


class Time(NamedTuple):
    """A calendar time, as records have it: first and last day, both inclusive."""

    start: dt.date
    end: dt.date
    granularity: str = "day"
    modifier: str | None = None


def time_of(reading: DateReading | None) -> Time | None:
    """Return a reading of a date as the records have it."""
    if reading is None:
        return None
    return Time(reading.start, reading.end, reading.granularity, reading.modifier)


def date_field(time: Time | None) -> Draft | None:
    """Return a time as the field of a record."""
    if time is None:
        return None
    start, end, granularity, modifier = time
    return {"start": start, "end": end, "granularity": granularity, "modifier": modifier}


def evidence(given: str, stretches: Collection[Bounds]) -> list[Draft]:
    """Return stretches of the bulletin as given as spans, in the order of the text, each once.

    >>> evidence("Lahti, 2000", [(7, 11), (0, 5), (7, 11)])
    [{'start': 0, 'end': 5, 'text': 'Lahti'}, {'start': 7, 'end': 11, 'text': '2000'}]
    """
    apart = sorted(set(stretches)) if len(stretches) > 1 else stretches
    return [{"start": start, "end": end, "text": given[start:end]} for start, end in apart]
