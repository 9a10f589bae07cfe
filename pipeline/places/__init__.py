"""Places: gazetteer names, names that only their surroundings show to be places, and `our city`."""

from pipeline.places.reading import PlaceReading, read_places

__all__ = ["PlaceReading", "read_places"]
