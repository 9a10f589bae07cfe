"""Score records, whoever made them, against gold: `python -m evaluation RECORDS.jsonl --gold DIR`."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from evaluation.values import KINDS, Counts, Verdict, score_bulletin

Bulletin = dict[str, Any]
LANGUAGES = {"en": "English", "zh": "Chinese", "mul": "both"}


def score(
    records: Annotated[
        Path, typer.Argument(help="One JSON object a line, as `youcheng extract` writes them.")
    ],
    gold: Annotated[Path, typer.Option(help="Folder of gold files, one JSON a bulletin.")],
    only: Annotated[
        str, typer.Option(help="Score only bulletins whose id starts with one of these, comma-separated.")
    ] = "",
    errors: Annotated[bool, typer.Option(help="List every spurious and missing fact.")] = False,
) -> None:
    """Print precision, recall and F1 of values by language and kind, each with its counts.

    Example: python -m evaluation out/records.jsonl --gold annotations/gold --errors
    """
    answers = _gold(gold, tuple(filter(None, only.split(","))))
    found = _records(records)
    missing = sorted(set(answers) - set(found))
    if missing:
        _fail(f"{records}: no records of {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}")
    totals: dict[tuple[str, str], Counts] = {}
    for name, answer in answers.items():
        verdicts = score_bulletin(answer, found[name])
        for kind, verdict in verdicts.items():
            key = answer["lang"], kind
            totals[key] = totals.get(key, Counts()) + verdict.counts
        if errors:
            _print_errors(name, verdicts)
    _print_table(totals)


def _gold(folder: Path, prefixes: tuple[str, ...]) -> dict[str, Bulletin]:
    paths = sorted(folder.glob("*.json"))
    answers = {path.stem: _parsed(path, path.read_text(encoding="utf-8"), 1) for path in paths}
    chosen = {name: answer for name, answer in answers.items() if not prefixes or name.startswith(prefixes)}
    if not chosen:
        _fail(f"{folder}: no gold files{' of these ids' if prefixes else ''}")
    return chosen


def _records(path: Path) -> dict[str, Bulletin]:
    if not path.is_file():
        _fail(f"{path}: no such file")
    lines = path.read_text(encoding="utf-8").splitlines()
    parsed = (_parsed(path, line, number) for number, line in enumerate(lines, start=1) if line.strip())
    return {record["document"]["id"]: record for record in parsed}


def _parsed(path: Path, text: str, line: int) -> Bulletin:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        _fail(f"{path}, line {line}: no JSON: {error.msg}")
    if not isinstance(value, dict):
        _fail(f"{path}, line {line}: a JSON object is wanted, not {type(value).__name__}")
    return dict(value)


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _print_errors(name: str, verdicts: dict[str, Verdict]) -> None:
    for kind, verdict in verdicts.items():
        for label, facts in (("missing", verdict.missing), ("spurious", verdict.spurious)):
            for fact in facts:
                shown = {
                    key: value for key, value in fact.items() if key != "evidence" and value not in (None, [])
                }
                typer.echo(f"{name}  {kind}  {label}  {json.dumps(shown, ensure_ascii=False)}")


def _print_table(totals: dict[tuple[str, str], Counts]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("language", "kind", "P", "R", "F1", "correct", "spurious", "missing")
    for language, name in LANGUAGES.items():
        rows = {kind: totals[language, kind] for kind in KINDS if (language, kind) in totals}
        for kind, c in rows.items():
            figures = (f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}")
            table.add_row(name, kind, *figures, str(c.correct), str(c.spurious), str(c.missing))
        if rows:
            macro = sum(c.f1 for c in rows.values()) / len(rows)
            table.add_row(name, "macro", "", "", f"{macro:.3f}", end_section=True)
    Console(file=sys.stdout, width=100).print(table)


if __name__ == "__main__":
    typer.run(score)
