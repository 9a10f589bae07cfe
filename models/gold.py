"""The gold: records as a careful reader makes them, with every name that is right.

The shape is that of the records. A place has `aliases` beside its `name`, a group's `leader` holds every
form of the name, and a fact that is neither required nor wrong is `optional`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from models.records import Amount, DatedFact, DateValue, Fact, Language, Leader, Place, Record

Kind = Literal["dates", "amounts", "leaders", "delegations", "city_pairs"]
KINDS: tuple[Kind, ...] = ("dates", "amounts", "leaders", "delegations", "city_pairs")


class GoldPlace(Place):
    """A place under the name that is printed first, with its other right names.

    >>> GoldPlace(name="Konin", aliases=("Konin, Poland",), country="PL").names
    ('Konin', 'Konin, Poland')
    """

    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the place, the printed one first."""
        return self.name, *self.aliases


class GoldDate(DatedFact):
    """A calendar time that the text names."""

    optional: bool = False


class GoldAmount(Amount):
    """A sum of money."""

    optional: bool = False


class GoldLeader(Leader):
    """A named person with an office; `of` holds every right name of the place or body."""

    optional: bool = False


class GoldDelegation(Fact):
    """People that one side sends, receives or gathers; `leader` holds all forms of the leaders' names."""

    role: Literal["delegation", "attendance", "total"] = "delegation"
    size: int | None = Field(default=None, ge=1)
    modifier: Literal["about", "over", "under", "nearly", "up to"] | None = None
    visits: int | None = Field(default=1, ge=1)
    kind: str | None = None
    from_: tuple[GoldPlace, ...] = Field(default=(), alias="from")
    to: tuple[GoldPlace, ...] = ()
    leader: tuple[str, ...] = ()
    dates: DateValue | None = None
    optional: bool = False


class GoldPair(Fact):
    """Two places that have, had, will have or are proposed for a tie."""

    places: tuple[GoldPlace, GoldPlace]
    relation: Literal["sister", "friendly-exchange"] = "sister"
    stage: Literal["established", "intended", "ended"] = "established"
    since: DateValue | None = None
    optional: bool = False


GoldFact = GoldDate | GoldAmount | GoldLeader | GoldDelegation | GoldPair


class GoldDocument(Record):
    """The bulletin; `published` is what the text shows, `sha256` that of its text as given, in UTF-8.

    `traits` say what makes it hard: traditional characters, debris of layout or encoding, a long overview.
    """

    id: str = Field(min_length=1)
    language: Language
    published: dt.date | None = None
    home: GoldPlace | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    traits: tuple[Literal["traditional", "debris", "overview"], ...] = ()


class GoldBulletin(Record):
    """All facts of one bulletin, by hand.

    Validate with `context={"text": given_text}` to hold every span against the bulletin as given.
    """

    document: GoldDocument
    city_pairs: tuple[GoldPair, ...] = ()
    delegations: tuple[GoldDelegation, ...] = ()
    leaders: tuple[GoldLeader, ...] = ()
    amounts: tuple[GoldAmount, ...] = ()
    dates: tuple[GoldDate, ...] = ()

    @model_validator(mode="after")
    def _no_span_twice_in_a_fact(self) -> "GoldBulletin":
        for kind, fact in self.facts():
            spans = [(span.start, span.end) for span in fact.evidence]
            if len(spans) != len(set(spans)):
                raise ValueError(f"a fact of {kind} names a span twice: {spans}")
        return self

    def facts(self) -> Iterator[tuple[Kind, GoldFact]]:
        """Yield every fact with the name of its kind."""
        for kind in KINDS:
            for fact in getattr(self, kind):
                yield kind, fact

    @classmethod
    def check(cls, data: Any, text: str) -> "GoldBulletin":
        """Validate `data` (a mapping) against the models and every span against `text`.

        Raises:
            pydantic.ValidationError: naming each field that cannot be, and why.

        """
        return cls.model_validate(data, context={"text": text})
