"""The persons found in one text, with what several rules read beside the same name."""

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.mentions import Mention
from pipeline.people.reading import PersonReading, Span


@dataclass(slots=True)
class _Found:
    rule: str
    titles: list[Span] = field(default_factory=list)
    of: list[Span] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    short: bool = False
    words: dict[Span, str] = field(default_factory=dict)


class Collected:
    """Names by their characters; titles and bodies that several rules give to one name stand together.

    >>> found = Collected("Mayor Li")
    >>> found.add((6, 8), "title name", [(0, 5)])
    >>> found.mentions()[0].value.titles
    ('Mayor',)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Span, _Found] = {}
        # The same spans in order; they never cross.
        self._spans: list[Span] = []

    def add(
        self,
        name: Span,
        rule: str,
        titles: Iterable[Span] = (),
        of: Iterable[Span] = (),
        also: Iterable[str] = (),
        *,
        short: bool = False,
        said: dict[Span, str] | None = None,
    ) -> None:
        """Record a name at the characters `name`, unless a longer one is recorded over it.

        `said` gives the words of a title where they are not those printed (one of `Vice Mayors`).
        """
        crossing = [other for other in self._over(*name) if other != name]
        if any(
            other[1] - other[0] > name[1] - name[0] and (self._found[other].titles or not titles)
            for other in crossing
        ):
            return
        for other in crossing:
            del self._found[other]
            self._spans.remove(other)
        if name not in self._found:
            bisect.insort(self._spans, name)
        one = self._found.setdefault(name, _Found(rule, short=short))
        one.titles.extend(span for span in titles if span not in one.titles)
        one.of.extend(span for span in of if span not in one.of)
        one.also.extend(form for form in also if form not in one.also)
        one.short = one.short and short
        one.words.update(said or {})

    def titled(self, name: Span) -> bool:
        """Tell whether a name is recorded with a title."""
        return name in self._found and bool(self._found[name].titles)

    def free(self, start: int, end: int) -> bool:
        """Tell whether no recorded name shares a character with [start, end)."""
        return not self._over(start, end)

    def last_end(self, start: int, end: int) -> int | None:
        """Return where the last recorded name inside [start, end) ends."""
        return max((e for _, e in self._over(start, end) if e <= end), default=None)

    def ending_at(self, end: int) -> Span | None:
        """Return the recorded name that ends at `end`."""
        return next((span for span in self._over(max(0, end - 1), end) if span[1] == end), None)

    def last_before(self, at: int) -> tuple[int, Span, Span] | None:
        """Return the end, the last title and the last body of the last name before `at`, if it has both."""
        index = bisect.bisect_left(self._spans, (at, -1)) - 1
        if index < 0:
            return None
        span = self._spans[index]
        one = self._found[span]
        return (span[1], one.titles[-1], one.of[-1]) if one.titles and one.of else None

    def _over(self, start: int, end: int) -> list[Span]:
        at = bisect.bisect_left(self._spans, (start, -1))
        first = at - 1 if at and self._spans[at - 1][1] > start else at
        behind = bisect.bisect_left(self._spans, (end, -1))
        return self._spans[first:behind]

    def mentions(self) -> list[Mention[PersonReading]]:
        """Return what was found, in the order of the text."""
        return [self._mention(span, one) for span, one in sorted(self._found.items())]

    def _mention(self, span: Span, one: _Found) -> Mention[PersonReading]:
        def forms(spans: list[Span]) -> tuple[str, ...]:
            return tuple(
                dict.fromkeys(one.words.get((s, e)) or " ".join(self._text[s:e].split()) for s, e in spans)
            )

        reading = PersonReading(
            name=" ".join(self._text[span[0] : span[1]].split()),
            titles=forms(one.titles),
            of=forms(one.of),
            also=tuple(one.also),
            short=one.short,
            title_spans=tuple(one.titles),
            of_spans=tuple(one.of),
        )
        return Mention(span[0], span[1], one.rule, reading)
