"""Registers as files or databases: made, opened, and refused where they are not ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, func, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, SQLAlchemyError

from models import SCHEMA_VERSION
from pipeline.register.schema import FORMAT, METADATA, bulletins, meta

# Seconds to wait for another process that holds a register.
_WAIT = 20
_EXTRAS = {"duckdb": "duckdb", "postgresql": "postgresql"}


class RegisterError(Exception):
    """A register, or a file of records, that cannot be used: the message names it and says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


def open_register(target: str | Path) -> Engine:
    """Return the register in a file (SQLite) or behind a URL of SQLAlchemy.

    Raises:
        RegisterError: there is none, it is not ours, or a newer program made it.

    """
    path = _path(target)
    if path is not None and not path.exists():
        raise RegisterError(str(target), "there is no such register")
    engine = _engine(target)
    with _told(target):
        if not inspect(engine).has_table(meta.name):
            raise RegisterError(str(target), "is no register: it was not made by `youcheng register`")
        _check_version(engine, str(target))
    return engine


def create_register(target: str | Path) -> Engine:
    """Return the register at `target`, a new and empty one where there is none.

    Raises:
        RegisterError: it cannot be made there, is not ours, or a newer program made it.

    """
    path = _path(target)
    if path is not None and not path.absolute().parent.is_dir():
        raise RegisterError(str(target), f"there is no folder {path.parent}")
    if path is not None and path.is_dir():
        raise RegisterError(str(target), "is a folder")
    engine = _engine(target, writes=True)
    with _told(target):
        with engine.begin() as connection:
            # Looked at in the transaction that makes them: another process may be making them too.
            tables = inspect(connection).get_table_names()
            if not tables:
                METADATA.create_all(connection)
                versions = {"format": FORMAT, "schema_version": SCHEMA_VERSION}
                rows = [{"name": name, "value": str(value)} for name, value in versions.items()]
                connection.execute(insert(meta), rows)
        if tables and meta.name not in tables:
            raise RegisterError(str(target), "is no register, but a database with tables of other programs")
        _check_version(engine, str(target))
    return engine


def discard_empty(target: str | Path) -> None:
    """Delete the file of a register that holds nothing, unless another process has begun to fill it."""
    path = _path(target)
    if path is None or not path.exists():
        return
    engine = _engine(target, writes=True, wait=0)
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            if not tables or not connection.execute(select(bulletins.c.id).limit(1)).all():
                path.unlink()
    except SQLAlchemyError:
        pass
    finally:
        engine.dispose()


def counts(engine: Engine) -> dict[str, int]:
    """Return how many there are of each kind of entity, of bulletins and of conflicts."""
    names = ("bulletins", "places", "people", "ties", "visits", "sums", "conflicts")
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(METADATA.tables[name])).scalar_one()
            for name in names
        }


def shown(target: str | Path) -> str:
    """Return a target as messages name it: without the password of a URL."""
    return make_url(str(target)).render_as_string(hide_password=True) if "://" in str(target) else str(target)


@contextmanager
def _told(target: str | Path) -> Iterator[None]:
    """Turn what a database says into one line."""
    try:
        yield
    except DatabaseError as error:
        raise RegisterError(shown(target), reason_of(error)) from None


def reason_of(error: SQLAlchemyError) -> str:
    """Return in one line what a database objects to."""
    told = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if "not a database" in told:
        return "is no register: not a database"
    return {
        "database or disk is full": "the disk is full",
        "unable to open database file": "cannot be opened",
        "database is locked": "another process is writing to it; try again when that is done",
        "attempt to write a readonly database": "may not be written",
    }.get(told, told)


def _path(target: str | Path) -> Path | None:
    """Return the file of a target, None for a database behind a URL."""
    if "://" not in str(target):
        return Path(target)
    url = make_url(str(target))
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def _engine(target: str | Path, *, writes: bool = False, wait: int | None = None) -> Engine:
    text = str(target)
    try:
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
        sqlite = url.get_backend_name() == "sqlite"
        engine = create_engine(
            url, connect_args={"timeout": _WAIT if wait is None else wait} if sqlite else {}
        )
    except (NoSuchModuleError, ModuleNotFoundError):
        name = text.partition(":")[0].partition("+")[0]
        extra = f"; install youcheng[{_EXTRAS[name]}]" if name in _EXTRAS else ""
        raise RegisterError(shown(target), f"nothing here can talk to {name}{extra}") from None
    except ArgumentError:
        raise RegisterError(
            str(target), "is neither a file nor a URL such as postgresql://host/name"
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin_writing if writes else _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin transactions by itself, and not around what makes tables.
    connection.isolation_level = None
    connection.execute("PRAGMA cache_size = -65536")


def _begin(connection: object) -> None:
    connection.exec_driver_sql("BEGIN")  # type: ignore[attr-defined]


def _begin_writing(connection: object) -> None:
    # Waits here for another process that writes; later on it could not.
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]


def _check_version(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        found = {row[0]: row[1] for row in connection.execute(select(meta.c.name, meta.c.value))}
    for what, version, mine in (
        ("format", found.get("format"), FORMAT),
        ("schema version", found.get("schema_version"), SCHEMA_VERSION),
    ):
        if version is None or not version.isdigit():
            raise RegisterError(name, "is no register: it was not made by `youcheng register`")
        if int(version) > mine:
            raise RegisterError(name, f"a newer program made it ({what} {version}; this one knows {mine})")
        if int(version) < mine:
            raise RegisterError(
                name, f"an older program made it ({what} {version}, now {mine}); make it anew"
            )
