"""The halves of a bulletin in two languages, told apart by script."""

import re

from corpus.scripts import HAN
from pipeline.register.blocks import FactRow

_HAN = re.compile(f"[{HAN}]")


def scripts_of(fact: FactRow) -> frozenset[bool]:
    """Return the scripts of the words that tell a fact: True for Chinese characters, False for others."""
    return frozenset(_HAN.search(span["text"]) is not None for span in fact.data["evidence"])


def halves_of(fact: FactRow) -> frozenset[tuple[str, bool]]:
    """Return the halves of its bulletin that tell a fact."""
    return frozenset((fact.bulletin, script) for script in scripts_of(fact))
