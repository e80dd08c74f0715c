"""Where a text stands in a report, and how its words differ from the report's."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from dhrcurate.documents.stream import Stream, terms_of

ALIKE = 0.55
"""The least share of words in common by which a passage is called the text's, worded otherwise."""
_TRIED = 4
"""So many stretches of the report are compared word by word."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a report that a text was found in.

    Attributes:
        first: Its first word.
        last: The word after its last one.
        alike: The share of words in common, from 0 to 1.
    """

    first: int
    last: int
    alike: float


class Locator:
    """Finds texts in a report."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._said = [term.said for term in stream.terms]
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in range(len(self._said) - 1):
            self._pairs[self._said[at], self._said[at + 1]].append(at)
        self._singles: dict[str, list[int]] = defaultdict(list)
        counts = Counter(self._said)
        for at, said in enumerate(self._said):
            if counts[said] <= _RARE:
                self._singles[said].append(at)

    def exact(self, text: str) -> list[Match]:
        """Return every place that has the words of a text, and no others between them."""
        wanted = "".join(term.said for term in terms_of(text))
        return [Match(first, last, 1.0) for first, last in self._stream.find(wanted)]

    def nearest(self, text: str, among: Sequence[tuple[int, int]] = ()) -> list[Match]:
        """Return the stretches of the report that are most like a text, best first.

        Args:
            text: The text.
            among: Stretches to try besides those that share rare words with it.
        """
        wanted = [term.said for term in terms_of(text)]
        if not wanted:
            return []
        found = [self._aligned(wanted, first, last) for first, last in (*self._windows(wanted), *among)]
        best: dict[tuple[int, int], Match] = {}
        for match in found:
            if match is not None:
                best.setdefault((match.first, match.last), match)
        return sorted(best.values(), key=lambda match: -match.alike)

    def _windows(self, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The stretches that share the most, and the rarest, words and pairs of words with a text."""
        size = len(wanted)
        step = max(size // 2, 4)
        weights: Counter[int] = Counter()
        for at in range(size):
            for places, most in ((self._singles.get(wanted[at], ()), _RARE), (self._pair(wanted, at), 4 * _RARE)):
                if places and len(places) <= most:
                    weight = 1 / (1 + math.log(len(places) + 1))
                    for bucket in {(place - at) // step for place in places}:
                        weights[bucket] += weight  # type: ignore[assignment]
        near: Counter[int] = Counter()
        for bucket, weight in weights.items():
            near[bucket] = weight + weights.get(bucket + 1, 0)
        taken: list[int] = []
        for bucket, _ in near.most_common():
            if all(abs(bucket - other) > 1 for other in taken):
                taken.append(bucket)
                start = bucket * step
                yield max(0, start - step // 2), min(len(self._said), start + size + 2 * step + step // 2)
            if len(taken) == _TRIED:
                return

    def _pair(self, wanted: Sequence[str], at: int) -> Sequence[int]:
        return self._pairs.get((wanted[at], wanted[at + 1]), ()) if at + 1 < len(wanted) else ()

    def _aligned(self, wanted: Sequence[str], first: int, last: int) -> Match | None:
        """The part of a stretch that a text aligns with."""
        there = self._said[first:last]
        blocks = [
            (op.src_start, op.dest_start, op.src_end - op.src_start)
            for op in Indel.opcodes(wanted, there)
            if op.tag == "equal"
        ]
        blocks = _without_strays(blocks, len(wanted))
        if not blocks:
            return None
        start = max(blocks[0][1] - _lead(blocks[0], there), 0)
        end = blocks[-1][1] + blocks[-1][2]
        same = sum(length for _, _, length in blocks)
        return Match(first + start, first + end, 2 * same / (len(wanted) + end - start))


_RARE = 30
"""A word that stands in a report more often tells nothing about a place."""


def _lead(block: tuple[int, int, int], there: Sequence[str]) -> int:
    """How many words before the first common one belong to the passage: none, as nothing tells."""
    del block, there
    return 0


def _without_strays(blocks: Sequence[tuple[int, int, int]], size: int) -> list[tuple[int, int, int]]:
    """Leave out common words at the ends that stand far from the others."""
    kept = list(blocks)
    while len(kept) > 1 and _is_stray(kept[0], kept[1], size):
        kept.pop(0)
    while len(kept) > 1 and _is_stray(kept[-1], kept[-2], size):
        kept.pop()
    return kept


def _is_stray(end: tuple[int, int, int], inner: tuple[int, int, int], size: int) -> bool:
    a, b = sorted((end, inner))
    gap = b[1] - (a[1] + a[2])
    own = b[0] - (a[0] + a[2])
    return gap - own > max(3, 4 * end[2], size // 8 if end[2] < 3 else 0)
