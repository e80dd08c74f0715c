"""Place and time as evidence: which bodies serve an area, and which were there at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dhrcurate.agencies.lexicon import DIRECTIONS, FUNCTIONS, QUALIFIERS
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.register import Area
from dhrcurate.domain.agency import Agency, Interval


@lru_cache(maxsize=1 << 14)
def place_key(name: str) -> str:
    """A place's name made comparable with the place in a body's name."""
    return " ".join(words(name))


class Places:
    """The geography that the register knows: names of places, and the wider places that hold them."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._within: dict[str, set[str]] = {}
        self._alias: dict[str, str] = {}
        for area in areas:
            self.add(area.name, area.within, area.aliases)
        self._tokens: set[str] | None = None

    def add(self, name: str, within: Iterable[str], aliases: Iterable[str] = ()) -> None:
        """Notes that a place lies within others."""
        key = place_key(name)
        self._within.setdefault(key, set()).update(map(place_key, within))
        for alias in aliases:
            self._alias.setdefault(place_key(alias), key)

    def known(self, key: str) -> bool:
        """Whether a place of that key is known."""
        return key in self._within or key in self._alias

    def tokens(self) -> set[str]:
        """Every word in the name of a known place that is not a common word of body names."""
        if self._tokens is None:
            tokens = {token for key in (*self._within, *self._alias) for token in key.split()}
            self._tokens = tokens - QUALIFIERS - DIRECTIONS - FUNCTIONS - {"police"}
        return self._tokens

    def aliases(self) -> dict[str, list[tuple[str, ...]]]:
        """The words of the other names of each place that has some, by its key."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for alias, key in self._alias.items():
            found.setdefault(key, []).append(tuple(alias.split()))
        return found

    def canonical(self, key: str) -> str:
        """The key of the place that this key or an alias of it names."""
        return self._alias.get(key, key)

    def closure(self, key: str) -> dict[str, int]:
        """The place itself and everything that holds it, with the number of steps to each."""
        key = self._alias.get(key, key)
        steps = {key: 0}
        queue = [key]
        for here in queue:
            for wider in map(self.canonical, self._within.get(here, ())):
                if wider not in steps:
                    steps[wider] = steps[here] + 1
                    queue.append(wider)
        return steps

    def named_in(self, tokens: Sequence[str]) -> list[tuple[int, int, str]]:
        """The known places in a row of words, longest first and not overlapping: start, end (exclusive), key."""
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(tokens):
            for end in range(min(len(tokens), at + 6), at, -1):
                key = " ".join(tokens[at:end])
                if self.known(key):
                    found.append((at, end, self.canonical(key)))
                    at = end - 1
                    break
            at += 1
        return found


def alive(agency: Agency, on: Interval | None) -> bool:
    """Whether a body existed at any time of an interval; without an interval, or without dates, it did."""
    return on is None or in_force(agency.valid_from, agency.valid_to, on)


def in_force(since: str | None, until: str | None, on: Interval) -> bool:
    """Whether a span of dates of any precision, open at either end, meets an interval."""
    if since is not None and on.end[: len(since)] < since[: len(on.end)]:
        return False
    return until is None or on.start[: len(until)] <= until[: len(on.start)]
