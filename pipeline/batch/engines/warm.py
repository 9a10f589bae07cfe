"""All that reading needs, loaded: the fork server imports this, so that what it forks can read at once."""

import gc
from contextlib import suppress

from pipeline.reader import Reader, load

# A line for each part that is loaded when a text first needs it: languages, kinds of facts, pages.
_TEXTS = (
    "Zhao Hui, Mayor of Deyang, led a 6-member delegation to its sister city Konin, Poland, on 3 May 2015.\n"
    "The hosts gave 5,000 euros, and the two mayors signed a letter of intent last week.",
    "2015年5月3日，德阳市市长赵辉率6人代表团访问友好城市波兰科宁市。\n对方捐赠300万日元，双方签署意向书。",
    "<!doctype html><html><head><title>Sister cities</title></head><body><article><p>The mayor of Konin came "
    "to Deyang in May 2015 with a delegation of six.</p></article></body></html>",
)


def warm_reader() -> Reader:
    """Return a reader that has nothing left to load.

    >>> len(warm_reader().read("Konin gave 5,000 euros.").amounts)
    1
    """
    import corpus

    reader = load()
    for text in _TEXTS:
        reader.read_bulletin(corpus.read_bytes(text.encode(), id="warm"))
    return reader


# The fork server must not die of what the processes themselves report when they cannot load it either.
with suppress(Exception):
    warm_reader()
# What loading left behind is swept here once, and not in each process, which would copy the pages.
gc.collect()
