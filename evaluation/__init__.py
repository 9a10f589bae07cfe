"""Scores: how many of the facts that a careful reader finds are found, and how many found are right."""
