"""Learn all weights anew: `python -m annotations.training`, or `make train`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from annotations.training import home, likely
from evaluation.inputs import load_gold
from pipeline.assembly.likely.records import WEIGHTS as LIKELY
from pipeline.home.choosing import WEIGHTS as HOME

ROOT = Path(__file__).resolve().parent.parent
FOLDS, SEED = 10, 7


def main(
    gold: Annotated[Path, typer.Option(help="The gold, a folder a split.")] = ROOT / "gold",
    texts: Annotated[Path, typer.Option(help="The bulletins.")] = ROOT.parent / "corpus" / "bulletins",
) -> None:
    """Learn the weights of the home place and of likely ties; say how they do on bulletins left out."""
    answers = load_gold(gold, "dev")
    for path, learn in ((HOME, home.learn), (LIKELY, likely.learn)):
        values, told = learn(answers, texts, FOLDS, SEED)
        typer.echo(f"{told}, in {FOLDS} folds")
        path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
