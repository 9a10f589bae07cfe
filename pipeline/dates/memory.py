"""What a text has told so far about when it happens."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.dates.document_year import DocumentYear
from pipeline.dates.reading import DateReading, Expression, Shift
from pipeline.dates.surroundings import Surroundings
from pipeline.mentions import PassageLanguage

# How many paragraphs further on a heading's year, or that of a story told with its years, still counts.
_HEADING_REACH, _STORY_REACH = 15, 3

# A month, and a day of it or None: what a date prints without its year.
Undated = tuple[int, int | None]


@dataclass(slots=True)
class Told:
    """What the passages before told: every time with the language it was told in, and the document's year."""

    own: DocumentYear | None = None
    readings: list[tuple[PassageLanguage, DateReading]] = field(default_factory=list)

    def add(self, language: PassageLanguage, readings: Iterable[DateReading]) -> None:
        """Take in the times of a passage."""
        self.readings += [(language, reading) for reading in readings]

    def before(self, language: PassageLanguage) -> DateReading | None:
        """Return the time a passage goes on from: the last, or the opening one of what it translates."""
        if not self.readings:
            return None
        other, last = self.readings[-1]
        if other == language:
            return last
        fine = (reading for _, reading in self.readings if reading.granularity in ("day", "month"))
        return next(fine, last)

    def years(self, language: PassageLanguage) -> dict[Undated, int]:
        """Return the year of each day and month that the other language told in one year only.

        >>> told, day = Told(), dt.date(2014, 9, 27)
        >>> told.add("zh", [DateReading(day, day, "day")])
        >>> told.years("en"), told.years("zh")
        ({(9, 27): 2014}, {})
        """
        found: dict[Undated, set[int]] = {}
        for other, reading in self.readings:
            if other != language and reading.granularity in ("day", "month"):
                day = reading.start.day if reading.granularity == "day" else None
                found.setdefault((reading.start.month, day), set()).add(reading.start.year)
        return {undated: min(years) for undated, years in found.items() if len(years) == 1}


class Frame(NamedTuple):
    """A settled time that times without a year may lean on."""

    reading: DateReading
    place: Surroundings
    explicit: bool


class Memory:
    """The times told so far, and those that a time without its year may lean on."""

    def __init__(
        self, published: dt.date | None, told: Told, language: PassageLanguage, latest: dt.date | None = None
    ) -> None:
        self.published = published
        self.latest = latest
        self._language = language
        self.own = told.own
        self.elsewhere = told.years(language)
        self.last: DateReading | None = told.before(language)
        start, previous = Surroundings(position=-1, paragraph=-1), self.last
        fine = previous is not None and previous.granularity in ("day", "month")
        translated = bool(told.readings) and told.readings[-1][0] != language
        leads = previous is not None and (published is None or (fine and not translated))
        self.frame = Frame(previous, start, True) if previous and leads else None
        self.fine = self.frame
        self._told_by_year: bool | None = None
        self._now_paragraph = -9
        self._ahead: Surroundings | None = None
        # Whether a sentence began with `last year`: the text may be a review of it.
        self.reviews = False
        self._anniversary: tuple[int, int, int] | None = None

    @property
    def today(self) -> dt.date | None:
        """The day of publication, or the last day of the year that a report looks back on."""
        if self.published is None and self.own and self.own.kind == "report":
            return self.own.end
        return self.published

    def looks_back(self) -> bool:
        """Tell whether the text is a report that appeared after the end of its year."""
        own = self.own
        return own is not None and (self.published is None or own.year < self.published.year)

    def anniversary(self, year: int, place: Surroundings) -> None:
        """Take note that the paragraph tells of an anniversary in `year`."""
        self._anniversary = (year, place.paragraph, place.position)

    def framing(self, place: Surroundings) -> dt.date | None:
        """Return the time told before that settles the year here, or None where publication does."""
        frame, jubilee = self.frame, self._anniversary
        if (
            jubilee
            and 0 <= place.paragraph - jubilee[1] <= 1
            and (frame is None or frame.place.position < jubilee[2])
        ):
            return dt.date(jubilee[0], 1, 1)
        if self.own is not None:
            return self._framing_within(self.own, place)
        if frame is None:
            return None
        distance = place.paragraph - frame.place.paragraph
        fine = frame.reading.granularity in ("day", "month")
        if self._passing(frame) and frame.place.sentence != place.sentence:
            # `They became sister cities in 2007. … up to August 41,000 passengers`
            return None
        near = distance == 0 or (frame.place.heading and distance <= _HEADING_REACH)
        if self.published is None:
            near = near or fine or frame.place.initial or distance <= _STORY_REACH
        story = self._told_by_year is not False and distance <= _STORY_REACH and (fine or frame.place.initial)
        return frame.reading.start if near or story else None

    def _passing(self, frame: Frame) -> bool:
        """Tell whether a frame only named its year in passing."""
        if frame.reading.granularity != "year" or frame.place.initial or frame.place.heading:
            return False
        return self.published is None or self._language == "en"

    def _framing_within(self, own: DocumentYear, place: Surroundings) -> dt.date:
        """Return what frames a time in a document with its own year: each paragraph starts from it."""
        frame = self.frame
        if frame is not None and frame.place.position >= 0:
            distance = place.paragraph - frame.place.paragraph
            opened = distance == 0 and frame.place.initial
            if opened or (frame.place.heading and distance <= _HEADING_REACH and frame.place.paragraph > 1):
                return frame.reading.start
        return dt.date(own.year, 1, 1)

    def leads_ahead(self, place: Surroundings) -> bool:
        """Tell whether a time without a sign of its own goes on from one that lies ahead of publication."""
        ahead, frame = self._ahead, self.frame
        if ahead is None or place.tense is not None or place.paragraph - ahead.paragraph > 1:
            return False
        return frame is None or frame.place.position <= ahead.position

    def planned_for(self, told: dt.date, place: Surroundings) -> bool:
        """Tell whether the paragraph tells of a year to come: `Plans for 2017: a visit in April`."""
        frame = self.frame
        ahead = self.published is not None and told.year > self.published.year
        return ahead and frame is not None and frame.place.paragraph == place.paragraph

    def leans_on(self, fine: Frame, place: Surroundings) -> bool:
        """Tell whether a day without its month is one of the month told last."""
        distance = place.paragraph - fine.place.paragraph
        if distance == 0 or self.published is None:
            return True
        story = self._told_by_year is not False or (self.own is not None and self.own.kind == "report")
        return fine.explicit and story and distance <= _STORY_REACH

    def remember(self, item: Expression, reading: DateReading, place: Surroundings) -> None:
        """Take note of a settled time."""
        explicit = isinstance(item.first.year, int)
        by_now = not explicit and self._by_now(item, reading)
        if self._told_by_year is None and not place.background and reading.coarseness < 5:
            self._told_by_year = explicit
        if not item.optional or (explicit and reading.granularity == "day"):
            self.last = reading
        if reading.granularity in ("day", "month") and not place.background:
            self.fine = Frame(reading, place, explicit or not by_now)
        if self.published is not None and reading.granularity in ("day", "month") and not explicit:
            # `from October 21 to November 7`, printed on the 25th, leads on to what lies ahead.
            begun = reading.granularity == "day" and reading.end > self.published
            ahead = (begun or reading.start > self.published) and item.modifier is None
            self._ahead = place if ahead else self._ahead
        if by_now:
            self._now_paragraph = place.paragraph
            past = self.published is not None and reading.end < self.published
            self.reviews = self.reviews or (reading.granularity == "year" and past and place.initial)
            if self.frame and self._left_behind(self.frame, reading, place):
                self.frame = None
            return
        recalled = self._now_paragraph == place.paragraph and not place.initial
        if item.optional or place.background or recalled or reading.coarseness > 4:
            return
        if reading.modifier not in ("before", "after") and not self._aside(reading, place):
            if self.frame and self.frame.place.heading and not (explicit or place.heading):
                place = place._replace(heading=True)
            self.frame = Frame(reading, place, True)

    def _left_behind(self, frame: Frame, reading: DateReading, place: Surroundings) -> bool:
        """Tell whether a time settled by publication ends a story: `in Nov. 2012 … In January this year`."""
        if frame.place.paragraph != place.paragraph:
            return place.initial
        told_on = self._language == "en" and not frame.place.heading
        return told_on and frame.reading.start.year < reading.start.year

    def _aside(self, reading: DateReading, place: Surroundings) -> bool:
        """Tell whether a year inside a sentence is an aside in a story whose time opened a sentence."""
        frame = self.frame
        if frame is None or reading.granularity != "year" or place.heading:
            return False
        if place.founding and frame.reading.granularity in ("day", "month"):
            # `1979年，两市结为友好城市。` behind `2017年3月31日至4月2日，…`
            return True
        # `from 11 to 14 June 2012 … it was agreed to in 1993`
        fine = frame.reading.granularity in ("day", "month")
        looks_back = fine and reading.start.year < frame.reading.start.year
        return not place.initial and (looks_back or frame.place.initial or frame.place.heading)

    def _by_now(self, item: Expression, reading: DateReading) -> bool:
        for shift in (item.first.year, item.first.months, item.first.day):
            if isinstance(shift, Shift) and shift.base == "then":
                return False
        today = self.published
        if today is None:
            return False
        if self.own is not None and self.own.year == reading.start.year != today.year:
            # `12日`, in the chronicle of a year that appeared in the next
            return False
        frame = self.frame
        return not (frame and frame.reading.start.year == reading.start.year != today.year)
