"""One bulletin in the terminal: its text with the mentions in colour, its records beside or below."""

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models import BulletinRecords, CityPair
from pipeline.render.marks import Labelled, labelled, segments
from pipeline.render.printable import one_line, printable, shortened
from pipeline.render.wording import (
    KINDS,
    fact_words,
    heading_words,
    history_words,
    home_country,
    total_words,
)

STYLES = {
    "city_pairs": "underline magenta",
    "delegations": "underline green",
    "leaders": "bold blue",
    "amounts": "bold yellow",
    "dates": "bold cyan",
}
_BESIDE = 110


def print_shown(console: Console, text: str, records: BulletinRecords) -> None:
    """Print the bulletin `text` with its mentions marked, and its records with the rules that read them."""
    facts = labelled(records)
    console.print(_heading(records))
    drawn = marked_text(text, facts)
    if console.width < _BESIDE or not facts:
        console.print(Padding(drawn, (1, 0)))
        console.print(_records(records, facts))
        return
    columns = Table.grid(padding=(0, 3, 0, 0), expand=True)
    columns.add_column(ratio=3)
    columns.add_column(ratio=2)
    columns.add_row(drawn, _records(records, facts))
    console.print(Padding(columns, (1, 0)))


def marked_text(text: str, facts: Sequence[Labelled]) -> Text:
    """Return the text with a style a kind; where mentions overlap, the shortest gives the colour."""
    safe = printable(text)
    drawn = Text()
    for segment in segments(len(text), list(facts)):
        styles = [STYLES[kind] for kind in segment.kinds]
        drawn.append(safe[segment.start : segment.end], style=" ".join(_joined(styles)) or None)
    return drawn


def _joined(styles: list[str]) -> list[str]:
    """Return the words of the styles; of several colours only the last, since a style takes but one."""
    words = [style.split() for style in styles]
    extras = dict.fromkeys(word for style in words for word in style[:-1])
    return [*extras, *(words[-1][-1:] if words else [])]


def _heading(records: BulletinRecords) -> RenderableType:
    document = records.document
    about = [heading_words(records), *([f"from {document.publisher}"] if document.publisher else [])]
    heading = Text.assemble(
        (one_line(document.title or document.id), "bold"), "\n", (one_line(", ".join(about)), "dim")
    )
    for kind, style in STYLES.items():
        heading.append("\n" if kind == "city_pairs" else "  ")
        heading.append(KINDS[kind][1], style=style)
    return heading


def _records(records: BulletinRecords, facts: Sequence[Labelled]) -> RenderableType:
    if not facts and not records.tie_totals:
        return Text("No fact was found in this bulletin.", style="italic")
    rows = Table.grid(padding=(0, 1, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    country = home_country(records)
    for item in facts:
        line = Text(one_line(fact_words(item.fact, country)))
        if isinstance(item.fact, CityPair) and (steps := history_words(item.fact)):
            line.append(f"\n{steps}")
        quotes = " / ".join(f"“{shortened(span.text)}”" for span in item.fact.evidence)
        line.append(f"\n{item.fact.rule or 'no rule named'}  {quotes}", style="dim")
        rows.add_row(Text(item.label, style=STYLES[item.kind]), line)
    for total in records.tie_totals:
        rows.add_row("", Text(one_line(total_words(total, country))))
    return rows
