"""The filter language over the rows of the list."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dhrcurate.curation.filter import Filter, Rank
from dhrcurate.curation.filter import Row as FilterRow
from dhrcurate.review.beside import LEFT_OUT
from dhrcurate.review.row import Row
from dhrcurate.review.rows import Part

_FIRST = 0.005
"""Seconds after which a search first yields what it has found: a screenful, most often."""

_LONGEST = 0.25
"""The longest time between two results, in seconds."""


def packed_row(row: FilterRow) -> tuple[Any, ...]:
    """Return a row of the filter as plain values."""
    rest = (row.document, row.pages, row.key, row.without_agency, row.open_agency, row.progress)
    return (row.text, row.values, row.rules, tuple(row.severities), *rest)


def unpacked_row(packed: Sequence[Any]) -> FilterRow:
    """Return a row of the filter from plain values."""
    text, values, rules, severities, document, pages, key, without, still_open, progress = packed
    lists = (tuple(values), tuple(rules), frozenset(severities), tuple(document), tuple(pages))
    return FilterRow(text, *lists, key, without, still_open, tuple(progress))


@dataclass(frozen=True, slots=True)
class FilterSource:
    """A record to be filtered; nothing of it changes, so that another thread may go through it.

    Attributes:
        record: Its id.
        stamp: Tells it from the same record with other content or other findings.
        rows: Gives its rows of the list.
        filter_rows: Gives its recommendations, and what was not extracted, as a filter sees them, by key.
        holds: A quick first test for words: sure only where it says no.
        written: Gives the names in it as they are written.
    """

    record: str
    stamp: Hashable
    rows: Callable[[], Sequence[Row]]
    filter_rows: Callable[[], Mapping[str, FilterRow]]
    holds: Callable[[Iterable[str]], bool]
    written: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a search has found so far.

    Attributes:
        parts: The rows that fit, by record, each record's own row before them; records without any are left out.
        looked: The number of records that have been looked through.
        whole: Whether that is all of them.
    """

    parts: tuple[Part, ...]
    looked: int
    whole: bool = False


class Search:
    """A filter over many records; it keeps what it found in each, so that a later run looks only at what changed.

    Args:
        wanted: The filter.
        earlier: The search before it. If this one asks for more (a word with one more letter), records that lacked
            what the earlier one asked for are skipped.
    """

    def __init__(self, wanted: Filter, earlier: Search | None = None) -> None:
        self.wanted = wanted
        self._found: dict[str, tuple[Hashable, Part | None]] = {}
        narrower = earlier is not None and earlier.wanted.words and _narrows(wanted.words, earlier.wanted.words)
        self.lacking: dict[str, Hashable] = dict(earlier.lacking) if earlier is not None and narrower else {}

    def run(
        self,
        sources: Iterable[FilterSource],
        *,
        stays: tuple[str, str] = ("", ""),
        clock: Callable[[], float] = time.monotonic,
    ) -> Iterator[Found | None]:
        """Look through records; yield what was found so far soon, then at growing intervals, and at the end.

        After the other records it yields `None`, so that it can be interrupted.

        Args:
            sources: The records.
            stays: A row, by record and key, that is found though it may not fit: the one that the curator is on.
            clock: Gives seconds.
        """
        parts: list[Part] = []
        wait = _FIRST
        due = clock() + wait
        looked = 0
        for looked, source in enumerate(sources, 1):
            if (part := self._part(source, stays[1] if stays[0] == source.record else "")) is not None:
                parts.append(part)
            if clock() >= due:
                yield Found(self._in_order(parts), looked)
                wait = min(2 * wait, _LONGEST)
                due = clock() + wait
            else:
                yield None
        yield Found(self._in_order(parts), looked, whole=True)

    def _in_order(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """The records, those with the least rank first where the filter has an order."""
        return tuple(parts) if self.wanted.order is None else tuple(sorted(parts, key=lambda part: part.rank))

    def _part(self, source: FilterSource, stays: str) -> Part | None:
        stamp = (source.stamp, stays)
        known = self._found.get(source.record)
        if known is None or known[0] != stamp:
            known = self._found[source.record] = (stamp, self.part_of(source, stays))
        return known[1]

    def part_of(self, source: FilterSource, stays: str = "") -> Part | None:
        """Return the rows of one record that fit, after the record's own row; `None` where none does.

        Args:
            source: The record.
            stays: The key of one that is returned though it may not fit.
        """
        words = self.wanted.words
        if words and not stays and (self.lacking.get(source.record) == source.stamp or not source.holds(words)):
            self.lacking[source.record] = source.stamp
            return None
        rows_seen = source.filter_rows()
        keys = frozenset(key for key, row in rows_seen.items() if self.wanted.matches(row))
        kept = stays in rows_seen and stays not in keys
        keys |= {stays} & rows_seen.keys()
        if not keys:
            return None
        left_out = sum(key.startswith(LEFT_OUT) for key in keys)
        if (order := self.wanted.order) is not None:
            ranks = {key: order(rows_seen[key]) for key in keys}
            in_order = partial(ranked, source.rows, ranks)
            return Part(source.record, len(keys) + 1, in_order, left_out, min(ranks.values()), kept)
        rows = source.rows if len(keys) == len(rows_seen) else partial(_fitting, source.rows, keys)
        return Part(source.record, len(keys) + 1, rows, left_out, kept=kept)


def _narrows(words: Sequence[str], earlier: Sequence[str]) -> bool:
    """True if a text with all of some words has all of the earlier ones too."""
    return all(any(old in new for new in words) for old in earlier)


def ranked(rows: Callable[[], Sequence[Row]], ranks: Mapping[str, Rank]) -> list[Row]:
    """Return the record's own row and then those that have a rank, the least first."""
    fitting = _fitting(rows, frozenset(ranks))
    return sorted(fitting, key=lambda row: (bool(row.key), ranks.get(row.key, ())))


def _fitting(rows: Callable[[], Sequence[Row]], keys: frozenset[str]) -> list[Row]:
    return [row for row in rows() if not row.key or row.key in keys]
