"""Bars with intervals as inline SVG that takes colours and fonts of the page around it."""

import io
import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evaluation.summary import Cell
from evaluation.tables import percent

# Points, the units of the drawing: as wide as a phone or a quarter of a screen, so that letters keep
# their size.
_WIDTH, _ROW, _GAP, _AXIS, _LETTERS = 330.0, 21.0, 9.0, 22.0, 12.5
_LABELS, _FIGURES = 104.0, 48.0
_INCH = 72.0
_TICKS = (0, 25, 50, 75, 100)
_ROLES = ("ink", "soft", "line", "bar", "dates", "amounts", "leaders", "delegations", "city_pairs")
# Matplotlib wants colours where CSS shall have its say: each role is drawn in one of its own, then named.
_COLOURS = {role: f"#0000{number:02x}" for number, role in enumerate(_ROLES, start=1)}
# A bar is paler than its role, so that the line of the interval is seen on it.
_PALE = frozenset(_ROLES[3:])
_VARIABLES = {
    colour: f"color-mix(in srgb, var(--{role}) 60%, var(--card))" if role in _PALE else f"var(--{role})"
    for role, colour in _COLOURS.items()
}
_ATTRIBUTE = re.compile(r"\{.*\}")
_KEPT = ("fill", "stroke", "stroke-width", "font-size", "text-anchor")


class Bar(NamedTuple):
    """One score, the role of its colour, and whether it stands apart from the bar above."""

    label: str
    cell: Cell
    role: str = "bar"
    apart: bool = False


def chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Return horizontal bars of F1 from 0 to 100, the 95 % interval of each as a line over its end."""
    places = _places(bars)
    height = places[-1] + _ROW / 2 + _AXIS
    with matplotlib.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "youcheng", "font.size": _LETTERS, "text.parse_math": False}
    ):
        figure = Figure(figsize=(_WIDTH / _INCH, height / _INCH))
        across = (_WIDTH - _LABELS - _FIGURES) / _WIDTH
        axes = figure.add_axes((_LABELS / _WIDTH, _AXIS / height, across, 1 - _AXIS / height))
        figure.patch.set_visible(False)
        _frame(axes, bars, places)
        for bar, place in zip(bars, places, strict=True):
            _draw(axes, bar, place)
        drawing = io.BytesIO()
        figure.savefig(drawing, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _inline(drawing.getvalue(), f"{title}: {'; '.join(map(in_words, bars))}.")


def in_words(bar: Bar) -> str:
    """Return a bar for those who cannot see it."""
    low, high = bar.cell.interval.low, bar.cell.interval.high
    if bar.cell.f1 is None:
        return f"{bar.label} without a score"
    return f"{bar.label} {percent(bar.cell.f1)}, interval {percent(low)} to {percent(high)}"


def _places(bars: Sequence[Bar]) -> list[float]:
    places, place = [], _ROW / 2
    for bar in bars:
        place += _GAP * bar.apart
        places.append(place)
        place += _ROW
    return places


def _frame(axes: Axes, bars: Sequence[Bar], places: Sequence[float]) -> None:
    # Nothing is clipped: ends of intervals may lie on the edge of the axes.
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xlim(0, 100)
    axes.set_ylim(places[-1] + _ROW / 2, 0)
    axes.set_xticks(_TICKS)
    axes.set_yticks(places, [bar.label for bar in bars])
    axes.tick_params("x", length=0, labelcolor=_COLOURS["soft"])
    axes.tick_params("y", length=0, labelcolor=_COLOURS["ink"], pad=6)
    below = places[-1] + _ROW / 2
    axes.vlines(_TICKS, 0, below, color=_COLOURS["line"], linewidth=1, clip_on=False, zorder=0)


def _draw(axes: Axes, bar: Bar, place: float) -> None:
    f1, low, high = bar.cell.f1, bar.cell.interval.low, bar.cell.interval.high
    edge = _WIDTH - _LABELS
    axes.text(
        edge / (edge - _FIGURES),
        place,
        percent(f1),
        transform=axes.get_yaxis_transform(),
        ha="right",
        va="center_baseline",
        color=_COLOURS["ink"],
    )
    if f1 is None:
        return
    axes.barh(place, 100 * f1, height=_ROW * 0.6, color=_COLOURS[bar.role], clip_on=False)
    if low is not None and high is not None:
        ink = _COLOURS["ink"]
        axes.hlines(place, 100 * low, 100 * high, color=ink, linewidth=1.5, clip_on=False)
        ends, cap = (100 * low, 100 * high), _ROW * 0.2
        axes.vlines(ends, place - cap, place + cap, color=ink, linewidth=1.5, clip_on=False)


def _inline(drawing: bytes, words: str) -> Markup:
    """Return the drawing without style attributes, which the page's policy forbids, ids and other names."""
    root = ElementTree.fromstring(drawing)
    shapes = ElementTree.Element("svg", viewBox=root.attrib["viewBox"], role="img")
    shapes.set("aria-label", words)
    for element in root.iter():
        name = _ATTRIBUTE.sub("", element.tag)
        if name in ("path", "text"):
            shapes.append(_shape(name, element))
    return Markup(ElementTree.tostring(shapes, encoding="unicode"))


def _shape(name: str, element: ElementTree.Element) -> ElementTree.Element:
    shape = ElementTree.Element(name)
    shape.text = (element.text or "").strip() or None
    for attribute in ("x", "y", "d"):
        if attribute in element.attrib:
            shape.set(attribute, " ".join(re.sub(r"(\.\d\d)\d+", r"\1", element.attrib[attribute]).split()))
    for rule in element.attrib.get("style", "").split(";"):
        key, _, value = rule.partition(":")
        if key.strip() in _KEPT:
            shape.set(key.strip(), _VARIABLES.get(value.strip(), value.strip()))
    return shape
