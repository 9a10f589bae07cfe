"""Leaders: the mentions of one person, in whatever script and however short, are one record."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from corpus.simplify import simplified
from pipeline.analysis import within
from pipeline.assembly.drafts import Draft, evidence
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.seats import Seats
from pipeline.lexicon import words
from pipeline.mentions import Mention
from pipeline.people import Person, PersonReading, merge_people
from pipeline.sentences import Bounds
from pipeline.transliteration import ALIKE, likeness

Key = tuple[int, int]


class People:
    """The persons of a bulletin; a mention is known by its passage's number and its start."""

    def __init__(self, given: str, passages: Sequence[ReadPassage], book: PlaceBook) -> None:
        self._given = given
        self._passages = passages
        self._book = book
        self._places = Seats(passages, book)
        readings = [
            ((number, mention.start), _as_printed(read, mention))
            for number, read in enumerate(passages)
            for mention in read.analysis.people
        ]
        self._mentions = dict(readings)
        self._persons: list[Person[Key]] = merge_people(readings)
        if len({read.passage.language for read in passages}) > 1:
            self._persons = self._across_scripts(self._persons)
        self._number = {key: i for i, person in enumerate(self._persons) for key in person.members}

    def number(self, passage: int, mention: Mention[PersonReading]) -> int | None:
        """Return which person a mention speaks of, None for one without any office."""
        return self._number.get((passage, mention.start))

    def name(self, number: int) -> str:
        """Return the fullest form of a person's name that came first."""
        return self._persons[number].names[0]

    def records(self) -> list[Draft]:
        """Return a record for each person with an office."""
        return [
            {
                "names": person.names,
                "titles": person.titles,
                "of": person.of or self._seat(person),
                "rule": self._mentions[person.members[0]].rule,
                "evidence": evidence(self._given, self._stretches(person)),
            }
            for person in self._persons
        ]

    def _seat(self, person: Person[Key]) -> tuple[str, ...]:
        """Return the place of an office that is printed without it."""
        for number, start in person.members:
            value = self._mentions[number, start].value
            if value.titles:
                seat = self._places.of(number, start, person.names[0], person.titles)
                return (seat,) if seat else ()
        return ()

    def _across_scripts(self, persons: list[Person[Key]]) -> list[Person[Key]]:
        """Join a person named in Chinese with the one named in Latin letters.

        They have an office in common, and the place of that office or the sound of a name.
        """
        chinese = [person for person in persons if all(_HAN.search(name) for name in person.names)]
        latin = [person for person in persons if not any(_HAN.search(name) for name in person.names)]
        offices = [_offices("en", other.titles) for other in latin]
        scored = [
            (self._kinship(one, other), number, other_number)
            for number, one in enumerate(chinese)
            for other_number, other in _colleagues(one, latin, offices)
        ]
        taken: dict[int, Person[Key]] = {}
        gone: set[int] = set()
        for score, number, other_number in sorted(scored, key=lambda item: (-item[0], *item[1:])):
            if score >= ALIKE and number not in taken and other_number not in gone:
                taken[number] = latin[other_number]
                gone.add(other_number)
        joined = {id(chinese[number]): other for number, other in taken.items()}
        dropped = {id(other) for other in taken.values()}
        return [
            _joined(person, joined[id(person)]) if id(person) in joined else person
            for person in persons
            if id(person) not in dropped
        ]

    def _kinship(self, one: Person[Key], other: Person[Key]) -> float:
        """Return how likely one named in Chinese is one of a like office in Latin letters, from 0 to 1."""
        if self._seats(one) & self._seats(other):
            return 1.0
        return max(likeness(simplified(a), b) for a in one.names for b in other.names)

    def _seats(self, person: Person[Key]) -> set[str]:
        """Return the keys of the places that a person's offices belong to, countries left out."""
        seats: set[str] = set()
        for number, start in person.members:
            analysis = self._passages[number].analysis
            for left, right in self._mentions[number, start].value.of_spans:
                cities = [p for p in within(analysis.places, left, right) if p.value.level != "country"]
                seats.update(key for p in cities if (key := self._book.key(p.value)))
        return seats

    def _stretches(self, person: Person[Key]) -> list[Bounds]:
        return [self._passages[member[0]].given(self._mentions[member]) for member in person.members]


_HAN = re.compile(r"[㐀-鿿]")


def _joined(one: Person[Key], other: Person[Key]) -> Person[Key]:
    return Person(
        one.names + other.names,
        one.titles + other.titles,
        one.of + tuple(body for body in other.of if body not in one.of),
        tuple(sorted(one.members + other.members)),
    )


def _colleagues(
    one: Person[Key], others: Sequence[Person[Key]], offices: Sequence[set[str]]
) -> Iterator[tuple[int, Person[Key]]]:
    """Yield those of the others, numbered, who have an office in common with a person named in Chinese."""
    own = _offices("zh", one.titles)
    for number, other in enumerate(others):
        if own & offices[number]:
            yield number, other


def _offices(language: str, titles: Sequence[str]) -> set[str]:
    """Return what offices titles stand for: `副首相` and `Deputy Prime Minister` are one."""
    table = _offices_by_title(language)
    return {office for title in titles for office in table.get(simplified(title).casefold(), ())}


@cache
def _offices_by_title(language: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for office, names in words(language, "offices").items():
        for name in names:
            table.setdefault(name, []).append(office)
    return table


def _as_printed(read: ReadPassage, mention: Mention[PersonReading]) -> Mention[PersonReading]:
    """Give names, titles and bodies back in the script they are printed in."""
    reading = mention.value
    if read.passage.text == read.passage.simplified:
        return mention
    name = read.printed(mention.start, mention.end)
    printed = replace(
        reading,
        name=name if len(name) == len(reading.name) else reading.name,
        titles=_restored(read, reading.titles, reading.title_spans),
        of=_restored(read, reading.of, reading.of_spans),
    )
    return replace(mention, value=printed)


def _restored(read: ReadPassage, values: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the values as printed; one that was not read character for character stays as it is."""
    if len(values) != len(spans):
        return tuple(values)
    printed = (read.printed(*span) for span in spans)
    return tuple(
        form if len(form) == len(value) else value for form, value in zip(printed, values, strict=True)
    )
