"""Leaders: the mentions of one person, in whatever script and however short, are one record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models import Leader, Span
from pipeline.assembly.passages import ReadPassage, distinct
from pipeline.mentions import Mention
from pipeline.people import Person, PersonReading, merge_people

Key = tuple[int, int]


class People:
    """The persons of a bulletin; a mention is known by its passage's number and its start."""

    def __init__(self, given: str, passages: Sequence[ReadPassage]) -> None:
        self._given = given
        self._passages = passages
        readings = [
            ((number, mention.start), _as_printed(read, mention))
            for number, read in enumerate(passages)
            for mention in read.analysis.people
        ]
        self._mentions = dict(readings)
        self._persons: list[Person[Key]] = merge_people(readings)
        self._number = {key: i for i, person in enumerate(self._persons) for key in person.members}

    def number(self, passage: int, mention: Mention[PersonReading]) -> int | None:
        """Return which person a mention speaks of, None for one without any office."""
        return self._number.get((passage, mention.start))

    def name(self, number: int) -> str:
        """Return the fullest form of a person's name that came first."""
        return self._persons[number].names[0]

    def records(self) -> list[Leader]:
        """Return a record for each person with an office."""
        return [
            Leader(
                names=person.names,
                titles=person.titles,
                of=person.of,
                rule=self._mentions[person.members[0]].rule,
                evidence=distinct(list(self._evidence(person))),
            )
            for person in self._persons
        ]

    def _evidence(self, person: Person[Key]) -> Iterator[Span]:
        for number, start in person.members:
            mention = self._mentions[number, start]
            yield self._passages[number].evidence(self._given, mention)


def _as_printed(read: ReadPassage, mention: Mention[PersonReading]) -> Mention[PersonReading]:
    """Give names, titles and bodies back in the script they are printed in."""
    reading = mention.value
    if read.passage.text is read.passage.simplified or read.passage.text == read.passage.simplified:
        return mention
    name = read.printed(mention.start, mention.end)
    same_name = len(name) == len(reading.name)
    printed = replace(
        reading,
        name=name if same_name else reading.name,
        titles=_restored(read, reading.titles, reading.title_spans),
        of=_restored(read, reading.of, reading.of_spans),
    )
    return replace(mention, value=printed)


def _restored(
    read: ReadPassage, values: Sequence[str], spans: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    if len(values) != len(spans):
        return tuple(values)
    printed = (read.printed(*span) for span in spans)
    return tuple(
        form if len(form) == len(value) else value for form, value in zip(printed, values, strict=True)
    )
