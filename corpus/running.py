"""What stands at the head or foot of most pages of a document, and the numbers of the pages."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.page_lines import PageLine

_EDGE = 2
_NUMBER = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 3
_NUMBERING = re.compile(r"[\W\d_]*(?:(?:page|p|seite|第|共|页|頁|of|/|之)[\W\d_]*){0,5}", re.I)
_SHARE = 0.4
# In heights of a line.
_CLOSE = 2.5


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
        for number, both in enumerate(edges)
        for key in {key for lines in both for line in lines for key in _keys(line, number)}
    )
    least = max(2, _SHARE * len(pages))

    def running_of(lines: list[PageLine], number: int) -> list[PageLine]:
        """Return those that stand outside of all that does not recur: a line of the text may recur too."""

        def recurs(line: PageLine) -> bool:
            return any(counts[key] >= least for key in _keys(line, number))

        return list(itertools.takewhile(recurs, lines))

    kept, heads, feet = [], list[str](), list[str]()
    for number, (page, (top, foot)) in enumerate(zip(pages, edges, strict=True)):
        above, below = running_of(top, number), running_of(foot, number)
        running = {id(line) for line in above + below}
        kept.append([line for line in page if id(line) not in running])
        if number == 0:
            heads = _worded(above)
        if number == len(pages) - 1:
            feet = _worded(below[::-1])
    return kept, heads, feet


def _edges(page: list[PageLine]) -> tuple[list[PageLine], list[PageLine]]:
    """Return the lines at the head, from the top, and those at the foot, from below; no line in both."""
    ordered = sorted(page, key=lambda line: -line.top)
    upper = len(ordered) - len(ordered) // 2
    return _together(ordered[: min(_EDGE, upper)]), _together(ordered[upper:][: -_EDGE - 1 : -1])


def _together(lines: list[PageLine]) -> list[PageLine]:
    """Return the outermost lines as far as each stands close to the one before."""
    close = [
        abs(line.bottom - further.bottom) <= _CLOSE * line.size for line, further in itertools.pairwise(lines)
    ]
    return lines[: 1 + len(list(itertools.takewhile(bool, close)))]


def _worded(lines: list[PageLine]) -> list[str]:
    return [line.text for line in lines if not _NUMBERING.fullmatch(line.text)]


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
