"""The forms of an export, by name."""

from enum import StrEnum


class Form(StrEnum):
    """The forms by the names that the command knows them by."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    jsonl = "jsonl"
    geojson = "geojson"
    graphml = "graphml"
    quickstatements = "quickstatements"
    plover = "plover"
