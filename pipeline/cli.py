"""The command `youcheng`: what its commands take, and how they end.

Exit status: 0 all read, 1 some inputs failed, 2 wrong usage, 3 a run given up; 130 stopped by Ctrl-C, 141
the reader of the output has gone.
"""

import sys
from typing import Annotated

import typer

from pipeline.batch.cli import EXAMPLES, extract
from pipeline.shell.asked import Home, Language, LanguageChoice, Published, examples, orderly
from pipeline.shell.rooms import RoomsGroup

app = typer.Typer(
    cls=RoomsGroup,
    name="youcheng",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


_FILE = "A bulletin, - for the standard input, or a .jsonl that extract wrote."


app.command(epilog=EXAMPLES)(extract)


@app.command(
    epilog=examples(
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
    language: Language = LanguageChoice.auto,
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
    from pipeline.batch.items import Told

    told = Told(published, (home or "").strip() or None, language.value)
    with orderly():
        well = showing.show_records(file) if records else showing.show(file, html, told)
    raise typer.Exit(0 if well else 1)


@app.command(epilog=examples("youcheng schema > records.schema.json", "youcheng schema --flat"))
def schema(
    flat: Annotated[
        bool, typer.Option("--flat", help="Print what the columns of `extract --flat` mean instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of the records."""
    import json

    from models import json_schema
    from pipeline.batch.outputs import codebook
    from pipeline.shell.writing import standard_output

    with orderly():
        told = codebook() if flat else json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
        standard_output().write(told)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"youcheng {version('youcheng')}")
        raise typer.Exit


@app.callback(
    epilog=examples("youcheng extract bulletins/", "youcheng show visit.txt", "youcheng extract --help")
)
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read sister-city bulletins, in English and in Chinese, into validated records."""


def main() -> None:
    """Run the command; an error that no command foresaw is told in one line."""
    try:
        app()
    except Exception as error:
        from pipeline.shell.extras import lacking
        from pipeline.shell.faults import fault

        line = lacking(error) or f"a fault of youcheng: {fault(error)}"
        if isinstance(error, OSError) and error.strerror:
            line = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        typer.echo(f"youcheng: {line}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
