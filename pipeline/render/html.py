"""One bulletin as a page of HTML that needs nothing else: no network, no other file."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from models import BulletinRecords, CityPair
from pipeline.render.marks import Labelled, Segment, labelled, segments
from pipeline.render.printable import one_line, printable, shortened
from pipeline.render.wording import (
    KINDS,
    fact_words,
    heading_words,
    history_words,
    home_country,
    total_words,
)

_LANGUAGES = {"en": "en", "zh": "zh", "mul": "mul", "und": "und"}
_DEEPEST = 4


def page(text: str, records: BulletinRecords) -> str:
    """Return the page: the bulletin `text` with its mentions marked, beside it the records.

    Everything that comes from the bulletin is escaped, and the page forbids itself all scripts but its own.
    """
    parts = files("pipeline.render")
    style, script, frame = (
        parts.joinpath(f"page.{kind}").read_text("utf-8") for kind in ("css", "js", "html")
    )
    facts = labelled(records)
    return Template(frame).substitute(
        lang=_LANGUAGES[records.document.language],
        title=_safe(records.document.title or records.document.id),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        about=_about(records),
        legend="".join(
            f'<li><a class="{kind}" href="#{many}">{many.capitalize()}</a> {len(getattr(records, kind))}</li>'
            for kind, (_, many) in KINDS.items()
        ),
        text=marked_html(text, facts),
        records=_records(records, facts),
    )


def marked_html(text: str, facts: Sequence[Labelled]) -> str:
    """Return the text escaped, its mentions in elements; where mentions overlap, elements are nested."""
    safe = printable(text)
    return "".join(_segment(safe, segment) for segment in segments(len(text), list(facts)))


def _segment(safe: str, segment: Segment) -> str:
    anchors = "".join(f'<i class="at" id="{mark.of.label}-{mark.order}"></i>' for mark in segment.begins)
    inner = escape(safe[segment.start : segment.end])
    if not segment.marks:
        return inner
    for depth, kind in enumerate(reversed(segment.kinds)):
        under = f" under{min(depth, _DEEPEST)}" if depth else ""
        inner = f'<span class="mark {kind}{under}">{inner}</span>'
    return f'{anchors}<span data-of="{" ".join(segment.labels)}">{inner}</span>'


def _about(records: BulletinRecords) -> str:
    document = records.document
    lines = [heading_words(records)]
    if document.publisher:
        lines.append(f"From {document.publisher}")
    about = "".join(f'<p class="about">{_safe(line)}</p>' for line in lines)
    return about + "".join(f'<p class="warning">{_safe(line)}</p>' for line in document.warnings)


def _records(records: BulletinRecords, facts: Sequence[Labelled]) -> str:
    if not facts and not records.tie_totals:
        return '<p class="about">No fact was found in this bulletin.</p>'
    country = home_country(records)
    parts = []
    for kind, (_, many) in KINDS.items():
        of_kind = [item for item in facts if item.kind == kind]
        if of_kind:
            items = "".join(_record(item, country) for item in of_kind)
            parts.append(f'<h2 id="{many}">{many.capitalize()}</h2><ul>{items}</ul>')
    totals = "".join(f"<li>{_safe(total_words(total, country))}</li>" for total in records.tie_totals)
    return "".join(parts) + (f'<h2 id="ties">Ties in all</h2><ul>{totals}</ul>' if totals else "")


def _record(item: Labelled, country: str | None) -> str:
    words = _safe(fact_words(item.fact, country))
    quotes = " ".join(
        f'<a href="#{item.label}-{order}">“{_safe(shortened(span.text, 40))}”</a>'
        for order, span in enumerate(item.fact.evidence)
    )
    steps = history_words(item.fact) if isinstance(item.fact, CityPair) else ""
    steps = f"<p>{_safe(steps)}</p>" if steps else ""
    return (
        f'<li id="{item.label}" data-kind="{item.kind}"><a href="#{item.label}-0">{words}</a>{steps}'
        f'<p class="rule"><code>{_safe(item.fact.rule or "no rule named")}</code> {quotes}</p></li>'
    )


def _safe(text: str) -> str:
    return escape(one_line(text))


def _hash(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
