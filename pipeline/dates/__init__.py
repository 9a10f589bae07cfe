"""Dates: what a text prints as times, in English and in Chinese, and what these mean."""

from pipeline.dates.reader import read_dates
from pipeline.dates.reading import DateReading

__all__ = ["DateReading", "read_dates"]
