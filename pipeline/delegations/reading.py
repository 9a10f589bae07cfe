"""What one place of a text says of a group of people."""

from typing import Literal

from corpus.frozen import dataclass
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.numerals import Modifier
from pipeline.people import PersonReading
from pipeline.places import PlaceReading

Role = Literal["delegation", "attendance", "total"]
Place = Mention[PlaceReading]
Person = Mention[PersonReading]


@dataclass(frozen=True, slots=True)
class GroupReading:
    """A group as one mention tells it; `size` counts persons, `visits` journeys.

    `origin` and `destination` are the places printed for it; `outbound` tells whether it leaves the home side
    (None where nothing tells). `new` marks a mention that brings a group up (`a 6-member delegation`), not
    one that refers back (`the delegation`); `tells` one with a journey or a reception in its sentence,
    `headline` one in a line that is no sentence. `mutual` visits went both ways.
    """

    role: Role = "delegation"
    size: int | None = None
    modifier: Modifier | None = None
    visits: int = 1
    kind: str | None = None
    origin: tuple[Place, ...] = ()
    destination: tuple[Place, ...] = ()
    outbound: bool | None = None
    leaders: tuple[Person, ...] = ()
    dates: DateReading | None = None
    new: bool = True
    tells: bool = True
    mutual: bool = False
    headline: bool = False
