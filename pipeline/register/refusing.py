"""How the commands of a register end where it cannot be used: in one line, whatever the database said."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def refusing(target: str, *, status: int = 1) -> Iterator[None]:
    """End with `status` where `target` is refused, with 1 where its database breaks off."""
    from sqlalchemy.exc import SQLAlchemyError

    from pipeline.register.store import RegisterError, reason_of, shown

    try:
        yield
    except RegisterError as error:
        typer.echo(f"youcheng: {error}", err=True)
        raise typer.Exit(status) from None
    except SQLAlchemyError as error:
        typer.echo(f"youcheng: {shown(target)}: {reason_of(error)}", err=True)
        raise typer.Exit(1) from None
