"""The words that show a group, with the count and the leaders that stand beside them."""

from corpus.frozen import dataclass
from pipeline.delegations.reading import Person, Role
from pipeline.mentions import Mention
from pipeline.numbers import Quantity

Count = Mention[Quantity]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a sentence that names or counts a group.

    `noun` and `noun_end` are where the word for the group stands (the stretch's bounds, when -1); `plus`
    counts persons beside the printed count; `outbound` is the way that a word by the count tells (`22 out`),
    where `elliptic` says that the noun is left out.
    """

    start: int
    end: int
    rule: str
    role: Role = "delegation"
    count: Count | None = None
    visits: Count | None = None
    leaders: tuple[Person, ...] = ()
    kind: str | None = None
    new: bool = True
    weight: int = 0
    plus: int = 0
    noun: int = -1
    noun_end: int = -1
    outbound: bool | None = None
    elliptic: bool = False

    def clashes(self, other: "Anchor") -> bool:
        """Tell whether both claim the same count, or the same words."""
        if self.count and other.count and self.count.start == other.count.start:
            return True
        if self.visits and other.visits and self.visits.start == other.visits.start:
            return True
        return self.start < other.end and other.start < self.end

    @property
    def head(self) -> int:
        """Where the word for the group starts."""
        return self.noun if self.noun >= 0 else self.start

    @property
    def tail(self) -> int:
        """Where the word for the group ends."""
        return self.noun_end if self.noun_end >= 0 else self.end

    @property
    def size(self) -> int | None:
        """The number of persons, None where no whole number is told."""
        if self.count is None or self.count.value.value != int(self.count.value.value):
            return None
        return int(self.count.value.value) + self.plus or None
