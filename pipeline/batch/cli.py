"""The command `youcheng extract`: what it takes, and how it ends.

Exit status: 0 all read, 1 some inputs failed, 2 wrong usage, 3 given up (too many errors, a journal that
cannot be used).
"""

from enum import StrEnum
from typing import Annotated

import typer

from pipeline.shell.asked import Home, Language, LanguageChoice, Published, examples, orderly


class EngineName(StrEnum):
    """What reads the bulletins."""

    local = "local"
    ray = "ray"


class LogFormat(StrEnum):
    """How the run is told of on the standard error."""

    text = "text"
    json = "json"


_INPUTS = (
    "Files, folders, globs, URLs (s3://, hdfs://, …), @FILE with one of these a line, or - for the standard "
    "input: text, HTML, Markdown, PDF, Word, WARC, zip and tar of these; with --text-column also JSON lines, "
    "CSV and Parquet."
)
_OUT = (
    "Write there; - is the standard output. The suffix tells the form: .jsonl, .jsonl.gz, .jsonl.zst, "
    ".parquet, .sqlite, with --flat also .csv. A name that ends in / is a folder of numbered parts."
)
_FORM = (
    "jsonl, jsonl.gz, jsonl.zst, parquet, sqlite, csv or table.  [default: by the suffix; table on a "
    "terminal; jsonl.gz for parts; else jsonl]"
)
_RESUME = (
    "Read nothing that an earlier run of the same pipeline into the same output has read, whether it ended "
    "or was killed; keep the journal for the next run."
)
_TIMEOUT = "Give a bulletin up after so long; its process is ended, no other bulletin is lost."
_ERRORS = "Write there what failed.  [default: NAME.errors.jsonl beside a file, errors.jsonl in a folder]"
_DEDUPE = "Leave out bulletins that tell the same text as one before; duplicates.jsonl lists them."
_ADDRESS = "With --engine ray: the cluster to join, auto or host:port.  [default: Ray on this machine alone]"

EXAMPLES = examples(
    "youcheng extract bulletins/ -o records.jsonl",
    "youcheng extract visit.pdf --published 2019-05-03 --home Deyang",
    "cat visit.txt | youcheng extract - --format table",
    "youcheng extract bulletins/ --flat -o facts.csv",
    "youcheng extract news.csv --text-column body --id-column url -o records.parquet",
    "youcheng extract 'crawl/*.warc.gz' -o records/ --resume --dedupe",
    "youcheng extract s3://bucket/crawl/ --engine ray --address auto -o records/",
)


def _column(what: str) -> object:
    return typer.Option(metavar="COLUMN", help=f"The column of tables that holds {what}.")


TextColumn = Annotated[str | None, _column("the bulletin's text; needed for tables")]
IdColumn = Annotated[str | None, _column("its id")]
PublishedColumn = Annotated[str | None, _column("its day of publication")]
HomeColumn = Annotated[str | None, _column("its home, as --home")]
LanguageColumn = Annotated[str | None, _column("its language: en, zh or auto")]
TitleColumn = Annotated[str | None, _column("its title")]
PublisherColumn = Annotated[str | None, _column("its publisher")]


def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=_INPUTS)],
    out: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help=_OUT)] = "-",
    form: Annotated[str | None, typer.Option("--format", metavar="FORM", help=_FORM)] = None,
    flat: Annotated[bool, typer.Option("--flat", help="A row a fact instead of a row a bulletin.")] = False,
    part_size: Annotated[
        int, typer.Option(min=1, metavar="N", help="Bulletins in each of the numbered parts.")
    ] = 10_000,
    published: Published = None,
    home: Home = None,
    language: Language = LanguageChoice.auto,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    published_column: PublishedColumn = None,
    home_column: HomeColumn = None,
    language_column: LanguageColumn = None,
    title_column: TitleColumn = None,
    publisher_column: PublisherColumn = None,
    resume: Annotated[bool, typer.Option("--resume", help=_RESUME)] = False,
    dedupe: Annotated[bool, typer.Option("--dedupe", help=_DEDUPE)] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes.  [default: one a core]")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout-per-document", min=0.1, metavar="SECONDS", help=_TIMEOUT)
    ] = 300.0,
    memory: Annotated[
        int | None,
        typer.Option("--memory-per-worker", min=256, metavar="MB", help="The most that a process may take."),
    ] = None,
    max_errors: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Give up when more than so many inputs fail.")
    ] = None,
    errors: Annotated[str | None, typer.Option(metavar="FILE", help=_ERRORS)] = None,
    log_format: Annotated[
        LogFormat, typer.Option(help="How to tell of the run on the standard error.")
    ] = LogFormat.text,
    engine: Annotated[EngineName, typer.Option(help="Processes here, or Ray.")] = EngineName.local,
    address: Annotated[str | None, typer.Option(metavar="ADDRESS", help=_ADDRESS)] = None,
) -> None:
    """Write the records of bulletins.

    A file appears under its name when it is whole. While a run lasts, OUT.journal holds what has been read:
    after a run that was killed, the same command with --resume goes on from there. An input that cannot be
    read costs a line in errors.jsonl and exit status 1; the others are read.
    """
    from pipeline.batch import extraction
    from pipeline.batch.items import Columns, Told

    asked = extraction.Asked(
        inputs=inputs,
        out=out,
        form=form,
        flat=flat,
        part_size=part_size,
        told=Told(published, (home or "").strip() or None, language.value),
        columns=Columns(
            text_column,
            id_column,
            published_column,
            home_column,
            language_column,
            title_column,
            publisher_column,
        ),
        resume=resume,
        dedupe=dedupe,
        workers=workers,
        timeout=timeout,
        memory=memory * 1_000_000 if memory else None,
        max_errors=max_errors,
        errors=errors,
        log_format=log_format.value,
        engine=engine.value,
        address=address,
    )
    try:
        with orderly():
            status = extraction.extract(asked)
    except extraction.UsageError as error:
        raise typer.BadParameter(f"{error}.", param_hint=error.option) from None
    raise typer.Exit(status)
