"""Calendar times as the register compares them: pairs of ISO days, both inclusive."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

_FINE = ("day", "month", "quarter", "half", "year", "decade", "century")

# Modifiers that tell an end of a time and not its beginning, or the other way round.
_OPEN = ("before", "after")


class Time(NamedTuple):
    """A calendar time: ISO days, how finely it was told, and TIMEX3's modifier."""

    start: str
    until: str
    granularity: str
    modifier: str | None = None

    @property
    def coarseness(self) -> int:
        """Return 0 for days, more for coarser times."""
        return _FINE.index(self.granularity)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Return what times are put in order by."""
        return self.start, self.until, self.granularity, self.modifier or ""

    def within(self, other: "Time") -> bool:
        """Tell whether this time lies in the other, so that the two agree."""
        return other.start <= self.start and self.until <= other.until

    def allows(self, other: "Time") -> bool:
        """Tell whether another time, told more finely or firmly, may be what this one means.

        >>> before = Time("2000-01-01", "2000-12-31", "year", "before")
        >>> before.allows(Time("1998-05-01", "1998-05-01", "day")), before.within(before)
        (True, True)
        """
        if other.within(self):
            return True
        # `before 2000` says nothing of a time that is no firmer.
        if other.modifier in _OPEN:
            return False
        return (self.modifier == "before" and other.until <= self.until) or (
            self.modifier == "after" and other.start >= self.start
        )

    def days_apart(self, other: "Time") -> int:
        """Return the days between the two, 0 where they overlap."""
        gap = max(self.start, other.start), min(self.until, other.until)
        return max(0, (dt.date.fromisoformat(gap[0]) - dt.date.fromisoformat(gap[1])).days)

    def shown(self) -> str:
        """Return the time as people write it.

        >>> Time("2000-09-07", "2000-09-07", "day").shown(), Time("2000-01-01", "2000-12-31", "year").shown()
        ('2000-09-07', '2000')
        >>> Time("2000-01-01", "2000-03-31", "quarter").shown()
        '2000-01 to 2000-03'
        """
        if self.granularity == "day":
            return self.start if self.start == self.until else f"{self.start} to {self.until}"
        cut = 7 if self.granularity in ("month", "quarter", "half") else 4
        first, last = self.start[:cut], self.until[:cut]
        return first if first == last else f"{first} to {last}"


def time_of(date: Mapping[str, Any] | None) -> Time | None:
    """Return the time of a date of the records, None for none."""
    if date is None:
        return None
    return Time(date["start"], date["end"], date["granularity"], date["modifier"])
