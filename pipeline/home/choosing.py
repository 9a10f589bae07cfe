"""Choose the home place by weights learnt from the gold (`make train`)."""

from functools import cache, lru_cache
from math import exp
from pathlib import Path

from corpus import Bulletin
from corpus.simplify import simplified
from pipeline.home.candidate import NAMES, Candidate
from pipeline.home.candidates import Places, candidates, chinese_characters
from pipeline.home.chinese import home_of
from pipeline.places import PlaceReading, read_places
from pipeline.weights import weights_in

# The probability under which the choice is left to what the first lines say.
_SURE = 0.5
# The probability from which nothing else is asked about whose money is meant.
_CERTAIN = 0.9
WEIGHTS = Path(__file__).with_name("weights.json")


def find_home(bulletin: Bulletin, body: Places) -> PlaceReading | None:
    """Return the bulletin's own place under its printed name, None where nothing speaks for any.

    What the caller told stands. A Chinese page names itself in its first lines, as `corpus` reads them; an
    English one may be either side's, and the likeliest candidate is taken (a conditional logit, McFadden
    1974).

    >>> from corpus import read_text
    >>> text = "Guests of Konin, Poland were in our city. Deyang and Konin are sister cities."
    >>> bulletin = read_text(text)
    >>> find_home(bulletin, [(text, read_places(text, "en"))]).name
    'Deyang'
    """
    return choose_home(bulletin, body)[0]


def choose_home(bulletin: Bulletin, body: Places) -> tuple[PlaceReading | None, bool]:
    """Return the bulletin's own place as `find_home` does, and whether it is all but certain.

    What the caller told is, and what a Chinese page says of itself; an English page's if it is much likelier
    than all others.
    """
    if bulletin.home_told:
        return _framed(bulletin), True
    if not _mainly_english(body):
        settled, name = home_of(bulletin)
        if settled:
            return (_reading(name) if name else None), True
        return _framed(bulletin), True
    found = candidates(bulletin, body)
    scores = [_score(candidate) for candidate in found]
    likely = [exp(score) for score in (*scores, _weights()["none"])]
    best = max(range(len(likely)), key=lambda index: likely[index])
    # A place named once, as in a list of pairs, is nobody's own.
    if best == len(found) or likely[best] < _SURE * sum(likely) or _named_once(found[best]):
        return _framed(bulletin), False
    return _reading(_printed(found[best])), likely[best] >= _CERTAIN * sum(likely)


def _mainly_english(body: Places) -> bool:
    chinese = sum(chinese_characters(part) for part, _ in body)
    return chinese * 20 < sum(len(part) for part, _ in body)


@cache
def _weights() -> dict[str, float]:
    return weights_in(WEIGHTS, (*NAMES, "none"))


def _score(candidate: Candidate) -> float:
    weights = _weights()
    return sum(weights[name] * value for name, value in candidate.features.items())


def _printed(candidate: Candidate) -> str:
    """Return the form that is printed most, the shorter of two, not in capitals."""
    forms = candidate.forms or {candidate.reading.name: 1}
    form = min(forms, key=lambda form: (-forms[form], len(form), form))
    return form.title() if form.isupper() and form.isascii() else form


def _framed(bulletin: Bulletin) -> PlaceReading | None:
    return _reading(bulletin.home) if bulletin.home else None


# A city's bulletins come one after another.
@lru_cache(16)
def _reading(name: str) -> PlaceReading:
    """Return a place with what the gazetteer knows of it."""
    chinese = chinese_characters(name) > 0
    simple = simplified(name) if chinese else name
    for mention in read_places(simple, "zh" if chinese else "en"):
        if mention.start == 0 and mention.end == len(simple):
            value = mention.value
            return PlaceReading(name, value.country, value.geonames_id, value.level)
    return PlaceReading(name)


def _named_once(candidate: Candidate) -> bool:
    return candidate.count < 2 and not candidate.features.get("own_organisation")
