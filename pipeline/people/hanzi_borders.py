"""What stands beside the beginning and the end of a name in Chinese characters, for it or against it."""

import math
from functools import cache

from pipeline.people.dictionary import said
from pipeline.people.hanzi_shapes import BODY_ENDS
from pipeline.people.hanzi_words import characters, holds_dot, is_han, listed

# At most so much speaks for a border; and the neighbours of the same string elsewhere, with a little more for
# rounding.
CLEAR = 3.0
VARIED = 1.81
VARIED_BEFORE = 0.91
# How far around a name the same string is looked for, in characters: about one bulletin.
_NEAR = 3000
# 海珠区侨联韩素馨主席
_LEADING_BODIES = frozenset("联协会办盟校司学")


def crossing(text: str, at: int) -> float:
    """Return how much speaks against a border at `at`: words of the dictionary that stand across it."""
    if not (is_han(text, at - 1) and is_han(text, at)):
        return 0.0
    worst = 0.0
    for start in range(max(0, at - 3), at):
        for end in range(at + 1, min(len(text), at + 3) + 1):
            word = said(text[start:end])
            if word.plain >= 5:
                weight = min(2.2, math.log10(word.plain) * 0.6)
                worst = max(worst, weight if end - start == 2 else weight + 1.5)
            elif not word.begins:
                break
    return worst


@cache
def _function_beginnings() -> frozenset[str]:
    return frozenset(word[0] for word in listed("function"))


@cache
def _verb_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in listed("verbs"))


def follows(text: str, at: int) -> float:
    """Return how much what stands at `at` speaks for the end of a name before it."""
    if not is_han(text, at):
        return 1.0 if holds_dot(text[at : at + 1]) else CLEAR
    first = text[at]
    if first in _function_beginnings():
        function = listed("function")
        for length in (4, 3, 2):
            if text[at : at + length] in function and len(text) >= at + length:
                return 2.5
        if first in function:
            return 2.5 if first == "等" else 1.5
    two = said(text[at : at + 2])
    for word in (said(text[at : at + 4]), said(text[at : at + 3]), two) if two.begins else ():
        if word.often >= 20:
            return 1.5 if word.verb else 0.2
    if said(first).verb:
        return 0.4
    return -0.8 if first in characters("surnames") or not two.begins else -1.5


def leads(text: str, at: int, floor: int) -> float:
    """Return how much what stands before `at` speaks for the beginning of a name there."""
    if at <= floor or not is_han(text, at - 1):
        return 1.0 if at > 0 and holds_dot(text[at - 1]) else CLEAR
    last = text[at - 1]
    before = [text[max(floor, at - length) : at] for length in (4, 3, 2)]
    if last in _verb_ends():
        if any(word in listed("verbs") for word in before):
            return 2.5
        if last in listed("verbs"):
            return 1.6
    if last in BODY_ENDS or last in _LEADING_BODIES:
        return 0.8
    for word in before:
        known = said(word)
        if known.place or (known.verb and len(word) > 1) or word in listed("peoples"):
            return 1.5
    return -1.0


def branching(text: str, at: int, name: str, *, before: bool = False) -> float:
    """Return what the same string near `at` adds: a name ends where its neighbours vary."""
    first, last = max(0, at - _NEAR), min(len(text), at + _NEAR)
    beside: set[str] = set()
    place = text.find(name, first, last)
    while place >= 0 and len(beside) < 4:
        neighbour = place - 1 if before else place + len(name)
        beside.add(text[neighbour] if first <= neighbour < last else "")
        place = text.find(name, place + 1, last)
    return min(len(beside) - 1, 3) * (0.3 if before else 0.6)


def long_word(text: str, at: int) -> float:
    """Return what a word across the beginning speaks against a name: `市长江大桥`."""
    longest = 0
    for start in range(max(0, at - 2), at):
        for end in range(at + 1, at + 4):
            word = said(text[start:end])
            if word.often >= 3:
                longest = max(longest, len(text[start:end]))
            elif not word.begins:
                break
    return {0: 0.0, 1: 0.0, 2: 0.3}.get(longest, 3.5)
