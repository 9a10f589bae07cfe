"""The country and currency codes that a record may hold."""

from functools import cache


@cache
def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes (source: pycountry), and `XK`, used by GeoNames for Kosovo.

    >>> "DE" in country_codes(), "UK" in country_codes()
    (True, False)
    """
    import pycountry

    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


@cache
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes, withdrawn ones too, since old bulletins name marks and lire (source: Babel).

    >>> {"CNY", "DEM"} <= currency_codes()
    True
    """
    from babel.numbers import list_currencies

    return frozenset(list_currencies())
