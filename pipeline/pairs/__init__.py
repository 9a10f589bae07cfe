"""City pairs: which two places have, had or will have a tie, of which kind, since when."""

from pipeline.pairs.reading import TieReading
from pipeline.pairs.ties import read_ties

__all__ = ["TieReading", "read_ties"]
