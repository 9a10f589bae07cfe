"""The gold: records as a careful reader makes them, with every name that is right.

The shape is that of the records. A place has `aliases` beside its `name`, a group's `leader` holds every
form of the name, and a fact that is neither required nor wrong is `optional`. Where a document says that its
places are identified, a place without an identifier is one that GeoNames does not hold.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, PositiveInt, model_validator

from models.records import (
    Amount,
    BulletinRecords,
    DatedFact,
    DateValue,
    Fact,
    Language,
    Leader,
    Place,
    Record,
)

Kind = Literal["dates", "amounts", "leaders", "delegations", "city_pairs"]
KINDS: tuple[Kind, ...] = ("dates", "amounts", "leaders", "delegations", "city_pairs")


class GoldPlace(Place):
    """A place under the name that is printed first, with its other right names and identifiers.

    `also_geonames` are right beside `geonames_id`: the administrative unit of the same name as the city.
    `unsure` is a place that GeoNames may hold, of which the bulletin does not settle which it is.

    >>> GoldPlace(name="Konin", aliases=("Konin, Poland",), country="PL").names
    ('Konin', 'Konin, Poland')
    """

    # Correcting the gold copies places without a check.
    model_config = ConfigDict(revalidate_instances="always")

    aliases: tuple[str, ...] = ()
    also_geonames: tuple[PositiveInt, ...] = ()
    unsure: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the place, the printed one first."""
        return self.name, *self.aliases

    @property
    def identifiers(self) -> frozenset[int]:
        """All right GeoNames identifiers; empty where GeoNames does not hold the place, or nobody looked."""
        return frozenset(self._identifiers())

    @model_validator(mode="after")
    def _identifiers_in_order(self) -> Self:
        if self.also_geonames and self.geonames_id is None:
            raise ValueError(f"{self.name!r} has further identifiers, but no first one")
        if self.unsure and self.geonames_id is not None:
            raise ValueError(f"{self.name!r} has an identifier and is unsure")
        if len(self.identifiers) != len(self._identifiers()):
            raise ValueError(f"{self.name!r} has an identifier twice: {self._identifiers()}")
        return self

    def _identifiers(self) -> tuple[int, ...]:
        first = () if self.geonames_id is None else (self.geonames_id,)
        return *first, *self.also_geonames


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
    `places_identified` says that somebody looked all its places up in GeoNames.
    """

    id: str = Field(min_length=1)
    language: Language
    published: dt.date | None = None
    home: GoldPlace | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    traits: tuple[Literal["traditional", "debris", "overview"], ...] = ()
    places_identified: bool = False


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

    @model_validator(mode="after")
    def _one_identifier_a_place(self) -> "GoldBulletin":
        known: dict[tuple[str, str | None], tuple[frozenset[int], bool]] = {}
        for place in self.places():
            meant = place.identifiers, place.unsure
            if any(meant) and not self.document.places_identified:
                raise ValueError(f"{place.name!r} is identified, but the places of the bulletin are not")
            if known.setdefault((place.name, place.country), meant) != meant:
                raise ValueError(f"{place.name!r} ({place.country}) has other identifiers in another fact")
        return self

    def facts(self) -> Iterator[tuple[Kind, GoldFact]]:
        """Yield every fact with the name of its kind."""
        for kind in KINDS:
            for fact in getattr(self, kind):
                yield kind, fact

    def places(self, *, required: bool = False) -> Iterator[GoldPlace]:
        """Yield the home place and every place of every fact, or of every required fact, as often as told."""
        if self.document.home is not None:
            yield self.document.home
        for group in self.delegations:
            if not (required and group.optional):
                yield from (*group.from_, *group.to)
        for pair in self.city_pairs:
            if not (required and pair.optional):
                yield from pair.places

    def as_records(self) -> BulletinRecords:
        """Return the records that a reader without a fault would give, without what only a judge needs.

        A total of journeys that nobody counted has one, since records always have a number.
        """
        data = self.model_dump(by_alias=True)
        document = {key: data["document"][key] for key in ("id", "language", "published", "home", "sha256")}
        facts = {kind: data[kind] for kind in KINDS}
        return BulletinRecords.model_validate(_without_judgement({"document": document, **facts}))

    @classmethod
    def check(cls, data: Any, text: str) -> "GoldBulletin":
        """Validate `data` (a mapping) against the models and every span against `text`.

        Raises:
            pydantic.ValidationError: naming each field that cannot be, and why.

        """
        return cls.model_validate(data, context={"text": text})


_FOR_JUDGES = frozenset({"aliases", "also_geonames", "optional", "unsure"})


def _without_judgement(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_judgement(item) for key, item in value.items() if key not in _FOR_JUDGES}
        return kept | {"visits": 1} if "visits" in kept and kept["visits"] is None else kept
    return [_without_judgement(item) for item in value] if isinstance(value, list | tuple) else value
