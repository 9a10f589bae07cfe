"""What one place of a text says of a tie."""

from typing import Literal

from corpus.frozen import dataclass
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.places import PlaceReading
from pipeline.sentences import Bounds

Relation = Literal["sister", "friendly-exchange"]
Stage = Literal["established", "intended", "ended"]
Place = Mention[PlaceReading]


@dataclass(frozen=True, slots=True)
class TieReading:
    """A tie of two places; `one` is on the home side, None where the bulletin's own place is implied.

    `scope` is the part of the text that speaks of this tie.
    """

    one: Place | None
    other: Place
    relation: Relation
    stage: Stage
    since: DateReading | None
    scope: Bounds
