"""A place that may be a bulletin's own, and the names of its features."""

from dataclasses import dataclass, field

from pipeline.analysis import CHINESE, looks_chinese
from pipeline.places import PlaceReading

NAMES = (
    "as_framed", "count", "share_of_side", "share_of_all", "title_first", "title_later", "publisher", "head",
    "foot", "own_organisation", "own_organisation_head", "mayor", "going", "explained", "first_place",
    "first_of_side", "early", "abroad", "abroad_outside", "chinese_outside", "abroad_us", "chinese_site",
    "abroad_site", "our_city_chinese", "region", "country", "unknown", "alone_abroad", "abroad_words",
    "only_side", "owner", "with", "here", "explained_china", "city_of", "subject", "explained_country",
    "side_explained", "other_side_explained", "part",
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A place, how often each of its printed forms stands in the body, and its features by name."""

    key: str
    reading: PlaceReading
    forms: dict[str, int] = field(default_factory=dict)
    count: int = 0
    first: float = 1.0
    features: dict[str, float] = field(default_factory=dict)

    @property
    def chinese(self) -> bool:
        """Whether the place lies in China, or is spelt as if it did."""
        country = self.reading.country
        return country in CHINESE if country else bool(looks_chinese(self.reading.name))

    def add(self, name: str, value: float = 1.0) -> None:
        """Count a feature up."""
        self.features[name] = self.features.get(name, 0.0) + value

    def vector(self) -> list[float]:
        """Return the features in the order of `NAMES`."""
        return [self.features.get(name, 0.0) for name in NAMES]
