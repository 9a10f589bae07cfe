"""What is told of a likely tie: of which kind, at which stage and since when, from its line or its clause."""

import re

from pipeline.analysis import Analysis, within
from pipeline.assembly.likely.candidates import TIES, patterns
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.listed_dates import own_dates
from pipeline.pairs.reading import Relation, Stage
from pipeline.pairs.since import since_of
from pipeline.pairs.stage import stage_of
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern
from pipeline.places import PlaceReading
from pipeline.sentences import Bounds

Named = Mention[PlaceReading]
_FOUNDING = ("signing", "established", "agreement")
_SHORT, _LEAD = 120, 8
_CLAUSE = re.compile(r"[;；。]|,\s(?=(?:and|but|while|which|whereas)\b)|\s[–—]\s")


def relation_of(analysis: Analysis, told: Bounds, place: Named) -> Relation:
    """Read the kind of a tie off the words that tell it, else off the place's clause."""
    text, signs = analysis.text, patterns(analysis.language)
    words = text[slice(*told)]
    if signs["sister"].plain.search(words):
        return "sister"
    own = text[slice(*stretch(analysis, place))]
    if any(signs[sign].plain.search(own) for sign in (*TIES, "friendship_city")):
        return "friendly-exchange" if signs["exchange"].plain.search(words) else "sister"
    exchange = any(signs[sign].plain.search(own) for sign in ("exchange", "partner"))
    return "friendly-exchange" if exchange else "sister"


def stage(analysis: Analysis, place: Named, relation: Relation) -> Stage:
    """Read the stage off the place's line or clause; in prose a letter or a denial alone counts."""
    part = stretch(analysis, place)
    signs = patterns(analysis.language)
    denied = pattern(analysis.language, "not_yet").search(analysis.text, *part)
    if denied or signs["intent"].search(analysis.text, *part):
        return "intended"
    if not _leads_line(analysis, place, part):
        return "established"
    return stage_of(
        analysis, part, Trigger(place.start, place.start, relation, part), (place.start, place.end)
    )


def since(
    analysis: Analysis, place: Named, relation: Relation, reached: Stage, tells: bool
) -> DateReading | None:
    """Return the date beside the place, or that of its line.

    A mention that `tells` the tie may also have it from a clause in prose that speaks of the founding.
    """
    part = stretch(analysis, place)
    beside = own_dates(analysis, (place.start, part[1]), [place])
    if beside:
        return beside.get(place.start)
    signs = patterns(analysis.language)
    if _leads_line(analysis, place, part):
        if signs["visit"].search(analysis.text, *part):
            return None
    else:
        dates = within(analysis.dates, *analysis.sentence_of(place.start))
        founded = any(signs[sign].search(analysis.text, *part) for sign in _FOUNDING)
        return dates[0].value if tells and founded and len(dates) == 1 else None
    return since_of(analysis, part, Trigger(place.start, place.start, relation, part), place, reached, {})


def _leads_line(analysis: Analysis, place: Named, part: Bounds) -> bool:
    starts = part[0] == 0 or analysis.text[part[0] - 1] == "\n"
    return starts and place.start - part[0] < _LEAD and part[1] - part[0] <= _SHORT


def stretch(analysis: Analysis, place: Named) -> Bounds:
    """Return what tells of a place: its line where it leads a short one, else its clause."""
    text = analysis.text
    line, stop = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    stop = stop if stop >= 0 else len(text)
    if stop - line <= _SHORT and place.start - line < _LEAD:
        return line, stop
    left, right = analysis.sentence_of(place.start)
    before = [match.end() for match in _CLAUSE.finditer(text, left, place.start)]
    behind = _CLAUSE.search(text, place.end, right)
    return max([left, *before]), behind.start() if behind else right
