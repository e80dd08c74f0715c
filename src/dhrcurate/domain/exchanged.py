"""Texts that a page prints under the number of another recommendation, as where an extraction's rows slipped.

A number that is printed elsewhere proves nothing by itself: a curator may have numbered anew, moved, divided, joined or
removed recommendations. After all of that the texts are in the order of the page, or the keys are not. So a text is
another's only where texts changed places among recommendations whose numbers and keys are in the order of the page, or
where two recommendations have one text and what the page prints under the number of one of them is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dhrcurate.domain.number import natural_key, normalised
from dhrcurate.domain.verbatim import Letters, made_of, places_of

_FIELD = re.compile(r"[^\n|\t,;:\"{}\[\]]+")
"""What stands between the marks and line ends by which pages and tables part their cells."""
_HEADING = re.compile(r"[^\S\n]*#+")
_LONGEST_NUMBER = 3
"""The most words of a number, such as "Recommendation No. 5"."""
_REACH = 600
"""How far before a text its number is looked for, in code points."""
_FEWEST = 4
"""The fewest words under a number that are a text."""

Place = tuple[int, int]
"""Where a text starts on the page and where it ends, exclusive, in code points."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says of a recommendation, as far as its place on a page depends on it.

    Attributes:
        key: Its key.
        number: Its number as printed, or an empty string.
        text: Its text.
    """

    key: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class _Label:
    """A number of the record that the page prints.

    Attributes:
        start: Where it starts.
        end: Where it ends, exclusive.
        number: The number, normalised.
    """

    start: int
    end: int
    number: str


def in_order(texts: Iterable[str], page: str) -> bool:
    """Return whether a page plainly has texts in their order, so that none can stand under the number of another."""
    behind = 0
    for text in map(str.strip, texts):
        at = page.find(text, behind)
        if at < 0:
            return False
        behind = at + len(text)
    return True


@lru_cache(maxsize=2)  # asked again for each recommendation on screen
def exchanged(rows: tuple[Told, ...], page: str, furniture: frozenset[str]) -> Mapping[str, str]:
    """Return the numbers under which a page prints texts of other recommendations, by the keys of those that have them.

    Args:
        rows: The recommendations of the record, in its order.
        page: The page as it reads.
        furniture: Cells and titles, which may stand between the parts of a text.
    """
    numbers = [normalised(row.number) for row in rows]
    counts = Counter(filter(None, numbers))
    owners = {number: at for at, number in enumerate(numbers) if counts[number] == 1}
    if not owners or in_order((row.text for row in rows), page):
        return {}
    there: list[list[Place]] = [
        [(parts[0].page_start, parts[-1].page_end) for parts in places_of(row.text, page, furniture)] for row in rows
    ]
    texts = sorted(place for places in there for place in places)
    labels = list(_labels(page, owners))
    others: dict[int, int] = {}  # whose number is printed before a text, where it is not its own
    for at, places in enumerate(there):
        said = {_number_before(start, labels, texts) for start, _ in places}
        owner = owners.get(said.pop()) if len(said) == 1 and numbers[at] else None
        if owner not in {None, at}:
            others[at] = owner
    starts = {at: places[0][0] for at, places in enumerate(there) if places}
    found = [at for circle in _circles(others) if _only_texts_moved(circle, others, starts, rows) for at in circle]
    known = frozenset(Letters.of(part).letters for part in furniture) - {""}
    before = {owner: at for at, owner in others.items()}
    for last, owner in others.items():
        if owner in others or there[last] != there[owner]:
            continue
        run = [last]  # of which each has the text of the one after it
        while run[-1] in before:
            run.append(before[run[-1]])
        above = max((starts[i] for i in starts if i < run[-1] and i not in {*others, owner}), default=0)
        below = min((starts[i] for i in starts if i > run[-1] and i not in {*others, owner}), default=len(page))
        if any(above <= start < below for start in _lost(page, numbers[run[-1]], labels, texts, known)):
            found += run
    return {rows[at].key: rows[others[at]].number for at in found}


def _labels(page: str, numbers: Container[str]) -> Iterator[_Label]:
    """The numbers of a record that are cells of the page, or begin a cell or a line, in order."""
    for field in _FIELD.finditer(page):
        start, end = field.span()
        begins = not start or page[start - 1] in "\n|"
        start = heading.end() if (heading := _HEADING.match(page, start)) else start
        words = list(re.finditer(r"\S+", page[start : min(end, start + _REACH)]))
        for count in range(min(len(words), _LONGEST_NUMBER), 0, -1):
            first, last = start + words[0].start(), start + words[count - 1].end()
            if (begins or count == len(words)) and normalised(page[first:last]) in numbers:
                yield _Label(first, last, normalised(page[first:last]))
                break


def _number_before(start: int, labels: Sequence[_Label], texts: Sequence[Place]) -> str:
    """The number that is printed before a text and after the text above; an empty string if there is none."""
    at = bisect_right(labels, start, key=lambda label: label.end) - 1
    if at < 0 or labels[at].start < start - _REACH:
        return ""
    between = bisect_left(texts, (labels[at].end, 0)) < bisect_left(texts, (start, 0))
    return "" if between else labels[at].number


def _circles(others: Mapping[int, int]) -> Iterator[list[int]]:
    """The recommendations of which each has the text of the next one, and the last that of the first."""
    seen: set[int] = set()
    for first in others:
        way: list[int] = []
        at = first
        while at in others and at not in seen:
            seen.add(at)
            way.append(at)
            at = others[at]
        if at in way:
            yield sorted(way[way.index(at) :])


def _only_texts_moved(
    circle: Sequence[int], others: Mapping[int, int], starts: Mapping[int, int], rows: Sequence[Told]
) -> bool:
    """Return whether keys and numbers of recommendations are in the order of the page, so that their texts are not."""
    printed = {others[at]: starts[at] for at in circle}
    by_key = sorted(circle, key=lambda at: natural_key(rows[at].key))
    return circle == sorted(circle, key=printed.__getitem__) == by_key


def _lost(
    page: str, number: str, labels: Sequence[_Label], texts: Sequence[Place], known: Collection[str]
) -> Iterator[int]:
    """Where the page prints words under a number that no recommendation has."""
    for label, below in zip(labels, [*(other.start for other in labels[1:]), len(page)], strict=True):
        if label.number != number:
            continue
        held = bisect_left(texts, (label.end, 0)) < bisect_left(texts, (below, 0))
        words = page[label.end : below]
        if not held and len(words.split()) >= _FEWEST and not made_of(Letters.of(words).letters, known):
            yield label.start
