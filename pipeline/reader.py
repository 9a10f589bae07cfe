"""The reader: a bulletin in, its records out."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

import corpus
from corpus import Bulletin, Passage
from corpus.garbage import no_search
from corpus.simplify import simplified
from models import BulletinRecords
from pipeline.analysis import Analysis, Setting, looks_chinese
from pipeline.assembly import assemble
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.dates import Told, document_year, told_on
from pipeline.home import choose_home
from pipeline.mentions import Mention
from pipeline.pieces import pieces
from pipeline.places import PlaceReading, read_places
from pipeline.steps import STEPS
from pipeline.whereabouts import Whereabouts, whereabouts

LanguageChoice = Literal["en", "zh", "auto"]


class Reader:
    """Reads bulletins, one after another; a reader keeps nothing of a bulletin for the next.

    >>> reader = load()
    >>> reader.read("双方签署了总额300万日元的协议。").amounts[0].currency
    'JPY'
    """

    def read(
        self,
        text: str,
        *,
        published: dt.date | str | None = None,
        home: str | None = None,
        language: LanguageChoice = "auto",
        id: str = "bulletin",  # noqa: A002 - the name of the field in the contract
    ) -> BulletinRecords:
        """Return what `text` tells; `published` (ISO day) and `home` outweigh what it says of itself.

        Raises:
            corpus.UnreadableError: text or home hold half a character, a surrogate without its other half.

        """
        for what, given in (("it", text), ("its home", home or "")):
            try:
                given.encode()
            except UnicodeEncodeError as error:
                where = f"U+{ord(given[error.start]):04X} at offset {error.start}"
                raise corpus.UnreadableError(id, f"{what} holds half a character, {where}") from None
        day = dt.date.fromisoformat(published) if isinstance(published, str) else published
        with no_search():
            bulletin = corpus.read_text(text, id=id, language=language, published=day, home=home)
        return self.read_bulletin(bulletin)

    def read_file(
        self,
        path: str | Path,
        *,
        published: dt.date | None = None,
        home: str | None = None,
        language: LanguageChoice = "auto",
    ) -> BulletinRecords:
        """Return what the file tells.

        Raises:
            corpus.UnreadableError: the file cannot be read as a bulletin; the message names it and says why.

        """
        with no_search():
            bulletin = corpus.read_file(Path(path), published=published, home=home, language=language)
        return self.read_bulletin(bulletin)

    def read_bulletin(self, bulletin: Bulletin) -> BulletinRecords:
        """Return what a bulletin tells, every span held against its text as given."""
        sha256 = hashlib.sha256(bulletin.text.encode("utf-8", "surrogatepass")).hexdigest()
        with no_search():
            passages, book = self.analyse(bulletin)
            return assemble(bulletin, book, passages, sha256)

    def analyse(self, bulletin: Bulletin) -> tuple[list[ReadPassage], PlaceBook]:
        """Return the passages of a bulletin with all their mentions, and its places."""
        parts = list(chain.from_iterable(map(pieces, bulletin.passages)))
        places = [read_places(part.simplified, part.language) for part in parts]
        body = [(part.simplified, found) for part, found in zip(parts, places, strict=True)]
        home, sure = choose_home(bulletin, body)
        where = whereabouts(_country(home), bulletin.text, body, sure=sure)
        passages = list(self._passages(bulletin, home, where, parts, places))
        return passages, PlaceBook(home, passages)

    def _passages(
        self,
        bulletin: Bulletin,
        home: PlaceReading | None,
        where: Whereabouts,
        parts: Sequence[Passage],
        places: Sequence[Sequence[Mention[PlaceReading]]],
    ) -> Iterator[ReadPassage]:
        texts = [(passage.language, passage.simplified) for passage in bulletin.passages]
        title = simplified(bulletin.title) if bulletin.title else None
        told = Told(document_year(title, texts, bulletin.published, bulletin.text))
        setting = Setting(told_on(texts, bulletin.published), home, told, where)
        for part, found in zip(parts, places, strict=True):
            analysis = Analysis(part.simplified, part.language, setting, found)
            # As the components of `load_nlp` do, without the tokens: no fact depends on where they end.
            for step in STEPS:
                step(analysis)
            yield ReadPassage(part, analysis)
            told.add(part.language, (mention.value for mention in analysis.dates))


def _country(home: PlaceReading | None) -> str | None:
    """Return the country of the home; a small place that no list holds shows China's by its name."""
    if home is None or home.country:
        return home.country if home else None
    return "CN" if home.name.isascii() and looks_chinese(home.name) else None


def load() -> Reader:
    """Return a reader; what is heavy is loaded when the first bulletin needs it."""
    return Reader()
