"""The records: what one bulletin says, as validated, frozen pydantic models."""

from models.records import (
    SCHEMA_VERSION,
    Amount,
    BulletinRecords,
    CityPair,
    DatedFact,
    DateValue,
    Delegation,
    Document,
    Fact,
    Language,
    Leader,
    Place,
    Span,
    TieEvent,
    TieTotal,
)
from models.schema import json_schema

__all__ = [
    "SCHEMA_VERSION",
    "Amount",
    "BulletinRecords",
    "CityPair",
    "DateValue",
    "DatedFact",
    "Delegation",
    "Document",
    "Fact",
    "Language",
    "Leader",
    "Place",
    "Span",
    "TieEvent",
    "TieTotal",
    "json_schema",
]
