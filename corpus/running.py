"""What stands at the head or foot of most pages of a document, and the numbers of the pages."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.page_lines import PageLine

_EDGE = 3
_NUMBER = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 3
_NUMBERING = re.compile(r"[\W\d_]*(?:(?:page|p|seite|第|共|页|頁|of|/|之)[\W\d_]*){0,5}", re.I)
_SHARE = 0.4


def without_running(
    pages: Sequence[list[PageLine]],
) -> tuple[list[list[PageLine]], list[str], list[str]]:
    """Return the pages without the lines that recur at their heads and feet; then those, once each.

    Heads are those of the first page, feet those of the last, so that what a letterhead or the name of an
    issue tells is not lost. Numbers that rise with the pages tell no lines apart; alone they are dropped.
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(
        key
        for number, lines in enumerate(edges)
        for key in {k for line in lines for k in _keys(line, number)}
    )
    least = max(2, _SHARE * len(pages))
    heads: list[str] = []
    feet: list[str] = []
    kept = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        running = {id(line) for line in edge if any(counts[key] >= least for key in _keys(line, number))}
        kept.append([line for line in page if id(line) not in running])
        middle = _middle(page)
        for line in edge:
            at_head = line.bottom > middle
            there = number == (0 if at_head else len(pages) - 1)
            if id(line) in running and there and not _NUMBERING.fullmatch(line.text):
                (heads if at_head else feet).append(line.text)
    return kept, heads, feet


def _edges(page: list[PageLine]) -> list[PageLine]:
    if len(page) <= 2 * _EDGE:
        return page
    ordered = sorted(page, key=lambda line: -line.top)
    return ordered[:_EDGE] + ordered[-_EDGE:]


def _middle(page: list[PageLine]) -> float:
    return (max(line.top for line in page) + min(line.bottom for line in page)) / 2 if page else 0.0


def _keys(line: PageLine, page: int) -> Iterator[str]:
    """Yield the ways to see a line as one that recurs: each number as it is, or as the page's own."""
    numbers = list(_NUMBER.finditer(line.text))
    if len(numbers) > _MOST_NUMBERS or len(line.text) > 200:
        yield line.text
        return
    words = _NUMBER.sub("\0", line.text)
    ways = [(number[0], f"+{int(number[0]) - page}") for number in numbers]
    for chosen in itertools.product(*ways):
        yield "\0".join((words, *chosen))
