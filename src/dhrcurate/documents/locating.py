"""Where a text stands in a report, and how its words differ from the report's."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from dhrcurate.documents.stream import Stream, said_of

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
        self._said = stream.said
        self._places: dict[str, list[int]] | None = None

    @property
    def _index(self) -> dict[str, list[int]]:
        """Where each word stands; made only if a text is not found as it is."""
        if self._places is None:
            self._places = defaultdict(list)
            for at, said in enumerate(self._said):
                self._places[said].append(at)
        return self._places

    def exact(self, text: str) -> list[Match]:
        """Return every place that has the words of a text, and no others between them."""
        wanted = "".join(said_of(text))
        return [Match(first, last, 1.0) for first, last in self._stream.find(wanted)]

    def nearest(self, text: str, among: Sequence[tuple[int, int]] = ()) -> list[Match]:
        """Return the stretches of the report that are most like a text, best first.

        Args:
            text: The text.
            among: Stretches to try besides those that share rare words with it.
        """
        wanted = said_of(text)
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
            single = self._index.get(wanted[at], ())
            for places, most in ((single, _RARE), (self._pair(wanted, at), 4 * _RARE)):
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
        """Where a word stands with the next one behind it; common words are not looked up."""
        if at + 1 >= len(wanted):
            return ()
        one, two = (self._index.get(word, ()) for word in wanted[at : at + 2])
        if not one or not two or min(len(one), len(two)) > _LOOKED_UP:
            return ()
        if len(one) <= len(two):
            return [place for place in one if self._said[place + 1 : place + 2] == [wanted[at + 1]]]
        return [place - 1 for place in two if place and self._said[place - 1] == wanted[at]]

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
        start = blocks[0][1]
        end = blocks[-1][1] + blocks[-1][2]
        same = sum(length for _, _, length in blocks)
        return Match(first + start, first + end, 2 * same / (len(wanted) + end - start))


_RARE = 30
"""A word that stands in a report more often tells nothing about a place."""
_LOOKED_UP = 400
"""Pairs of which both words stand in a report more often are not looked for."""


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
