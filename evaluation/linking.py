"""The score of place linking over all bulletins: by language, and against the bare names."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.links import GOOD, LINKED, Link, Outcome, judged, links_of
from evaluation.shares import Share, members, shares
from evaluation.statistics import chance, holm
from models.gold import GoldBulletin
from models.records import BulletinRecords

# From names, whatever their bulletin, to identifiers.
Lookup = Callable[[Iterable[str]], Mapping[str, int | None]]


@dataclass(frozen=True, slots=True)
class Bare:
    """The places that were found, linked by name alone: the share right, and what context adds to it.

    `p` is that of a paired randomisation test over bulletins, `adjusted` after Holm's correction.
    """

    right: Share
    change: Share
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Group:
    """The linking of one language, or of all.

    `found` and `right_of_all` are shares of all places; `linked` and `right` of those that were found,
    `right_country` of those with a country in the gold.
    """

    outcomes: Mapping[Outcome, int]
    found: Share
    linked: Share
    right: Share
    right_of_all: Share
    right_country: Share
    bare: Bare


@dataclass(frozen=True, slots=True)
class Linking:
    """What became of the places of all bulletins whose places are identified."""

    bulletins: int
    groups: Mapping[str, Group]
    links: Sequence[Link]

    @property
    def wrong(self) -> list[Link]:
        """The places that were found and are not rightly linked."""
        return [link for link in self.links if link.outcome not in {*GOOD, Outcome.NOT_FOUND}]


def link_places(
    gold: Mapping[str, GoldBulletin], records: Mapping[str, BulletinRecords], lookup: Lookup
) -> Linking | None:
    """Score the places of all bulletins whose gold identifies them; None where there is no such bulletin."""
    names = [name for name in sorted(gold) if gold[name].document.places_identified]
    if not names:
        return None
    links = [links_of(gold[name], records[name]) for name in names]
    languages = [gold[name].document.language for name in names]
    alone = lookup({link.place.name for one in links for link in one})
    return Linking(len(names), _groups(links, languages, alone), [link for one in links for link in one])


def _groups(
    links: Sequence[Sequence[Link]], languages: Sequence[str], alone: Mapping[str, int | None]
) -> dict[str, Group]:
    def share(part: Callable[[Link], int], whole: Callable[[Link], bool]) -> dict[str, Share]:
        parts = [sum(part(link) for link in one if whole(link)) for one in links]
        return shares(parts, [sum(map(whole, one)) for one in links], languages)

    def right_alone(link: Link) -> bool:
        identifier = alone[link.place.name]
        given = frozenset() if identifier is None else frozenset({identifier})
        return judged(link.place.identifiers, given) in GOOD

    found, linked = share(_is_found, _is_any), share(_is_linked, _is_found)
    right, right_of_all = share(_is_right, _is_found), share(_is_right, _is_any)
    country = share(
        lambda link: link.country_is_right is True, lambda link: link.country_is_right is not None
    )
    bare = share(right_alone, _is_found)
    change = share(lambda link: _is_right(link) - right_alone(link), _is_found)
    gains = [sum(_is_right(link) - right_alone(link) for link in one if _is_found(link)) for one in links]
    ps = {group: chance([gains[i] for i in here]) for group, here in members(languages).items()}
    adjusted = dict(zip(ps, holm(list(ps.values())), strict=True))
    return {
        group: Group(
            Counter(link.outcome for i in here for link in links[i]),
            found[group],
            linked[group],
            right[group],
            right_of_all[group],
            country[group],
            Bare(bare[group], change[group], ps[group], adjusted[group]),
        )
        for group, here in members(languages).items()
    }


def _is_any(_link: Link) -> bool:
    return True


def _is_found(link: Link) -> bool:
    return link.outcome is not Outcome.NOT_FOUND


def _is_linked(link: Link) -> bool:
    return link.outcome in LINKED


def _is_right(link: Link) -> bool:
    return link.outcome in GOOD


def linking_as_json(linking: Linking) -> dict[str, Any]:
    """Return the scores of linking for other programs."""
    return {
        "bulletins": linking.bulletins,
        "groups": {group: _group_as_json(scores) for group, scores in linking.groups.items()},
    }


def _group_as_json(scores: Group) -> dict[str, Any]:
    named = ("found", "linked", "right", "right_of_all", "right_country")
    return {
        "outcomes": {outcome.value: scores.outcomes[outcome] for outcome in Outcome},
        **{name: getattr(scores, name).as_json() for name in named},
        "by_name_alone": {
            "right": scores.bare.right.as_json(),
            "change": scores.bare.change.as_json(),
            "p": scores.bare.p,
            "p_holm": scores.bare.adjusted,
        },
    }
