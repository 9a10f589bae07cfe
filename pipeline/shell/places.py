"""The command `youcheng places`: what a name may mean, or what it means where nothing else is known.

Exit status: 0 every name is known or answered, 1 some are not known, 2 wrong usage.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.gazetteer import Candidate, KnownPlace

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False
)
_NAMES = "Names, with or without their kind (宫城县, Kilifi County); - for the standard input, one a line."
_COUNTRY = "Only places of this country, an ISO 3166-1 code such as NZ."
_BEST = (
    "One line of JSON for each name: the place that it means without any context, null where none outweighs "
    "the others. A name may be followed by a tab and the code of its country."
)
_EXAMPLES = """\b
Examples:
  youcheng places Wellington --country NZ
  youcheng places 北威州 "North Rhine-Westphalia" --json
  cut -f 1,2 places.tsv | youcheng places - --best"""
_COLUMNS = ("id", "level", "country", "subdivision", "point", "people", "English", "Chinese")


def _country(value: str) -> str:
    from models.codes import country_codes

    if value.upper() not in country_codes():
        raise typer.BadParameter(f"{value!r} is no ISO 3166-1 country code such as NZ.")
    return value.upper()


@app.command(epilog=_EXAMPLES)
def places(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help=_NAMES)],
    country: Annotated[str | None, typer.Option(metavar="XX", parser=_country, help=_COUNTRY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one line of JSON for each name.")] = False,
    best: Annotated[bool, typer.Option("--best", help=_BEST)] = False,
) -> None:
    """List the places that names may mean, the likeliest first, with their GeoNames ids.

    Exit status 1 when nothing is known under a name; with --best, which answers null then, it is 0.
    """
    missing = 0
    for name, code in _asked(names, country):
        if best:
            _tell_best(name, code)
            continue
        found = _found(name, code)
        missing += not found
        if as_json:
            typer.echo(
                json.dumps({"name": name, "places": [one._asdict() for one in found]}, ensure_ascii=False)
            )
        elif found:
            _print(name, found)
        if not found:
            within = f" in {code}" if code else ""
            typer.echo(f"youcheng: {name}: no place of that name{within} is known", err=True)
    raise typer.Exit(1 if missing else 0)


def _asked(names: Sequence[str], country: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield the names, each with its country if one is told."""
    for name in names:
        lines = (line.rstrip("\r\n") for line in sys.stdin) if name == "-" else (name,)
        for line in lines:
            told, _, code = line.partition("\t")
            if told.strip():
                yield told.strip(), _country(code.strip()) if code.strip() else country


def _found(name: str, country: str | None) -> "list[KnownPlace]":
    """Return the places of a name, best first: by its kind, by how they bear it, by their people."""
    from pipeline.linking import fitting, possible, printed

    levels = printed(name).levels
    all_ = [one for one in possible(name, levels) if country in (None, one.place.country)]
    likely = {one.place.geonames_id for one in fitting(name, country)}

    def order(one: "Candidate") -> tuple[bool, int, int, int]:
        unlikely = one.place.geonames_id not in likely
        return unlikely, one.match, -(one.place.population or 0), one.place.geonames_id

    return [one.place for one in sorted(all_, key=order)]


def _tell_best(name: str, country: str | None) -> None:
    """Print the place that a name means without context."""
    from pipeline.linking import alone

    place = alone(name, country)
    line = {"name": name, "country": country, "geonames_id": place.geonames_id if place else None}
    typer.echo(json.dumps(line, ensure_ascii=False))


def _print(name: str, found: "Sequence[KnownPlace]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*_COLUMNS, title=name, title_justify="left", box=None)
    for one in found:
        point = "" if one.latitude is None else f"{one.latitude:.4f}, {one.longitude:.4f}"
        people = f"{one.population:,}" if one.population else ""
        row = (one.level, one.country, one.subdivision, point, people, one.name_en, one.name_zh)
        table.add_row(str(one.geonames_id), *(cell or "" for cell in row))
    Console(width=None if sys.stdout.isatty() else 140).print(table)
