r"""The command `youcheng evaluate`: what it takes, and how it ends.

Exit status: 0 scored, 2 an input that cannot be scored or wrong usage.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from evaluation.comparison import Comparison
    from evaluation.linking import Linking
    from evaluation.summary import Summary
    from models.gold import GoldBulletin

ROOT = Path(__file__).resolve().parent.parent
GOLD, TEXTS = ROOT / "annotations" / "gold", ROOT / "corpus" / "bulletins"
# Reads names, writes for each what it is where nothing else is known.
BY_NAME = (sys.executable, "-m", "pipeline", "places", "--best", "-")
app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False
)


class Split(StrEnum):
    """A part of the gold: for rules, for the final word, or the real bulletins that all began with."""

    dev = "dev"
    test = "test"
    seeds = "seeds"


Texts = Mapping[str, tuple[Path, str]]
_PREDICTIONS = (
    "Records as JSON lines, as `youcheng extract` writes them; without, the bulletins are read first."
)
_EXAMPLES = """\b
Examples:
  youcheng evaluate
  youcheng evaluate records.jsonl --split test --json scores.json
  youcheng evaluate new.jsonl --compare old.jsonl --html errors.html
  youcheng evaluate --split seeds --texts path/to/the/real/bulletins"""


@app.command(epilog=_EXAMPLES)
def evaluate(
    predictions: Annotated[
        Path | None, typer.Argument(metavar="PREDICTIONS", help=_PREDICTIONS, show_default=False)
    ] = None,
    gold: Annotated[
        Path, typer.Option(metavar="DIR", help="The gold: a folder of splits, or of files.")
    ] = GOLD,
    split: Annotated[Split, typer.Option(help="The part of the gold.")] = Split.dev,
    texts: Annotated[Path, typer.Option(metavar="DIR", help="The bulletins, by their ids.")] = TEXTS,
    compare: Annotated[
        Path | None, typer.Option(metavar="OTHER", help="Records of another run: test the difference.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write a report of all errors, one page of HTML.")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", help="Write all scores as JSON.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every error.")] = False,
    show_test_errors: Annotated[
        bool, typer.Option("--show-test-errors", help="Let errors of the test part be seen, too.")
    ] = False,
) -> None:
    """Score records, whoever made them, against the gold.

    Prints F1 with its 95 % interval by language and kind: of values (the headline), of attributes, of whole
    records and of mentions. Where the gold identifies its places, also how many are linked rightly, and how
    many by their names alone. Errors of the test part stay unseen, so that no rule is made after them.
    """
    hidden = split is Split.test and not show_test_errors
    if hidden and (html or errors):
        raise typer.BadParameter("errors of the test part are shown with --show-test-errors only.")
    from evaluation.inputs import InputError

    try:
        scored = _scored(predictions, gold, split, texts, compare, bool(html))
    except InputError as error:
        typer.echo(f"youcheng evaluate: {error}", err=True)
        raise typer.Exit(2) from None
    from evaluation.tables import print_linking, print_summary

    print_summary(scored.summary, scored.comparison, split.value, errors=errors, hidden=hidden)
    if scored.linking:
        print_linking(scored.linking, errors=errors and not hidden)
    if json_out:
        _write(json_out, _as_json(scored, split.value))
    if html:
        from evaluation.report import page

        _write(
            html,
            page(
                scored.summary,
                scored.comparison,
                scored.answers,
                scored.bulletins,
                split.value,
                scored.linking,
            ),
        )


class Scored(NamedTuple):
    """The gold and its texts, and what came out."""

    answers: Mapping[str, "GoldBulletin"]
    bulletins: Texts
    summary: "Summary"
    comparison: "Comparison | None"
    linking: "Linking | None"


def _scored(
    predictions: Path | None, gold: Path, split: Split, texts: Path, compare: Path | None, needs_texts: bool
) -> Scored:
    from evaluation.comparison import compare_runs
    from evaluation.inputs import check_spans, ids_of_other_splits, load_gold, load_records, load_texts
    from evaluation.linking import link_places
    from evaluation.lookup import by_name_alone
    from evaluation.summary import summarise

    answers = load_gold(gold, split.value)
    asked = texts != TEXTS
    bulletins: Texts = {}
    if predictions is None or needs_texts or asked or (texts.is_dir() and split is not Split.seeds):
        bulletins = load_texts(texts, answers)
    with _read(predictions, bulletins) as path:
        ignored = ids_of_other_splits(gold, split.value)
        records = load_records(path, answers, ignored)
        if bulletins:
            check_spans(path, records, bulletins)
        others = load_records(compare, answers, ignored) if compare else None
        if compare and others and bulletins:
            check_spans(compare, others, bulletins)
    summary = summarise(answers, records)
    comparison = compare_runs(summarise(answers, others), summary) if others else None
    linking = link_places(answers, records, lambda names: by_name_alone(names, BY_NAME))
    return Scored(answers, bulletins, summary, comparison, linking)


@contextlib.contextmanager
def _read(predictions: Path | None, bulletins: Texts) -> Iterator[Path]:
    """Give the file of records; the bulletins are read by the command line, as any other system's are."""
    from evaluation.inputs import InputError

    if predictions is not None:
        yield predictions
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.jsonl"
        inputs = [str(path) for path, _ in bulletins.values()]
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "extract", *inputs, "-o", str(out)], check=False
        )
        if done.returncode:
            raise InputError(f"youcheng extract: exit status {done.returncode}; some bulletins were not read")
        yield out


def _as_json(scored: Scored, split: str) -> str:
    from evaluation.comparison import comparison_as_json
    from evaluation.linking import linking_as_json
    from evaluation.summary import as_json

    scores = as_json(scored.summary, split)
    if scored.comparison:
        scores["comparison"] = comparison_as_json(scored.comparison)
    if scored.linking:
        scores["linking"] = linking_as_json(scored.linking)
    return json.dumps(scores, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        typer.echo(f"youcheng evaluate: {path}: {error.strerror}", err=True)
        raise typer.Exit(2) from None
