"""Finds texts that are nearly the same without comparing all with all.

Texts are sorted three ways: by their beginning, by their end, and by what follows the first verb of duty (so that only
the agency differs before it). Near copies end up side by side in one of these orders, where each is compared with its
next few neighbours. The cost is that of sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz.fuzz import ratio

NEIGHBOURS = 3
"""How many of its successors in an order a text is compared with."""
SHARED = 12
"""How many characters neighbours must share in the order in which they meet."""

_DUTY = re.compile(r"\b(?:should|must|shall|will|needs? to|to)\b")


def near_pairs(texts: Sequence[str], score: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly or wholly the same.

    Args:
        texts: Texts in one case of letters; short ones are the caller's to leave out.
        score: The least similarity, from 0 to 100 (the share of characters that stay, as rapidfuzz measures it).

    Yields:
        The positions of the two, the lower one first, and their similarity; each pair once, not all pairs of a group.
    """
    seen: set[tuple[int, int]] = set()
    for keys in (texts, [t[::-1] for t in texts], [_after_duty(t) for t in texts]):
        order = sorted(range(len(texts)), key=keys.__getitem__)
        for at, first in enumerate(order):
            opening = keys[first][:SHARED]
            for second in islice(order, at + 1, at + 1 + NEIGHBOURS):
                if not keys[second].startswith(opening):
                    break
                pair = (first, second) if first < second else (second, first)
                if pair in seen:
                    continue
                seen.add(pair)
                found = (
                    100.0 if texts[first] == texts[second] else ratio(texts[first], texts[second], score_cutoff=score)
                )
                if found:
                    yield *pair, found


def _after_duty(text: str) -> str:
    match = _DUTY.search(text, 0, 200)
    return text[match.end() :] if match else text
