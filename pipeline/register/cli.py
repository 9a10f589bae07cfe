r"""The command `youcheng register`.

Exit status: 0 merged, 1 refused, and the register as it was, 2 wrong usage.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.register.refusing import refusing

if TYPE_CHECKING:
    from models import BulletinRecords

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False
)
_EXAMPLES = """\b
Examples:
  youcheng register records.jsonl
  youcheng register 2023.jsonl 2024.jsonl --texts bulletins/ -o register.sqlite
  youcheng register records.jsonl -o postgresql+psycopg://user@host/cities
  youcheng conflicts register.sqlite"""


@app.command(epilog=_EXAMPLES)
def register(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS.jsonl", help="Records as `youcheng extract` writes them.")
    ],
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="REGISTER", help="A file (SQLite), or a SQLAlchemy URL.")
    ] = "register.sqlite",
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR", help="Folders of the bulletins, kept so that each fact shows its source."
        ),
    ] = None,
) -> None:
    """Merge the records of any number of bulletins into a register of places, people, ties, visits and sums.

    A register that is there already grows: a bulletin read again replaces what it alone told. Each fact keeps
    its evidence, near-duplicate bulletins count as one source, and what sources disagree on stays side by
    side. All is merged or, where anything is wrong, nothing.
    """
    from pipeline.register import building, store
    from pipeline.register.reading import TextFolders

    for folder in texts or ():
        if not folder.is_dir():
            raise typer.BadParameter(f"{folder} is no folder.", param_hint="--texts")
    found = TextFolders(texts or [])
    is_new = "://" not in out and not Path(out).exists()
    try:
        with refusing(out):
            engine = store.create_register(out)
            with _progress() as (counted, tell):
                building.register(counted(records), engine, texts=found, tell=tell)
            counts = store.counts(engine)
            engine.dispose()
        is_new = False
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    finally:
        if is_new:
            store.discard_empty(out)
    for problem in found.problems:
        typer.echo(f"youcheng: {problem}", err=True)
    typer.echo(f"{store.shown(out)}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


Counted = Callable[[list[Path]], Iterator["BulletinRecords"]]


@contextmanager
def _progress() -> Iterator[tuple[Counted, Callable[[str], None]]]:
    """Show on a terminal how many bulletins have been read, then each step that follows."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from pipeline.register.reading import records_in

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(
        *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        task = progress.add_task("")

        def counted(paths: list[Path]) -> Iterator["BulletinRecords"]:
            number = 0
            for path in paths:
                for record in records_in(path):
                    number += 1
                    progress.update(task, description=f"{number} bulletins read, {path.name}"[:60])
                    yield record

        yield counted, lambda step: progress.update(task, description=step)
