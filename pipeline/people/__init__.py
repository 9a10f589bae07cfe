"""Persons with an office: read out of English and Chinese text, and joined into one record a person."""

from collections.abc import Sequence
from typing import Literal

from pipeline.mentions import Mention
from pipeline.people.merging import merge_people
from pipeline.people.reading import Person, PersonReading, Span

__all__ = ["Person", "PersonReading", "merge_people", "read_people"]

_Mentions = list[Mention[PersonReading]]


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
    found, again = _english(text, places) if language == "en" else _chinese(text, places)
    return sorted([*found, *again], key=lambda mention: (mention.start, mention.end))


def _english(text: str, places: Sequence[Span]) -> tuple[_Mentions, _Mentions]:
    from pipeline.people import latin
    from pipeline.people.english import read_english
    from pipeline.people.later import again_in_english

    on = latin.page(text, places)
    found = read_english(on)
    return found, again_in_english(on, found)


def _chinese(text: str, places: Sequence[Span]) -> tuple[_Mentions, _Mentions]:
    from pipeline.people.chinese import read_chinese
    from pipeline.people.later import again_in_chinese

    found = read_chinese(text, places)
    return found, again_in_chinese(text, found)
