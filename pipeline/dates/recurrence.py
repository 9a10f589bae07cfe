"""Which of the times that come again every year or month is meant, by a day that is known."""

import datetime as dt
from collections.abc import Iterable

from pipeline.dates import calendar_spans as calendar
from pipeline.dates.calendar_spans import Span
from pipeline.dates.reading import Moment

# How many years back a date may lie that news prints without its year; 29 February needs them.
_YEARS = 9
# How many days ahead a time may lie that no word of its own puts into the future; the same for a time
# behind a word in the past, and for the day of a month.
SOON, _SOON_THOUGH_PAST, _SOON_DAYS = 92, 60, 7


def in_year(moment: Moment, year: int) -> Span | None:
    """Return the days of a moment's months or day in a year, None where the calendar has none.

    >>> in_year(Moment(months=(2, 2), day=29), 2015) is None
    True
    """
    assert isinstance(moment.months, tuple)
    first, last = moment.months
    if isinstance(moment.day, int):
        exact = calendar.day(year, first, moment.day)
        return calendar.days(exact) if exact else None
    return calendar.month_run(year, first, last)


def printed(moment: Moment) -> dt.date | None:
    """Return the day that a moment prints in full, None where it leaves out a part."""
    year, months, day = moment.year, moment.months, moment.day
    if isinstance(year, int) and isinstance(months, tuple) and isinstance(day, int):
        return calendar.day(year, months[0], day)
    return None


def following(moment: Moment, after: dt.date) -> Span | None:
    """Return the first occurrence that ends on or after a day: the far end of a range."""
    for year in (after.year, after.year + 1):
        run = in_year(moment, year)
        if run and run[1] >= after:
            return run
    return None


def nearest_to_publication(moment: Moment, today: dt.date, future: bool) -> Span | None:
    """Return the last occurrence that began by `today`, or with `future` the first not over by then.

    >>> nearest_to_publication(Moment(months=(10, 10), day=19), dt.date(2018, 5, 16), False)[0].year
    2017
    """
    years = (
        range(today.year - 1, today.year + _YEARS) if future else range(today.year, today.year - _YEARS, -1)
    )
    for year in years:
        run = in_year(moment, year)
        if run and (run[1] >= today if future else run[0] <= today):
            return run
    return None


def soon(moment: Moment, today: dt.date, plain: bool) -> Span | None:
    """Return the occurrence that begins soon, later in the year of `today`; `plain`: no word is past.

    It would else be of ten months ago, and texts print the year of such a time.

    >>> soon(Moment(months=(4, 4), day=16), dt.date(2019, 2, 28), False)[0].isoformat()
    '2019-04-16'
    """
    run, reach = in_year(moment, today.year), SOON if plain else _SOON_THOUGH_PAST
    return run if run and 0 < (run[0] - today).days <= reach else None


def beside(moment: Moment, told: dt.date) -> Span | None:
    """Return the occurrence in the months before or after a day.

    >>> beside(Moment(months=(1, 1), day=8), dt.date(2018, 12, 2))[0].isoformat()
    '2019-01-08'
    """
    runs = (in_year(moment, told.year + by) for by in (0, -1, 1))
    return next((run for run in runs if run and abs((run[0] - told).days) <= SOON), None)


def in_days(today: dt.date, day: int) -> bool:
    """Tell whether a day without its month is that of the week ahead: `They go home on the 23rd`."""
    return 0 < day - today.day <= _SOON_DAYS


def falling_on(moment: Moment, years: Iterable[int]) -> int | None:
    """Return the first of `years` in which a day falls on the weekday printed beside it.

    >>> falling_on(Moment(months=(10, 10), day=17, falls_on=0), [2010, 2011])
    2011
    """
    for year in years:
        run = in_year(moment, year)
        if run and run[0].weekday() == moment.falls_on:
            return year
    return None


def picked(moment: Moment, today: dt.date | None, told: dt.date | None) -> Span | None:
    """Return the occurrence that a word picks: `last October`, `this May`, the one near `yesterday`."""
    assert isinstance(moment.months, tuple)
    if today is None:
        return in_year(moment, told.year) if told and moment.pick == "this" else None
    year = today.year
    if moment.pick == "last":
        year -= moment.months[0] >= today.month
    elif moment.pick == "next":
        year += moment.months[0] <= today.month
    elif moment.pick == "near":
        runs = [run for run in (in_year(moment, year + by) for by in (-1, 0, 1)) if run]
        return min(runs, key=lambda run: abs(run[0] - today), default=None)
    return in_year(moment, year)


def _days_of_months(base: dt.date, months_on: range, day: int) -> list[dt.date]:
    runs = [calendar.month_run(base.year, base.month + by, base.month + by) for by in months_on]
    exact = [calendar.day(run[0].year, run[0].month, day) for run in runs if run]
    return [date for date in exact if date]


def day_near(today: dt.date, day: int) -> Span | None:
    """Return the day of that number nearest to `today`: `今（23）日`."""
    nearest = min(_days_of_months(today, range(-1, 2), day), key=lambda date: abs(date - today), default=None)
    return calendar.days(nearest) if nearest else None


def day_from(base: dt.date, day: int) -> Span | None:
    """Return the first day of that number from `base` on."""
    dates = (date for date in _days_of_months(base, range(3), day) if date >= base)
    first = next(dates, None)
    return calendar.days(first) if first else None


def day_up_to(today: dt.date, day: int) -> Span | None:
    """Return the last day of that number up to `today`.

    >>> day_up_to(dt.date(2018, 3, 1), 30)[0]
    datetime.date(2018, 1, 30)
    """
    dates = (date for date in _days_of_months(today, range(0, -4, -1), day) if date <= today)
    last = next(dates, None)
    return calendar.days(last) if last else None
