"""Finds texts that are nearly the same without comparing all with all.

Texts are sorted three ways: by their beginning, by their end, and by what follows the first verb of duty (so that only
the agency differs before it). Near copies end up side by side in one of these orders, where each is compared with its
next few neighbours. Only those are sorted that share their opening with another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


def near_pairs(
    texts: Sequence[str], score: float, duties: Sequence[int] | None = None
) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly or wholly the same.

    Args:
        texts: Texts, compared letter by letter; short ones are the caller's to leave out.
        score: The least similarity, from 0 to 100 (the share of characters that stay, as rapidfuzz measures it).
        duties: What `duty_end` gives for each text, where that is known.

    Yields:
        The positions of the two, the lower one first, and their similarity; each pair once, not all pairs of a group.
        Two that differ before the verb of duty only are as alike as what follows it.
    """
    seen: set[tuple[int, int]] = set()
    whole = [0] * len(texts)
    if duties is None:
        duties = list(map(duty_end, texts))
    for order in (_Order(texts, whole), _Order(texts, whole, backwards=True), _Order(texts, duties)):
        for a, b in order.neighbours(score / (200 - score)):
            pair = (a, b) if a < b else (b, a)
            if pair in seen:
                continue
            one, other = order.compared(a), order.compared(b)
            if len(one) >= LONG and not _may_be_near(one, other):
                continue
            if found := ratio(one, other, score_cutoff=score):
                seen.add(pair)
                yield *pair, found


@dataclass(frozen=True, slots=True)
class _Order:
    """An order of texts.

    Attributes:
        texts: The texts.
        starts: Where in each that begins by which it is ordered and compared.
        backwards: Whether they are ordered by their ends.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    backwards: bool = False

    def compared(self, i: int) -> str:
        """What of a text is compared."""
        return self.texts[i][self.starts[i] :]

    def neighbours(self, least: float) -> Iterator[tuple[int, int]]:
        """Each text with the few after it that share its opening.

        Args:
            least: The share of the longer one that the shorter one must have in length: no near copy has less.
        """
        sizes = [len(text) - start for text, start in zip(self.texts, self.starts, strict=True)]
        shared = [min(SHARED, size // 4) for size in sizes]
        for group in self._groups(shared):
            keys = {i: self._key(i) for i in group}
            group.sort(key=keys.__getitem__)
            for at, first in enumerate(group):
                opening, size = keys[first][: shared[first]], sizes[first]
                for second in group[at + 1 : at + 1 + NEIGHBOURS]:
                    if not keys[second].startswith(opening):
                        break
                    if sizes[second] >= least * size and size >= least * sizes[second]:
                        yield first, second

    def _key(self, i: int) -> str:
        return self.texts[i][::-1] if self.backwards else self.compared(i)

    def _groups(self, shared: Sequence[int]) -> Iterator[list[int]]:
        """The texts that share an opening with another, so that most need not be sorted.

        Args:
            shared: How many characters each text's neighbours must share with it.
        """
        waiting = [(list(range(len(shared))), -1)] if shared else []
        while waiting:
            members, known = waiting.pop()
            count = min([shared[i] for i in members])
            if count <= known:
                yield members
                continue
            alike: dict[str, list[int]] = defaultdict(list)
            for i in members:
                text, start = self.texts[i], self.starts[i]
                opening = text[len(text) - count :] if self.backwards else text[start : start + count]
                alike[opening].append(i)
            waiting += [(group, count) for group in alike.values() if len(group) > 1]


def duty_end(text: str) -> int:
    """Where the first verb of duty ends; the beginning of the text where too little follows one."""
    match = _DUTY.search(text, 0, OPENING)
    return match.end() if match and len(text) - match.end() >= REST else 0


def _may_be_near(a: str, b: str) -> bool:
    """Whether two long texts share enough short stretches to be worth comparing letter by letter.

    Of near copies most stretches stand in both; of texts that merely begin alike only the first ones do.
    """
    step = len(a) // STRETCHES
    left = MISSING
    for at in range(len(a) - STRETCH, 0, -step):
        if a[at : at + STRETCH] not in b:
            if not left:
                return False
            left -= 1
    return True
