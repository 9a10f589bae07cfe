"""The five kinds of fact, and the bulletin that they were read out of.

Offsets count Unicode code points of the bulletin as it was given; ends are exclusive.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    field_validator,
    model_validator,
)

from models.codes import country_codes, currency_codes

Language = Literal["en", "zh", "mul", "und"]
Granularity = Literal["day", "month", "quarter", "half", "year", "decade", "century"]
DateModifier = Literal["start", "mid", "end", "approx", "before", "after"]
AmountModifier = Literal["about", "over", "under", "nearly", "up to"]
Relation = Literal["sister", "friendly-exchange"]
# `district`: a part of a city, or a county of China for which GeoNames has no unit.
PlaceLevel = Literal["country", "admin1", "admin2", "city", "district"]
TieStep = Literal["contact", "intent", "approval", "signing", "renewal", "upgrade", "suspension", "end"]
# Goes up when a file of records that was written before can no longer be read as one written now.
SCHEMA_VERSION = 2


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Money = Annotated[Decimal, PlainSerializer(_plain_number, when_used="json")]


class Record(BaseModel):
    """What all records share: frozen, and no field that the contract does not name."""

    # Records made before their text is known are held against it when they are checked together.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        revalidate_instances="always",
    )


class Span(Record):
    """A stretch of the bulletin as given, and the characters that stand there.

    >>> Span(start=3, end=3, text="")
    Traceback (most recent call last):
    ...
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Span
      Value error, a span must hold at least one character, not [3, 3) [type=value_error, ...
    """

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _holds_its_text(self, info: ValidationInfo) -> Self:
        start, end, text = self.start, self.end, self.text
        if end <= start:
            raise ValueError(f"a span must hold at least one character, not [{start}, {end})")
        if len(text) != end - start:
            raise ValueError(
                f"the span [{start}, {end}) is {end - start} characters long, its text {text!r} {len(text)}"
            )
        context = info.context
        given = context.get("text") if context else None
        if given is not None and given[start:end] != text:
            raise ValueError(f"the bulletin has {given[start:end]!r} at [{start}, {end}), not {text!r}")
        return self


class Place(Record):
    """A city, county, district, prefecture, province or state, under its printed name.

    All but the name is null where the bulletin does not settle which place is meant, or no gazetteer
    holds it. `subdivision` is the ISO 3166-2 code of the first-level subdivision that the place lies in,
    or is; latitude and longitude are in degrees (WGS 84), of a country or subdivision those of its
    largest city; `name_en` and `name_zh` are the gazetteer's.
    """

    # No text bears on a place: one that many facts name is checked once.
    model_config = ConfigDict(revalidate_instances="subclass-instances")

    name: str = Field(min_length=1)
    country: str | None = None
    geonames_id: int | None = Field(default=None, gt=0)
    level: PlaceLevel | None = None
    subdivision: str | None = Field(default=None, pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    name_en: str | None = None
    name_zh: str | None = None

    @field_validator("country")
    @classmethod
    def _known_country(cls, value: str | None) -> str | None:
        if value is not None and value not in country_codes():
            raise ValueError(f"{value!r} is no ISO 3166-1 alpha-2 country code")
        return value

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("a point needs both latitude and longitude")
        return self


class DateValue(Record):
    """A calendar time: its first and last day, both inclusive, and how finely it was told."""

    start: dt.date
    end: dt.date
    granularity: Granularity = "day"
    modifier: DateModifier | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a date ends before it starts: {self.start} to {self.end}")
        return self


class Fact(Record):
    """A fact with the places in the text that tell it, and the rules that read it there."""

    evidence: tuple[Span, ...] = Field(min_length=1)
    rule: str | None = None


class DatedFact(Fact, DateValue):
    """A calendar time that the text names."""

    text: str


class Amount(Fact):
    """A sum of money; `upper` is set for a range only, both in plain units of `currency` (ISO 4217)."""

    text: str
    amount: Money = Field(ge=0)
    upper: Money | None = None
    currency: str
    modifier: AmountModifier | None = None

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str) -> str:
        if value not in currency_codes():
            raise ValueError(f"{value!r} is no ISO 4217 currency code")
        return value

    @model_validator(mode="after")
    def _range_in_order(self) -> Self:
        if self.upper is not None and self.upper <= self.amount:
            raise ValueError(f"the upper end {self.upper} of a range must exceed its lower end {self.amount}")
        return self


class Leader(Fact):
    """A named person with the offices given in the text, and the places or bodies these belong to."""

    names: tuple[str, ...] = Field(min_length=1)
    titles: tuple[str, ...] = Field(min_length=1)
    of: tuple[str, ...] = ()


class Delegation(Fact):
    """People that one side sends, receives or gathers; `size` counts persons, `visits` journeys."""

    role: Literal["delegation", "attendance", "total"] = "delegation"
    size: int | None = Field(default=None, ge=1)
    modifier: AmountModifier | None = None
    visits: int = Field(default=1, ge=1)
    kind: str | None = None
    from_: tuple[Place, ...] = Field(default=(), alias="from")
    to: tuple[Place, ...] = ()
    leader: str | tuple[str, ...] | None = None
    dates: DateValue | None = None


class TieEvent(Record):
    """A step in the life of a tie, and when it was taken; the evidence is the words that tell it."""

    event: TieStep
    date: DateValue | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)


class CityPair(Fact):
    """Two places that have, had, will have or are proposed for a tie, and what its history tells."""

    places: tuple[Place, Place]
    relation: Relation = "sister"
    stage: Literal["established", "intended", "ended"] = "established"
    since: DateValue | None = None
    history: tuple[TieEvent, ...] = ()

    @model_validator(mode="after")
    def _two_places(self) -> Self:
        one, other = self.places
        countries = {one.country, other.country}
        if one.name == other.name and (None in countries or len(countries) == 1):
            raise ValueError(f"a pair needs two places, not {one.name!r} twice")
        return self


class TieTotal(Fact):
    """How many ties the bulletin says a place has; `relation` is null where it counts all kinds together.

    `as_of` is the time that the text or its day of publication gives the count for.
    """

    place: Place | None = None
    count: int = Field(ge=1)
    modifier: AmountModifier | None = None
    relation: Relation | None = None
    as_of: DateValue | None = None


class Document(Record):
    """The bulletin itself; `sha256` is that of its text as given, encoded in UTF-8."""

    id: str = Field(min_length=1)
    language: Language
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    home: Place | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    warnings: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION

    @field_validator("schema_version")
    @classmethod
    def _of_this_version(cls, value: int) -> int:
        if value != SCHEMA_VERSION:
            raise ValueError(
                f"records of schema version {value}; this program reads version {SCHEMA_VERSION}"
            )
        return value


class BulletinRecords(Record):
    """All that was read out of one bulletin.

    Validate with `context={"text": given_text}` to hold every span against the bulletin as given.
    """

    document: Document
    city_pairs: tuple[CityPair, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    leaders: tuple[Leader, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    tie_totals: tuple[TieTotal, ...] = ()

    def facts(self) -> tuple[tuple[str, Fact], ...]:
        """Return every fact of the five kinds with the name of its kind, in the order of the contract."""
        kinds = ("city_pairs", "delegations", "leaders", "amounts", "dates")
        return tuple((kind, fact) for kind in kinds for fact in getattr(self, kind))

    def to_json(self) -> str:
        """Return the records as one line of JSON, in the shape of the contract."""
        return self.model_dump_json(by_alias=True)

    @classmethod
    def check(cls, data: Any, text: str) -> "BulletinRecords":
        """Validate `data` (a mapping) against the models and every span against `text`.

        Raises:
            pydantic.ValidationError: naming each field that cannot be, and why.

        """
        return cls.model_validate(data, context={"text": text})
