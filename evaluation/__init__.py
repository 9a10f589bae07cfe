"""Scores: how many of the facts that a careful reader finds are found, and how many found are right."""

from evaluation.values import KINDS, Counts, score_bulletin

__all__ = ["KINDS", "Counts", "score_bulletin"]
