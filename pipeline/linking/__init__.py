"""Linking: which place of the gazetteer each place of the records is, settled over the whole bulletin.

A name is looked up with its printed kind; then what the bulletin says decides, in this order: the country
printed beside the place, its kind, its name in the other script, the region printed beside it, the level of
the place that it is paired with, which of a city and the unit named after it is meant, other places of the
same subdivision and country, nearness to the home place, and population last. A county or district of China
that is left then is looked for among the towns that such are run from. Where none of the places outweighs the
others, the place stays without identifier.
"""

from pipeline.linking.choosing import alone, fitting, possible
from pipeline.linking.kinds import printed
from pipeline.linking.records import LinkedPlace, NamedPlace, linked

__all__ = ["LinkedPlace", "NamedPlace", "alone", "fitting", "linked", "possible", "printed"]
