"""The scores as tables on the terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from evaluation.comparison import Comparison, by_type, told
from evaluation.errors import TYPES, Error
from evaluation.linking import Linking
from evaluation.links import Link
from evaluation.scoring import ALL, LEVELS
from evaluation.shares import Share
from evaluation.statistics import MACRO, Interval
from evaluation.summary import GROUPS, Cell, Summary
from models.gold import KINDS

WIDTH = 110


def print_summary(
    summary: Summary, comparison: Comparison | None, split: str, *, errors: bool, hidden: bool
) -> None:
    """Print the tables; of a hidden part its totals only."""
    console = Console(width=WIDTH, highlight=False, soft_wrap=False)
    console.print(f"{len(summary.scores)} bulletins of {split}. F1 in per cent, with its 95 % interval.")
    console.print(_values(summary))
    console.print(_levels(summary))
    console.print(_attributes(summary))
    console.print(_slots(summary))
    console.print(f"{summary.false_alarms} facts found in {summary.blank_bulletins} bulletins without facts.")
    if not hidden:
        console.print(_error_types(summary))
        _print_magnitudes(console, summary.errors)
    if errors and not hidden:
        for wrong in summary.errors:
            console.print(error_line(wrong), soft_wrap=True, markup=False)
    if comparison:
        _print_comparison(console, comparison, hidden=hidden)


def print_linking(linking: Linking, *, errors: bool) -> None:
    """Print how well places are linked, and against their bare names; `errors` names those that are not."""
    console = Console(width=WIDTH, highlight=False)
    console.print(f"Places of {linking.bulletins} bulletins linked to GeoNames, in per cent.")
    console.print(_links(linking))
    console.print(_context(linking))
    for link in linking.wrong if errors else ():
        console.print(link_line(link), soft_wrap=True, markup=False)


def percent(value: float | None) -> str:
    """Return a ratio in per cent with one decimal.

    >>> percent(0.9714), percent(None)
    ('97.1', '–')
    """
    return "–" if value is None else f"{100 * value:.1f}"


def spread(cell: Cell) -> str:
    """Return F1 with its interval."""
    return _with_interval(cell.f1, cell.interval)


def share_of(share: Share) -> str:
    """Return a share with its interval."""
    return _with_interval(share.value, share.interval)


def _with_interval(value: float | None, interval: Interval) -> str:
    if value is None:
        return "–"
    return f"{percent(value)} [{percent(interval.low)}, {percent(interval.high)}]"


def _values(summary: Summary) -> Table:
    table = Table(
        "language", "kind", "F1", "P", "R", "right", "found", "gold", title="Values", box=box.SIMPLE_HEAD
    )
    for group, levels in summary.cells.items():
        row = levels["value"]
        for kind in KINDS:
            table.add_row(GROUPS[group], kind, *_figures(row[kind]))
        table.add_row(GROUPS[group], "micro", *_figures(row[ALL]))
        table.add_row(GROUPS[group], "macro", *_figures(row[MACRO]), end_section=True)
    return table


def _figures(cell: Cell) -> tuple[str, ...]:
    if cell.tally is None:
        return spread(cell), "", "", "", "", ""
    tally = cell.tally
    counts = (f"{count:g}" for count in (tally.correct, tally.found, tally.gold))
    return spread(cell), percent(tally.precision), percent(tally.recall), *counts


def _levels(summary: Summary) -> Table:
    groups = list(summary.cells)
    table = Table(
        "level", *(GROUPS[group] for group in groups), title="All levels, micro F1", box=box.SIMPLE_HEAD
    )
    for level in LEVELS:
        table.add_row(level, *(spread(summary.cells[group][level][ALL]) for group in groups))
    return table


def _attributes(summary: Summary) -> Table:
    table = Table("kind", "attribute", "F1", "P", "R", "gold", title="Attributes", box=box.SIMPLE_HEAD)
    for kind in KINDS:
        for (of, name), tally in summary.attributes.items():
            if of == kind:
                figures = map(percent, (tally.f1, tally.precision, tally.recall))
                table.add_row(kind, name, *figures, f"{tally.gold:g}")
    return table


def _slots(summary: Summary) -> Table:
    """Return the fills of all slots after the records were aligned."""
    verdicts = ("correct", "incorrect", "missing", "spurious")
    table = Table("kind", *verdicts, title="Slots of aligned records", box=box.SIMPLE_HEAD)
    for kind in KINDS:
        table.add_row(kind, *(str(getattr(summary.slots[kind], verdict)) for verdict in verdicts))
    return table


def _links(linking: Linking) -> Table:
    heads = ("language", "places", "found", "linked", "right of found", "right of all", "country")
    table = Table(*heads, title="Linking", box=box.SIMPLE_HEAD)
    for group in _in_order(linking):
        one = linking.groups[group]
        figures = (percent(one.found.value), percent(one.linked.value), share_of(one.right))
        more = (share_of(one.right_of_all), percent(one.right_country.value))
        table.add_row(GROUPS[group], str(one.found.whole), *figures, *more)
    return table


def _context(linking: Linking) -> Table:
    heads = ("language", "found", "with context", "by name alone", "change", "p", "p (Holm)")
    table = Table(*heads, title="The places found, with and without context", box=box.SIMPLE_HEAD)
    for group in _in_order(linking):
        one, bare = linking.groups[group], linking.groups[group].bare
        figures = (str(one.found.part), share_of(one.right), share_of(bare.right), share_of(bare.change))
        table.add_row(GROUPS[group], *figures, f"{bare.p:.4f}", f"{bare.adjusted:.4f}")
    return table


def _in_order(linking: Linking) -> list[str]:
    return [group for group in GROUPS if group in linking.groups]


def link_line(link: Link) -> str:
    """Return a place that is not rightly linked in a line."""
    gold, given = (", ".join(map(str, sorted(ids))) or "none" for ids in (link.place.identifiers, link.given))
    place = f"{link.place.name} ({link.place.country or 'no country'})"
    return f"{link.bulletin}  place  {link.outcome.value}  {place}  gold: {gold}  found: {given}"


def _error_types(summary: Summary) -> Table:
    table = Table("kind", *TYPES, title="Errors", box=box.SIMPLE_HEAD)
    counted = by_type(summary.errors)
    for kind in KINDS:
        table.add_row(kind, *(str(counted[kind, of] or "") for of in TYPES))
    return table


def _print_magnitudes(console: Console, errors: Sequence[Error]) -> None:
    slips = Counter(error.details[0] for error in errors if error.type == "magnitude")
    for name, count in slips.most_common():
        console.print(f"{count} sums off by {name}")


def error_line(error: Error) -> str:
    """Return an error in a line: where, what, and both facts."""
    parts = [error.bulletin, error.kind, error.type, ", ".join(error.details)]
    gold = f"gold: {told(error.gold)}" if error.gold else ""
    found = f"found: {told(error.found)} ({error.rule or 'no rule'})" if error.found else ""
    return "  ".join(filter(None, (*parts, gold, found)))


def _print_comparison(console: Console, comparison: Comparison, *, hidden: bool) -> None:
    table = Table(
        "value F1", "before", "after", "change", "p", "p (Holm)", title="Comparison", box=box.SIMPLE_HEAD
    )
    for one in comparison.differences:
        points = f"{100 * (one.second - one.first):+.1f}"
        table.add_row(
            one.name, percent(one.first), percent(one.second), points, f"{one.p:.4f}", f"{one.adjusted:.4f}"
        )
    console.print(table)
    for name, changes in (("fixed", comparison.fixed), ("broken", comparison.broken)):
        console.print(f"{len(changes)} {name}")
        for change in () if hidden else changes:
            console.print(f"  {name}  {'  '.join(change)}", soft_wrap=True, markup=False)


def print_agreement(count: int, cells: Mapping[str, Mapping[str, Mapping[str, Cell]]]) -> None:
    """Print the agreement of two annotators on values and, over all kinds, on attributes and mentions."""
    console = Console(width=WIDTH, highlight=False)
    console.print(f"{count} bulletins annotated twice. F1 of one against the other, with its 95 % interval.")
    table = Table("language", *KINDS, "macro", "attributes", box=box.SIMPLE_HEAD)
    for group, levels in cells.items():
        row = levels["value"]
        figures = [percent(row[kind].f1) for kind in KINDS]
        table.add_row(GROUPS[group], *figures, spread(row[MACRO]), percent(levels["attribute"][ALL].f1))
    console.print(table)
