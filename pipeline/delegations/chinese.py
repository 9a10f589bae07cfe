"""Chinese groups: `率…代表团一行7人`, `由15人组成的访问团`, `1000余人与会`, `87批795人次`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.english import summed
from pipeline.delegations.reading import Person
from pipeline.lexicon import alternatives, words
from pipeline.numbers import read_quantities


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("zh", "delegations")
    groups, people = alternatives(table["groups"]), alternatives(table["people"])
    unit = r"(?:余|多)?(?:人|名|位|个人)(?!次|民|士|口|大|均|工|才|类|气|们|力|间|体(?!育)|生|文(?!化)|物|权)"
    patterns = {
        "group": (
            rf"(?P<noun>{groups})(?!体|组|结|聚|购|长|成员|秘书长|副团长)|(?P<party>一行(?!业)|率团|率队"
            r"|率员|组团)"
        ),
        "unit": unit,
        "party_count": (
            r"(?:等)?一行(?:共|共计|合计|约)?$|[，,](?:共|共计|合计|全团|成员|团员)(?:计|有)?$|^[一-鿿]{2,6}[”\x22』」]?[，,\s]*$"
            r"|(?:代表团|访问团|考察团|团)(?:成员|团员|共|共有|一行|有|规模(?:为|达)?|约|达|超过|计)*$|团员$"
        ),
        "before_group": rf"{unit}(?:规模)?(?:组成)?(?:的)?[^，。；、]{{0,22}}?$",
        "led_count": (
            r"(?:(?:率领?|带领|率同|偕|携|选派|派出|派遣|组派)[^，。；]{0,14}|(?:带着?|带来|带队|组织|选派|派出|派遣|派|邀请|接待|迎来)(?:了)?(?:一个"
            r"|一支|由)?(?:共)?)$"
        ),
        "arrives": r"[^，。；]{0,14}?(?:来访|回访|访[问华日韩]?|来[到我华]?|赴|前往|飞赴|启程|抵达)",
        "and_others": r"(?:等|等共|等一行|一行|等代表团成员|等代表团一行)(?:共)?$",
        "led": r"率领?|带领|带队|率团|率队|为团长|为首|任团长|担任团长|率员|领队|偕|携",
        "led_by": r"(?:由|在|以|团长|领队)[^。；]{0,24}$",
        "leading": r"[^，。；]{0,8}?(?:率领|带领|带队|领队|率团|任团长|担任团长|为团长|为首|任领队)",
        "leader_head": r"(?:以|由|在|团长|领队|团长为|团长是|团长：)(?:[^，。；]{0,24})$",
        "attend": rf"[^。；]{{0,30}}?(?:{alternatives(table['attend'])})",
        "attended": rf"(?:{alternatives(table['attended_by'])})[^。；]{{0,16}}$",
        "people": rf"(?:{people})",
        "batches": (
            r"(?:个)?(?:批次|批|团组|团次|次代表团|团(?=[、，次]))|个[^，。；\d]{0,8}?(?:代表团|团组|访问团"
            r"|考察团|团)"
        ),
        "parts": r"(?:[^，。；、\d]{0,6})(?:[和与及加、，]|以及|并)(?:另有)?",
        "from_one": r"来自[^、，。；与和]{2,16}(?:的|所[^，。；]{0,8}的)?$",
        "person_times": r"(?:余|多)?(?:人次|人|位|名)",
        "travel": rf"(?:{alternatives(table['travel'])})",
        "journeys": (
            r"派往|派赴|派出|派遣|选派|赴|前往|飞赴|启程|抵达|来访|访问|到访|来华|研修|游学|来我|回访|出访"
            r"|莅临|随团|随行|乘船|乘机"
        ),
        "total": rf"(?:{alternatives(table['total'])})",
        "exchange": r"互访|互派|团组|出访|来访|因公|派出|派遣|友城|批",
        "host": r"会见|会晤|接见|迎接|陪同|宴请|欢迎|接待",
        "kind": (
            rf"((?:{alternatives(table['kinds'])})(?:(?:、|及|和|暨)?(?:{alternatives(table['kinds'])}))*)$"
        ),
    }
    return re.compile(patterns[name])


def anchors(analysis: Analysis, start: int, end: int) -> list[Anchor]:
    """Return what shows a group in the sentence [start, end) of a Chinese passage."""
    sentence = analysis.text[start:end]
    counts = [
        replace(count, start=count.start + start, end=count.end + start)
        for count in read_quantities(sentence, "zh")
    ]
    found = list(_totals(analysis, start, end, counts))
    found += _named(analysis, start, end, counts)
    found += _counted(analysis, start, end, counts)
    return found


def _named(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find nouns for a group and words for a party (`一行`, `率团`), one anchor for those side by side."""
    text = analysis.text
    matches = list(_pattern("group").finditer(text, start, end))
    for index, match in enumerate(matches):
        until = next((m.start() for m in matches[index + 1 :] if m[0] != "一行"), end)
        count = _count_of(text, match.start(), match.end(), counts, until)
        leaders = _leaders(analysis, match.start(), match.end(), start, end)
        before = text[start : match.start()]
        party = match["party"] is not None
        if (party or match[0] == "团组") and not leaders and count is None:
            continue
        if count is None and not leaders and until - match.end() <= 1 and until < end:  # `“友好之翼”访问团`
            continue
        if party and count is None and _same_as_before(matches, index):
            continue
        first = min([match.start(), *(count.start for count in [count] if count)])
        last = max([match.end(), *(count.end for count in [count] if count)])
        kind = _pattern("kind").search(before)
        yield Anchor(
            first,
            last,
            ("party" if party else "group") + ("_sized" if count else ""),
            count=count,
            leaders=leaders,
            kind=kind[1] if kind and not party else None,
            new=party or _is_new(analysis, first, match.start(), start, kind),
            weight=3 + 2 * (count is not None) + bool(leaders) - party,
            noun=match.start(),
        )


def _is_new(analysis: Analysis, first: int, noun_start: int, start: int, kind: re.Match[str] | None) -> bool:
    """Tell a group brought up (`一支代表团`, `率团`) from one referred back to (`代表团`, `该团`)."""
    before = analysis.text[max(start, first - 16) : noun_start]
    if re.search(r"[该此][^，。]{0,4}$|上述[^，。]{0,6}$", before):
        return False
    bare = (
        first == noun_start
        and re.search(r"(?:^|[\s，,。；：:“（(]|期间|日|午|晚|后|时)$", before) is not None
    )
    if not bare and (kind is not None or first < noun_start or re.search(r"[率领带组派以为]", before[-8:])):
        return True
    if re.search(r"(?:一个|一支|首个|首批|另一|第[一二三四五六七八九十\d]+[个批支])[^，。]{0,8}$", before):
        return True
    gaps = (analysis.text[place.end : noun_start] for place in within(analysis.places, start, noun_start))
    return any(re.fullmatch(r"[^，,。；、：]{0,8}", gap) for gap in gaps)


def _same_as_before(matches: Sequence[re.Match[str]], index: int) -> bool:
    """Tell whether the party is the group just named: `代表团一行`."""
    return index > 0 and matches[index].start() - matches[index - 1].end() <= 2


def _count_of(text: str, noun_start: int, noun_end: int, counts: Sequence[Count], until: int) -> Count | None:
    """Find the group's count: `一行43人` before its parts, then `15人的…团`, `由15人组成的`."""
    for count in counts:
        if (
            noun_end <= count.start < until
            and count.start - noun_end <= 40
            and _pattern("unit").match(text, count.end)
        ):
            gap = text[noun_start : count.start]
            if _pattern("party_count").search(gap) and "。" not in gap:
                return count
    for count in counts:
        near = noun_start - 40 <= count.end <= noun_start
        if near and _pattern("before_group").fullmatch(text, count.end, noun_start):
            return count
    return None


def _leaders(analysis: Analysis, noun_start: int, noun_end: int, start: int, end: int) -> tuple[Person, ...]:
    text = analysis.text
    people = within(analysis.people, start, end)
    before = [person for person in people if person.end <= noun_start]
    if before:
        last = before[-1]
        gap = text[last.end : noun_start]
        if re.search(r"[。；;]", gap):
            before = []
    if before:
        joint = _joint(text, before)
        led = re.search(_pattern("led"), gap) if len(gap) <= 48 else None
        if led and not _pattern("host").search(gap[: led.start()]):
            return joint
        if text[noun_start:noun_end].startswith(("率", "组团")) and len(gap) <= 30:
            return joint
        if text[noun_start:noun_end] == "一行" and len(gap) <= 6:
            return (last,)
        if len(gap) <= 22 and re.match(r"(?:等)?(?:率|带|领|为团长|为首|任团长)", gap):
            return joint
    after = [person for person in people if person.start >= noun_end]
    following = _led_after(text, noun_start, noun_end, after, end)
    if following:
        return following
    if after and re.match(
        r"[，,]?(?:的)?团长(?:是|为|由|：)?[^，。；]{0,16}$", text[noun_end : after[0].start]
    ):
        return (after[0],)
    return ()


def _led_after(
    text: str, noun_start: int, noun_end: int, people: Sequence[Person], end: int
) -> tuple[Person, ...]:
    """Read `代表团由X率领`, `在团长X的带领下`, `由X任团长`, and `率代表团出席…的副市长X`."""
    for person in people[:2]:
        before, after = text[noun_end : person.start], text[person.end : min(end, person.end + 14)]
        if _pattern("led_by").search(before) and _pattern("leading").match(after):
            return (person,)
    led = re.search(r"率领?[^，。；]{0,8}$", text[max(0, noun_start - 12) : noun_start])
    if led and people and re.fullmatch(r"[^。；]{2,40}的[^，。；]{0,16}", text[noun_end : people[0].start]):
        return (people[0],)
    return ()


def _joint(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return who stands last, and whom `、` or `和` puts beside: two leaders of one group."""
    last = people[-1]
    if len(people) > 1:
        gap = text[people[-2].end : last.start]
        if len(gap) <= 16 and re.match(r"[、和与及]", gap):
            return (people[-2], last)
    return (last,)


def _counted(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find counted people without a noun for a group: crowds, `N等13人`, `率9名议员`, `30名研修生赴`."""
    text = analysis.text
    for count, crowd in _rows(text, counts):
        unit = _pattern("unit").match(text, count.end, end)
        if unit is None:
            continue
        before = text[start : count.start]
        if _pattern("and_others").search(before):
            people = within(analysis.people, start, count.start)
            leaders = tuple(p for p in people if count.start - p.end <= 24)[:1]
            travels = _pattern("travel").search(text, start, end)
            if leaders and travels:
                yield Anchor(count.start, unit.end(), "and_others", count=count, leaders=leaders, weight=3)
                continue
        if _pattern("led_count").search(before) and _pattern("travel").search(text, start, end):
            near = [p for p in within(analysis.people, start, count.start) if count.start - p.end <= 24]
            leaders = tuple(near[-1:]) if re.search("[率带偕携]", before[-18:]) else ()
            yield Anchor(count.start, unit.end(), "led_count", count=count, leaders=leaders, weight=2)
        elif (_pattern("from_one").search(before) and _pattern("people").match(text, unit.end())) or _pattern(
            "arrives"
        ).match(text, unit.end(), end):
            yield Anchor(count.start, unit.end(), "travellers", count=count, weight=1)
        elif _pattern("attend").match(text, unit.end(), end) or _pattern("attended").search(before):
            for part in crowd:
                yield Anchor(part.start, part.end, "attendance", role="attendance", count=part, weight=1)
        elif _pattern("people").match(text, unit.end()) and _moves(text, start, end, count.start, unit.end()):
            yield Anchor(count.start, unit.end(), "travellers", count=count, weight=1)


def _rows(text: str, counts: Sequence[Count]) -> Iterator[tuple[Count, list[Count]]]:
    """Yield each count of persons, those in a row added up, with the counts that make it up."""
    for total, _ in summed(text, counts, _pattern("unit"), _pattern("parts")):
        yield total, [count for count in counts if total.start <= count.start and count.end <= total.end]


def _moves(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Tell whether a word for a journey stands close by: `30名研修生如期派往该市`."""
    return _pattern("journeys").search(text, max(start, first - 16), min(end, last + 26)) is not None


def _counted_noun(text: str, start: int, count: Count, end: int) -> re.Match[str] | None:
    """Read a count behind the noun it counts: `代表团310个`."""
    if re.search(r"(?:团|团组|团次)(?:共|计|约)?$", text[start : count.start]) is None:
        return None
    return re.compile(r"个(?!人|国|城|月|小)").match(text, count.end, end)


def _totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find sums over visits: `互访260批次3100人次`, `接待来访团组12批85人次`."""
    text = analysis.text
    for index, visits in enumerate(counts):
        unit = _pattern("batches").match(text, visits.end, end) or _counted_noun(text, start, visits, end)
        if not unit or visits.value.value < 2:
            continue
        size = None
        for later in counts[index + 1 : index + 2]:
            gap = text[unit.end() : later.start]
            if re.fullmatch(
                r"[，,、]?(?:来宾|外宾|团员|人员)?(?:共计|共|合计|计|约|近|总计|总人数|人数|达)?", gap
            ) and _pattern("person_times").match(text, later.end):
                size = later
        if size or _pattern("total").search(text, start, end):
            last = size.end if size else unit.end()
            yield Anchor(visits.start, last, "total", role="total", count=size, visits=visits, weight=9)
    for count in counts:
        if text.startswith("人次", count.end) and _pattern("exchange").search(text, start, end):
            yield Anchor(count.start, count.end + 2, "person_times", role="total", count=count, weight=8)
