"""GeoJSON (RFC 7946): places as points and ties as lines, one flat feature a line of the file."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from pipeline.register.export.source import Source
from pipeline.register.export.tables import PLACES, TIES, place_a, place_b

MARKER = re.compile(rb'\{"type": "FeatureCollection",')

Point = tuple[float, float]


def write_map(source: Source, path: Path) -> None:
    """Write a feature for each place and each tie, without a geometry where a place has no coordinates."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        comma = "\n"
        names = ["kind", *(column.name for column in PLACES.columns)]
        for row in source.rows(PLACES):
            told = dict(zip(names, ("place", *row), strict=True))
            file.write(comma + _feature(told, point(told["latitude"], told["longitude"])))
            comma = ",\n"
        names = ["kind", *(column.name for column in TIES.columns)]
        ends = [value for place in (place_a, place_b) for value in (place.c.latitude, place.c.longitude)]
        for row in source.stream(TIES.select().add_columns(*(end.label(None) for end in ends))):
            told = dict(zip(names, ("tie", *row), strict=False))
            file.write(comma + _feature(told, line(row[-4:])))
            comma = ",\n"
        file.write("\n]}\n")


def point(latitude: float | None, longitude: float | None) -> dict[str, Any] | None:
    """Return the geometry of a place: longitude first."""
    if latitude is None or longitude is None:
        return None
    return {"type": "Point", "coordinates": (longitude, latitude)}


def line(ends: tuple[float | None, ...]) -> dict[str, Any] | None:
    """Return the geometry of a tie between two points, given as latitude, longitude, latitude, longitude.

    What crosses the antimeridian is cut there, so that the line from Vancouver to Yokohama lies in the
    Pacific.

    >>> line((35.4, 139.6, 49.2, -123.1))
    {'type': 'MultiLineString', 'coordinates': (((139.6, 35.4), (180.0, 41.1299075)),
     ((-180.0, 41.1299075), (-123.1, 49.2)))}
    """
    if None in ends:
        return None
    # `great_circle` moves the cut off the straight line that all maps draw between two positions.
    from antimeridian import fix_line_string
    from shapely.geometry import LineString, MultiLineString

    a, b = (ends[1], ends[0]), (ends[3], ends[2])
    cut = fix_line_string(LineString([a, b]), great_circle=False)
    if isinstance(cut, MultiLineString):
        # A place on the antimeridian itself leaves a part without length.
        parts = [part.coords[:] for part in cut.geoms if part.length]
        if len(parts) > 1:
            return {"type": "MultiLineString", "coordinates": tuple(tuple(part) for part in parts)}
        return {"type": "LineString", "coordinates": tuple(parts[0])}
    return {"type": "LineString", "coordinates": (a, b)}


def _feature(told: dict[str, Any], geometry: dict[str, Any] | None) -> str:
    feature = {"type": "Feature", "id": told["id"], "geometry": geometry, "properties": told}
    return json.dumps(feature, ensure_ascii=False, default=dt.date.isoformat)
