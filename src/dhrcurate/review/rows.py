"""The rows of the whole library as one sequence, unpacked only where they are looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import overload

from dhrcurate.curation.filter import Rank
from dhrcurate.review.row import Row

_UNPACKED = 64
"""The number of records that stay unpacked: more than a screen can show."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one record.

    Attributes:
        record: The record's id.
        count: The number of rows.
        rows: Gives them.
        left_out: How many of them are passages that no recommendation holds.
        rank: What it is listed by among the parts of a filter that has an order of its own.
        kept: Whether one of them does not fit the filter, and is listed because the curator is on it.
    """

    record: str
    count: int
    rows: Callable[[], Sequence[Row]]
    left_out: int = 0
    rank: Rank = ()
    kept: bool = False


class LibraryRows(Sequence[Row]):
    """Each record's own row, then those of its recommendations, and of what was not extracted."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._ends = list(accumulate(part.count for part in parts))
        self._left_out = list(accumulate(part.left_out for part in parts))
        self._at = {part.record: at for at, part in enumerate(parts)}
        self._unpacked: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        part = bisect_right(self._ends, at)
        return self._rows(part)[at - self._start(part)]

    def __iter__(self) -> Iterator[Row]:
        for part in self._parts:
            yield from part.rows()

    def renew(self, record_id: str, count: int, left_out: int = 0) -> bool:
        """Drops a record's unpacked rows; returns False if their number has changed, so that all are made again."""
        part = self._at.get(record_id)
        if part is None or (self._parts[part].count, self._parts[part].left_out) != (count, left_out):
            return False
        self._unpacked.pop(part, None)
        return True

    def place_of(self, record_id: str, key: str) -> int | None:
        """Return the index of a recommendation or, with an empty key, of its record."""
        if (part := self._at.get(record_id)) is None:
            return None
        found = next((i for i, row in enumerate(self._rows(part)) if row.key == key), None)
        return None if found is None else self._start(part) + found

    def first_of(self, record_id: str, keys: Iterable[str]) -> int | None:
        """Return the index of the first of some recommendations of a record that is listed."""
        if (part := self._at.get(record_id)) is None:
            return None
        listed = {row.key: self._start(part) + at for at, row in enumerate(self._rows(part))}
        return next((listed[key] for key in keys if key in listed), None)

    @property
    def recommendations(self) -> int:
        """The number of recommendations that are listed."""
        return len(self) - len(self._parts) - (self._left_out[-1] if self._left_out else 0)

    def number_of(self, at: int) -> int:
        """Return the position of a row among the recommendations, from 1; 0 for a row of another kind."""
        part = bisect_right(self._ends, at)
        start = self._start(part)
        if at <= start:
            return 0
        if not self._left_out[-1]:
            return at - part
        before = start - part - (self._left_out[part - 1] if part else 0)
        rows = self._rows(part)[: at - start + 1]
        return before + sum(row.is_recommendation for row in rows) if rows[-1].is_recommendation else 0

    def seek(self, start: int, step: int, wanted: Callable[[Row], bool], worth: Callable[[str], bool]) -> int | None:
        """Return the index of the nearest wanted row in one direction.

        Args:
            start: The index to begin after; -1 to begin before the first.
            step: 1 or -1.
            wanted: True for a row that is wanted.
            worth: True for a record, by its id, that may hold a wanted row, so that the others need not be unpacked.
        """
        part = bisect_right(self._ends, start) if start >= 0 else 0
        while 0 <= part < len(self._parts):
            if worth(self._parts[part].record):
                first, rows = self._start(part), self._rows(part)
                for i in range(len(rows))[::step]:
                    if (first + i - start) * step > 0 and wanted(rows[i]):
                        return first + i
            part += step
        return None

    def _start(self, part: int) -> int:
        return self._ends[part - 1] if part else 0

    def _rows(self, part: int) -> Sequence[Row]:
        rows = self._unpacked.get(part)
        if rows is None:
            rows = self._unpacked[part] = self._parts[part].rows()
            if len(self._unpacked) > _UNPACKED:
                self._unpacked.popitem(last=False)
        else:
            self._unpacked.move_to_end(part)
        return rows


def place_of(rows: Sequence[Row], record_id: str, key: str) -> int | None:
    """Return the index of a recommendation among rows of any kind."""
    if isinstance(rows, LibraryRows):
        return rows.place_of(record_id, key)
    return next((i for i, row in enumerate(rows) if row.key == key and row.record == record_id), None)


def seek(
    rows: Sequence[Row],
    start: int,
    step: int,
    wanted: Callable[[Row], bool],
    worth: Callable[[str], bool] = lambda _record: True,
) -> int | None:
    """Return the index of the nearest wanted row among rows of any kind; see `LibraryRows.seek`."""
    if isinstance(rows, LibraryRows):
        return rows.seek(start, step, wanted, worth)
    at = start + step
    while 0 <= at < len(rows):
        if wanted(rows[at]):
            return at
        at += step
    return None
