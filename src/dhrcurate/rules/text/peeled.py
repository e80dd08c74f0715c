"""Texts that stand wholly in quotation marks or brackets, without these."""

from __future__ import annotations

from typing import NamedTuple

_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", '"': '"', "'": "'"}
_APOSTROPHES = "’'"


class Peeled(NamedTuple):
    """A text without the signs around it.

    Attributes:
        text: What stands between them.
        start: Where it begins in the whole text.
    """

    text: str
    start: int


def peeled(text: str) -> Peeled | None:
    """What stands between the first and the last sign of a text, `None` if they do not belong to each other."""
    closing = _PAIRS.get(text[:1])
    end = len(text.rstrip())
    if closing is None or end < _LEAST or text[end - 1] != closing:
        return None
    inner = text[1 : end - 1]
    if text[0] in inner or (closing in inner and closing not in _APOSTROPHES):
        return None  # two enclosed parts: "(a) ... (b)"
    return Peeled(inner, 1)


_LEAST = 12
