"""The table, the figures as JSON, and the chart of a run."""

import io
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.benchmarks.rounds import Measured

_LANGUAGES = {"en": "English", "zh": "Chinese"}
_OURS, _OTHERS = "#b3401f", "#8a8f98"


def table(results: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of a table in Markdown for each language; ratios are ours to theirs, by round."""
    for language, name in _LANGUAGES.items():
        rows = [result for result in results if result.tool.language == language]
        if not rows:
            continue
        ours = rows[0]
        yield f"| {name} | version | characters/s | least, most | Youcheng to it | peak MB |"
        yield "|---|---|---|---|---|---|"
        for row in rows:
            middle, low, high = ours.ratio(row)
            ratio = "" if row is ours else f"{_short(middle)} [{_short(low)}, {_short(high)}]"
            yield (
                f"| {row.tool.name} | {row.tool.version} | {row.rate:,.0f} "
                f"| {min(row.rates):,.0f}, {max(row.rates):,.0f} | {ratio} | {row.megabytes:,.0f} |"
            )
        yield ""


def shares_table(shares: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Yield the lines of a table of components, with their shares in the reading of each language."""
    languages = list(shares)
    yield f"| component | {' | '.join(_LANGUAGES[language] for language in languages)} |"
    yield f"|---|{'---|' * len(languages)}"
    names = {name for one in shares.values() for name in one}
    for name in sorted(names, key=lambda name: -max(one.get(name, 0.0) for one in shares.values())):
        parts = [f"{100 * shares[language].get(name, 0.0):.1f} %" for language in languages]
        yield f"| {name} | {' | '.join(parts)} |"


def lengths_table(lengths: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """Yield the lines of a table of texts of several lengths, with characters a second."""
    sizes = list(next(iter(lengths.values())))
    yield f"| one text of | {' | '.join(f'{size:,} characters' for size in sizes)} |"
    yield f"|---|{'---|' * len(sizes)}"
    for language, rates in lengths.items():
        yield f"| {_LANGUAGES[language]} | {' | '.join(f'{rate:,.0f}' for rate in rates.values())} |"


def names_table(known: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """Yield the lines of a table of the search for places, with so many names known."""
    yield "| names known | characters/s |"
    yield "|---|---|"
    for language, rates in known.items():
        for count, rate in rates.items():
            yield f"| {count:,} {_LANGUAGES[language]} | {rate:,.0f} |"


def as_json(
    results: Sequence[Measured],
    shares: Mapping[str, Mapping[str, float]],
    lengths: Mapping[str, Mapping[int, float]],
    known: Mapping[str, Mapping[int, float]],
) -> dict[str, Any]:
    """Return all that was measured, and on what machine."""
    return {
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        "unit": "characters a second",
        "tools": [
            {
                "language": result.tool.language,
                "name": result.tool.name,
                "version": result.tool.version,
                "median": round(result.rate),
                "rounds": [round(rate) for rate in result.rates],
                "peak_megabytes": round(result.megabytes),
                "start_seconds": round(result.start, 2),
            }
            for result in results
        ],
        "lengths": {
            language: {str(size): round(rate) for size, rate in rates.items()}
            for language, rates in lengths.items()
        },
        "names": {
            language: {str(count): round(rate) for count, rate in rates.items()}
            for language, rates in known.items()
        },
        "components": {
            language: {name: round(share, 4) for name, share in parts.items()}
            for language, parts in shares.items()
        },
    }


def chart(results: Sequence[Measured]) -> bytes:
    """Return bars of the medians as SVG, on a logarithmic axis, a line for the least and the most."""
    import matplotlib
    from matplotlib.figure import Figure

    groups = [
        [result for result in results if result.tool.language == language]
        for language in _LANGUAGES
        if any(result.tool.language == language for result in results)
    ]
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "youcheng", "font.size": 9}):
        figure = Figure(figsize=(7, 0.6 + 0.28 * len(results)), layout="constrained")
        every = figure.subplots(
            len(groups), 1, squeeze=False, sharex=True, height_ratios=[len(group) for group in groups]
        )
        for axes, group in zip(every[:, 0], groups, strict=True):
            ordered = sorted(group, key=lambda result: result.rate)
            rates = [result.rate for result in ordered]
            errors = [
                [result.rate - min(result.rates) for result in ordered],
                [max(result.rates) - result.rate for result in ordered],
            ]
            colours = [_OURS if result is group[0] else _OTHERS for result in ordered]
            axes.barh([r.tool.name for r in ordered], rates, color=colours, xerr=errors, error_kw={"lw": 0.8})
            axes.set_xscale("log")
            axes.set_title(_LANGUAGES[group[0].tool.language], loc="left", fontsize=9)
            axes.spines[["top", "right"]].set_visible(False)
        every[-1, 0].set_xlabel("characters a second, one core")
        drawing = io.BytesIO()
        figure.savefig(drawing, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return drawing.getvalue()


def _short(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()
