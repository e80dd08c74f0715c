"""Names that are probably spellings of one agency, found by comparing every pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import SPECIALISMS
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import QUALIFIERS
from dhrcurate.agencies.normalise import words

CUTOFF = 84.0
"""The least similarity of two names, from 0 to 100."""

BLOCK = 1024
"""The number of names that are compared with all later names at a time, which bounds the memory."""


def clusters(
    names: Sequence[str], *, cutoff: float = CUTOFF, progress: Callable[[int], None] | None = None
) -> list[list[int]]:
    """Group names that probably mean one agency; return the positions of each group's members.

    A name that resembles no other is in no group. Every pair is compared: blocking by first letters or shared words
    would miss half of the pairs. With numpy (the optional extra `cluster`) 20,000 names take seconds, without it a
    few times as long.

    Args:
        names: The names as written.
        cutoff: The least similarity of two names, from 0 to 100.
        progress: Called with the number of names compared so far.
    """
    tokens = [words(name) for name in names]
    keys = [" ".join(sorted(row)) for row in tokens]
    groups = list(range(len(names)))
    # Words written as one or as two are not similar once they are sorted.
    first: dict[str, int] = {}
    for at, row in enumerate(tokens):
        groups[at] = first.setdefault("".join(row), at)
    for left, right in _pairs(keys, cutoff, progress):
        if _root(groups, left) != _root(groups, right) and may_be_one(tokens[left], tokens[right]):
            groups[_root(groups, right)] = _root(groups, left)
    members: dict[int, list[int]] = {}
    for at in range(len(names)):
        members.setdefault(_root(groups, at), []).append(at)
    return [group for group in members.values() if len(group) > 1]


def may_be_one(left: Sequence[str], right: Sequence[str]) -> bool:
    """True if two similar names may mean one agency: no word tells another place or kind."""
    if not _same_kind(left, right):
        return False
    only_left, only_right = _unpaired(left, right)
    rest = {*only_left, *only_right}
    return rest <= (QUALIFIERS | kinds.WORDS) - SPECIALISMS and not (only_left and only_right)


def _same_kind(left: Sequence[str], right: Sequence[str]) -> bool:
    families = [
        kinds.most_specific({family for _, _, family in kinds.find_phrases(list(row))}) for row in (left, right)
    ]
    return kinds.relation(families[0], families[1]) >= Relation.UNKNOWN


def _unpaired(left: Sequence[str], right: Sequence[str]) -> tuple[list[str], list[str]]:
    only_left = [token for token in left if token not in right]
    only_right = [token for token in right if token not in left]
    for token in list(only_left):
        for other in only_right:
            if _is_misspelling(token, other):
                only_left.remove(token)
                only_right.remove(other)
                break
    return only_left, only_right


def _is_misspelling(token: str, other: str) -> bool:
    longest = max(len(token), len(other))
    if longest < 5 or not (token.isalpha() and other.isalpha()):
        return False
    allowed = 1 if longest < 8 else 2
    return OSA.distance(token, other, score_cutoff=allowed) <= allowed


def _root(groups: list[int], at: int) -> int:
    while groups[at] != at:
        groups[at] = groups[groups[at]]
        at = groups[at]
    return at


def _pairs(keys: Sequence[str], cutoff: float, progress: Callable[[int], None] | None) -> Iterator[tuple[int, int]]:
    try:
        import numpy  # noqa: ICN001, PLC0415  # takes 0.15 s to load, and only clusters need it
    except ImportError:
        yield from _pairs_one_by_one(keys, cutoff, progress)
        return
    for start in range(0, len(keys), BLOCK):
        rows = keys[start : start + BLOCK]
        scores = process.cdist(
            rows, keys[start:], scorer=fuzz.ratio, score_cutoff=cutoff, dtype=numpy.uint8, workers=-1
        )
        for left, right in _above(numpy.argwhere(scores).tolist()):
            yield start + left, start + right
        if progress:
            progress(start + len(rows))


def _above(pairs: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for left, right in pairs:
        if right > left:
            yield left, right


def _pairs_one_by_one(
    keys: Sequence[str], cutoff: float, progress: Callable[[int], None] | None
) -> Iterator[tuple[int, int]]:
    for left, key in enumerate(keys):
        later = keys[left + 1 :]
        for _, _, right in process.extract(key, later, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None):
            yield left, left + 1 + right
        if progress and left % BLOCK == 0:
            progress(left)
