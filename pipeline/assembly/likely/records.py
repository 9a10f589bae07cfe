"""Likely partners as records, where no rule has read the tie."""

from collections.abc import Collection, Sequence
from functools import cache
from math import exp
from pathlib import Path

from pipeline.assembly.drafts import Draft, date_field, evidence, time_of
from pipeline.assembly.likely.candidates import NAMES, TIES, Partner, partners, patterns
from pipeline.assembly.likely.telling import relation_of, since, stage
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.dates import DateReading
from pipeline.linking import NamedPlace
from pipeline.mentions import Mention
from pipeline.pairs.reading import Relation, Stage
from pipeline.places import PlaceReading
from pipeline.weights import weights_in

WEIGHTS = Path(__file__).with_name("weights.json")
# The probability from which a tie is believed that no rule has read.
_BELIEVED = 0.8
Printed = tuple[ReadPassage, Mention[PlaceReading]]


def likely_pairs(
    given: str,
    title: str | None,
    passages: Sequence[ReadPassage],
    book: PlaceBook,
    known: Collection[frozenset[str]],
) -> list[Draft]:
    """Return a record for each likely tie of the home place with one that none of the `known` pairs has."""
    home, key = book.home, book.home_key()
    if home is None or key is None or _is_scrap(passages):
        return []
    # A place that a rule has paired, be it with the province's capital, is that place's partner.
    paired = frozenset().union(*known)
    return [
        _record(given, home, one, book)
        for one in partners(title, passages, book, paired)
        if probability(one) >= _BELIEVED
    ]


def _is_scrap(passages: Sequence[ReadPassage]) -> bool:
    """Whether the text is a sentence or two, of which shares and counts say nothing."""
    shortest = {"en": 500, "zh": 200}
    return sum(len(read.analysis.text) / shortest[read.analysis.language] for read in passages) < 1


def probability(one: Partner) -> float:
    """Return how likely the bulletin tells a tie of the home place with this one (logistic regression)."""
    weights = _weights()
    score = weights["none"]
    for name, value in one.features.items():
        score += weights[name] * value
    return 1 / (1 + exp(-score))


@cache
def _weights() -> dict[str, float]:
    return weights_in(WEIGHTS, (*NAMES, "none"))


def _record(given: str, home: NamedPlace, one: Partner, book: PlaceBook) -> Draft:
    read, mention, start, end = _told(one)
    place = book.place(mention, read) or NamedPlace(mention.value.name)
    relation = relation_of(read.analysis, (start, end), mention)
    reached = stage(read.analysis, mention, relation)
    dated = date_field(time_of(_since(one, (read, mention), relation, reached)))
    words = evidence(given, [read.passage.given(start, end)])
    # The one step that is known of such a tie is that which its date is of.
    step = {"event": "intent" if reached == "intended" else "signing", "date": dated, "evidence": words}
    return {
        "places": (home, place),
        "relation": relation,
        "stage": reached,
        "since": dated,
        "history": [step] if dated else [],
        "rule": "pairs.likely",
        "evidence": words,
    }


def _told(one: Partner) -> tuple[ReadPassage, Mention[PlaceReading], int, int]:
    """Return the mention that a tie's word is nearest to, and the stretch from one to the other."""
    best = (10**9, 0)
    chosen = (*one.mentions[0], one.mentions[0][1].start, one.mentions[0][1].end)
    for number, (read, mention) in enumerate(one.mentions):
        start, end = read.analysis.sentence_of(mention.start)
        for sign in TIES:
            for match in patterns(read.analysis.language)[sign].matches(read.analysis.text, start, end):
                distance = mention.distance(match.start(), match.end())
                if (distance, number) < best:
                    best = distance, number
                    stretch = min(mention.start, match.start()), max(mention.end, match.end())
                    chosen = (read, mention, *stretch)
    return chosen


def _since(one: Partner, told: Printed, relation: Relation, reached: Stage) -> DateReading | None:
    """Return since when the tie stands by the mention that tells it, else by another."""
    for read, mention in (told, *one.mentions[:8]):
        found = since(read.analysis, mention, relation, reached, mention is told[1])
        if found:
            return found
    return None
