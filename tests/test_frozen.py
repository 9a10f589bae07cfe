"""Values that only type checkers hold frozen do all else that a frozen dataclass does."""

import dataclasses
import pickle

from corpus.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with a default."""

    name: str
    size: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """The same, frozen at run time too."""

    name: str
    size: int = 1


def test_equal_values_are_one() -> None:
    assert {Reading("Lahti"), Reading("Lahti", 1), Reading("Lahti", 2)} == {
        Reading("Lahti"),
        Reading("Lahti", 2),
    }
    assert hash(Reading("Lahti", 2)) == hash(Plain("Lahti", 2))
    assert repr(Reading("Lahti")) == repr(Plain("Lahti")).replace("Plain", "Reading")


def test_copies_and_pickles_are_equal() -> None:
    one = Reading("Lahti", 3)
    assert pickle.loads(pickle.dumps(one)) == one
    assert dataclasses.replace(one, size=4) == Reading("Lahti", 4)
    assert not hasattr(one, "__dict__")
