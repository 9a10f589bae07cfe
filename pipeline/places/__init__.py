"""Places: gazetteer names, names that only their surroundings show to be places, and `our city`."""

from pipeline.places.reader import read_places
from pipeline.places.reading import PlaceReading

__all__ = ["PlaceReading", "read_places"]
