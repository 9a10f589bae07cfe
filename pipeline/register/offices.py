"""Offices: whose they are, where, and on which days a bulletin tells of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.lexicon import words
from pipeline.register.people import PersonMention
from pipeline.register.places import folded, place_id, places_of


def mention_of(fact: Mapping[str, Any], context: Mapping[str, Any]) -> PersonMention:
    """Return what a leader record, with what its bulletin adds, tells of who the person is."""
    return PersonMention(
        names=tuple(sorted(fact["names"])),
        titles=tuple(sorted(fact["titles"])),
        bodies=tuple(sorted(fact["of"])),
        places=tuple(context["places"]),
        countries=tuple(context["countries"]),
    )


def context_of_leader(fact: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the offices of a leader are, and from when to when the bulletin tells of them.

    The days are those of a journey that the leader led, else that of publication; null where neither is told.
    """
    found = {place_id(place): place for body in fact["of"] for place in _places_in(body, data)}
    days = sorted(_days(fact["names"], data))
    published = data["document"]["published"]
    return {
        "places": sorted(found),
        "countries": sorted({place["country"] for place in found.values() if place.get("country")}),
        "first": days[0][0] if days else published,
        "last": max(last for _, last in days) if days else published,
    }


def _places_in(body: str, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the place of the bulletin that a body is named after: the one with the longest name in it."""
    name = folded(body)
    home = data["document"]["home"]
    if home and any(word.casefold() in name for language in ("en", "zh") for word in _home_words(language)):
        yield home
        return
    found = [
        (len(form), place_id(place), place)
        for place in _all_places(data)
        for form in {folded(place["name"]), *(folded(place[f] or "") for f in ("name_en", "name_zh"))}
        if len(form) > 1 and _holds(name, form)
    ]
    if found:
        yield max(found, key=lambda one: (one[0], one[1]))[2]


def _holds(body: str, name: str) -> bool:
    at = body.find(name)
    if at < 0:
        return False
    ends = body[at - 1 : at] + body[at + len(name) : at + len(name) + 1]
    return not name.isascii() or not any(char.isascii() and char.isalnum() for char in ends)


def _home_words(language: str) -> Iterable[str]:
    home: list[str] = words(language, "places")["home"]
    return home


def _all_places(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if data["document"]["home"]:
        yield data["document"]["home"]
    for kind in ("city_pairs", "delegations"):
        for fact in data[kind]:
            yield from places_of(fact)


def _days(names: Iterable[str], data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for visit in data["delegations"]:
        led = visit["leader"] or []
        if visit["dates"] and set(names) & set([led] if isinstance(led, str) else led):
            yield visit["dates"]["start"], visit["dates"]["end"]
