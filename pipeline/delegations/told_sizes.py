"""A size told in the sentence behind its group: `A delegation came. There were ten of them.`, `全团18人`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.counting import counts_in
from pipeline.delegations.reading import GroupReading
from pipeline.delegations.wording import pattern
from pipeline.mentions import Mention
from pipeline.sentences import Bounds


def awaits_size(
    analysis: Analysis, groups: Sequence[Mention[GroupReading]], before: Bounds | None, start: int
) -> bool:
    """Tell whether the sentence `before` that of `start` ends with a group whose size is not told."""
    if before is None or not groups or "\n" in analysis.text[before[1] : start].strip(" "):
        return False
    last = groups[-1]
    return last.start >= before[0] and last.value.role == "delegation" and last.value.size is None


def told_behind(analysis: Analysis, start: int, end: int, anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Return the anchors of a sentence behind such a group, and the size that it tells of that group."""
    text, language = analysis.text, analysis.language
    lead, close = pattern(language, "size_lead"), pattern(language, "size_close")
    back = pattern(language, "size_back")
    for anchor in anchors:
        refers = anchor.role == "delegation" and anchor.count and back.fullmatch(text, start, anchor.head)
        yield replace(anchor, new=False) if refers else anchor
    for count in counts_in(analysis, start, end)[:2]:
        led = lead.fullmatch(text, start, count.start)
        closed = close.match(text, count.end, end) if led else None
        if led and closed and 2 <= count.value.value < 1000:
            plus = int(led["beside"] is not None and not count.value.modifier)
            stop = closed.end()
            yield Anchor(count.start, stop, "told_size", count=count, new=False, weight=9, plus=plus)
