"""One telling of a tie, and what tellings of one tie have in common."""

from corpus.frozen import dataclass
from pipeline.assembly.passages import ReadPassage
from pipeline.linking import NamedPlace
from pipeline.mentions import PassageLanguage
from pipeline.pairs import TieReading
from pipeline.sentences import Bounds

Key = tuple[frozenset[str], str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """The two places by key and as named, the home side first; `pair` are the keys of both in any order.

    `start` is the telling's in its passage, `given` where it stands in the bulletin as given.
    """

    tie: TieReading
    keys: tuple[str, str]
    pair: frozenset[str]
    places: tuple[NamedPlace, NamedPlace]
    given: Bounds
    rule: str
    language: PassageLanguage
    read: ReadPassage
    start: int

    @property
    def key(self) -> Key:
        """What tellings of one tie at one stage share."""
        return self.pair, self.tie.relation, self.tie.stage
