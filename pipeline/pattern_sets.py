"""Several patterns whose matches begin with literals, all found in one pass over a text."""

import re
from collections.abc import Mapping

from pipeline.anchored import Anchored, Literals, anchored, lowered
from pipeline.required_literals import leading_literals

Found = tuple[int, str]


class PatternSet:
    r"""Patterns by name, each tried only where a literal stands that its matches begin with.

    >>> PatternSet({"tie": "sister|twin(?:ned)?", "year": r"since \d+"}).find("twinned since 1998")
    [(0, 'tie'), (8, 'year')]
    """

    def __init__(self, patterns: Mapping[str, str], flags: int = 0) -> None:
        """Take the patterns; those whose matches may begin otherwise are looked for one by one."""
        self.patterns = {name: anchored(pattern, flags) for name, pattern in patterns.items()}
        self._folds = bool(flags & re.IGNORECASE)
        led: dict[str, list[str]] = {}
        self._others: list[tuple[str, Anchored]] = []
        for name, pattern in patterns.items():
            literals = leading_literals(pattern, flags)
            for literal in literals:
                led.setdefault(literal, []).append(name)
            if not literals:
                self._others.append((name, self.patterns[name]))
        self._literals = Literals(led)
        self._named = [[(name, self.patterns[name].plain) for name in names] for names in led.values()]

    def find(self, text: str) -> list[Found]:
        """Return (start, name) of each match that `finditer` gives for each of the patterns, in order."""
        within = lowered(text) if self._folds else text
        if within is None:
            return self._plainly(text)
        found = [(match.start(), name) for name, other in self._others for match in other.finditer(text)]
        ends: dict[str, int] = {}
        for start, _, index in sorted(self._literals.find_all(within)):
            for name, pattern in self._named[index]:
                if start >= ends.get(name, 0) and (match := pattern.match(text, start)):
                    ends[name] = match.end()
                    found.append((start, name))
        return sorted(found)

    def _plainly(self, text: str) -> list[Found]:
        return sorted(
            (match.start(), name)
            for name, pattern in self.patterns.items()
            for match in pattern.plain.finditer(text)
        )
