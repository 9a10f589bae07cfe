"""Days told by their distance are those that dateparser counts from the same day."""

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.dates.counted_back import asked, distant_day
from pipeline.mentions import PassageLanguage

PHRASES: list[tuple[str, PassageLanguage]] = [
    *((f"{{}} {unit}s ago", "en") for unit in ("day", "week", "fortnight", "month")),
    *((f"in {{}} {unit}s", "en") for unit in ("day", "week", "fortnight", "month")),
    *((f"{{}}{unit}{way}", "zh") for unit in ("天", "周", "个月") for way in "前后"),
]


@given(st.sampled_from(PHRASES), st.integers(0, 999), st.dates(dt.date(1500, 1, 1), dt.date(2500, 12, 31)))
@example(("{}个月前", "zh"), 1, dt.date(2019, 3, 31))
@example(("in {} months", "en"), 12, dt.date(2020, 2, 29))
@settings(deadline=None, max_examples=300)
def test_distances_are_counted_as_dateparser_counts(
    phrase: tuple[str, PassageLanguage], count: int, base: dt.date
) -> None:
    printed, language = phrase[0].format(count), phrase[1]
    assert distant_day(printed, language, base) == asked(printed, language, base)


def test_a_day_near_the_ends_of_the_calendar_is_asked_for() -> None:
    assert distant_day("2 weeks ago", "en", dt.date(1, 2, 1)) == dt.date(1, 1, 18)
