"""The command `youcheng site`: a register as pages for people.

Exit status: 0 well, 2 wrong usage, an input that cannot be read or a folder that cannot be written.
"""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.register.refusing import refusing

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help="Draw a register."
)


@app.command(
    epilog="\b\nExamples:\n  youcheng site register.sqlite -o site\n"
    "  youcheng site postgresql://host/name -o site"
)
def site(
    register: Annotated[str, typer.Argument(help="A register: a file, or a URL of SQLAlchemy.")],
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the pages go: new, empty or a site.")
    ],
) -> None:
    """Write the register as a folder of pages: map, timeline, network, tables, and each fact in its text.

    Open DIR/index.html in a browser; no server and no network are needed. A site that stands in DIR is
    replaced when the new one is whole.
    """
    try:
        with refusing(register, status=2):
            from pipeline.register.site.writing import write_site
            from pipeline.register.store import open_register

            engine = open_register(register)
            try:
                count = write_site(engine, out)
            finally:
                engine.dispose()
    except OSError as error:
        typer.echo(f"youcheng: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{out / 'index.html'}: {count:,} pages")
