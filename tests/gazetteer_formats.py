"""The table of places in three formats, side by side: `make formats`, or `python tests/gazetteer_formats.py`.

Each format holds all rows and all names, and answers the same two questions: what is the place of an id, and
which places bear a name. Measured in one run: the size of the file; the time of making it from rows and names
that are ready; the time of opening it anew in a new process until the first answer, the least of several; and
the time of a lookup when warm, ids and names in turn. `checked` is SQLite with its check of the whole file,
which the mapped file has in its checksum.
"""

import pickle
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.kept import opened, packed
from pipeline.gazetteer.rows import KnownPlace, Match
from pipeline.gazetteer.table import Table, table
from pipeline.gazetteer.tabulation import serialised

LOOKUPS, OPENINGS = 20_000, 5
Rows = dict[int, KnownPlace]
Names = dict[str, dict[int, Match]]
Answers = tuple[Callable[[int], Any], Callable[[str], Any]]


def everything() -> tuple[Rows, Names]:
    """Return what the table holds: places by id; ids with how they bear it by name."""
    held = table()
    rows = {place.geonames_id: place for place in map(held.place, range(len(held.ids)))}
    names: Names = {}
    for index in range(len(held.name_starts) - 1):
        name = bytes(held.names[held.name_starts[index] : held.name_starts[index + 1]]).decode()
        names[name] = {held.ids[row]: match for row, match in held.candidates(name)}
    return rows, names


def write_mapped(path: Path, rows: Rows, names: Names) -> None:
    """Write the chosen format."""
    path.write_bytes(packed(serialised(rows, names)))


def open_mapped(path: Path) -> Answers:
    """Open the chosen format."""
    held = Table.of(opened(path))
    return held.known, held.candidates


def write_sqlite(path: Path, rows: Rows, names: Names) -> None:
    """Write a database with an index on names."""
    with sqlite3.connect(path) as base:
        base.execute("create table place (id integer primary key, country, subdivision, level, latitude,"
                     " longitude, name_en, name_zh, population)")  # fmt: skip
        base.execute("create table name (name text, id integer, match integer)")
        base.executemany("insert into place values (?,?,?,?,?,?,?,?,?)", rows.values())
        base.executemany(
            "insert into name values (?,?,?)",
            ((name, *one) for name, held in names.items() for one in held.items()),
        )
        base.execute("create index by_name on name (name, id, match)")
    base.close()


def open_sqlite(path: Path) -> Answers:
    """Open a database."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def known(number: int) -> Any:
        return base.execute("select * from place where id = ?", (number,)).fetchone()

    def candidates(name: str) -> Any:
        return base.execute("select id, match from name where name = ?", (name,)).fetchall()

    return known, candidates


def open_checked_sqlite(path: Path) -> Answers:
    """Open a database after the check that the others make too, or are: that the file is whole."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        if base.execute("pragma quick_check").fetchone() != ("ok",):
            raise SystemExit(f"{path}: broken")
    base.close()
    return open_sqlite(path)


def write_pickle(path: Path, rows: Rows, names: Names) -> None:
    """Write two dictionaries."""
    plain = {number: tuple(place) for number, place in rows.items()}
    held = {name: [(number, int(match)) for number, match in one.items()] for name, one in names.items()}
    path.write_bytes(pickle.dumps((plain, held), protocol=pickle.HIGHEST_PROTOCOL))


def open_pickle(path: Path) -> Answers:
    """Load two dictionaries."""
    rows, names = pickle.loads(path.read_bytes())  # written by this run
    return rows.get, names.get


FORMATS: dict[str, tuple[Callable[[Path, Rows, Names], None], Callable[[Path], Answers]]] = {
    "mapped": (write_mapped, open_mapped),
    "SQLite": (write_sqlite, open_sqlite),
    "checked": (write_sqlite, open_checked_sqlite),
    "pickle": (write_pickle, open_pickle),
}


def opening(name: str, path: Path) -> float:
    """Return the seconds until the first answer in a new process that has its modules loaded."""
    done = subprocess.run(
        [sys.executable, __file__, name, str(path)], stdout=subprocess.PIPE, text=True, check=True
    )
    return float(done.stdout)


def lookup(answers: Answers, ids: list[int], names: list[str]) -> float:
    """Return the seconds of one lookup, ids and names in turn."""
    known, candidates = answers
    begin = time.process_time()
    for number, name in zip(ids, names, strict=True):
        known(number)
        candidates(name)
    return (time.process_time() - begin) / (2 * len(ids))


def main() -> None:
    """Print a line for each format."""
    rows, names = everything()
    chance = random.Random(7)
    ids, asked = chance.choices(list(rows), k=LOOKUPS), chance.choices(list(names), k=LOOKUPS)
    print(f"{len(rows):,} places, {len(names):,} names")  # noqa: T201
    print(f"{'':8}{'MB':>8}{'make, s':>10}{'open, ms':>10}{'look up, µs':>13}")  # noqa: T201
    with tempfile.TemporaryDirectory() as made:
        for name, (write, open_) in FORMATS.items():
            path = Path(made) / name
            begin = time.process_time()
            write(path, rows, names)
            took = time.process_time() - begin
            first = min(opening(name, path) for _ in range(OPENINGS))
            warm = lookup(open_(path), ids, asked)
            size = path.stat().st_size / 1e6
            print(f"{name:8}{size:8.1f}{took:10.2f}{first * 1e3:10.1f}{warm * 1e6:13.1f}")  # noqa: T201


def first_answer(name: str, path: Path) -> None:
    """Print the seconds that opening and the first answers take."""
    begin = time.perf_counter()
    known, candidates = FORMATS[name][1](path)
    if known(1812961) is None or not candidates("deyang"):
        raise SystemExit(f"{name}: the file does not hold Deyang")
    print(time.perf_counter() - begin)  # noqa: T201


if __name__ == "__main__":
    first_answer(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) == 3 else main()
