"""The run of `youcheng show`: one bulletin drawn in the terminal or as a page, or records read before."""

import sys
from pathlib import Path

from pipeline.reader import load
from pipeline.shell.extraction import tables
from pipeline.shell.inputs import Failure, find_inputs
from pipeline.shell.reading import Success, Told, fault, read_one
from pipeline.shell.saying import Plain
from pipeline.shell.writing import standard_output, written


def show(named: str, html: str | None, told: Told) -> bool:
    """Read one bulletin and draw it; return whether that went well."""
    speaker = Plain()
    outcome = _read(named, told)
    if isinstance(outcome, Failure):
        speaker.say(f"{outcome.name}: {outcome.reason}")
        return False
    for warning in outcome.records.document.warnings:
        speaker.say(f"{outcome.name}: warning: {warning}")
    if html is None:
        _print(outcome)
        return True
    from pipeline.render.html import page

    content = page(outcome.bulletin.text, outcome.records)
    with written(html) as stream:
        stream.write(content)
    return True


def _read(named: str, told: Told) -> Success | Failure:
    if Path(named).is_dir():
        return Failure(named, "is a folder; show draws one file")
    one = next(iter(find_inputs([named])))
    return one if isinstance(one, Failure) else read_one(load(), one, told)


def _print(outcome: Success) -> None:
    from rich.console import Console

    from pipeline.render.terminal import print_shown

    print_shown(Console(file=standard_output(), highlight=False), outcome.bulletin.text, outcome.records)


def show_records(path: str) -> bool:
    """Print the table of records that were read before; return whether every line held records."""
    from models import BulletinRecords

    draw, close = tables(to_terminal=sys.stdout.isatty())
    stream, well = standard_output(), True
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        Plain().say(f"{path}: {getattr(error, 'strerror', None) or 'is no file of JSON lines in UTF-8'}")
        return False
    for number, line in enumerate(lines, start=1):
        try:
            stream.write(draw(BulletinRecords.model_validate_json(line)))
        except ValueError as error:
            Plain().say(f"{path}, line {number}: holds no records: {fault(error)}")
            well = False
    stream.write(close())
    return well
