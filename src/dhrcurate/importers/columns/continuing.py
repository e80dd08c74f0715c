"""Tables that go on: rows without headings of their own that are those of the table above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import is_number
from dhrcurate.importers.wording.tails import shape

_FEWEST = 4
"""A recommendation has at least so many words."""
_MARKS = "*_` \t\n"
"""Marks of Markdown and blanks around the words of a cell."""


class Above:
    """A table of recommendations that may go on below without its headings.

    Args:
        header: Its headings.
        rows: Its rows as far as they are known.
    """

    def __init__(self, header: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> None:
        self.header = tuple(header)
        self._columns = recognise(header)
        self._number: int | None = None  # the column of the numbers, once a row has one
        self._empty = True
        for row in rows:
            self.add(row)

    def add(self, row: Sequence[str]) -> None:
        """Takes a further row of the table, each of which is looked at once."""
        self._empty = False
        at = self._columns.number if self._columns and self._number is None else None
        if at is not None and at < len(row) and is_number(row[at].strip(_MARKS)):
            self._number = at

    def is_another(self, rows: Sequence[Sequence[str]]) -> bool:
        """True if rows below a gap, two or more, are those of another table.

        Each of them has fewer cells, or words where those above have numbers.
        """
        return self._columns is not None and len(rows) > 1 and all(map(self._is_other, rows))

    def _is_other(self, row: Sequence[str]) -> bool:
        if len(row) < len(self.header):
            return True
        number = row[self._number].strip(_MARKS) if self._number is not None else ""
        return bool(number) and not any(char.isdigit() for char in number)

    def goes_on(self, rows: Sequence[Sequence[str]]) -> bool:
        """True if rows, at least one, have as many cells, each of a kind with those above it.

        That is a number under numbers and words under recommendations; without numbers a wish under recommendations
        and a name under addressees.
        """
        columns = self._columns
        if self._empty or columns is None or any(len(row) != len(self.header) for row in rows):
            return False
        texts = [row[columns.text].strip(_MARKS) for row in rows]
        if not all(len(text.split()) >= _FEWEST for text in texts):
            return False
        if self._number is not None:
            return all(is_number(row[self._number].strip(_MARKS)) for row in rows)
        if columns.addressed_to is None or not all(map(wishes, texts)):
            return False
        names = [row[columns.addressed_to].strip(_MARKS) for row in rows]
        return all(name and shape(name) is not None for name in names)
