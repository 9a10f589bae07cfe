"""Offices: whose they are, where, and on which days a bulletin tells of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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


def contexts_of(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return for each leader of a bulletin where the offices are, and from when to when it tells of them.

    The days are those of a journey that the leader led, else that of publication; null where neither is told.
    """
    named = _named_places(data)
    home, published = data["document"]["home"], data["document"]["published"]
    contexts = []
    for leader in data["leaders"]:
        found = {place_id(place): place for body in leader["of"] for place in _places_in(body, home, named)}
        days = sorted(_days(leader["names"], data))
        contexts.append(
            {
                "places": sorted(found),
                "countries": sorted({place["country"] for place in found.values() if place.get("country")}),
                "first": days[0][0] if days else published,
                "last": max(last for _, last in days) if days else published,
            }
        )
    return contexts


Named = Sequence[tuple[str, str, Mapping[str, Any]]]


def _named_places(data: Mapping[str, Any]) -> Named:
    """Return every name of the bulletin's places, for comparison, with the place's id and the place."""
    places = {place_id(place): place for place in _all_places(data)}
    found = []
    for name, place in sorted(places.items()):
        printed = {place[field] for field in ("name", "name_en", "name_zh") if place[field]}
        found += [(form, name, place) for form in sorted(map(folded, printed)) if len(form) > 1]
    return found


def _places_in(body: str, home: Mapping[str, Any] | None, named: Named) -> Iterator[Mapping[str, Any]]:
    """Yield the place of the bulletin that a body is named after: the one with the longest name in it."""
    name = folded(body)
    if home and any(word in name for word in _home_words()):
        yield home
        return
    found = [one for one in named if _holds(name, one[0])]
    if found:
        yield max(found, key=lambda one: (len(one[0]), one[1]))[2]


def _holds(body: str, name: str) -> bool:
    at = body.find(name)
    if at < 0:
        return False
    ends = body[at - 1 : at] + body[at + len(name) : at + len(name) + 1]
    return not name.isascii() or not any(char.isascii() and char.isalnum() for char in ends)


@cache
def _home_words() -> frozenset[str]:
    return frozenset(word.casefold() for code in ("en", "zh") for word in words(code, "places")["home"])


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
