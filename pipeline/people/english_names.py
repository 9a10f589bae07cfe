"""Names in English text beside an office: after it, before it, behind a comma, in a list."""

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.people import latin, latin_words
from pipeline.people.english_bodies import body_after
from pipeline.people.english_titles import Office
from pipeline.people.latin import Page

Names = list[tuple[int, int]]

_BREAKS = frozenset({",", "(", "–", "—", "-", "−"})
_LED = frozenset(
    {"by", "with", "met", "Mr", "and", "welcomed", "received", "was", "were", "thanked", "including"}
)
_LIST = 10


@cache
def _skipped() -> frozenset[str]:
    weak = set(words("en", "names")["links"]) - {"to", "of", "under", "in"}
    return frozenset(weak | set(words("en", "titles")["status"]) | {"respectively", "formerly", "then"})


def names_left(on: Page, node: Office) -> Names:
    """Return the names that the office stands in apposition to, or is said of."""
    strong = latin_words.listed("strong_links")
    at = node.first - 1
    linked = said = False
    while at > node.first - 8 and on.word(at).lower() in _skipped() and on.word(at) != "\n":
        linked = linked or on.word(at) in strong
        said = said or on.word(at) == "the"
        at -= 1
    sign = on.word(at)
    # Ms. Ann Poe; a consultant to
    if sign in _BREAKS or (sign == ";" and on.word(at + 1) in {"a", "an", "the"}):
        if sign == "-" and latin.spaced(on, at) is False:
            return []
        end = at
    elif linked:
        end = at + 1
    else:
        return []
    if (
        said
        and not node.bodies
        and on.word(node.behind).islower()
        and on.word(node.behind) not in {"and", "of", "who", "when", "from"}
    ):
        return []
    # Wang Hai, 45, mayor of
    if sign == "," and on.word(at - 2) == "," and on.word(at - 1).isdigit():
        end -= 2
    end = _before_letters(on, _before_brackets(on, end))
    name = latin.name_before(on, end)
    if name and (said or node.bodies) and _known_again(on, name):
        return [name]
    if linked and sign not in _BREAKS and name is None:
        return _who(on, end)
    if name is None or not _sound(
        on, name, alone_after=_LED if sign in _BREAKS else _LED | {",", ".", ";", "\n", ""}
    ):
        return []
    return [*_listed_before(on, name), name]


def _known_again(on: Page, name: tuple[int, int]) -> bool:
    """Tell whether a name of one word begins its sentence and is said again: `Bayinchaolu, the secretary`."""
    word = on.word(name[0])
    first = name[0] - (2 if on.word(name[0] - 1) == "," else 0)
    alone = name[1] - name[0] == 1 and on.word(first - 1) in {"", ".", "\n"} and len(word) > 3
    return alone and on.place_from(name[0]) == name[0] and on.text.count(word) > 1


def _who(on: Page, at: int) -> Names:
    """Return the name of `Anna Berg, who studied there and serves as`."""
    for index in range(at - 1, max(0, at - 25), -1):
        if on.word(index) in {".", ";", "\n"}:
            return []
        if on.word(index) == "who":
            end = index - (on.word(index - 1) == ",")
            name = latin.name_before(on, _before_brackets(on, end))
            return [name] if name and name[1] - name[0] > 1 and _sound(on, name, _LED) else []
    return []


def _before_brackets(on: Page, end: int) -> int:
    """Step back over `(right)` between a name and its title."""
    if on.word(end - 1) != ")":
        return end
    for at in range(end - 2, max(0, end - 14), -1):
        if on.word(at) == "(":
            return at
    return end


def _before_letters(on: Page, end: int) -> int:
    """Step back over the letters after `Hong Lim MP`."""
    letters = latin_words.listed("function")
    while on.word(end - 1).isupper() and (on.word(end - 1) == "MP" or on.word(end - 1) in letters):
        end -= 1
    return end


def _sound(on: Page, name: tuple[int, int], alone_after: frozenset[str]) -> bool:
    """Tell whether a name may be a person's: no known place, and one word alone only where people stand."""
    before = on.word(name[0] - 1)
    if before in latin_words.honorifics():
        return True
    # headed by Tanabe: no place heads a group.
    if on.place_from(name[0]) >= name[1] and (before != "by" or latin.known_country(on, name[0])):
        return False
    return name[1] - name[0] > 1 or before in alone_after


def _listed_before(on: Page, name: tuple[int, int]) -> Names:
    names: Names = []
    first = name[0]
    while len(names) < _LIST:
        while latin.is_honorific(on, first - 1):
            first -= 1
        if on.word(first - 1) not in {"and", "&", ","}:
            break
        end = first - 1
        if on.word(end - 1) == ",":
            end -= 1
        other = latin.name_before(on, end)
        if other is None or other[1] - other[0] < 2 or on.place_from(other[0]) >= other[1]:
            break
        names.insert(0, other)
        first = other[0]
    return names


def names_right(on: Page, node: Office) -> Names:
    """Return the names that follow the office with nothing between, or with `is`, `was` or a colon."""
    if node.tail:
        return [node.tail]
    at = node.behind
    if on.word(at) == "(" and on.word(at + 2) == ")":
        at += 3
    # Chief Executive (Mr D Kerslake)
    if on.word(at) == "(" and latin.is_honorific(on, at + 1):
        name = latin.name_after(on, at + 1)
        if name and on.word(name[1]) == ")":
            return [name]
    # the Speaker of the Council at that time Mr. Goro Hayami
    if on.word(at) in {"at", "in", "of"} and on.word(at + 1) in {"that", "the", "those"}:
        at += 3 if on.word(at + 2) in {"time", "days", "period", "day"} else 0
    if latin.spaced(on, at) and "\t" not in on.text[on.ends[at - 1] : on.starts[at]]:
        name = latin.name_after(on, at)
        if name and not _a_place(on, node, name) and not _of_house(on, node, name):
            return [name, *_listed_after(on, name[1])] if node.plural else [name]
    if on.word(at) in {"is", "was", "are", "were", ":", "–", "—"}:
        name = latin.name_after(on, at + 1)
        honoured = latin.is_honorific(on, at + 1)
        if (
            name
            and (name[1] - name[0] > 1 or honoured or on.word(name[1]) == ",")
            and on.place_from(name[0]) < name[1]
        ):
            more = _listed_after(on, name[1]) if node.plural else _in_turn(on, name[1])
            return [name, *more]
    return []


def _in_turn(on: Page, at: int) -> Names:
    """Return the names that follow in `Director: A B (till July), C D (since July)`."""
    names: Names = []
    while on.word(at) == "(" and len(names) < _LIST:
        close = next((i for i in range(at + 1, at + 9) if on.word(i) == ")"), None)
        if close is None or on.word(close + 1) not in {",", ";", "、"}:
            break
        name = latin.name_after(on, close + 2)
        if name is None or on.word(name[1]) != "(":
            break
        names.append(name)
        at = name[1]
    return names


def _of_house(on: Page, node: Office, name: tuple[int, int]) -> bool:
    """Tell `the Governor House`: after an article one word more is seldom a person's name."""
    article = on.word(on.index(node.title[0]) - 1) in {"the", "The", "a", "A"}
    return article and name[1] - name[0] == 1 and not latin.is_honorific(on, name[0] - 1)


def _a_place(on: Page, node: Office, name: tuple[int, int]) -> bool:
    # Executive Vice President USA
    if latin.known_country(on, name[0]) >= name[1] - name[0]:
        return True
    small = on.text[node.title[0]].islower()
    return small and name[1] - name[0] == 1 and on.place_from(name[0]) >= name[1]


def _listed_after(on: Page, at: int) -> Names:
    """Return the further names of `A of X, B and C`."""
    names: Names = []
    while len(names) < _LIST:
        after = body_after(on, at, False, frozenset())
        if after and on.word(at) == "of":
            at = after[1]
        elif on.word(at) == "," and on.word(at + 1) == "of":
            # mayors were Li Yibo, of Jinyun, and Ding Zheng
            apart = body_after(on, at + 1, False, frozenset())
            at = apart[1] if apart else at
        step = 0
        while on.word(at + step) in {",", "and", "&"} and step < 2:
            step += 1
        name = latin.name_after(on, at + step) if step else None
        if name is None or (
            name[1] - name[0] < 2 and not latin.is_honorific(on, at + step) and on.word(at + step - 1) == ","
        ):
            break
        if on.place_from(name[0]) >= name[1]:
            break
        names.append(name)
        at = name[1]
    return names


def honoured_after(on: Page, node: Office) -> bool:
    """Tell whether a name with `Mr` follows: `Speaker Hu, the Consul General of Japan, Mr Endo`."""
    return (
        on.word(node.behind) == ","
        and latin.is_honorific(on, node.behind + 1)
        and bool(names_after_comma(on, node))
    )


def names_after_comma(on: Page, node: Office) -> Names:
    """Return the names of `secretary of the Committee, Zhou Zuyi, and`."""
    if on.word(node.behind) != "," or "\n" in on.text[node.title[1] : on.starts[node.behind]]:
        return []
    known = bool(node.bodies) or on.text[node.title[0]].isupper()
    known = known or on.word(node.first - 1).lower() in {
        "the",
        "its",
        "his",
        "her",
        "our",
        "their",
        "my",
        "your",
        "s",
    }
    name = latin.name_after(on, node.behind + 1)
    if name is None or not known or on.starts[name[0]] - on.ends[node.behind] > 24:
        return []
    honoured = latin.is_honorific(on, node.behind + 1)
    # Council Chair, Gary Winterton: two places with no comma between are a person.
    placed = on.place_from(name[0])
    given = placed == name[0] + 1 == name[1] - 1 and "-" not in on.word(placed)
    given = given and not latin.known_country(on, placed) and not latin.known_country(on, name[0])
    if not honoured and (name[1] - name[0] < 2 or (placed > name[0] and not given)):
        return []
    follows = on.word(name[1])
    if follows[:1].isupper() and not latin.is_honorific(on, name[1]):
        return []
    return [name, *_listed_after(on, name[1])] if node.plural else [name]


def names_with_honorific(on: Page) -> Iterator[tuple[int, int]]:
    """Yield the names that `Mr.` and the like lead to."""
    strong = latin_words.strong_honorifics()
    for index, word in enumerate(on.words):
        if word in strong and not latin.is_honorific(on, index - 1):
            name = latin.name_after(on, index)
            if name and name[0] > index:
                yield name
