"""What a bulletin says of a person, reduced to what tells who it is."""

from typing import NamedTuple


class PersonMention(NamedTuple):
    """One leader record of one bulletin.

    `names`, `titles` and `bodies` are as printed, the names sorted, in all scripts. `places` are the ids that
    the places of the office have in the register, `countries` their ISO 3166-1 codes where known.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
