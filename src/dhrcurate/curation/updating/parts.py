"""Rows that are parts of another one: a recommendation that was divided, or two that were joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.fuzz import partial_ratio, partial_ratio_alignment

_SHARE = 0.65
"""How much of a part stands in the whole, and is in none of the other parts."""
_RUNS = 0.2
"""How many of a part's runs of two words stand in the whole at least, where some of its words were changed."""
_COMMON = 64
"""A run of two words in more texts than this tells none of them."""
_WHOLE = 0.7
"""How alike the parts together and the whole are."""
_ROOM = 0.1
"""How much of a whole no other row accounts for, where there is room for another part."""
_SHORTEST = 3
"""Fewer words stand in many texts by chance."""
_BESIDE = 0.03
"""What it counts that all parts stand one behind the other, as they mostly do."""


@dataclass(frozen=True, slots=True, order=True)
class _Division:
    """A whole with its parts, and how alike they are."""

    likeness: float
    whole: int
    parts: tuple[int, ...]


def divisions(
    wholes: Sequence[str], rows: Sequence[str], partners: Mapping[int, int], loose: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """The wholes that stand as several rows on the other side, with those rows in their order.

    Args:
        wholes: The texts that may be wholes, a letter for each word.
        rows: The texts that may be parts, as many as there may be of each.
        partners: The whole that a row was paired with, which it leaves only for one that it is more surely a part of.
        loose: The rows that may be parts of another whole than that.
    """
    row_of = {j: i for i, j in partners.items()}
    likely = defaultdict(list)
    places = _places({j: wholes[j] for j in _with_room(wholes, rows, row_of)})
    for i in loose:
        for j in _sharing(rows[i], places):
            if row_of.get(j) != i and _stands_in(rows[i], wholes[j]):
                likely[j].append(i)
    found: list[_Division] = []
    for j, candidates in likely.items():
        starts = [[row_of[j]], []] if j in row_of else [[]]
        grown = [_grown(j, wholes[j], rows, start, candidates) for start in starts]
        found += [division for division in grown if len(division.parts) > 1]
    return dict(_chosen(found, wholes, rows, partners))


def _with_room(wholes: Sequence[str], rows: Sequence[str], row_of: Mapping[int, int]) -> Iterator[int]:
    for j, whole in enumerate(wholes):
        room = len(whole) - (LCSseq.similarity(rows[row_of[j]], whole) if j in row_of else 0)
        if room >= max(_SHORTEST, _ROOM * len(whole)):
            yield j


def _places(texts: Mapping[int, str]) -> dict[str, list[int]]:
    """The texts that each run of two words stands in: few texts share many, however common their words are."""
    found = defaultdict(list)
    for j, text in texts.items():
        for run in {first + second for first, second in pairwise(text)}:
            found[run].append(j)
    return found


def _sharing(part: str, places: Mapping[str, Sequence[int]]) -> list[int]:
    """The texts with so many of a part's runs of two words that it may stand in them."""
    runs = {first + second for first, second in pairwise(part)}
    telling = [places.get(run, ()) for run in runs if len(places.get(run, ())) <= _COMMON]
    least = _RUNS * len(telling)
    return sorted(j for j, count in Counter(chain.from_iterable(telling)).items() if count >= least)


def _stands_in(part: str, whole: str) -> bool:
    if not _SHORTEST <= len(part) < len(whole):
        return False
    return partial_ratio(part, whole, score_cutoff=100 * _SHARE) > 0


def _grown(j: int, whole: str, rows: Sequence[str], parts: list[int], candidates: Sequence[int]) -> _Division:
    """A whole with the parts that make the most of it, one taken after the other."""
    likeness = _likeness(whole, rows, parts)
    left = list(candidates)
    while left:
        best, at = max((_likeness(whole, rows, [*parts, i]), -i) for i in left)
        left.remove(-at)
        if best > likeness and _adds(whole, rows, -at, parts) >= _SHARE:
            parts, likeness = [*parts, -at], best
    return _Division(likeness, j, tuple(sorted(parts)))


def _likeness(whole: str, rows: Sequence[str], parts: Sequence[int]) -> float:
    beside = max(parts, default=0) - min(parts, default=0) == len(parts) - 1
    return Indel.normalized_similarity(_together(whole, rows, parts), whole) + _BESIDE * beside


def _adds(whole: str, rows: Sequence[str], part: int, others: Sequence[int]) -> float:
    """How much of a part stands in a whole where the other parts leave room for it."""
    before, after = _together(whole, rows, others), _together(whole, rows, [*others, part])
    return (LCSseq.similarity(after, whole) - LCSseq.similarity(before, whole)) / len(rows[part])


def _together(whole: str, rows: Sequence[str], parts: Sequence[int]) -> str:
    """The parts one behind the other, as they stand in the whole: a later extraction may have them in any order."""
    return "".join(sorted((rows[i] for i in parts), key=lambda part: _begins(part, whole)))


@lru_cache(maxsize=4096)
def _begins(part: str, whole: str) -> int:
    place = partial_ratio_alignment(part, whole)
    return place.dest_start if place else 0


def _chosen(
    found: list[_Division], wholes: Sequence[str], rows: Sequence[str], partners: Mapping[int, int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Of all divisions the most alike, so that no whole has two and no row is a part of two."""
    done: set[int] = set()
    taken: set[int] = set()
    for division in sorted(found, reverse=True):
        fits = division.likeness >= _WHOLE and division.whole not in done and taken.isdisjoint(division.parts)
        if fits and all(_leaves(i, division, wholes, rows, partners) for i in division.parts):
            done.add(division.whole)
            taken.update(division.parts)
            yield division.whole, division.parts


def _leaves(
    i: int, division: _Division, wholes: Sequence[str], rows: Sequence[str], partners: Mapping[int, int]
) -> bool:
    """True if a row has no partner but the whole, or is less like it than a part of the whole."""
    own = partners.get(i)
    if own is None or own == division.whole:
        return True
    others = [other for other in division.parts if other != i]
    return _adds(wholes[division.whole], rows, i, others) > Indel.normalized_similarity(rows[i], wholes[own])
