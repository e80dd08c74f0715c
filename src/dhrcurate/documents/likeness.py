"""How much two texts say the same: the share of their words, the rarer the weightier, in any order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

_STEM = 5
"""Words that begin with so many letters alike are called one: `inform`, `information`, `informed`."""
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "should",
        "shall",
        "must",
        "will",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "was",
        "were",
        "when",
        "where",
        "which",
        "who",
        "with",
        "all",
        "any",
        "not",
        "other",
        "also",
        "so",
        "such",
        "these",
        "those",
        "there",
    ]
)
_LEAST = 0.1
"""What a word weighs that stands everywhere."""

Bag = Counter[str]


def bag_of(said: Iterable[str]) -> Bag:
    """Return the words of a text without their endings, and how often each one stands there."""
    return Counter(word if word in COMMON else word[:_STEM] for word in said)


class Weights:
    """What each word weighs in one report: the more, the fewer of its passages use it."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        used = Counter(word for bag in bags for word in bag)
        most = math.log(len(bags) + 2)
        self._least = _LEAST
        self._weights = {word: max(_LEAST, math.log((len(bags) + 2) / (n + 1)) / most) for word, n in used.items()}

    def of(self, word: str) -> float:
        """Return the weight of a word, from near 0 to 1."""
        return self._least if word in COMMON else self._weights.get(word, 1.0)

    def size(self, bag: Bag) -> float:
        """Return the weight of all words of a text."""
        return sum(self.of(word) * n for word, n in bag.items())

    def shared(self, a: Bag, b: Bag) -> float:
        """Return the weight of the words that two texts have in common."""
        if len(b) < len(a):
            a, b = b, a
        return sum(self.of(word) * min(n, b[word]) for word, n in a.items() if word in b)

    def inside(self, a: Bag, b: Bag) -> float:
        """Return how much of the smaller of two texts is in the other one, from 0 to 1."""
        return self.shared(a, b) / max(min(self.size(a), self.size(b)), 1e-9)

    def alike(self, a: Bag, b: Bag) -> float:
        """Return how alike two texts are, from 0 to 1."""
        return 2 * self.shared(a, b) / max(self.size(a) + self.size(b), 1e-9)
