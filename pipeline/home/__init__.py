"""Whose bulletin it is: the place that `our city`, `我市` and `the council` mean."""

from pipeline.home.choosing import choose_home, find_home

__all__ = ["choose_home", "find_home"]
