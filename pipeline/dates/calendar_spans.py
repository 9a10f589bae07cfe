"""Days, months and years as first and last days."""

import datetime as dt

Span = tuple[dt.date, dt.date]


def days(first: dt.date, count: int = 1) -> Span:
    """Return a run of days, first and last inclusive."""
    return first, first + dt.timedelta(days=count - 1)


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return the day, or None where the calendar has none (30 February)."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def month_run(year: int, first: int, last: int) -> Span | None:
    """Return the days of a run of months; a month above 12 lies in the next year.

    >>> month_run(2015, 12, 14)
    (datetime.date(2015, 12, 1), datetime.date(2016, 2, 29))
    """
    begin = _first_of(year, first)
    after = _first_of(year, last + 1)
    return (begin, after - dt.timedelta(days=1)) if begin and after else None


def _first_of(year: int, month: int) -> dt.date | None:
    return day(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def years(first: int, count: int = 1) -> Span | None:
    """Return the days of a run of calendar years."""
    begin, end = day(first, 1, 1), day(first + count - 1, 12, 31)
    return (begin, end) if begin and end else None


def week(of: dt.date, weeks_on: int) -> Span:
    """Return the week, Monday to Sunday, so many weeks after that of a day.

    >>> week(dt.date(2024, 10, 25), -1)
    (datetime.date(2024, 10, 14), datetime.date(2024, 10, 20))
    """
    monday = of - dt.timedelta(days=of.weekday()) + dt.timedelta(weeks=weeks_on)
    return days(monday, 7)
