"""Read the places of a text, each with the sense that its surroundings leave it."""

from pipeline.gazetteer import Entry, load
from pipeline.mentions import Mention, PassageLanguage
from pipeline.places import chinese, english
from pipeline.places.reading import Hit, PlaceReading


def read_places(text: str, language: PassageLanguage) -> list[Mention[PlaceReading]]:
    """Return the places that `text` names, in its order, none overlapping another.

    >>> [(m.value.name, m.value.country) for m in read_places("Lahti of Finland and Konin, Poland", "en")
    ...  if m.value.role == "place"]
    [('Lahti', 'FI'), ('Konin', 'PL')]
    >>> [(m.value.name, m.value.country) for m in read_places("韩国大邱市、蔚山市，日本长崎市", "zh")
    ...  if m.value.role == "place"]
    [('大邱市', 'KR'), ('蔚山市', 'KR'), ('长崎市', 'JP')]
    """
    find = english.find if language == "en" else chinese.find
    return [_mention(text, hit) for hit in find(text, load(language))]


def _mention(text: str, hit: Hit) -> Mention[PlaceReading]:
    start, end, _, rule, role, country, region, name = hit
    sense = _sense(hit)
    reading = PlaceReading(
        name or text[start:end],
        country or (sense.country if sense else None),
        (sense.geonames_id or None) if sense else None,
        sense.level if sense else "city",
        role,
        country is not None,
        region,
    )
    return Mention(start, end, f"places.{rule}", reading)


def _sense(hit: Hit) -> Entry | None:
    """Choose among the places of that name: the largest, in the country printed beside it if there is one."""
    if hit.country is None:
        return hit.senses[0] if hit.senses else None
    return next((sense for sense in hit.senses if sense.country == hit.country), None)
