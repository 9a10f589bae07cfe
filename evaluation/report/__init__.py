"""The report of errors: one page of HTML that needs no network and no other file."""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evaluation.comparison import Change, Comparison
from evaluation.errors import TYPES
from evaluation.linking import Linking
from evaluation.report.excerpts import visible
from evaluation.report.rows import plain, rows_of
from evaluation.report.scores import (
    attribute_figures,
    chance,
    confusions,
    interval,
    level_figures,
    link_figures,
    many,
    panels,
    score_name,
    slips,
    sources,
    value_figures,
)
from evaluation.summary import Summary
from evaluation.tables import percent
from models.gold import GoldBulletin


def page(
    summary: Summary,
    comparison: Comparison | None,
    answers: Mapping[str, GoldBulletin],
    bulletins: Mapping[str, tuple[Path, str]],
    split: str,
    linking: Linking | None = None,
) -> str:
    """Return the report: scores, errors by kind and type, and each error with its text and both facts.

    With `linking` also the scores of places linked to GeoNames, and those that are not rightly linked.

    `bulletins` has file and text as given of each bulletin; where a text is missing, evidence is shown alone.
    What comes from bulletins, gold and records is escaped; the page forbids itself all scripts but its own.
    """
    style, script = (_own(name) for name in ("page.css", "page.js"))
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
            split=split,
            summary=summary,
            types=TYPES,
            panels=panels(summary),
            figures={
                "Values": ("language", "kind", value_figures(summary)),
                "Levels": ("language", "level", level_figures(summary)),
                "Attributes": ("kind", "attribute", attribute_figures(summary)),
            },
            confusions=confusions(summary),
            totals=[(of, sum(error.type == of for error in summary.errors)) for of in TYPES],
            slips=slips(summary),
            sources=sources(summary, bulletins),
            comparison=comparison,
            changes=_changes(comparison),
            linking=linking,
            linked=link_figures(linking) if linking else [],
            rows=rows_of(summary, answers, bulletins),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evaluation.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "chance": chance,
        "many": many,
        "percent": percent,
        "interval": interval,
        "plain": plain,
        "score": score_name,
        "visible": visible,
    }
    return environment


def _changes(comparison: Comparison | None) -> dict[str, list[Change]]:
    if comparison is None:
        return {}
    sides = {"Fixed": comparison.fixed, "Broken": comparison.broken}
    return {name: [Change(*map(visible, change)) for change in changes] for name, changes in sides.items()}


def _own(name: str) -> Markup:
    return Markup(files("evaluation.report").joinpath(name).read_text("utf-8"))


def _hash(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
