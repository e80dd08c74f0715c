"""Finds nearly equal texts without comparing all with all.

Texts are sorted in three ways: by their beginning, by their end, and by the words after the first verb of duty (so that
only the agency before it differs). Near duplicates are neighbours in one of these orders, and each text is compared
with its next few neighbours only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Literal

from rapidfuzz.fuzz import ratio

NEIGHBOURS = 3
"""The number of successors in an order that a text is compared with."""
SHARED = 40
"""The number of first characters that neighbours must share in their order; a quarter of a short text is enough."""

LONG = 200
"""The length from which a comparison is expensive enough to avoid."""
SAMPLES = 8
SAMPLE_LENGTH = 14
MISSING = 2
"""The number of samples of a long text to find in another, their length, and how many may be missing."""
OPENING = 120
"""The number of first characters in which to search for the verb of duty."""
REST = 40
"""The least number of characters after it that are compared by themselves."""

_DUTY = re.compile(r"(?:s(?<=\bs)(?:hould|hall)|m(?<=\bm)ust|w(?<=\bw)ill|n(?<=\bn)eeds? to|t(?<=\bt)o)\b")
"""Should, shall, must, will, need to, needs to, or to; the letter first, for which a search is quicker."""


Order = Literal["end", "beginning", "task"]
"""The part of a text to sort by."""

ORDERS: tuple[Order, ...] = ("end", "beginning", "task")
"""All orders, the slowest first."""


def near_pairs(texts: Sequence[str], score: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly or exactly the same.

    Args:
        texts: Texts, compared letter by letter; the caller leaves out short ones.
        score: The least similarity, from 0 to 100 (the share of characters that stay, as rapidfuzz measures it).

    Yields:
        The positions of the two, the lower one first, and their similarity; each pair once, but not all pairs of a
        group. Two that differ only before the verb of duty are as similar as the words after it.
    """
    duties = list(map(duty_end, texts))
    seen: set[tuple[int, int]] = set()
    for order in sorted(ORDERS):
        for a, b, found in near_in_order(order, texts, score, duties):
            if (a, b) not in seen:
                seen.add((a, b))
                yield a, b, found


def near_in_order(
    order: Order, texts: Sequence[str], score: float, duties: Sequence[int]
) -> list[tuple[int, int, float]]:
    """The pairs found in one order; see `near_pairs`.

    Args:
        order: The part of the texts to sort by.
        texts: The texts.
        score: The least similarity.
        duties: The result of `duty_end` for each text.
    """
    if order == "task":
        texts = [text[start:] for text, start in zip(texts, duties, strict=True)]
    from_end = order == "end"
    alike = _that_open_alike(texts, from_end=from_end)
    keys = {i: texts[i][::-1] if from_end else texts[i] for i in alike}
    pairs = []
    for a, b in _neighbours(keys, score / (200 - score)):
        one, other = texts[a], texts[b]
        if len(one) >= LONG and not _may_be_near(one, other):
            continue
        if found := ratio(one, other, score_cutoff=score):
            pairs.append((min(a, b), max(a, b), found))
    return pairs


def _that_open_alike(texts: Sequence[str], *, from_end: bool) -> Sequence[int]:
    """The positions of the texts that may have a neighbour: another one begins (or ends) as neighbours at least do.

    The others may be left out: they are not between neighbours in any order.
    """
    least = _opening(min(map(len, texts), default=0))
    if not least:
        return range(len(texts))
    openings = [text[-least:] for text in texts] if from_end else [text[:least] for text in texts]
    if len(set(openings)) == len(openings):
        return ()
    counts = Counter(openings)
    return [i for i, opening in enumerate(openings) if counts[opening] > 1]


def _opening(size: int) -> int:
    """The number of first characters that a text of a length shares with its neighbours."""
    return SHARED if size > 4 * SHARED else size // 4


def _neighbours(keys: Mapping[int, str], least: float) -> Iterator[tuple[int, int]]:
    """Each text with the few after it that share its opening, in sorted order.

    Args:
        keys: The sort keys of the texts, by their positions.
        least: The least ratio of the shorter to the longer length: no near duplicate has less.
    """
    order = sorted(keys, key=keys.__getitem__)
    ordered = [keys[i] for i in order]
    openings = [key[: _opening(len(key))] for key in ordered]
    followed = map(str.startswith, ordered[1:], openings)
    for at in compress(range(len(order)), followed):
        opening, size = openings[at], len(ordered[at])
        for i in order[at + 1 : at + 1 + NEIGHBOURS]:
            other = keys[i]
            if not other.startswith(opening):
                break
            if len(other) >= least * size and size >= least * len(other):
                yield order[at], i


def duty_end(text: str) -> int:
    """The end of the first verb of duty; 0 if too little follows it."""
    match = _DUTY.search(text, 0, OPENING)
    return match.end() if match and len(text) - match.end() >= REST else 0


def _may_be_near(a: str, b: str) -> bool:
    """True if two long texts share enough samples to be worth comparing letter by letter.

    Near duplicates share most samples; texts that only begin alike share the first ones.
    """
    left = MISSING
    for at in range(len(a) - SAMPLE_LENGTH, 0, -(len(a) // SAMPLES)):
        if a[at : at + SAMPLE_LENGTH] not in b:
            if not left:
                return False
            left -= 1
    return True
