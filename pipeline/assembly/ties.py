"""City pairs: one record a pair of places, relation and stage, with the date that any telling gives."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.assembly.drafts import Draft, date_field, evidence, time_of
from pipeline.assembly.history import ToldStep, histories, history_of
from pipeline.assembly.likely import likely_pairs
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.telling import Key, Telling
from pipeline.linking import NamedPlace
from pipeline.mentions import PassageLanguage


def pair_records(
    given: str, title: str | None, passages: Sequence[ReadPassage], book: PlaceBook
) -> list[Draft]:
    """Return a record for each tie, at the last stage told: plans give way to a founding, both to an end.

    Ties that no rule reads and everything else speaks for come last.
    """
    told: dict[Key, list[Telling]] = {}
    tellings = _across_languages(list(_all(passages, book)))
    for item in tellings:
        told.setdefault(item.key, []).append(item)
    standing = [key for key in told if not _outdone(key, told)]
    steps = histories(passages, book, tellings)
    read = [_record(given, [*told[key], *_founding(key, told)], steps.get(key[:2], ())) for key in standing]
    likely = likely_pairs(given, title, passages, book, {pair for pair, _, _ in told})
    return read + likely


def _outdone(key: Key, keys: Collection[Key]) -> bool:
    """Tell whether a later stage of the same tie is told too."""
    pair, relation, stage = key
    if stage == "intended":
        return (pair, relation, "established") in keys or (pair, relation, "ended") in keys
    return stage == "established" and (pair, relation, "ended") in keys


def _founding(key: Key, told: Mapping[Key, list[Telling]]) -> list[Telling]:
    """Return what tells of the founding of a tie that has ended since."""
    pair, relation, stage = key
    return told.get((pair, relation, "established"), []) if stage == "ended" else []


def _all(passages: Sequence[ReadPassage], book: PlaceBook) -> Iterator[Telling]:
    """Yield every telling whose two places are known, differ, and lie in different countries."""
    owner = (book.home_key(), book.home) if book.home else _owner(passages, book)
    for read in passages:
        for mention in read.analysis.ties:
            tie = mention.value
            one = (book.key(tie.one.value), book.place(tie.one, read)) if tie.one else owner
            other = (book.key(tie.other.value), book.place(tie.other, read))
            if one[0] is None or one[1] is None or other[0] is None or other[1] is None or one[0] == other[0]:
                continue
            if _may_be_one(one[1], other[1]):
                continue
            stretch, language = read.given(mention), read.passage.language
            keys, places = (one[0], other[0]), (one[1], other[1])
            yield Telling(
                tie, keys, frozenset(keys), places, stretch, mention.rule, language, read, mention.start
            )


def _may_be_one(one: NamedPlace, other: NamedPlace) -> bool:
    """Tell whether two places lie in one country, or bear one name with no two countries told."""
    if one.country is None or other.country is None:
        return one.name == other.name
    return one.country == other.country


def _owner(passages: Sequence[ReadPassage], book: PlaceBook) -> tuple[str | None, NamedPlace | None]:
    """Return the place of most ties told, where nothing else says whose bulletin it is."""
    named = [
        (m.value.one, m.value.other, read) for read in passages for m in read.analysis.ties if m.value.one
    ]
    partners: dict[str, set[str]] = {}
    for one, other, _ in named:
        keys = (book.key(one.value), book.key(other.value))
        for key, partner in (keys, keys[::-1]):
            if key and partner:
                partners.setdefault(key, set()).add(partner)
    pairs = sum(len(others) for others in partners.values()) / 2
    owner = max(partners, key=lambda key: len(partners[key]), default=None)
    if owner is None or not pairs / 2 < len(partners[owner]) or len(partners[owner]) < 2:
        return None, None
    sides = ((place, read) for one, other, read in named for place in (one, other))
    return owner, next(book.place(place, read) for place, read in sides if book.key(place.value) == owner)


def _across_languages(items: list[Telling]) -> list[Telling]:
    """Join the tellings of one tie in two languages whose names for the place abroad do not sound alike.

    `西港镇（1996年）` and `Westport (1996)` are one: the same home, country, relation, stage and date, and no
    other place of that kind in either language.
    """
    if len({item.language for item in items}) < 2:
        return items
    kinds: dict[tuple[object, ...], dict[PassageLanguage, set[str]]] = {}
    for item in items:
        kinds.setdefault(_kind(item), {}).setdefault(item.language, set()).add(item.keys[1])
    joined: dict[str, str] = {}
    for names in kinds.values():
        alone = [keys for keys in names.values() if len(keys) == 1]
        if len(alone) == len(names) == 2 and alone[0] != alone[1]:
            (first,), (second,) = alone
            joined[second] = first
    return [_with_other(item, joined[item.keys[1]]) if item.keys[1] in joined else item for item in items]


def _with_other(item: Telling, other: str) -> Telling:
    """Return a telling with another key for the place abroad."""
    keys = item.keys[0], other
    return replace(item, keys=keys, pair=frozenset(keys))


def _kind(item: Telling) -> tuple[object, ...]:
    """Return all that tellings of one tie in two languages have in common."""
    since = item.tie.since
    country = item.places[1].country or item.keys[1]  # places of unknown country are not joined
    return item.keys[0], country, item.tie.relation, item.tie.stage, since and (since.start, since.end)


def _record(given: str, items: Sequence[Telling], steps: Sequence[ToldStep]) -> Draft:
    dated = [item for item in items if item.tie.since] or items
    first = min(dated, key=lambda item: item.tie.since.coarseness if item.tie.since else 0)
    since = time_of(first.tie.since)
    return {
        "places": items[0].places,
        "relation": first.tie.relation,
        "stage": items[0].tie.stage,
        "since": date_field(since),
        "history": history_of(given, steps, since),
        "rule": items[0].rule,
        "evidence": evidence(given, [item.given for item in items]),
    }
