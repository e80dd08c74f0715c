"""Shares with their exact intervals, of what was counted; `docs/quality.md` defines them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dhrcurate.domain.interval import exact_interval

COUNTS = (
    "n", "kept", "number_corrected", "text_corrected", "cell_corrected", "divided", "joined", "rejected",
    "no_recommendation", "duplicate", "out_of_scope", "unstated", "removed", "added", "open",
)  # fmt: skip
"""What is told of the counts, in order."""
_FIELDS = ("number", "text", "cell")


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval.

    Attributes:
        value: The share; `None` of nothing.
        low: The lower end of its interval, of 95 per cent.
        high: The upper end.
    """

    value: float | None
    low: float
    high: float


def share(hits: int, total: int) -> Share:
    """A share of a total."""
    return Share(hits / total if total else None, *exact_interval(hits, total))


def shares(counts: Mapping[str, int]) -> dict[str, Share]:
    """Precision, recall and F1 of recommendations, and the accuracy of each field, by their names."""
    found, rows = counts.get("found", 0), counts.get("n", 0)
    recommendations = found + counts.get("within", 0) + counts.get("added", 0)
    fields = {name: share(found - counts.get(f"{name}_corrected", 0), found) for name in _FIELDS}
    return {
        "precision": share(found, rows),
        "recall": share(found, recommendations),
        "f1": _f1(share(found, rows + recommendations - found)),
        **fields,
    }


def _f1(both: Share) -> Share:
    """F1 of what is right among all that either side has: it grows with that share alone, and so do the ends."""
    return Share(None if both.value is None else _f1_of(both.value), _f1_of(both.low), _f1_of(both.high))


def _f1_of(both: float) -> float:
    return 2 * both / (1 + both)


def word_error_rate(counts: Mapping[str, int]) -> float | None:
    """Words to be changed, left out or put in, for each word as it should be; `None` of no words."""
    words = counts.get("words", 0)
    return counts.get("word_errors", 0) / words if words else None


def told_right(counts: Mapping[str, int]) -> Share:
    """How often a rule was right where somebody decided: fixed or acted on, and not waived."""
    right = counts.get("fixed", 0) + counts.get("acted_on", 0)
    return share(right, right + counts.get("waived", 0))
