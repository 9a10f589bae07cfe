"""The reader: a bulletin in, its records out."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Literal

import corpus
from corpus import Bulletin
from corpus.simplify import simplified
from models import BulletinRecords
from pipeline.analysis import Analysis, Setting
from pipeline.assembly import assemble
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import home_reading
from pipeline.dates import Told, document_year
from pipeline.mentions import PassageLanguage
from pipeline.pieces import pieces

_HALF = re.compile("[\\ud800-\\udfff]")
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
            if half := _HALF.search(given):
                where = f"U+{ord(half[0]):04X} at offset {half.start()}"
                raise corpus.UnreadableError(id, f"{what} holds half a character, {where}")
        day = dt.date.fromisoformat(published) if isinstance(published, str) else published
        return self.read_bulletin(corpus.read_text(text, id=id, language=language, published=day, home=home))

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
        return self.read_bulletin(
            corpus.read_file(Path(path), published=published, home=home, language=language)
        )

    def read_bulletin(self, bulletin: Bulletin) -> BulletinRecords:
        """Return what a bulletin tells, every span held against its text as given."""
        passages = list(self._passages(bulletin))
        sha256 = hashlib.sha256(bulletin.text.encode("utf-8", "surrogatepass")).hexdigest()
        return assemble(bulletin, passages, sha256)

    def _passages(self, bulletin: Bulletin) -> Iterator[ReadPassage]:
        home = home_reading(bulletin)
        texts = [(passage.language, passage.simplified) for passage in bulletin.passages]
        title = simplified(bulletin.title) if bulletin.title else None
        told = Told(document_year(title, texts, bulletin.published, bulletin.text))
        setting = Setting(bulletin.published, home, told)
        for passage in chain.from_iterable(map(pieces, bulletin.passages)):
            analysis = self._analysis(passage.simplified, passage.language, setting)
            yield ReadPassage(passage, analysis)
            told.add(passage.language, (mention.value for mention in analysis.dates))

    def _analysis(self, text: str, language: PassageLanguage, setting: Setting) -> Analysis:
        from pipeline.components import analysis_of, load_nlp

        nlp = load_nlp(language)
        doc = nlp.make_doc(text)
        doc._.setting = setting
        return analysis_of(nlp(doc))


def load() -> Reader:
    """Return a reader; what is heavy is loaded when the first bulletin needs it."""
    return Reader()
