"""The filter language over the rows of the list."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dhrcurate.curation.filter import Filter
from dhrcurate.curation.filter import Row as Looked
from dhrcurate.review.record_state import Row
from dhrcurate.review.rows import Part

_FIRST = 0.005
"""Seconds after which a search first tells what it has found: a screenful, most often."""

_LONGEST = 0.25
"""The longest time between two tellings, in seconds."""


def packed_look(look: Looked) -> tuple[Any, ...]:
    """It as plain values."""
    return (look.text, look.values, look.rules, tuple(look.severities))


def unpacked_look(packed: Sequence[Any]) -> Looked:
    """It from plain values again."""
    text, values, rules, severities = packed
    return Looked(text, tuple(values), tuple(rules), frozenset(severities))


@dataclass(frozen=True, slots=True)
class Source:
    """A record to filter; nothing of it changes, so that another thread may go through it.

    Attributes:
        record: Its id.
        stamp: Tells it from the same record with other content or other findings.
        rows: Gives its rows.
        looks: Gives what a filter looks at, by key.
        holds: A quick first look for words: sure only where it says no.
    """

    record: str
    stamp: Hashable
    rows: Callable[[], Sequence[Row]]
    looks: Callable[[], Mapping[str, Looked]]
    holds: Callable[[Iterable[str]], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found so far.

    Attributes:
        parts: The rows that fit, by record, each record's own row before them; records without any are left out.
        looked: How many records have been looked at.
        whole: Whether that is all of them.
    """

    parts: tuple[Part, ...]
    looked: int
    whole: bool = False


class Search:
    """A filter over many records, which keeps what it found in each, so that a later run looks only at what changed.

    Args:
        wanted: The filter.
        earlier: The search before it. Where this one asks for more (a word with one more letter), a record that lacked
            what the earlier asked for is not looked at again.
    """

    def __init__(self, wanted: Filter, earlier: Search | None = None) -> None:
        self.wanted = wanted
        self._found: dict[str, tuple[Hashable, Part | None]] = {}
        narrower = earlier is not None and earlier.wanted.words and _narrows(wanted.words, earlier.wanted.words)
        self.lacking: dict[str, Hashable] = dict(earlier.lacking) if earlier is not None and narrower else {}

    def run(self, sources: Iterable[Source], *, clock: Callable[[], float] = time.monotonic) -> Iterator[Found | None]:
        """Looks through records; tells what it found so far soon, then at growing intervals, and at the end.

        After the other records it yields `None`, so that it can be interrupted.

        Args:
            sources: The records.
            clock: Gives seconds.
        """
        parts: list[Part] = []
        wait = _FIRST
        due = clock() + wait
        looked = 0
        for looked, source in enumerate(sources, 1):
            if (part := self._part(source)) is not None:
                parts.append(part)
            if clock() >= due:
                yield Found(tuple(parts), looked)
                wait = min(2 * wait, _LONGEST)
                due = clock() + wait
            else:
                yield None
        yield Found(tuple(parts), looked, whole=True)

    def _part(self, source: Source) -> Part | None:
        known = self._found.get(source.record)
        if known is None or known[0] != source.stamp:
            known = self._found[source.record] = (source.stamp, self.look(source))
        return known[1]

    def look(self, source: Source) -> Part | None:
        """The rows of one record that fit, the record's own row before them; `None` where none does."""
        words = self.wanted.words
        if words and (self.lacking.get(source.record) == source.stamp or not source.holds(words)):
            self.lacking[source.record] = source.stamp
            return None
        looks = source.looks()
        keys = frozenset(key for key, look in looks.items() if self.wanted.matches(look))
        if not keys:
            return None
        rows = source.rows if len(keys) == len(looks) else partial(_fitting, source.rows, keys)
        return Part(source.record, len(keys) + 1, rows)


def _narrows(words: Sequence[str], earlier: Sequence[str]) -> bool:
    """Whether what holds all of some words holds all of the earlier ones too."""
    return all(any(old in new for new in words) for old in earlier)


def _fitting(rows: Callable[[], Sequence[Row]], keys: frozenset[str]) -> list[Row]:
    return [row for row in rows() if not row.key or row.key in keys]
