"""Names of agencies in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from weakref import proxy

from dhrcurate.agencies.index import ExactNames
from dhrcurate.agencies.normalise import fold
from dhrcurate.domain.agency import NO_BODIES, Agency

CACHED_TEXTS = 256
"""The most texts whose names are cached."""

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ][^\W_]+)*|&")


def spans(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text as `fold` returns them, each with its start and end."""
    return [(match.start(), match.end(), word) for match in _WORD.finditer(text) for word in fold(match[0]).split()]


class Mentions:
    """Finds every name, alias, acronym and site of a register in running text, word by word."""

    def __init__(self, agencies: Sequence[Agency], exact: ExactNames) -> None:
        self._agencies = agencies
        self._exact = exact
        lengths: dict[tuple[str, ...], set[int]] = {}
        for key in exact.names():
            row = key.split()
            if row:
                lengths.setdefault(tuple(row[:2]), set()).add(len(row))
        # The splitter and the matcher ask several times about the text that they are at.
        self._by_word = lru_cache(CACHED_TEXTS)(partial(Mentions._find_by_word, proxy(self)))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}
        """How many words the names have that begin with two, or that have only the one, the most first."""

    def find(self, text: str) -> Iterator[tuple[int, int, Agency]]:
        """Yield the names in a text in order, the longest first at each place; none starts inside a longer one."""
        row = spans(text)
        keys = [word for _, _, word in row]
        at = 0
        while at < len(row):
            step = 1
            for start, end, count, positions in self._at(text, row, keys, at):
                step = max(step, count)
                for position in positions:
                    yield start, end, self._agencies[position]
            at += step

    def bodies(self, text: str) -> list[tuple[int, int]]:
        """Return the bounds of the names of bodies in a text, also those within longer ones."""
        return [
            (start, end)
            for row in self.by_word(text)
            for start, end, positions in row
            if any(self._agencies[position].kind not in NO_BODIES for position in positions)
        ]

    def by_word(self, text: str) -> list[list[tuple[int, int, tuple[int, ...]]]]:
        """Return, for each word of a text, the names that start there: start, end, agencies; the longest first."""
        return self._by_word(text)

    def _find_by_word(self, text: str) -> list[list[tuple[int, int, tuple[int, ...]]]]:
        row = spans(text)
        keys = [word for _, _, word in row]
        return [
            [(start, end, found) for start, end, _, found in self._at(text, row, keys, at)] for at in range(len(row))
        ]

    def _at(
        self, text: str, row: list[tuple[int, int, str]], keys: list[str], at: int
    ) -> Iterable[tuple[int, int, int, tuple[int, ...]]]:
        start = row[at][0]
        first = tuple(keys[at : at + 2])
        longer = self._lengths.get(first, ()) if len(first) > 1 else ()
        for count in (*longer, *self._lengths.get(first[:1], ())):
            if at + count > len(row):
                continue
            end = row[at + count - 1][1]
            hits = self._exact.find(" ".join(keys[at : at + count]))
            if not hits:
                continue
            written = text[start:end]
            positions = tuple([position for _, position, label in hits if count > 1 or _is_name(written, label)])
            if positions:
                yield start, end, count, positions


def _is_name(written: str, label: str) -> bool:
    """True if a single word is written as a name: an acronym as it is listed, another word with a capital."""
    label = label.removeprefix("The ")
    if label.isupper() or sum(map(str.isupper, label)) > 1:
        return written == label
    return written[:1].isupper()
