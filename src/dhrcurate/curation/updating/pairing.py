"""Which rows of two extractions of one review are the same recommendation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from dhrcurate.curation.updating.assignment import assign
from dhrcurate.curation.updating.parts import divisions
from dhrcurate.domain.edit import Data
from dhrcurate.domain.wording import Letters, words_of, words_of_row

_CANDIDATES = 12
"""The most alike rows that a row is compared with; more are so only where a review repeats itself."""
_ALIKE = 0.55
_ALIKE_WITH_NUMBER = 0.4
"""How alike two texts are at least that are one recommendation's, where the numbers do not agree and where they do.

Of two texts of reviews that have nothing to do with each other, a quarter to a third is common words in one order.
"""
_WEIGHTS = (1.0, 0.2, 0.06, 0.04)
"""What the text, the number, the cell and the place count."""
_CLOSE = 0.9
_SCALE = 1_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are the same, by their places: one and one, or a whole and its parts.

    Attributes:
        base: The rows of the earlier extraction; none if the rows are new.
        new: Those of the later one; none if the rows are gone.
    """

    base: tuple[int, ...]
    new: tuple[int, ...]


class _Row(NamedTuple):
    """What is compared of a row."""

    letters: str
    """Its words, a letter for each, so that comparing them is as quick as comparing short texts."""
    number: str
    cell: tuple[str, ...]
    place: float


def paired(base: Sequence[Data], new: Sequence[Data]) -> list[Group]:
    """Pairs the rows of two extractions by number and text together, as an assignment over all.

    Rows that agree in words, number and cell are one, in their order; then those that alone agree in words and cell, or
    in words: what is numbered anew keeps its words. What is left is assigned so that the pairs are as alike as can be
    over all. Then a row that is still alone may be a part of one that has grown shorter, or have
    become a part of one that has grown longer.

    Args:
        base: The rows of the earlier extraction.
        new: Those of the later one.

    Returns:
        Every row in one group, in the order of the new ones; what is gone follows at the end.
    """
    letters = Letters()
    olds, news = _rows(base, letters), _rows(new, letters)
    pairs = _same(olds, news)
    for alike in (_words_and_cell, _words):
        pairs |= _unique(olds, news, pairs, alike)
    left, right = _others(pairs, len(news)), _others(pairs.values(), len(olds))
    pairs |= _assigned(olds, news, left, right)
    close = {i: j for i, j in pairs.items() if _are_close(olds[j], news[i])}
    old_texts, new_texts = [row.letters for row in olds], [row.letters for row in news]
    divided = divisions(old_texts, new_texts, pairs, [i for i in left if i not in close])
    parts = {i for those in divided.values() for i in those}
    pairs = {i: j for i, j in pairs.items() if i not in parts and j not in divided}
    loose = [j for j in right if j not in divided and j not in close.values()]
    joined = divisions(new_texts, old_texts, {j: i for i, j in pairs.items()}, loose)
    joined = {i: those for i, those in joined.items() if i not in parts}
    wholes = {j for those in joined.values() for j in those}
    groups = [Group((j,), (i,)) for i, j in pairs.items() if i not in joined and j not in wholes]
    groups += [Group((j,), those) for j, those in divided.items()]
    groups += [Group(those, (i,)) for i, those in joined.items()]
    groups += [Group((), (i,)) for i in _others((i for group in groups for i in group.new), len(news))]
    gone = [Group((j,), ()) for j in _others((j for group in groups for j in group.base), len(olds))]
    return sorted(groups, key=lambda group: group.new) + gone


def _others(places: Iterable[int], count: int) -> list[int]:
    known = set(places)
    return [place for place in range(count) if place not in known]


def _rows(rows: Sequence[Data], letters: Letters) -> list[_Row]:
    last = max(len(rows) - 1, 1)
    return [
        _Row(
            letters.of(words_of_row(row)),
            " ".join(words_of(row.get("number") or "")),
            tuple(words_of(row.get("addressed_to") or "")),
            place / last,
        )
        for place, row in enumerate(rows)
    ]


def _same(olds: Sequence[_Row], news: Sequence[_Row]) -> dict[int, int]:
    """The rows that agree in all that is compared but their place, those that do so several times in their order."""
    by_words: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for j in range(len(olds) - 1, -1, -1):
        by_words[olds[j][:3]].append(j)
    return {i: by_words[row[:3]].pop() for i, row in enumerate(news) if by_words.get(row[:3])}


def _words_and_cell(row: _Row) -> Hashable:
    return row.letters, row.cell


def _words(row: _Row) -> Hashable:
    return row.letters


def _unique(
    olds: Sequence[_Row], news: Sequence[_Row], pairs: Mapping[int, int], alike: Callable[[_Row], Hashable]
) -> dict[int, int]:
    """The rows without a pair that agree in something in which no other one without a pair agrees with them."""
    sides = []
    for rows, places in ((olds, _others(pairs.values(), len(olds))), (news, _others(pairs, len(news)))):
        found: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in places:
            if rows[place].letters:
                found[alike(rows[place])].append(place)
        sides.append({what: own[0] for what, own in found.items() if len(own) == 1})
    before, after = sides
    return {after[what]: before[what] for what in after.keys() & before.keys()}


def _assigned(olds: Sequence[_Row], news: Sequence[_Row], left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    texts = {j: olds[j].letters for j in right}
    numbered: defaultdict[str, list[int]] = defaultdict(list)
    for j in right:
        numbered[olds[j].number].append(j)
    gains: list[dict[int, int]] = []
    for i in left:
        row = news[i]
        likely = {j for _, _, j in _most_alike(row.letters, texts)}
        likely.update(numbered[row.number] if row.number else ())
        found = {j: round(_SCALE * _gain(olds[j], row)) for j in likely}
        gains.append({j: gain for j, gain in found.items() if gain > 0})
    return {left[at]: j for at, j in assign(gains).items()}


def _most_alike(text: str, texts: dict[int, str]) -> Iterable[tuple[str, float, int]]:
    return process.extract(
        text, texts, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE_WITH_NUMBER, limit=_CANDIDATES
    )


def _gain(old: _Row, new: _Row) -> float:
    """What is gained by taking two rows as one: the more alike they are, the more; nothing or less if they are not."""
    text = Indel.normalized_similarity(old.letters, new.letters)
    number = _agreement(old.number, new.number)
    if text < (_ALIKE_WITH_NUMBER if number == 1 else _ALIKE):
        return 0.0
    parts = (text, number, _agreement(old.cell, new.cell), 1 - abs(old.place - new.place))
    return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))


def _are_close(old: _Row, new: _Row) -> bool:
    """True if two rows are so alike that neither can be a part of another one."""
    return old.letters == new.letters or Indel.normalized_similarity(old.letters, new.letters) >= _CLOSE


def _agreement(one: object, other: object) -> float:
    if not one or not other:
        return 0.5
    return float(one == other)
