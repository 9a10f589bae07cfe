"""The lines of pages to running text: a line goes on in the next where the page shows that it does."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.late import late
from corpus.layout import unhyphenated
from corpus.page_lines import PageLine
from corpus.running import without_running
from corpus.scripts import WIDE

_BULLET = late(
    r"[-*•·●◆■□○▪►>※➢✓–—]\s|[•●◆■□▪►※➢]|\d{1,3}[.)、．）](?!\d)|[(（][\da-z一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
_SPEAKS = late(r"^[a-z]|[，。；！？]|[.!?][”’\"')]{0,2}$")
_ENDS = late(r"[.!?。！？：:；;…][”’\"')）」』]{0,3}$")
_FULL_SHARE, _SPEAKING_SHARE, _WIDE_COLUMN = 0.5, 0.3, 20
# In heights of a line, and in line spacings of the column.
_INDENT, _SLACK, _APART = 0.8, 0.25, 1.4
_LARGER = 1.25


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines one below the other: their edges, the space from one to the next, and whether they are prose."""

    left: float
    right: float
    leading: float
    prose: bool = False


def text_of_pages(pages: Sequence[list[PageLine]]) -> str:
    """Return the text of pages: a line for each paragraph, a blank line where one clearly ends.

    Lines that nothing shows to go on stay lines.
    """
    bodies, heads, feet = without_running(pages)
    placed = [
        (line, column)
        for page in bodies
        for lines in _columns(page)
        for column in [_measured(lines)]
        for line in lines
    ]
    pieces: list[str] = [placed[0][0].text] if placed else []
    item = bool(placed and _BULLET.match(placed[0][0].text))
    for (line, column), (below, its_column) in itertools.pairwise(placed):
        if _goes_on(line, column, below, its_column, item=item):
            _join(pieces, below.text)
            continue
        item = _BULLET.match(below.text) is not None
        apart = column is its_column and column.prose and _is_apart(line, below, column)
        pieces += ("\n\n" if apart else "\n", below.text)
    return "\n".join([*heads, *(["".join(pieces)] if pieces else []), *feet])


def _join(pieces: list[str], below: str) -> None:
    above = pieces[-1]
    if above.endswith("-") and not above.endswith(" -"):
        pieces[-1] = above[:-40]
        pieces.append(unhyphenated(f"{above[-40:]}\n{below}").replace("\n", "", 1))
    else:
        pieces += ("" if WIDE.match(above[-1]) or WIDE.match(below) else " ", below)


def _columns(page: list[PageLine]) -> list[list[PageLine]]:
    """Return the lines of a page in groups, in each of which one stands below the other."""
    columns: list[list[PageLine]] = []
    left = right = 0.0
    for line in page:
        above = columns[-1][-1] if columns else None
        if above and line.top < above.top - above.size * _SLACK and line.left < right and line.right > left:
            columns[-1].append(line)
            left, right = min(left, line.left), max(right, line.right)
        else:
            columns.append([line])
            left, right = line.left, line.right
    return columns


def _measured(lines: list[PageLine]) -> _Column:
    left = Counter(round(line.left) for line in lines if line.is_flat).most_common(1)
    right = max((line.right for line in lines if line.is_flat), default=0.0)
    gaps = [above.bottom - below.bottom for above, below in itertools.pairwise(lines)]
    column = _Column(float(left[0][0]) if left else lines[0].left, right, median(gaps) if gaps else 0.0)
    pairs = [pair for pair in itertools.pairwise(lines) if _are_alike(*pair) and not _is_apart(*pair, column)]
    full = sum(_is_full(above, below, column) for above, below in pairs)
    if not full or full < _FULL_SHARE * len(pairs):
        return column
    speaking = sum(_SPEAKS.search(line.text) is not None for line in lines)
    wide = column.right - column.left >= _WIDE_COLUMN * lines[0].size
    if speaking < _SPEAKING_SHARE * len(lines) or (full == 1 and not wide):
        return column
    return _Column(column.left, column.right, column.leading, prose=True)


def _are_alike(line: PageLine, below: PageLine) -> bool:
    return line.is_flat and below.is_flat and _are_as_large(line, below)


def _are_as_large(line: PageLine, below: PageLine) -> bool:
    sizes = sorted((line.size, below.size))
    return sizes[1] <= sizes[0] * _LARGER


def _is_apart(line: PageLine, below: PageLine, column: _Column) -> bool:
    return line.bottom - below.bottom > column.leading * _APART or not _are_as_large(line, below)


def _is_full(line: PageLine, below: PageLine, column: _Column) -> bool:
    """Tell whether the first word of the line below had no room on this one."""
    return line.right + line.size * _SLACK + below.first >= column.right


def _goes_on(line: PageLine, column: _Column, below: PageLine, its_column: _Column, *, item: bool) -> bool:
    """Tell whether a line goes on in the next; `item`: its paragraph began with a bullet, and hangs."""
    if not _are_alike(line, below) or _BULLET.match(below.text):
        return False
    if line.hyphen:
        return True
    if not (column.prose and _is_full(line, below, column)):
        return False
    if below.left > its_column.left + below.size * _INDENT and not (item and below.left >= line.left):
        return False
    if column is its_column:
        return not _is_apart(line, below, column)
    # Over the end of a column or page, where a caption may stand, the sentence has to be open.
    widths = sorted((column.right - column.left, its_column.right - its_column.left))
    return its_column.prose and widths[1] <= widths[0] * 1.2 and not _ENDS.search(line.text)
