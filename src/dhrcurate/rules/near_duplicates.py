"""Finds texts that are nearly the same without comparing all with all.

Texts are sorted three ways: by their beginning, by their end, and by what follows the first verb of duty (so that only
the agency differs before it). Near copies end up side by side in one of these orders, where each is compared with its
next few neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

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


Order = Literal["end", "beginning", "task"]
"""By what texts are sorted."""

ORDERS: tuple[Order, ...] = ("end", "beginning", "task")
"""All orders; the one that takes longest comes first."""


def near_pairs(texts: Sequence[str], score: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly or wholly the same.

    Args:
        texts: Texts, compared letter by letter; short ones are the caller's to leave out.
        score: The least similarity, from 0 to 100 (the share of characters that stay, as rapidfuzz measures it).

    Yields:
        The positions of the two, the lower one first, and their similarity; each pair once, not all pairs of a group.
        Two that differ before the verb of duty only are as alike as what follows it.
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
    """The pairs that are found in one order; see `near_pairs`.

    Args:
        order: By what the texts are sorted.
        texts: The texts.
        score: The least similarity.
        duties: What `duty_end` gives for each text.
    """
    if order == "task":
        texts = [text[start:] for text, start in zip(texts, duties, strict=True)]
    keys = [text[::-1] for text in texts] if order == "end" else texts
    pairs = []
    for a, b in _neighbours(keys, score / (200 - score)):
        one, other = texts[a], texts[b]
        if len(one) >= LONG and not _may_be_near(one, other):
            continue
        if found := ratio(one, other, score_cutoff=score):
            pairs.append((min(a, b), max(a, b), found))
    return pairs


def _neighbours(keys: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Each text with the few after it that share its opening, once all are sorted.

    Args:
        keys: What the texts are sorted by.
        least: The share of the longer one that the shorter one must have in length: no near copy has less.
    """
    order = sorted(range(len(keys)), key=keys.__getitem__)
    for at, (key, following) in enumerate(pairwise([keys[i] for i in order])):
        size = len(key)
        opening = key[: SHARED if size > 4 * SHARED else size // 4]
        if not following.startswith(opening):
            continue
        for i in order[at + 1 : at + 1 + NEIGHBOURS]:
            other = keys[i]
            if not other.startswith(opening):
                break
            if len(other) >= least * size and size >= least * len(other):
                yield order[at], i


def duty_end(text: str) -> int:
    """Where the first verb of duty ends; the beginning of the text where too little follows one."""
    match = _DUTY.search(text, 0, OPENING)
    return match.end() if match and len(text) - match.end() >= REST else 0


def _may_be_near(a: str, b: str) -> bool:
    """Whether two long texts share enough short stretches to be worth comparing letter by letter.

    Of near copies most stretches stand in both; of texts that merely begin alike only the first ones do.
    """
    left = MISSING
    for at in range(len(a) - STRETCH, 0, -(len(a) // STRETCHES)):
        if a[at : at + STRETCH] not in b:
            if not left:
                return False
            left -= 1
    return True
