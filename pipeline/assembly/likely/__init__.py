"""Ties that no rule reads but everything speaks for: a learnt model over all places of a bulletin."""

from pipeline.assembly.likely.records import likely_pairs

__all__ = ["likely_pairs"]
