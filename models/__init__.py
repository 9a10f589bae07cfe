"""The records: what one bulletin says, as validated, frozen pydantic models."""

from models.records import (
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
)
from models.schema import json_schema

__all__ = [
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
    "json_schema",
]
