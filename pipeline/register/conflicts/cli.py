r"""The command `youcheng conflicts`.

Exit status: 0 none, or listed; 1 no register; 2 wrong usage.
"""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.register.refusing import refusing

if TYPE_CHECKING:
    from sqlalchemy import Engine

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False
)
_EXAMPLES = """\b
Examples:
  youcheng conflicts register.sqlite
  youcheng conflicts register.sqlite --kind tie-date
  youcheng conflicts register.sqlite --json > conflicts.jsonl"""


class Kind(StrEnum):
    """What sources can disagree on."""

    tie_date = "tie-date"
    tie_relation = "tie-relation"
    tie_stage = "tie-stage"
    tie_total = "tie-total"
    visit_size = "visit-size"
    visit_date = "visit-date"


@app.command(epilog=_EXAMPLES)
def conflicts(
    register: Annotated[str, typer.Argument(metavar="REGISTER", help="A register, or its SQLAlchemy URL.")],
    kind: Annotated[Kind | None, typer.Option(help="Only conflicts of this kind.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List what the sources of a register disagree on, with every value and who tells it.

    Two dates for one step of a tie, two sizes or times of one visit, an ended tie told as alive, two
    languages of a source that tell different ties, a count of ties that the listed ties contradict.
    """
    with refusing(register):
        from pipeline.register.store import open_register

        found = found_in(open_register(register), kind.value if kind else None)
    for one in found:
        typer.echo(json.dumps(one, ensure_ascii=False) if as_json else _shown(one))
    if not found and not as_json:
        typer.echo("no conflicts")


def found_in(engine: "Engine", kind: str | None = None) -> list[dict[str, Any]]:
    """Return the conflicts of a register in order, each with the name of its entity and all values.

    The evidence of a value is a list of `{bulletin, published, start, end, text}`.
    """
    from sqlalchemy import select

    from pipeline.register.conflicts.evidence import entity_names, told_by
    from pipeline.register.schema import conflicts as table

    wanted = select(table).order_by(table.c.kind, table.c.id)
    if kind:
        wanted = wanted.where(table.c.kind == kind)
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
        names = entity_names(connection, [row.entity for row in rows])
        values = [json.loads(row.values) for row in rows]
        evidence = told_by(connection, {fact for one in values for value in one for fact in value["facts"]})
    return [
        {
            "kind": row.kind,
            "entity": row.entity,
            "name": names.get(row.entity, row.entity),
            "message": row.message,
            "values": [
                {
                    "value": value["value"],
                    "sources": value["sources"],
                    "evidence": [span for fact in value["facts"] for span in evidence.get(fact, [])],
                }
                for value in told
            ],
        }
        for row, told in zip(rows, values, strict=True)
    ]


def _shown(one: dict[str, Any]) -> str:
    lines = [f"{one['kind']}: {one['name']}: {one['message']}"]
    for value in one["values"]:
        count = f"{value['sources']} source{'s' if value['sources'] != 1 else ''}"
        lines.append(f"  {value['value']} ({count})")
        for span in value["evidence"][:5]:
            day = f", {span['published']}" if span["published"] else ""
            text = " ".join(span["text"].split())
            lines.append(f"    {span['bulletin']}{day} [{span['start']}, {span['end']}): {text[:100]}")
        if len(value["evidence"]) > 5:
            lines.append(f"    and {len(value['evidence']) - 5} more")
    return "\n".join(lines)
