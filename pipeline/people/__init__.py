"""Persons with an office: read out of English and Chinese text, and joined into one record a person."""

from collections.abc import Sequence
from typing import Literal

from pipeline.mentions import Mention
from pipeline.people.merging import merge_people
from pipeline.people.reading import Person, PersonReading, Span

__all__ = ["Person", "PersonReading", "merge_people", "read_people"]


def read_people(
    text: str, language: Literal["en", "zh"], places: Sequence[Span] = ()
) -> list[Mention[PersonReading]]:
    """Find the named persons with an office, and the later mentions of their names, in the order of the text.

    `text` is one passage, Chinese in simplified characters; `places` are the spans of known place names in
    it, which help to tell a place from a person. A mention spans the name alone; the spans of titles and
    bodies stand in the reading.

    >>> [(m.value.name, m.value.titles) for m in read_people("Deyang's Mayor, Ms. Li Na, spoke.", "en")]
    [('Li Na', ('Mayor',))]
    >>> [(m.value.name, m.value.titles) for m in read_people("市长李娜致辞。", "zh")]
    [('李娜', ('市长',))]
    """
    from pipeline.people.chinese import read_chinese
    from pipeline.people.english import read_english
    from pipeline.people.later import later_mentions

    found = read_english(text, places) if language == "en" else read_chinese(text, places)
    again = later_mentions(text, language, found, places)
    return sorted([*found, *again], key=lambda mention: (mention.start, mention.end))
