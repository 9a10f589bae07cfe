"""Make the table of places: rows, names and which places bear them, out of the libraries and the lexicons."""

import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from zlib import crc32

from pipeline.gazetteer.drafts import Draft, drafts
from pipeline.gazetteer.own import OwnPlace, own_places, referred
from pipeline.gazetteer.rows import (
    DEGREE,
    LEVELS,
    NOWHERE,
    ROW,
    Candidate,
    KnownPlace,
    Match,
    folded,
)
from pipeline.gazetteer.units import bare_han, bare_latin

Names = dict[str, dict[int, Match]]
_LONGEST_TEXT = 255


def tabulated() -> tuple[bytes, ...]:
    """Return the sections of the table, as `table.Table.of` takes them."""
    places = {draft.geonames_id: draft for draft in drafts()}
    names = _names(places.values())
    _add_own(places, names)
    return serialised({number: place.known() for number, place in places.items()}, names)


def serialised(
    places: Mapping[int, KnownPlace], names: Mapping[str, Mapping[int, Match]]
) -> tuple[bytes, ...]:
    """Return the sections of a table of places by id and of the names that they bear."""
    ids = sorted(places)
    texts = bytearray(b"\0")  # offset 0 is no text
    rows = b"".join(_row(places[number], texts) for number in ids)
    row_of = {number: index for index, number in enumerate(ids)}
    return (_numbers(ids), rows, bytes(texts), *_index(names, row_of))


def _names(places: Iterable[Draft]) -> Names:
    """Return the folded names with the ids of their places, each with the best way in which it bears it."""
    names: Names = defaultdict(dict)
    for place in places:
        for name, match in _forms(place):
            form = folded(name)
            if form and match < names[form].get(place.geonames_id, 9):
                names[form][place.geonames_id] = match
    return names


def _forms(place: Draft) -> Iterator[tuple[str, Match]]:
    for name in chain((place.name_en,), place.own, place.han):
        yield name, Match.own
    for name in place.alternates:
        yield name, Match.alternate
    for name in chain(_bare_latin_names(place), filter(None, map(bare_han, place.han)), place.borrowed):
        yield name, Match.bare
    for name in place.han:
        if name.endswith(("自治州", "自治县")) and (bare := bare_han(name)):  # `恩施州`
            yield bare + name[-1], Match.own


def _bare_latin_names(place: Draft) -> Iterator[str]:
    if place.level != "city":
        yield from filter(None, map(bare_latin, chain((place.name_en,), place.own, place.alternates)))
    elif place.name_en.endswith(" City"):
        yield place.name_en.removesuffix(" City")


def _add_own(places: dict[int, Draft], names: Names) -> None:
    """Add the names of the lexicons; the first of a subdivision is the one that it is shown under."""
    for language, table in product(("en", "zh"), ("known", "also")):
        shown: set[int] = set()
        for own in own_places(language, table):
            number = _referent(own, places, names)
            if number:
                for name in (own.name, *_with_kind(own)):
                    _put_first(names[folded(name)], number, above=table == "known")
            if number and number not in shown:
                shown.add(number)
                places[number].show(own.name, language)


def _referent(own: OwnPlace, places: dict[int, Draft], names: Names) -> int:
    held = names.get(folded(own.looked_up), {})
    return referred(own, tuple(Candidate(places[number].known(), match) for number, match in held.items()))


def _with_kind(own: OwnPlace) -> Iterator[str]:
    if own.level == "city" and bare_han(f"{own.name}市") == own.name:
        yield f"{own.name}市"


def _put_first(held: dict[int, Match], number: int, *, above: bool) -> None:
    """Let a name mean a place; `above` puts it above the others, whose own name it is too."""
    if above:
        held.update({other: Match.second for other, match in held.items() if match is Match.own})
    held[number] = Match.own


def _row(known: KnownPlace, texts: bytearray) -> bytes:
    point = known.latitude is not None and known.longitude is not None
    return ROW.pack(
        known.country.encode(),
        (known.subdivision or "").encode(),
        LEVELS.index(known.level),
        round((known.latitude or 0) * DEGREE) if point else NOWHERE,
        round((known.longitude or 0) * DEGREE) if point else NOWHERE,
        known.population or 0,
        _put(known.name_en, texts),
        _put(known.name_zh, texts),
    )


def _put(text: str | None, texts: bytearray) -> int:
    """Append a text behind its size in bytes and return its offset, 0 for none."""
    if not text:
        return 0
    data, start = text.encode(), len(texts)
    if len(data) > _LONGEST_TEXT:
        raise ValueError(f"a name of more than {_LONGEST_TEXT} bytes: {text}")
    texts += bytes([len(data)]) + data
    return start


def _index(names: Mapping[str, Mapping[int, Match]], row_of: Mapping[int, int]) -> tuple[bytes, ...]:
    """Return checksums of names, the names, starts, the places (row number << 2 | match), their starts."""
    text, starts, places, place_starts = bytearray(), [0], array("I"), [0]
    encoded = ((form.encode(), held) for form, held in names.items() if held)
    # Names of one checksum stand in their own order, whatever that of the sources.
    ordered = sorted((crc32(form), form, held) for form, held in encoded)
    for _, form, held in ordered:
        text += form
        starts.append(len(text))
        places.extend(row_of[number] << 2 | match for number, match in sorted(held.items()))
        place_starts.append(len(places))
    checksums = [checksum for checksum, _, _ in ordered]
    return _numbers(checksums), bytes(text), _numbers(starts), places.tobytes(), _numbers(place_starts)


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"={len(values)}I", *values)
