"""The JSON Schema of the records, for those who read them with other tools."""

from typing import Any

from models.records import BulletinRecords


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of output.

    >>> sorted(json_schema()["properties"])
    ['amounts', 'city_pairs', 'dates', 'delegations', 'document', 'leaders', 'tie_totals']
    """
    schema = BulletinRecords.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Youcheng records", **schema}
