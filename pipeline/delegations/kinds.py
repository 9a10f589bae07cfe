"""What kind of group it is, in the text's own words."""

import re

from pipeline.delegations.anchors import Count
from pipeline.delegations.wording import pattern, sought


def kind_of_group(text: str, start: int, group: re.Match[str], count: Count | None) -> str | None:
    """Return what kind the group is whose word was matched, in the sentence that starts at `start`.

    The words before the noun tell it (`a trade delegation`), or the noun (`choir`), or whom it is counted in
    (`a group of 30 retired teachers`).
    """
    before, noun = text[start : group.start()], group["noun"]
    listed = sought("en", "kind").search(before)
    if listed:
        return listed[1]
    edge = sought("en", "left_edge").search(before[-90:])
    plain = pattern("en", "plain_groups")
    told = [word for word in edge["words"].split() if not plain.fullmatch(word)] if edge else []
    if any(not word[0].islower() for word in told):
        told = []
    if pattern("en", "telling_groups").fullmatch(noun):
        told.append(noun)
    if told:
        return " ".join(told)
    return kind_of_people(text, count.end) if count and count.start >= group.end() else None


def kind_of_people(text: str, start: int) -> str | None:
    """Return who the people are whose count ends at `start`, None where they are but people.

    >>> kind_of_people("four dairy farmers of Bega", 4), kind_of_people("12 Chinese guests", 2)
    ('dairy farmers', None)
    """
    people = pattern("en", "people").match(text, start)
    if people is None:
        return None
    words = pattern("en", "plain_people").sub("", people[0]).replace("-", " ").split()
    return " ".join(word for word in words if word[0].islower()) or None


def kind_of_chinese_group(before: str, noun: str) -> str | None:
    """Return what kind a Chinese group is, whose noun stands behind `before`.

    >>> kind_of_chinese_group("市经贸", "代表团"), kind_of_chinese_group("市", "合唱团")
    ('经贸', '合唱团')
    """
    listed = sought("zh", "kind").search(before)
    if pattern("zh", "plain_group").fullmatch(noun):
        return listed[1] if listed else None
    return (listed[1] if listed else "") + noun


def kind_of_chinese_people(before: str, text: str, start: int) -> str | None:
    """Return who counted people are: `24名学生`, and `企业家代表` before the count.

    >>> kind_of_chinese_people("", "24名学生来访", 3), kind_of_chinese_people("", "24名嘉宾", 3)
    ('学生', None)
    """
    people = pattern("zh", "kind_of_counted").match(text, start)
    if people is not None and not pattern("zh", "plain_counted").fullmatch(people[0]):
        return people[0].removeprefix("的")
    named = sought("zh", "kind").search(before[:-2] if before.endswith("代表") else before)
    if named and sought("zh", "people_before").search(before):
        return named[1]
    delegates = sought("zh", "delegates_of").search(before)
    listed = sought("zh", "kind").search(before[: delegates.start()]) if delegates else None
    return listed[1] if listed else None
