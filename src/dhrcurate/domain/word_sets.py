"""Lists of words that read better as prose."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(listed.split())
