"""Reading: a bulletin's text to validated records.

>>> from pipeline import load
>>> records = load().read("Lahti of Finland has been a sister city of Deyang since 2000.")
>>> [place.name for place in records.city_pairs[0].places]
['Deyang', 'Lahti']
"""

from pipeline.reader import Reader, load

__all__ = ["Reader", "load"]
