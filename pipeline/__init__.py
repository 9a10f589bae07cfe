"""Reading: a bulletin's text to validated records.

>>> from pipeline import load
>>> records = load().read("Lahti of Finland has been a sister city of Deyang since 2000.")
>>> [place.name for place in records.city_pairs[0].places]
['Deyang', 'Lahti']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.reader import Reader, load

__all__ = ["Reader", "load"]


def __getattr__(name: str) -> Any:
    # Imported when asked for, so that `youcheng --help` need not wait for the whole reader.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline import reader

    return getattr(reader, name)
