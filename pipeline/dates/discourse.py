"""Settles printed times one after another, each by publication or by what the text told before it."""

import datetime as dt

from pipeline.dates import calendar_spans as calendar
from pipeline.dates import recurrence
from pipeline.dates.calendar_spans import Span
from pipeline.dates.counted_back import distant_day
from pipeline.dates.memory import Frame, Memory, Told
from pipeline.dates.reading import DateReading, Distance, Expression, Moment, Shift
from pipeline.dates.surroundings import Surroundings
from pipeline.mentions import PassageLanguage


class Discourse:
    """Settles the expressions of a text in order; `memory` is what it has told so far."""

    def __init__(
        self, published: dt.date | None, told: Told, language: PassageLanguage, latest: dt.date | None = None
    ) -> None:
        self.memory = Memory(published, told, language, latest)
        self.published = published
        self._language = language

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
        self.memory.remember(item, reading, place)
        return reading

    def _ends(self, item: Expression, place: Surroundings) -> Span | None:
        first = self._span(item.first, place, None)
        if first is None:
            return None
        last = self._span(item.last, place, first[0]) if item.last is not None else first
        return (first[0], last[1]) if last is not None and last[1] >= first[0] else None

    # What a moment means

    def _span(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        if moment.distance is not None:
            return self._distant(moment.distance, moment)
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
        return self.memory.last.start if self.memory.last else None

    def _shifted_day(self, shift: Shift) -> Span | None:
        base = self._base(shift)
        if shift.base == "then":
            if self.memory.last is None or self.memory.last.granularity != "day":
                return None
            if shift.by > 0:
                base = self.memory.last.end
            elif shift.by == 0 and self.memory.last.start != self.memory.last.end:
                return None
        return calendar.days(base + dt.timedelta(days=shift.by)) if base else None

    def _shifted_month(self, shift: Shift, day: int | Shift | None) -> Span | None:
        base = self._base(shift)
        if shift.base == "then" and self.memory.last and self.memory.last.granularity not in ("day", "month"):
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

    def _distant(self, distance: Distance, moment: Moment) -> Span | None:
        base, last = self._base(Shift(distance.base, 0)), self.memory.last
        if distance.base == "then":
            if last is None or last.granularity not in ("day", moment.grain):
                return None
            base = last.start if distance.back else last.end
        day = distant_day(distance.phrase, distance.language, base) if base else None
        if day is None:
            return None
        return (
            calendar.month_run(day.year, day.month, day.month)
            if moment.grain == "month"
            else calendar.days(day)
        )

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
        ahead = place.future or self.memory.leads_ahead(place)
        if moment.pick == "next" or (ahead and moment.pick is None and back):
            return calendar.days(today + dt.timedelta(days=7 - back))
        return calendar.days(today - dt.timedelta(days=back or 7 * (moment.pick == "last")))

    def _day_of_story(self, place: Surroundings, today: dt.date) -> dt.date | None:
        """Return the day told before in the paragraph, in a story of years ago: a weekday is of its week."""
        frame = self.memory.frame
        if frame is None or not frame.explicit or frame.place.paragraph != place.paragraph:
            return None
        start = frame.reading.start
        return start if frame.reading.granularity == "day" and start.year != today.year else None

    def _years(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        year = self._year(moment.year, place)
        if moment.year is None:
            told = after or self.memory.framing(place) or self.published
            year = told.year if told else None
        if not year:
            return None
        if moment.grain == "decade":
            return calendar.years(year, 10)
        if moment.grain == "century":
            return calendar.years(year, 100)
        return calendar.years(year - moment.years + 1, moment.years)

    def _year(self, year: int | Shift | None, place: Surroundings) -> int | None:
        if not isinstance(year, Shift):
            return year
        own, last = self.memory.own, self.memory.last
        base = self._base(year)
        if year.base == "now" and own and self.memory.looks_back() and not place.planned:
            # A report on a year that calls it `this year`; its plans are for the year in which it appears.
            base = own.end
        if base is None and year.base == "now":
            # `今年6月` in a text without its date: the year that the text tells of.
            base = last.start if last and last.granularity in ("day", "month") else None
        if base is None and year.by == 0:
            base = self.published
        return base.year + year.by if base else None

    def _in_year(self, moment: Moment, place: Surroundings, after: dt.date | None) -> Span | None:
        year = self._year(moment.year, place)
        if moment.year is None:
            return recurrence.following(moment, after) if after else self._completed(moment, place)
        return recurrence.in_year(moment, year) if year else None

    # Times without a year

    def _completed(self, moment: Moment, place: Surroundings) -> Span | None:
        if moment.pick == "the":
            year = self.memory.framing(place) or self.memory.today
            return recurrence.in_year(moment, year.year) if year else None
        if moment.pick is not None:
            return self._picked(moment, place)
        told = self._told_elsewhere(moment) or self._by_weekday(moment, place)
        if told is not None:
            return recurrence.in_year(moment, told)
        if moment.until is not None:
            # The months of a list lie in one year: the year that suits the last of them.
            whole = moment._replace(months=(moment.until, moment.until), day=None, until=None, grain="month")
            run = self._by_story(whole, place)
            return recurrence.in_year(moment, run[0].year) if run else None
        return self._by_story(moment, place)

    def _by_story(self, moment: Moment, place: Surroundings) -> Span | None:
        today, frame = self.memory.today, self.memory.framing(place)
        if self.memory.leads_ahead(place) and today is not None:
            # `The group will come from June 4 to 9. On June 5 it meets the mayor.`
            run = recurrence.nearest_to_publication(moment, today, True)
            if run and (run[0] - today).days <= recurrence.SOON:
                return run
        if frame is not None:
            run = self._told_in_order(moment, frame)
            if run and run[1] < frame and today is None and self._ahead(place):
                # `met on 6 December 2018 … will leave on 3 April`, on a page without its date
                return recurrence.nearest_to_publication(moment, frame, True)
            if run and (self._fits(run, place) or self.memory.planned_for(frame, place)):
                return run
        if today is None:
            if place.named_year:
                return recurrence.in_year(moment, place.named_year)
            return recurrence.beside(moment, self.memory.latest) if self.memory.latest else None
        return self._soon(moment, place) or recurrence.nearest_to_publication(
            moment, today, self._ahead(place)
        )

    def _soon(self, moment: Moment, place: Surroundings) -> Span | None:
        if self.published is None or place.background or self.memory.looks_back() or self.memory.reviews:
            return None
        # In English the past may be that of who set the time: `has put the gala on 16 April`.
        plain, loose = place.tense is None, self._language == "en" and moment.grain == "day"
        return recurrence.soon(moment, self.published, plain) if plain or loose else None

    def _by_weekday(self, moment: Moment, place: Surroundings) -> int | None:
        """Return the year in which a day falls on the weekday printed beside it: `Monday, October 17th`."""
        if moment.falls_on is None:
            return None
        frame, today = self.memory.framing(place), self.memory.today
        years = [frame.year] if frame else []
        if today is not None:
            years += [today.year, today.year - 1, *([today.year + 1] if self._ahead(place) else [])]
        return recurrence.falling_on(moment, years)

    def _ahead(self, place: Surroundings) -> bool:
        """Tell whether a time lies ahead; of a past year a Chinese `将` is rather a preposition."""
        if self._language == "zh" and self.memory.looks_back():
            return place.planned
        return place.future

    def _fits(self, run: Span, place: Surroundings) -> bool:
        """Tell whether days in the year of the story suit what the words beside them say of the future."""
        today = self.memory.today
        if self._ahead(place):
            return today is None or run[1] >= today
        return today is None or run[0] <= today

    def _picked(self, moment: Moment, place: Surroundings) -> Span | None:
        today, last = self.memory.today, self.memory.last
        if today is None and self.memory.own is not None:
            last_told: dt.date | None = self.memory.own.end
        else:
            last_told = last.start if last else None
        run = recurrence.picked(moment, today, last_told)
        if run and today and moment.pick == "this" and run[1] < today and self._ahead(place):
            # `The board will take it up this February`, in a report on the year before.
            return recurrence.nearest_to_publication(moment, today, True)
        return run

    def _told_elsewhere(self, moment: Moment) -> int | None:
        """Return the year of this day or month in the version of the text in the other language."""
        if not isinstance(moment.months, tuple) or moment.grain not in ("day", "month"):
            return None
        day = moment.day if isinstance(moment.day, int) else None
        return self.memory.elsewhere.get((moment.months[0], day))

    def _told_in_order(self, moment: Moment, frame: dt.date) -> Span | None:
        assert isinstance(moment.months, tuple)
        turned = (
            frame.month >= 10
            and moment.months[0] <= 3
            and self.memory.last is not None
            and self.memory.last.start == frame
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
        if self.memory.fine is not None and self.memory.leans_on(self.memory.fine, place):
            run = self._day_of_month_told(self.memory.fine, day, place)
            if run is not None:
                return run
        if today is None:
            return None
        if place.future or (place.tense is None and not place.background and recurrence.in_days(today, day)):
            return recurrence.day_from(today, day)
        return recurrence.day_up_to(today, day)

    def _day_of_month_told(self, fine: Frame, day: int, place: Surroundings) -> Span | None:
        """Read `26日` behind `2019年8月26日至28日`; a day far below it is of the month after."""
        base, today = fine.reading.start, self.published
        if day < base.day and (base.day - day > 15 or fine.reading.end.month != base.month):
            run = recurrence.day_from(base, day)
            if run and (today is None or run[0] <= today or place.future):
                return run
        exact = calendar.day(base.year, base.month, day)
        if exact is None:
            return None
        suits = today is None or (exact >= today if place.future else exact <= today or fine.explicit)
        return calendar.days(exact) if suits else None
