"""Geography: the known places, their other names, and the wider places that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from dhrcurate.agencies.lexicon import DIRECTIONS, FUNCTIONS, QUALIFIERS
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.register import Area


@lru_cache(maxsize=1 << 14)
def place_key(name: str) -> str:
    """Return the key of a place's name, comparable with the place in an agency's name."""
    return " ".join(words(name))


class Places:
    """The places of a register.

    Args:
        areas: Each place with its aliases and the wider places that hold it.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._within: dict[str, set[str]] = {}
        self._canonical: dict[str, str] = {}
        for area in areas:
            self._add(area)
        self._tokens: frozenset[str] | None = None
        rows = [key.split() for key in (*self._within, *self._canonical)]
        self._longest: dict[str, int] = {}
        """The number of words of the longest name that begins with a word."""
        for row in rows:
            if row:
                self._longest[row[0]] = max(len(row), self._longest.get(row[0], 0))
        self._adjacent = frozenset(pair for row in rows for pair in pairwise(row))

    def _add(self, area: Area) -> None:
        key = place_key(area.name)
        self._within.setdefault(key, set()).update(map(place_key, area.within))
        for alias in area.aliases:
            self._canonical.setdefault(place_key(alias), key)

    def is_known(self, key: str) -> bool:
        """True if a place has this key."""
        return key in self._within or key in self._canonical

    def tokens(self) -> frozenset[str]:
        """Return every word in the names of places that is not common in names of agencies."""
        if self._tokens is None:
            tokens = {token for key in (*self._within, *self._canonical) for token in key.split()}
            self._tokens = frozenset(tokens) - QUALIFIERS - DIRECTIONS - FUNCTIONS - {"police"}
        return self._tokens

    def aliases(self) -> dict[str, list[tuple[str, ...]]]:
        """Return the words of each place's other names by its key, for places that have some."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for alias, key in self._canonical.items():
            found.setdefault(key, []).append(tuple(alias.split()))
        return found

    def canonical(self, key: str) -> str:
        """Return the place's own key for a key that may be of an alias."""
        return self._canonical.get(key, key)

    def containing(self, key: str) -> dict[str, int]:
        """Return the place itself and every place that holds it, with the number of steps to each."""
        key = self.canonical(key)
        steps = {key: 0}
        queue = [key]
        for place in queue:
            for wider in map(self.canonical, self._within.get(place, ())):
                if wider not in steps:
                    steps[wider] = steps[place] + 1
                    queue.append(wider)
        return steps

    def named_in(self, tokens: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return the known places in a row of words, the longest at each word: start, end (exclusive), key."""
        found: list[tuple[int, int, str]] = []
        start = 0
        while start < len(tokens):
            longest = self._longest.get(tokens[start], 0)
            for end in range(min(len(tokens), start + min(6, longest)), start, -1):
                key = " ".join(tokens[start:end])
                if self.is_known(key):
                    found.append((start, end, self.canonical(key)))
                    start = end - 1
                    break
            start += 1
        return found

    def may_cross(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """False if it is sure that no known place begins in one row of words and ends in the next."""
        return bool(before) and bool(after) and (before[-1], after[0]) in self._adjacent
