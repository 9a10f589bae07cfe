"""Persons with an office in English text: titles before, after, in apposition, in brackets, shared."""

from pipeline.mentions import Mention
from pipeline.people import latin, latin_words
from pipeline.people.collecting import Collected
from pipeline.people.english_bodies import body_after
from pipeline.people.english_names import (
    Names,
    honoured_after,
    names_after_comma,
    names_left,
    names_right,
    names_with_honorific,
)
from pipeline.people.english_title_words import singular
from pipeline.people.english_titles import Office, offices
from pipeline.people.latin import Page
from pipeline.people.reading import PersonReading

_JOINS = frozenset(
    {",", "and", "as", "well", "&", "/", "cum", "concurrently", "also", "the", "a", "an", "plus"}
)
# No one bears more offices in a row; a page of nothing but offices must not be compared with itself.
_MOST = 12
# So many words may stand between two offices of one person.
_APART = 6


def read_english(on: Page) -> list[Mention[PersonReading]]:
    """Find the persons with an office on a page of English.

    >>> on = latin.page("It was led by Zhao Hui, Mayor of Deyang.")
    >>> [(m.value.name, m.value.titles) for m in read_english(on)]
    [('Zhao Hui', ('Mayor',))]
    """
    nodes = offices(on)
    found = Collected(on.text)
    adjacent = [names_right(on, node) for node in nodes]
    at = 0
    while at < len(nodes):
        at = _read_group(on, nodes, adjacent, at, found)
    for name in names_with_honorific(on):
        found.add(latin.printed(on, name), "honorific", short=name[1] - name[0] == 1)
    return found.mentions()


def _read_group(on: Page, nodes: list[Office], adjacent: list[Names], at: int, found: Collected) -> int:
    """Read the titles that stand together from `at` on and the names they go to; return the next to read."""
    left = _before(on, nodes, adjacent, at, found)
    if left:
        return _give_left(on, nodes, adjacent, at, left, found)
    last, most = at, min(len(nodes), at + _MOST)
    while not adjacent[last] and last + 1 < most and _joined(on, nodes[last], nodes[last + 1]):
        last += 1
    names = adjacent[last]
    rule = "title name"
    if not names:
        last = at
        while not names and last < most:
            names, rule = names_after_comma(on, nodes[last]), "title, name"
            if names or last + 1 == most or not _joined(on, nodes[last], nodes[last + 1]):
                break
            last += 1
    if not names:
        return at + 1
    _give(on, found, nodes[at : last + 1], names, rule)
    return last + 1


def _before(on: Page, nodes: list[Office], adjacent: list[Names], at: int, found: Collected) -> Names:
    """Return the names before an office, unless they bear another one and a name of its own follows."""
    node = nodes[at]
    if adjacent[at] and not node.tail:
        return []
    left = names_left(on, node)
    if not left or not found.titled(latin.printed(on, left[-1])):
        return left
    # secretary Wang Jun, deputy secretary of the Committee, mayor Li Bo
    named_next = at + 1 < len(nodes) and adjacent[at + 1] and not nodes[at + 1].tail
    own = node.tail or honoured_after(on, node) or (named_next and _comma_only(on, node, nodes[at + 1]))
    return [] if own else left


def _give_left(
    on: Page, nodes: list[Office], adjacent: list[Names], at: int, left: Names, found: Collected
) -> int:
    """Give the names before an office that office and those joined to it; return the next to read."""
    last = at
    while (
        last + 1 < len(nodes)
        and _joined(on, nodes[last], nodes[last + 1])
        and (not adjacent[last + 1] or nodes[last + 1].tail)
    ):
        last += 1
    group = nodes[at : last + 1]
    names = _sharing(on, group, left)
    # Vice Governor Jerry Cruz, board members and mayors of the province
    borne = group if len(names) > 1 else [node for node in group if not node.plural]
    if borne:
        _give(on, found, borne, names, "name, title")
    return last + 1


def _comma_only(on: Page, one: Office, other: Office) -> bool:
    return other.first == one.behind + 1 and on.word(one.behind) == ","


def _give(on: Page, found: Collected, group: list[Office], names: Names, rule: str) -> None:
    """Record the names with the titles of the group, one each where there are as many of both."""
    one_each = len(names) > 1 and len(names) == len(group)
    for number, name in enumerate(names):
        own = [group[number]] if one_each else group
        bodies = [body for node in own for body in node.bodies]
        if one_each and not bodies:
            bodies = list(group[-1].bodies)
        if rule == "title name":
            after = body_after(on, name[1], False, frozenset())
            if after and after[0] and on.word(name[1]) in {"of", "from"}:
                bodies.append(after[0])
        span = latin.printed(on, name)
        short = name[1] - name[0] == 1
        said = {node.title: singular(on.text[slice(*node.title)]) for node in own if node.plural}
        found.add(span, rule, [node.title for node in own], bodies, short=short, said=said)


def _joined(on: Page, one: Office, other: Office) -> bool:
    """Tell whether only commas, `and` and the like stand between two offices."""
    if one.tail or other.first - one.behind > _APART or "\n" in on.text[one.title[1] : other.title[0]]:
        return False
    between = on.words[one.behind : max(one.behind, other.first)]
    return all(word in _JOINS or word.lower() in latin_words.stages() for word in between)


def _sharing(on: Page, group: list[Office], names: Names) -> Names:
    """Return the listed names that the offices go to: all for a plural or as many titles, else the last."""
    told = any(
        on.word(i) == "respectively"
        for i in range(max(0, group[0].first - 3), min(len(on.words), group[-1].behind + 3))
    )
    if len(names) > 1 and (
        group[-1].plural or group[0].plural or told or (len(group) == len(names) and len(group) > 1)
    ):
        return names[-len(group) :] if told and len(group) > 1 else names
    return names[-1:]
