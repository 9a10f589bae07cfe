"""The run of `youcheng show`: one bulletin drawn in the terminal or as a page, or records read before."""

import sys
from pathlib import Path

from corpus import Bulletin, UnreadableError
from models import BulletinRecords
from pipeline.batch.items import NO_COLUMNS, Item, Problem, Source, Told
from pipeline.batch.reading import bulletin_of
from pipeline.batch.sources import items_of, list_sources
from pipeline.reader import load
from pipeline.shell.faults import fault
from pipeline.shell.saying import Plain
from pipeline.shell.writing import standard_output, written


def show(named: str, html: str | None, told: Told) -> bool:
    """Read one bulletin and draw it; return whether that went well."""
    name = "standard input" if named == "-" else named
    try:
        bulletin = bulletin_of(_item(named), told)
        records = load().read_bulletin(bulletin)
    except UnreadableError as error:
        Plain().say(f"{name}: {error.reason}")
        return False
    except Exception as error:
        Plain().say(f"{name}: not read, a fault of youcheng: {fault(error)}")
        return False
    for warning in records.document.warnings:
        Plain().say(f"{name}: warning: {warning}")
    _draw(bulletin, records, html)
    return True


def _item(named: str) -> Item:
    """Return the one bulletin that is named."""
    if Path(named).is_dir():
        raise UnreadableError(named, "is a folder; show draws one file")
    source = next(iter(list_sources([named])))
    found = next(iter(items_of(source, NO_COLUMNS))) if isinstance(source, Source) else source
    if isinstance(found, Problem):
        raise UnreadableError(named, found.reason)
    if not isinstance(found, Item):
        raise UnreadableError(named, "holds no bulletin")
    return found


def _draw(bulletin: Bulletin, records: BulletinRecords, html: str | None) -> None:
    if html is None:
        from rich.console import Console

        from pipeline.render.terminal import print_shown

        print_shown(Console(file=standard_output(), highlight=False), bulletin.text, records)
        return
    from pipeline.render.html import page

    content = page(bulletin.text, records)
    with written(html) as stream:
        stream.write(content)


def show_records(path: str) -> bool:
    """Print the table of records that were read before; return whether every line held records."""
    from pipeline.render.table import tables

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
