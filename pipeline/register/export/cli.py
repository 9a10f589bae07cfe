"""The command `youcheng export`: what it takes, and how it ends.

Exit status: 0 written, 1 not written (the disk is full, the register broke off), 2 wrong usage, or a
register, a file or a place that cannot be used.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.register.export.form import Form
from pipeline.register.refusing import refusing

if TYPE_CHECKING:
    from pipeline.register.export.source import Source
    from pipeline.register.export.wikidata import Given

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True
)
_FORMS = (
    "csv, parquet: folders of tidy tables with their codebook; xlsx: these as sheets of one workbook; "
    "jsonl: an entity a line, with its evidence; geojson: a map; graphml: a network; "
    "quickstatements: statements for Wikidata; plover: events in the terms of PLOVER and CAMEO."
)
_EXAMPLES = """\b
Examples:
  youcheng export register.sqlite --to csv -o tables
  youcheng export register.sqlite --to geojson -o ties.geojson
  youcheng export register.sqlite --to plover -o events.tsv
  youcheng export register.sqlite --to quickstatements -o ties.qs --items items.csv

\b
Statements need the Wikidata items of both places. The first run writes PATH.items.sparql, the query for
them; run it at query.wikidata.org, download the result as CSV and give it as --items. It asks:
  SELECT ?geonames_id ?qid WHERE {
    VALUES ?geonames_id { "1812961" "649360" }
    ?qid wdt:P1566 ?geonames_id . }
What is not stated (no item, no sister relation, dates that differ, no reference) is in PATH.review.csv."""


@app.command(epilog=_EXAMPLES)
def export(
    register: Annotated[
        str, typer.Argument(metavar="REGISTER", help="A register: a file, or a database's URL.")
    ],
    to: Annotated[Form, typer.Option("--to", help=_FORMS, show_default=False)],
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="PATH", help="The file or folder to write.", show_default=False
        ),
    ],
    items: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="For quickstatements: a CSV of geonames_id,qid.", show_default=False
        ),
    ] = None,
    urls: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="For quickstatements: a CSV of bulletin,url, to refer to.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a register in a form that other programs load.

    An earlier export of the same form is replaced, when all of the new one has been written; anything else in
    its place is left as it is.
    """
    if (items or urls) and to is not Form.quickstatements:
        raise typer.BadParameter("--items and --urls are for quickstatements only.")
    from pipeline.register.export.files import OutputError
    from pipeline.register.export.wikidata_values import InputError

    try:
        with refusing(register, status=2):
            said = _export(register, to, out, _given(items, urls))
    except (OutputError, InputError) as error:
        _fail(2, str(error))
    except OSError as error:
        _fail(1, f"{out}: {error.strerror or error}")
    if said:
        typer.echo(said, err=True)


def _export(register: str, form: Form, out: Path, given: "Given") -> str:
    from pipeline.register.export.forms import check, write
    from pipeline.register.export.source import Source
    from pipeline.register.store import open_register

    check(form, out)
    engine = open_register(register)
    try:
        with engine.connect() as connection, _progress(Source(connection), form) as told:
            return write(form, Source(connection, told), out, given)
    finally:
        engine.dispose()


def _given(items: Path | None, urls: Path | None) -> "Given":
    from pipeline.register.export.wikidata import Given
    from pipeline.register.export.wikidata_values import read_items, read_urls

    return Given(read_items(items) if items else {}, read_urls(urls) if urls else {})


@contextmanager
def _progress(source: "Source", form: Form) -> Iterator[Callable[[int], None]]:
    """Give what hears how many rows have been written: a bar on a terminal, which is gone at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from pipeline.register.export.forms import counted

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("rows"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=source.count(counted(form)))
        yield lambda rows: progress.update(task, advance=rows)


def _fail(status: int, said: str) -> None:
    typer.echo(f"youcheng: {said}", err=True)
    raise typer.Exit(status)
