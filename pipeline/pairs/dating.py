"""Ties whose founding another sentence dates: `On April 9 the agreement was signed`, with no place named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.analysis import Analysis
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.lists import may_pair
from pipeline.pairs.reading import Place, TieReading
from pipeline.pairs.reference import key_of, main_partner
from pipeline.pairs.sentence import Sentence
from pipeline.pairs.since import since_of
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern

Tie = Mention[TieReading]


def dated_elsewhere(analysis: Analysis, sentences: Sequence[Sentence], ties: Sequence[Tie]) -> list[Tie]:
    """Return the tie with the one place that the text is about, where only a later sentence dates it."""
    if not any(tie.value.stage == "established" and not tie.value.since for tie in ties):
        return []
    partner = main_partner(analysis)
    if partner is None:
        return []
    own = [tie for tie in ties if key_of(tie.value.other) == key_of(partner)]
    standing = [tie for tie in own if tie.value.stage == "established"]
    if not standing or any(tie.value.since for tie in own):
        return []
    first = standing[0].value
    for sentence in sentences:
        bounds = sentence.bounds
        since = _paper_signed(sentence, partner)
        if since:
            reading = TieReading(first.one, first.other, first.relation, first.stage, since, bounds)
            return [Mention(*bounds, "pairs.dated", reading)]
    return []


def _paper_signed(sentence: Sentence, partner: Place) -> DateReading | None:
    """Read when `the agreement`, of which no more is said, was signed; None where another place is named."""
    analysis, bounds = sentence.analysis, sentence.bounds
    if not sentence.dates:
        return None
    for place in sentence.places:
        if may_pair(place.value) and not analysis.is_home(place.value) and key_of(place) != key_of(partner):
            return None
    paper = pattern(analysis.language, "paper").search(analysis.text, *bounds)
    if paper is None or re.search(r"\d{1,3}(?:st|nd|rd|th)\s+anniv|周年", sentence.text):
        return None
    trigger = Trigger(paper.start(), paper.end(), "sister", bounds)
    return since_of(analysis, bounds, trigger, partner, "established", {})


def dated_by_row(ties: Sequence[Tie], rows: Sequence[Tie]) -> list[Tie]:
    """Give ties that a remark in a row tells the date of the row: `日本堺市 1983.12.03 首个友城`."""
    dates = {row.value.other.start: row.value.since for row in rows if row.value.stage == "established"}
    return [
        replace(tie, value=replace(tie.value, since=tie.value.since or dates.get(tie.value.other.start)))
        for tie in ties
    ]
