"""The stage of a tie: established, intended or ended, by the words in its own part of the sentence."""

from pipeline.analysis import Analysis
from pipeline.pairs.reading import Stage
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import clause, pattern, setting, sought
from pipeline.sentences import Bounds


def stage_of(analysis: Analysis, bounds: Bounds, trigger: Trigger, place: Bounds) -> Stage:
    """Read the stage off the clause of the relation, that of the place before it, and what follows."""
    language, text = analysis.language, analysis.text
    empty = trigger.empty
    before, after = setting(language, "stage_window")
    own = bounds if empty else clause(language, text, bounds, trigger.start, trigger.end)
    left = own[0]
    # `将与X正式签约，建立友好城市关系`: the plan stands in the clause of the place.
    if bounds[0] <= place[0] and place[1] <= own[0] and own[0] - place[1] <= setting(language, "near"):
        left = clause(language, text, bounds, *place)[0]
    reach = 3 * after if empty else after  # the columns of a row stand far apart
    left, right = max(left, trigger.start - before), min(own[1], trigger.end + reach)
    # `a motion to end the twinning was defeated`
    ended = sought(language, "ended").search(text, left, right)
    if ended and not pattern(language, "refused_next").match(text, trigger.end):
        return "ended"
    if empty and pattern(language, "ended_line").search(text, *bounds):
        return "ended"
    if pattern(language, "ended_next").search(text, trigger.end, bounds[1]):
        return "ended"
    parted = pattern(language, "apart").search(text, left, trigger.start)
    if parted and pattern(language, "followed").match(text, trigger.end):
        left = trigger.start
    sentence = analysis.sentence_of(trigger.start)
    planned = pattern(language, "council").match(text[slice(*sentence)])
    # `经批准，A与B结为友城`: what was approved before is no plan.
    told = pattern(language, "approved").cut_from(text[left:right])
    if empty:  # in a list of ties that stand, `1998年草签协议` tells since when
        told = pattern(language, "agreed").cut_from(told)
    if planned or pattern(language, "intended").search(told):
        return "intended"
    onward = (right, min(bounds[1], right + after))
    return "intended" if pattern(language, "intended_next").search(text, *onward) else "established"
