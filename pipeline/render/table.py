"""The table of a run: for each bulletin its counts, then its pairs, visits and sums in words."""

import sys
from collections.abc import Callable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models import BulletinRecords, CityPair
from pipeline.render.printable import one_line
from pipeline.render.wording import (
    KINDS,
    count_words,
    counts,
    heading_words,
    history_words,
    home_country,
    money_words,
    pair_words,
    total_words,
    visit_words,
)

_MOST = 12


def print_bulletin(console: Console, records: BulletinRecords) -> None:
    """Print what was found in one bulletin."""
    console.print(bulletin_block(records))


def bulletin_block(records: BulletinRecords) -> RenderableType:
    """Return what was found in one bulletin: two lines about it, then a row a kind."""
    document, country = records.document, home_country(records)
    heading = Text.assemble((one_line(document.id), "bold"), "  ", (one_line(heading_words(records)), "dim"))
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(style="cyan", no_wrap=True)
    rows.add_column(overflow="fold")
    _add(rows, "pairs", [_pair(pair, country) for pair in records.city_pairs])
    _add(rows, "ties", [total_words(total, country) for total in records.tie_totals])
    _add(rows, "visits", [visit_words(group, country) for group in records.delegations])
    sums = list(dict.fromkeys(money_words(amount) for amount in records.amounts))
    _add(rows, "sums", ["; ".join(sums)] if sums else [])
    lines: list[RenderableType] = [heading]
    if document.title:
        lines.append(Padding(Text(one_line(document.title), style="italic"), (0, 0, 0, 2)))
    lines.append(Padding(Text(count_words(counts(records).items())), (0, 0, 0, 2)))
    if rows.row_count:
        lines.append(Padding(rows, (0, 0, 0, 2)))
    return Group(*lines, Text(""))


def _pair(pair: CityPair, country: str | None) -> str:
    steps = history_words(pair)
    return f"{pair_words(pair, country)} ({steps})" if steps else pair_words(pair, country)


def print_totals(console: Console, found: Sequence[dict[str, int]]) -> None:
    """Print how much was found in all bulletins together."""
    totals = [(kind, sum(one[kind] for one in found)) for kind in KINDS]
    words = f"{len(found):,} bulletin{'' if len(found) == 1 else 's'}: {count_words(totals)}"
    console.print(Text(words, style="bold"), soft_wrap=True)


def _add(rows: Table, label: str, lines: list[str]) -> None:
    shown = lines if len(lines) <= _MOST + 1 else [*lines[:_MOST], f"… and {len(lines) - _MOST} more"]
    for number, line in enumerate(shown):
        rows.add_row("" if number else label, Text(one_line(line)))


def tables(*, to_terminal: bool) -> tuple[Callable[[BulletinRecords], str], Callable[[], str]]:
    """Return what draws the records of one bulletin, and what draws the totals of all that were drawn."""
    console = Console(file=sys.stdout if to_terminal else None, force_terminal=to_terminal, highlight=False)
    found: list[dict[str, int]] = []

    def draw(records: BulletinRecords) -> str:
        with console.capture() as capture:
            print_bulletin(console, records)
        found.append(counts(records))
        return _trimmed(capture.get())

    def close() -> str:
        with console.capture() as capture:
            print_totals(console, found)
        return capture.get()

    return draw, close


def _trimmed(drawn: str) -> str:
    """Return what was drawn without the blanks that fill its lines."""
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())
