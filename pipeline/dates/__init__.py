"""Dates: what a text prints as times, in English and in Chinese, and what these mean."""

from pipeline.dates.document_year import document_year
from pipeline.dates.memory import Told
from pipeline.dates.reader import read_dates
from pipeline.dates.reading import DateReading
from pipeline.dates.spoken import told_on

__all__ = ["DateReading", "Told", "document_year", "read_dates", "told_on"]
