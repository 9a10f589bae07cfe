"""Inputs to records one by one; what goes wrong with one is told, and the others are read all the same."""

import datetime as dt
import sys
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
from corpus import Bulletin, UnreadableError
from corpus.decode import LIMIT, MEGABYTE
from models import BulletinRecords
from pipeline.reader import LanguageChoice, Reader
from pipeline.shell.inputs import STDIN, Failure, Input


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller says of all bulletins: it outweighs what they say of themselves."""

    published: dt.date | None = None
    home: str | None = None
    language: LanguageChoice = "auto"


@dataclass(frozen=True, slots=True)
class Success:
    """A bulletin and its records."""

    name: str
    bulletin: Bulletin
    records: BulletinRecords


def read_one(reader: Reader, one: Input, told: Told) -> Success | Failure:
    """Read one input; an error in reading it, even a fault of ours, becomes a Failure."""
    try:
        bulletin = replace(_bulletin(one, told), id=one.id)
        return Success(one.name, bulletin, reader.read_bulletin(bulletin))
    except UnreadableError as error:
        return Failure(one.name, error.reason)
    except Exception as error:
        return Failure(one.name, f"not read, a fault of youcheng: {fault(error)}")


def _bulletin(one: Input, told: Told) -> Bulletin:
    if one.path is not None:
        return corpus.read_file(one.path, published=told.published, home=told.home, language=told.language)
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise UnreadableError(STDIN, f"holds more than {LIMIT // MEGABYTE} MB, the most for one bulletin")
    return corpus.read_bytes(
        data, id=one.id, name=STDIN, published=told.published, home=told.home, language=told.language
    )


def fault(error: BaseException) -> str:
    """Return an error in one line: what it is, what it says and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({'/'.join(Path(frames[-1].filename).parts[-2:])}, line {frames[-1].lineno})" if frames else ""
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}{': ' + said[0] if said else ''}{where}"
