"""The command `youcheng`: what its commands take, and how they end.

Exit status: 0 all read, 1 some inputs failed, 2 wrong usage; 130 stopped by Ctrl-C, 141 the reader of the
output has gone.
"""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.shell.rooms import RoomsGroup

if TYPE_CHECKING:
    from pipeline.shell.reading import Told


def _examples(*lines: str) -> str:
    r"""Return the lines that help shows at its end, behind `\b`, which keeps them apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    cls=RoomsGroup,
    name="youcheng",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Form(StrEnum):
    """How the records are written."""

    jsonl = "jsonl"
    table = "table"


class Choice(StrEnum):
    """The language to read; `auto` tells the languages of a bulletin apart by script."""

    en = "en"
    zh = "zh"
    auto = "auto"


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day in the form 2021-05-03.") from None


Published = Annotated[
    dt.date | None,
    typer.Option(parser=_day, metavar="DATE", help="The day of publication, such as 2021-05-03."),
]
Home = Annotated[str | None, typer.Option(metavar="PLACE", help="The place that `our city`, `我市` means.")]
Language = Annotated[Choice, typer.Option(help="The language to read; auto: both.")]
_INPUTS = "Files, folders (the .txt, .html and .htm files in them), or - for the standard input."
_FORM = "JSON lines or a table.  [default: table on a terminal, else jsonl]"
_FILE = "A bulletin, - for the standard input, or a .jsonl that extract wrote."


@app.command(
    epilog=_examples(
        "youcheng extract bulletins/ -o records.jsonl",
        "youcheng extract visit.html --published 2019-05-03 --home Deyang",
        "cat visit.txt | youcheng extract - --format table",
    )
)
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=_INPUTS)],
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write there; - is the standard output.")
    ] = "-",
    form: Annotated[Form | None, typer.Option("--format", help=_FORM)] = None,
    published: Published = None,
    home: Home = None,
    language: Language = Choice.auto,
) -> None:
    """Write the records of bulletins: a line of JSON for each, or a table.

    Each file is read once. An input that cannot be read is named on the standard error, the others are read;
    the exit status is then 1.
    """
    from pipeline.shell import extraction
    from pipeline.shell.writing import hindrance

    if problem := hindrance(out, inputs):
        raise typer.BadParameter(f"{problem}.", param_hint="-o")
    chosen = form or (Form.table if out == "-" and sys.stdout.isatty() else Form.jsonl)
    with _orderly():
        failed = extraction.extract(inputs, out, chosen.value, _told(published, home, language))
    raise typer.Exit(1 if failed else 0)


@app.command(
    epilog=_examples(
        "youcheng show visit.txt",
        "youcheng show visit.txt --html visit.html",
        "youcheng show records.jsonl",
    )
)
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_FILE)],
    html: Annotated[
        str | None, typer.Option(metavar="OUT", help="Write a page of HTML there; - is the standard output.")
    ] = None,
    published: Published = None,
    home: Home = None,
    language: Language = Choice.auto,
) -> None:
    """Draw a bulletin with its mentions and records.

    The mentions are marked by kind, and each record has the name of the rule that read it. Of records that
    were read before (.jsonl), the table is shown.
    """
    from pipeline.shell import showing
    from pipeline.shell.writing import hindrance

    if html is not None and (problem := hindrance(html, [file])):
        raise typer.BadParameter(f"{problem}.", param_hint="--html")
    records = file.endswith(".jsonl")
    if records and (html or published or home):
        raise typer.BadParameter("records are shown as a table, without options.", param_hint="FILE")
    told = _told(published, home, language)
    with _orderly():
        well = showing.show_records(file) if records else showing.show(file, html, told)
    raise typer.Exit(0 if well else 1)


@app.command(epilog=_examples("youcheng schema > records.schema.json"))
def schema() -> None:
    """Print the JSON Schema of the records."""
    import json

    from models import json_schema
    from pipeline.shell.writing import standard_output

    with _orderly():
        standard_output().write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"youcheng {version('youcheng')}")
        raise typer.Exit


@app.callback(
    epilog=_examples("youcheng extract bulletins/", "youcheng show visit.txt", "youcheng extract --help")
)
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read sister-city bulletins, in English and in Chinese, into validated records."""


def _told(published: dt.date | None, home: str | None, language: Choice) -> "Told":
    from pipeline.shell.reading import Told

    return Told(published, (home or "").strip() or None, language.value)


@contextmanager
def _orderly() -> Iterator[None]:
    """End without a traceback, and without a word where the user or the next command wished to stop."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter does not complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None


def main() -> None:
    """Run the command; an error that no command foresaw is told in one line."""
    try:
        app()
    except Exception as error:
        from pipeline.shell.extras import lacking
        from pipeline.shell.reading import fault

        line = lacking(error) or f"a fault of youcheng: {fault(error)}"
        if isinstance(error, OSError) and error.strerror:
            line = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        typer.echo(f"youcheng: {line}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
