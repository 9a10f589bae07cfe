"""Delegations: groups that one side sends or receives, crowds at an event, and sums over several visits."""

from pipeline.delegations.merging import merge_groups
from pipeline.delegations.reader import read_groups
from pipeline.delegations.reading import GroupReading

__all__ = ["GroupReading", "merge_groups", "read_groups"]
