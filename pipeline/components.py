"""The spaCy side: a registered component a kind of fact, mentions in span groups and on `doc._.analysis`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import steps
from pipeline.analysis import Analysis, Setting
from pipeline.lexicon import words
from pipeline.mentions import Mention, PassageLanguage

COMPONENTS = (
    "youcheng_dates",
    "youcheng_amounts",
    "youcheng_places",
    "youcheng_people",
    "youcheng_pairs",
    "youcheng_delegations",
)
_LONGEST_SUFFIX = 100

if not Doc.has_extension("analysis"):
    Doc.set_extension("analysis", default=None)
    Doc.set_extension("setting", default=None)
    Span.set_extension("reading", default=None)
    Span.set_extension("rule", default=None)


@cache
def load_nlp(language: PassageLanguage) -> Language:
    """Return the spaCy pipeline of a language: its tokenizer (jieba for Chinese), then a component a kind.

    >>> doc = load_nlp("en")("A delegation visited Lahti of Finland in May 2015.")
    >>> doc.spans["dates"]
    [May 2015]
    """
    nlp = _english() if language == "en" else _chinese()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


class _NearEnd:
    """Looks for a suffix in the last characters of a token only, since spaCy looks again after each it finds.

    `pattern` is what spaCy saves of a search when it saves a tokenizer.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._search = re.compile(pattern).search

    def search(self, token: str) -> "re.Match[str] | None":
        """Return where a suffix stands, in a token of any length."""
        return self._search(token[-_LONGEST_SUFFIX:])


def _english() -> Language:
    """Return spaCy's English, which else takes minutes for a line of 20,000 full stops."""
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = _NearEnd(tokenizer.suffix_search.__self__.pattern).search
    return nlp


def _chinese() -> Language:
    """Return spaCy's Chinese with the jieba segmenter, taught the words of our lexicon."""
    import jieba
    from spacy.lang.zh import Chinese

    jieba.setLogLevel("ERROR")
    nlp = Chinese.from_config(
        {"nlp": {"tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"}}}
    )
    for word in (*words("zh", "places")["known"], *words("zh", "delegations")["groups"]):
        jieba.add_word(word)
    return nlp


def analysis_of(doc: Doc) -> Analysis:
    """Return the analysis that the components of `doc` share, made on first use."""
    analysis: Analysis | None = doc._.analysis
    if analysis is None:
        language: PassageLanguage = "zh" if doc.lang_ == "zh" else "en"
        analysis = Analysis(doc.text, language, doc._.setting or Setting())
        doc._.analysis = analysis
    return analysis


def _mark(doc: Doc, group: str, mentions: Sequence[Mention[Any]]) -> None:
    """Put the mentions into a span group: whole tokens, so a glued mention widens to its token."""
    spans = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, label=group, alignment_mode="expand")
        if span is not None:
            span._.reading, span._.rule = mention.value, mention.rule
            spans.append(span)
    doc.spans[group] = spans


@Language.component("youcheng_dates", assigns=["doc.spans"])
def dates(doc: Doc) -> Doc:
    """Read the dates, settled by publication and by what was told before."""
    analysis = analysis_of(doc)
    steps.dates(analysis)
    _mark(doc, "dates", analysis.dates)
    return doc


@Language.component("youcheng_amounts", assigns=["doc.spans"])
def amounts(doc: Doc) -> Doc:
    """Read the sums of money."""
    analysis = analysis_of(doc)
    steps.amounts(analysis)
    _mark(doc, "amounts", analysis.amounts)
    return doc


@Language.component("youcheng_places", assigns=["doc.spans"])
def places(doc: Doc) -> Doc:
    """Read the places."""
    analysis = analysis_of(doc)
    steps.places(analysis)
    _mark(doc, "places", analysis.places)
    return doc


@Language.component("youcheng_people", assigns=["doc.spans"], requires=["doc.spans"])
def people(doc: Doc) -> Doc:
    """Read the people with an office; a place inside a person's name is none."""
    analysis = analysis_of(doc)
    steps.people(analysis)
    _mark(doc, "places", analysis.places)
    _mark(doc, "people", analysis.people)
    return doc


@Language.component("youcheng_pairs", assigns=["doc.spans"], requires=["doc.spans"])
def pairs(doc: Doc) -> Doc:
    """Read the ties of two places."""
    analysis = analysis_of(doc)
    steps.pairs(analysis)
    _mark(doc, "city_pairs", analysis.ties)
    return doc


@Language.component("youcheng_delegations", assigns=["doc.spans"], requires=["doc.spans"])
def delegations(doc: Doc) -> Doc:
    """Read the groups of people."""
    analysis = analysis_of(doc)
    steps.delegations(analysis)
    _mark(doc, "delegations", analysis.groups)
    return doc
