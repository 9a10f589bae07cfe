"""Settles printed times one after another, each by publication or by what the text told before it."""

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.dates import calendar_spans as calendar
from pipeline.dates import recurrence
from pipeline.dates.calendar_spans import Span
from pipeline.dates.reading import DateReading, Expression, Moment, Shift
from pipeline.dates.surroundings import Surroundings

# How many paragraphs further on a heading's year, or that of a story told with its years, still counts.
_HEADING_REACH, _STORY_REACH = 15, 3
# How many days ahead a time may lie that only the sentences before it put into the future.
_SOON = 92
_ORDER = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4, "decade": 5, "century": 6}


@dataclass(frozen=True, slots=True)
class Frame:
    """A settled time that times without a year may lean on."""

    reading: DateReading
    place: Surroundings
    explicit: bool


class Discourse:
    """What a text has told so far about when it happens; `settle` its expressions in order."""

    def __init__(self, published: dt.date | None, previous: DateReading | None) -> None:
        self.published = published
        self.last: DateReading | None = previous
        start = Surroundings(position=-1, paragraph=-1)
        fine = previous is not None and previous.granularity in ("day", "month")
        self._frame = Frame(previous, start, True) if previous and (fine or published is None) else None
        self._fine = self._frame
        self._told_by_year: bool | None = None
        self._now_paragraph = self._ahead_paragraph = -9
        self._anniversary: tuple[int, int, int] | None = None

    def settle(self, item: Expression, place: Surroundings) -> DateReading | None:
        """Return what an expression means here, or None where nothing settles it."""
        try:
            span = self._ends(item, place)
        except OverflowError:
            # Before the first year or after the last that the calendar has.
            return None
        if span is None:
            return None
        begin, end = span
        reading = DateReading(begin, end, item.first.grain, item.modifier, item.optional)
        self._remember(item, reading, place)
        return reading

    def _ends(self, item: Expression, place: Surroundings) -> Span | None:
        first = self._span(item.first, place, None)
        if first is None:
            return None
        last = self._span(item.last, place, first[0]) if item.last is not None else first
        return (first[0], last[1]) if last is not None and last[1] >= first[0] else None

    def anniversary(self, year: int, place: Surroundings) -> None:
        """Take note that the paragraph tells of an anniversary in `year`."""
        self._anniversary = (year, place.paragraph, place.position)

    # What a moment means

    def _span(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        if moment.week is not None or moment.weekday is not None:
            return self._weekday(moment, place)
        if isinstance(moment.day, Shift):
            return self._shifted_day(moment.day)
        if isinstance(moment.months, Shift):
            return self._shifted_month(moment.months, moment.day)
        if moment.months is not None:
            return self._in_year(moment, place, after)
        if moment.day is not None:
            return self._day_only(moment, moment.day, place, after)
        return self._years(moment, place, after)

    def _base(self, shift: Shift) -> dt.date | None:
        if shift.base == "now":
            return self.published
        return self.last.start if self.last else None

    def _shifted_day(self, shift: Shift) -> Span | None:
        base = self._base(shift)
        if shift.base == "then":
            if self.last is None or self.last.granularity != "day":
                return None
            if shift.by > 0:
                base = self.last.end
            elif shift.by == 0 and self.last.start != self.last.end:
                return None
        return calendar.days(base + dt.timedelta(days=shift.by)) if base else None

    def _shifted_month(self, shift: Shift, day: int | Shift | None) -> Span | None:
        base = self._base(shift)
        if shift.base == "then" and self.last and self.last.granularity not in ("day", "month"):
            base = None
        if base is None and shift.by == 0:
            base = self.published
        if base is None:
            return None
        run = calendar.month_run(base.year, base.month + shift.by, base.month + shift.by)
        if run is None or not isinstance(day, int):
            return run
        exact = calendar.day(run[0].year, run[0].month, day)
        return calendar.days(exact) if exact else None

    def _weekday(self, moment: Moment, place: Surroundings) -> Span | None:
        today = self.published
        if today is None:
            return None
        if moment.weekday is None:
            return calendar.week(today, moment.week or 0)
        if moment.week is not None or moment.pick == "this":
            monday, _ = calendar.week(today, moment.week or 0)
            return calendar.days(monday + dt.timedelta(days=moment.weekday), moment.days)
        story = self._day_of_story(place, today)
        if story is not None and moment.pick is None:
            return calendar.days(story + dt.timedelta(days=(moment.weekday - story.weekday()) % 7))
        back = (today.weekday() - moment.weekday) % 7
        if moment.pick == "next" or (place.future and moment.pick is None and back):
            return calendar.days(today + dt.timedelta(days=7 - back))
        return calendar.days(today - dt.timedelta(days=back or 7 * (moment.pick == "last")))

    def _day_of_story(self, place: Surroundings, today: dt.date) -> dt.date | None:
        """Return the day told before in the paragraph, in a story of years ago: a weekday is of its week."""
        frame = self._frame
        if frame is None or not frame.explicit or frame.place.paragraph != place.paragraph:
            return None
        start = frame.reading.start
        return start if frame.reading.granularity == "day" and start.year != today.year else None

    def _years(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        year = self._year(moment.year)
        if moment.year is None:
            told = after or self._framing(place) or self.published
            year = told.year if told else None
        if not year:
            return None
        if moment.grain == "decade":
            return calendar.years(year, 10)
        if moment.grain == "century":
            return calendar.years(year, 100)
        return calendar.years(year - moment.years + 1, moment.years)

    def _year(self, year: int | Shift | None) -> int | None:
        if not isinstance(year, Shift):
            return year
        base = self._base(year)
        if base is None and year.base == "now":
            # `今年6月` in a text without its date: the year that the text tells of.
            base = self.last.start if self.last and self.last.granularity in ("day", "month") else None
        if base is None and year.by == 0:
            base = self.published
        return base.year + year.by if base else None

    def _in_year(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        year = self._year(moment.year)
        if moment.year is None:
            return recurrence.following(moment, after) if after else self._completed(moment, place)
        return recurrence.in_year(moment, year) if year else None

    # Times without a year

    def _framing(self, place: Surroundings) -> dt.date | None:
        """Return the time told before that settles the year here, or None where publication does."""
        frame, jubilee = self._frame, self._anniversary
        if (
            jubilee
            and 0 <= place.paragraph - jubilee[1] <= 1
            and (frame is None or frame.place.position < jubilee[2])
        ):
            return dt.date(jubilee[0], 1, 1)
        if frame is None:
            return None
        distance = place.paragraph - frame.place.paragraph
        fine = frame.reading.granularity in ("day", "month")
        near = distance == 0 or (frame.place.heading and distance <= _HEADING_REACH)
        if self.published is None:
            near = near or fine or frame.place.initial or distance <= _STORY_REACH
        story = self._told_by_year is not False and distance <= _STORY_REACH and (fine or frame.place.initial)
        return frame.reading.start if near or story else None

    def _completed(self, moment: Moment, place: Surroundings) -> Span | None:
        today = self.published
        frame = self._framing(place)
        if moment.pick == "the":
            year = frame or today
            return recurrence.in_year(moment, year.year) if year else None
        if moment.pick is not None:
            return recurrence.picked(moment, today, self.last.start if self.last else None)
        if frame is not None:
            run = self._told_in_order(moment, frame)
            if run and (today is None or (run[1] >= today if place.future else run[0] <= today)):
                return run
        if today is None:
            return recurrence.in_year(moment, place.named_year) if place.named_year else None
        if place.tense is None and 0 <= place.paragraph - self._ahead_paragraph <= 1:
            # `The group will come from June 4 to 9. On June 5 it meets the mayor.`
            run = recurrence.nearest_to_publication(moment, today, True)
            if run and (run[0] - today).days <= _SOON:
                return run
        return recurrence.nearest_to_publication(moment, today, place.future)

    def _told_in_order(self, moment: Moment, frame: dt.date) -> Span | None:
        assert isinstance(moment.months, tuple)
        turned = (
            frame.month >= 10 and moment.months[0] <= 3 and self.last is not None and self.last.start == frame
        )
        if turned:
            run = recurrence.in_year(moment, frame.year + 1)
            if run and (self.published is None or run[0] <= self.published):
                return run
        return recurrence.in_year(moment, frame.year)

    def _day_only(self, moment: Moment, day: int, place: Surroundings, after: dt.date | None) -> Span | None:
        today = self.published
        if after is not None:
            return recurrence.day_from(after, day)
        if moment.pick == "near" and today is not None:
            return recurrence.day_near(today, day)
        if self._fine is not None and self._leans_on(self._fine, place):
            run = self._day_of_month_told(self._fine, day, place)
            if run is not None:
                return run
        if today is None:
            return None
        return recurrence.day_from(today, day) if place.future else recurrence.day_up_to(today, day)

    def _day_of_month_told(self, fine: Frame, day: int, place: Surroundings) -> Span | None:
        """Read `26日` behind `2019年8月26日至28日`; a day far below it is of the month after."""
        base, today = fine.reading.start, self.published
        if day < base.day and (base.day - day > 15 or fine.reading.end.month != base.month):
            run = recurrence.day_from(base, day)
            if run and (today is None or run[0] <= today or place.future):
                return run
        exact = calendar.day(base.year, base.month, day)
        if exact and (today is None or exact <= today or place.future or fine.explicit):
            return calendar.days(exact)
        return None

    def _leans_on(self, fine: Frame, place: Surroundings) -> bool:
        distance = place.paragraph - fine.place.paragraph
        if distance == 0 or self.published is None:
            return True
        return fine.explicit and self._told_by_year is not False and distance <= _STORY_REACH

    # Memory

    def _remember(self, item: Expression, reading: DateReading, place: Surroundings) -> None:
        explicit = isinstance(item.first.year, int)
        by_now = not explicit and self._by_now(item, reading)
        if self._told_by_year is None and not place.background and _ORDER[reading.granularity] < 5:
            self._told_by_year = explicit
        if not item.optional or (explicit and reading.granularity == "day"):
            self.last = reading
        if reading.granularity in ("day", "month") and not place.background:
            self._fine = Frame(reading, place, explicit or not by_now)
        if self.published is not None and reading.granularity in ("day", "month") and not explicit:
            ahead = reading.start > self.published and item.modifier is None
            self._ahead_paragraph = place.paragraph if ahead else self._ahead_paragraph
        if by_now:
            self._now_paragraph = place.paragraph
            if place.initial and self._frame and self._frame.place.paragraph != place.paragraph:
                self._frame = None
            return
        recalled = self._now_paragraph == place.paragraph and not place.initial
        if item.optional or place.background or recalled or _ORDER[reading.granularity] > 4:
            return
        if reading.modifier not in ("before", "after") and not self._aside(reading, place):
            kept = replace(
                place,
                heading=place.heading or bool(self._frame and self._frame.place.heading and not explicit),
            )
            self._frame = Frame(reading, kept, True)

    def _aside(self, reading: DateReading, place: Surroundings) -> bool:
        """Tell whether a year inside a sentence is an aside in a story whose time opened a sentence."""
        frame = self._frame
        if frame is None or reading.granularity != "year" or place.initial or place.heading:
            return False
        return frame.place.initial or frame.place.heading

    def _by_now(self, item: Expression, reading: DateReading) -> bool:
        shifts = (item.first.year, item.first.months, item.first.day)
        if any(isinstance(shift, Shift) and shift.base == "then" for shift in shifts):
            return False
        today = self.published
        if today is None:
            return False
        frame = self._frame
        return not (frame and frame.reading.start.year == reading.start.year != today.year)
