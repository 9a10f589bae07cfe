"""Reads the times of a text: found by rules, joined, judged by what stands around them, settled in order."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from pipeline.dates import chinese_context, english_context, recurrence
from pipeline.dates.anniversary import anniversaries
from pipeline.dates.chinese import chinese_rules
from pipeline.dates.chinese_marks import chinese_marks
from pipeline.dates.chinese_mended import mended_rules
from pipeline.dates.chinese_parts import chinese_part_rules
from pipeline.dates.chinese_relative import chinese_relative_rules
from pipeline.dates.counted_back import counted_rules
from pipeline.dates.discourse import Discourse
from pipeline.dates.document_year import document_year
from pipeline.dates.english import absolute_rules
from pipeline.dates.english_fragments import fragment_rules
from pipeline.dates.english_marks import english_marks
from pipeline.dates.english_parts import part_rules
from pipeline.dates.english_relative import relative_rules
from pipeline.dates.joining import join, listed
from pipeline.dates.lasting import lasting_days
from pipeline.dates.marks import Marks
from pipeline.dates.memory import Told
from pipeline.dates.numeric import numeric_rules
from pipeline.dates.reading import DateReading, Expression, Rule, scan
from pipeline.dates.surroundings import Layout
from pipeline.mentions import Mention, PassageLanguage


@dataclass(frozen=True, slots=True)
class _Context:
    """How a language judges an expression by its surroundings."""

    with_part: Callable[[str, Expression], Expression | None]
    judged: Callable[[str, Expression], Expression | None]
    recurring: Callable[[str, Expression], bool]
    background: Callable[[str, Expression], bool]
    counts: Callable[[str, Expression], bool]


_CONTEXTS = {
    "en": _Context(
        english_context.with_part,
        english_context.judged,
        english_context.recurring,
        english_context.background,
        english_context.counts,
    ),
    "zh": _Context(
        chinese_context.with_part,
        chinese_context.judged,
        chinese_context.recurring,
        chinese_context.background,
        chinese_context.counts,
    ),
}


_MARKS: dict[PassageLanguage, Callable[[str], Marks]] = {"en": english_marks, "zh": chinese_marks}


@cache
def _rules(language: PassageLanguage) -> tuple[Rule, ...]:
    if language == "zh":
        return (
            *numeric_rules(),
            *counted_rules("zh"),
            *mended_rules(),
            *chinese_rules(),
            *chinese_relative_rules(),
            *chinese_part_rules(),
        )
    return (
        *numeric_rules(),
        *counted_rules("en"),
        *fragment_rules(),
        *absolute_rules(),
        *relative_rules(),
        *part_rules(),
    )


def read_dates(
    text: str,
    language: PassageLanguage,
    published: dt.date | None = None,
    told: Told | None = None,
) -> list[Mention[DateReading]]:
    """Return the times that a text names and that it and its publication date settle, in order.

    `text` is clean and, in Chinese, simplified. `told` is what the passages before told, and the
    year that the whole document tells of; without it the text is the document.

    >>> [mention] = read_dates("They came from October 12th to 21st, 2015.", "en")
    >>> mention.value.start, mention.value.end
    (datetime.date(2015, 10, 12), datetime.date(2015, 10, 21))
    >>> [mention] = read_dates("去年10月，代表团来访。", "zh", published=dt.date(2018, 3, 1))
    >>> mention.value.start, mention.value.granularity
    (datetime.date(2017, 10, 1), 'month')
    """
    if told is None:
        told = Told(document_year(None, [(language, text)], published))
    marks = _MARKS[language](text)
    expressions = _standing(text, language, marks)
    if not expressions:
        return []
    discourse = Discourse(published, told, language, _latest(expressions))
    return list(_settled(text, language, expressions, discourse, marks))


def _latest(expressions: Iterable[Expression]) -> dt.date | None:
    """Return the latest day that is printed with its year."""
    days = (recurrence.printed(item.first) for item in expressions)
    return max((day for day in days if day), default=None)


def _settled(
    text: str,
    language: PassageLanguage,
    expressions: list[Expression],
    discourse: Discourse,
    marks: Marks,
) -> Iterator[Mention[DateReading]]:
    layout, context = Layout(text, language), _CONTEXTS[language]
    jubilees = list(anniversaries(text, expressions, language, discourse.published, marks))
    for item, following in zip_longest(expressions, expressions[1:]):
        place = layout.around(item, context.background(text, item), following)
        while jubilees and jubilees[0][0] <= item.start:
            position, year = jubilees.pop(0)
            discourse.memory.anniversary(
                year, place._replace(position=position, paragraph=layout.paragraph(position))
            )
        if not item.optional and (
            layout.last_line(item) or (language == "en" and english_context.dateline(text, item))
        ):
            item = item._replace(optional=True)
        reading = discourse.settle(item, place)
        if reading is None:
            continue
        if (
            reading.start == reading.end
            and reading.start.year < dt.MAXYEAR
            and (count := lasting_days(text, item, language)) > 1
        ):
            reading = replace(reading, end=reading.start + dt.timedelta(days=count - 1))
        yield Mention(item.start, item.end, item.rule, reading)


def _standing(text: str, language: PassageLanguage, marks: Marks) -> list[Expression]:
    """Return the expressions that their surroundings bear out."""
    context = _CONTEXTS[language]
    found = join(text, scan(text, _rules(language), marks), language)
    parted = [context.with_part(text, item) for item in found if not context.recurring(text, item)]
    judged = [
        (item, context.judged(text, item) if item.weak else item) for item in parted if item is not None
    ]
    standing = _trimmed(_carried(text, judged, language))
    if language == "zh":
        standing = [chinese_context.titled(text, item) for item in standing]
    return standing


def _carried(
    text: str, judged: list[tuple[Expression, Expression | None]], language: PassageLanguage
) -> Iterable[Expression]:
    """Let the members of a list share their standing: `in 1998 and 2001`."""
    context, results = _CONTEXTS[language], [result for _, result in judged]
    order = range(1, len(judged))
    for index, beside in [*((i, i - 1) for i in order), *((i - 1, i) for i in reversed(order))]:
        neighbour = results[beside]
        if results[index] is None and neighbour is not None and not neighbour.optional:
            if context.counts(text, judged[index][0]):
                continue
            one, other = sorted((judged[index][0], judged[beside][0]), key=lambda item: item.start)
            if listed(text, one, other, language):
                results[index] = judged[index][0]._replace(weak=False)
    return [result for result in results if result is not None]


def _trimmed(items: Iterable[Expression]) -> list[Expression]:
    """Keep expressions apart where a modifier reached back into the one before."""
    kept: list[Expression] = []
    for item in items:
        if kept and item.start < kept[-1].end:
            item = item._replace(start=kept[-1].end)
        if item.start < item.end:
            kept.append(item)
    return kept
