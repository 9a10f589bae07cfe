"""The run of `youcheng extract`: every input read, every result written, every failure told."""

import sys
from collections.abc import Callable, Sequence
from typing import Literal

from models import BulletinRecords
from pipeline.reader import Reader, load
from pipeline.shell.inputs import Failure, Input, find_inputs
from pipeline.shell.reading import Told, fault, read_one
from pipeline.shell.saying import Voice, voice
from pipeline.shell.writing import written

Form = Literal["jsonl", "table"]
Drawing = Callable[[BulletinRecords], str]


def extract(named: Sequence[str], out: str, form: Form, told: Told) -> int:
    """Read what is named and write the records to `out`; return how many inputs failed."""
    inputs = list(find_inputs(named))
    # What is printed on the terminal would break the bar there, so it waits for the end.
    held: list[str] | None = [] if out == "-" and sys.stdout.isatty() else None
    reader, failed = load(), 0
    with written(out) as stream:
        draw, close = _json_lines() if form == "jsonl" else tables(to_terminal=held is not None)
        with voice([one.name for one in inputs]) as speaker:
            for one in inputs:
                speaker.next(one.name)
                drawn = _drawn(reader, one, told, draw, speaker)
                failed += drawn is None
                if held is not None:
                    held.append(drawn or "")
                else:
                    stream.write(drawn or "")
                    stream.flush()
        stream.write("".join(held or ()) + close())
        stream.flush()
    return failed


def _drawn(reader: Reader, one: Input | Failure, told: Told, draw: Drawing, speaker: Voice) -> str | None:
    """Read and draw one input, and say what there is to say of it; None if it failed."""
    outcome = one if isinstance(one, Failure) else read_one(reader, one, told)
    if not isinstance(outcome, Failure):
        try:
            drawn = draw(outcome.records)
        except Exception as error:
            outcome = Failure(outcome.name, f"not written, a fault of youcheng: {fault(error)}")
        else:
            for warning in outcome.records.document.warnings:
                speaker.say(f"{outcome.name}: warning: {warning}")
            return drawn
    speaker.say(f"{outcome.name}: {outcome.reason}")
    return None


def _json_lines() -> tuple[Drawing, Callable[[], str]]:
    return (lambda records: records.to_json() + "\n"), str


def _trimmed(drawn: str) -> str:
    """Return what was drawn without the blanks that fill its lines."""
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def tables(*, to_terminal: bool) -> tuple[Drawing, Callable[[], str]]:
    """Return what draws the records of one bulletin, and what draws the totals of all that were drawn."""
    from rich.console import Console

    from pipeline.render.table import print_bulletin, print_totals
    from pipeline.render.wording import counts

    console = Console(file=sys.stdout if to_terminal else None, force_terminal=to_terminal, highlight=False)
    found: list[dict[str, int]] = []

    def draw(records: BulletinRecords) -> str:
        with console.capture() as capture:
            print_bulletin(console, records)
        found.append(counts(records))
        return _trimmed(capture.get())

    def close() -> str:
        with console.capture() as capture:
            print_totals(console, found)
        return capture.get()

    return draw, close
