"""What an automaton tells of a place that bears a name."""

from typing import Literal, NamedTuple

Level = Literal["country", "admin1", "city", "district"]
LEVELS: tuple[Level, ...] = ("country", "admin1", "city", "district")


class Entry(NamedTuple):
    """One place that bears a name: population in persons, 0 when unknown; GeoNames id 0 when unknown."""

    country: str | None
    level: Level
    geonames_id: int
    population: int
