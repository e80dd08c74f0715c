"""Finds texts that are nearly the same without comparing all with all.

Texts are sorted three ways: by their beginning, by their end, and by what follows the first verb of duty (so that only
the agency differs before it). Near copies end up side by side in one of these orders, where each is compared with its
next few neighbours. The cost is that of sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

NEIGHBOURS = 3
"""How many of its successors in an order a text is compared with."""
SHARED = 40
"""How many characters neighbours must share in the order in which they meet; of short texts a quarter is enough."""

LONG = 200
"""From how many characters on a comparison is dear enough to be avoided."""
STRETCHES = 8
STRETCH = 14
MISSING = 2
"""How many stretches of a long text are looked for in another, of how many characters, and how many may be missing."""
OPENING = 120
"""How far from its beginning a text's verb of duty is looked for, in characters."""
REST = 40
"""How many characters must follow it to be compared by themselves."""

_DUTY = re.compile(r"\b(?:should|must|shall|will|needs? to|to)\b")


def near_pairs(texts: Sequence[str], score: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly or wholly the same.

    Args:
        texts: Texts, compared letter by letter; short ones are the caller's to leave out.
        score: The least similarity, from 0 to 100 (the share of characters that stay, as rapidfuzz measures it).

    Yields:
        The positions of the two, the lower one first, and their similarity; each pair once, not all pairs of a group.
        Two that differ before the verb of duty only are as alike as what follows it.
    """
    seen: set[tuple[int, int]] = set()
    duties = [_after_duty(t) for t in texts]
    # Of two texts that share so much, the shorter one cannot be shorter than this share of the longer one.
    least = score / (200 - score)
    for keys, compared in ((texts, texts), ([t[::-1] for t in texts], texts), (duties, duties)):
        sizes = [len(t) for t in compared]
        order = sorted(range(len(texts)), key=keys.__getitem__)
        for at, first in enumerate(order):
            opening = keys[first][: min(SHARED, len(keys[first]) // 4)]
            size = sizes[first]
            for second in order[at + 1 : at + 1 + NEIGHBOURS]:
                if not keys[second].startswith(opening):
                    break
                other = sizes[second]
                if other < least * size or size < least * other:
                    continue
                pair = (first, second) if first < second else (second, first)
                if pair in seen or (size >= LONG and not _may_be_near(compared[first], compared[second])):
                    continue
                found = ratio(compared[first], compared[second], score_cutoff=score)
                if found:
                    seen.add(pair)
                    yield *pair, found


def _after_duty(text: str) -> str:
    """What follows the first verb of duty, or the whole text where too little does."""
    match = _DUTY.search(text, 0, OPENING)
    return text[match.end() :] if match and len(text) - match.end() >= REST else text


def _may_be_near(a: str, b: str) -> bool:
    """Whether two long texts share enough short stretches to be worth comparing letter by letter.

    Of near copies most stretches stand in both; of texts that merely begin alike only the first ones do.
    """
    step = len(a) // STRETCHES
    missing = 0
    for at in range(len(a) - STRETCH, 0, -step):
        missing += a[at : at + STRETCH] not in b
        if missing > MISSING:
            return False
    return True
