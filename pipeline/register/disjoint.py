"""Disjoint sets: what belongs together by pairs."""

from array import array


class DisjointSets:
    """Sets of the numbers below `size`, each at first alone; a set is known by its least number.

    >>> sets = DisjointSets(3)
    >>> sets.join(2, 1)
    >>> [sets.root(number) for number in range(3)]
    [0, 1, 1]
    """

    def __init__(self, size: int) -> None:
        self._parents = array("q", range(size))

    def root(self, one: int) -> int:
        """Return the least number of the set that `one` is in."""
        parents = self._parents
        while parents[one] != one:
            parents[one] = one = parents[parents[one]]
        return one

    def join(self, one: int, other: int) -> None:
        """Make one set of those that the two are in."""
        least, more = sorted((self.root(one), self.root(other)))
        self._parents[more] = least
