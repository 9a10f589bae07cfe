"""The scores as the page shows them: charts, tables of their numbers, errors counted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from evaluation.comparison import by_type
from evaluation.errors import TYPES
from evaluation.linking import Group, Linking
from evaluation.report.charts import Bar, chart
from evaluation.report.excerpts import visible
from evaluation.report.rows import language_name, plain
from evaluation.scoring import ALL, LEVELS
from evaluation.statistics import MACRO, Interval
from evaluation.summary import Cell, Summary
from evaluation.tables import percent, share_of
from models.gold import KINDS

_WARMEST = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """The scores of one language: the macro mean in words, and its two charts."""

    name: str
    macro: Cell
    bulletins: int
    values: Markup
    levels: Markup


class Figures(NamedTuple):
    """One line of a table: a group, what is scored, and its numbers in words."""

    group: str
    name: str
    numbers: Sequence[str]


class Count(NamedTuple):
    """A cell of the table of errors: how many, the first of them, and how warm its colour is (0 to 5)."""

    type: str
    many: int
    first: int | None
    warmth: int


class Confusion(NamedTuple):
    """The errors of a kind by type."""

    kind: str
    counts: Sequence[Count]
    total: int


class Source(NamedTuple):
    """A bulletin with its errors and its counts of values."""

    id: str
    file: str
    language: str
    right: int
    found: int
    gold: int
    errors: int
    first: int | None


def panels(summary: Summary) -> list[Panel]:
    """Return the languages with their charts, all together first."""
    groups = sorted(summary.cells, key=lambda group: group != ALL)
    sizes = Counter(score.language for score in summary.scores) | Counter({ALL: len(summary.scores)})
    return [_panel(group, summary.cells[group], sizes[group]) for group in groups]


def _panel(group: str, levels: Mapping[str, Mapping[str, Cell]], bulletins: int) -> Panel:
    name, row = language_name(group), levels["value"]
    kinds = [Bar(plain(kind), row[kind], kind) for kind in KINDS]
    means = [Bar("micro", row[ALL], apart=True), Bar("macro", row[MACRO])]
    by_level = [Bar(level, levels[level][ALL], apart=level in ("slot", "mention-strict")) for level in LEVELS]
    return Panel(
        name,
        row[MACRO],
        bulletins,
        chart(f"F1 of values, {name}", [*kinds, *means]),
        chart(f"F1 of all kinds by level, {name}", by_level),
    )


def value_figures(summary: Summary) -> list[Figures]:
    """Return the numbers behind the charts of values."""
    return [
        Figures(
            language_name(group), "micro" if kind == ALL else plain(kind), _numbers(levels["value"][kind])
        )
        for group, levels in summary.cells.items()
        for kind in (*KINDS, ALL, MACRO)
    ]


def level_figures(summary: Summary) -> list[Figures]:
    """Return the numbers behind the charts of levels."""
    return [
        Figures(language_name(group), level, _numbers(levels[level][ALL]))
        for group, levels in summary.cells.items()
        for level in LEVELS
    ]


def attribute_figures(summary: Summary) -> list[Figures]:
    """Return the scores of attributes by kind, which have no intervals."""
    order: dict[str, int] = {kind: place for place, kind in enumerate(KINDS)}
    named = sorted(summary.attributes.items(), key=lambda item: order[item[0][0]])
    return [
        Figures(plain(kind), plain(name), _numbers(Cell(tally.f1, Interval(None, None), tally)))
        for (kind, name), tally in named
    ]


def link_figures(linking: Linking) -> list[tuple[str, Sequence[str]]]:
    """Return the scores of linked places by language, all together last, as the page heads its columns."""
    groups = sorted(linking.groups, key=lambda group: (group == ALL, group))
    return [(language_name(group), _link_numbers(linking.groups[group])) for group in groups]


def _link_numbers(one: Group) -> list[str]:
    single = [percent(share.value) for share in (one.found, one.linked, one.right_country)]
    spread = [share_of(share) for share in (one.right, one.right_of_all, one.bare.right, one.bare.change)]
    return [str(one.found.whole), *single, *spread, chance(one.bare.p)]


def many(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> many(1, "error"), many(0, "error")
    ('1 error', '0 errors')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def score_name(name: str) -> str:
    """Return the name of a compared score for readers.

    >>> score_name("zh macro"), score_name("city_pairs")
    ('macro, Chinese', 'city pairs')
    """
    language, _, score = name.rpartition(" ")
    return f"{score}, {language_name(language)}" if language else plain(score)


def chance(p: float) -> str:
    """Return a p-value with three decimals.

    >>> chance(0.0321), chance(0.0001)
    ('0.032', '<0.001')
    """
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def interval(cell: Cell) -> str:
    """Return the interval of a score in per cent."""
    low, high = cell.interval.low, cell.interval.high
    return "" if low is None or high is None else f"{percent(low)}–{percent(high)}"


def _numbers(cell: Cell) -> list[str]:
    tally = cell.tally
    if cell.f1 is None or tally is None:
        return [percent(cell.f1), interval(cell), "", "", "", "", ""]
    counts = (f"{count:g}" for count in (tally.correct, tally.found, tally.gold))
    return [percent(cell.f1), interval(cell), percent(tally.precision), percent(tally.recall), *counts]


def confusions(summary: Summary) -> list[Confusion]:
    """Return the errors by kind and type, warmer where there are more."""
    counted = by_type(summary.errors)
    most = max(counted.values(), default=1)
    first: dict[tuple[str, str], int] = {}
    for number, error in enumerate(summary.errors, start=1):
        first.setdefault((error.kind, error.type), number)
    return [
        Confusion(
            kind,
            [
                Count(of, many, first.get((kind, of)), _warmth(many / most))
                for of in TYPES
                for many in (counted[kind, of],)
            ],
            sum(counted[kind, of] for of in TYPES),
        )
        for kind in KINDS
    ]


def _warmth(share: float) -> int:
    return max(round(_WARMEST * sqrt(share)), share > 0)


def sources(summary: Summary, bulletins: Mapping[str, tuple[Path, str]]) -> list[Source]:
    """Return the bulletins, those with the most errors first."""
    errors = Counter(error.bulletin for error in summary.errors)
    first: dict[str, int] = {}
    for number, error in enumerate(summary.errors, start=1):
        first.setdefault(error.bulletin, number)
    rows = [
        Source(
            visible(score.id),
            visible(bulletins[score.id][0].name) if score.id in bulletins else "",
            language_name(score.language),
            right=int(tally.correct),
            found=int(tally.found),
            gold=int(tally.gold),
            errors=errors[score.id],
            first=first.get(score.id),
        )
        for score in summary.scores
        for tally in (score.tallies["value", ALL],)
    ]
    return sorted(rows, key=lambda row: (-row.errors, row.id))


def slips(summary: Summary) -> list[tuple[str, int]]:
    """Return how sums are off by powers of ten, the commonest first."""
    return Counter(_slips(summary)).most_common()


def _slips(summary: Summary) -> Iterator[str]:
    yield from (error.details[0] for error in summary.errors if error.type == "magnitude")
