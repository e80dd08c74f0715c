"""What the lines around a line of a list tell of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import Printed
from dhrcurate.importers.wording.telling import begins_to_tell

_FEWEST = 4
"""A recommendation has at least so many words."""
_MOST = 5
"""So many paragraphs at most tell something between a theme and its first recommendation."""
_ASKS = re.compile(r"\b(?:should|must|shall)\b", re.IGNORECASE)


class Surroundings:
    """Tells of a line, by its place, what stands above and below it.

    Args:
        lines: The paragraphs of a list.
        numbers: The number that each begins with.
        below: The places of names that belong to the recommendation above them.
        actors: Knows bodies by name.
    """

    def __init__(
        self, lines: Sequence[Line], numbers: Sequence[Printed | None], below: Collection[int], actors: Actors
    ) -> None:
        self._lines = lines
        self._numbers = numbers
        self._below = below
        self._actors = actors
        self._last = max((i for i, printed in enumerate(numbers) if printed), default=-1)

    def numbers_some(self, at: int, printed: Printed) -> bool:
        """True if a number is that of a chapter, of a body: "7.1 Fen Police" over "7.1.1" or over a list."""
        below = next(iter(self._numbers[at + 1 : at + 2]), None)
        inside = below is not None and below.number.startswith(f"{printed.number.rstrip('.')}.")
        return (inside or self.is_over_items(at)) and self._actors.is_name(printed.rest.rstrip(": "))

    def is_over_items(self, at: int) -> bool:
        """True if items without numbers stand below a line; below an item, further in."""
        line, below = self._lines[at], self._lines[at + 1 : at + 2]
        return (
            bool(below)
            and below[0].item
            and not (self._numbers[at + 1] or (line.item and below[0].depth <= line.depth))
        )

    def is_whole(self, at: int) -> bool:
        """True if a numbered heading is a recommendation itself: no words that ask for something are below it."""
        printed, below = self._numbers[at], self._lines[at + 1 : at + 2]
        if printed is None or _ASKS.search(printed.rest) is None or len(printed.rest.split()) < _FEWEST:
            return False
        return not below or below[0].heading or self._numbers[at + 1] is not None or not wishes(below[0].text)

    def cell_at(self, at: int, *, label: bool) -> str | None:
        """The addressee that a line is: below a recommendation, or after a label, which may be on the line before."""
        text, above = self._lines[at].text, self._lines[at - 1].text if at else ""
        if at in self._below:
            return text
        if self._numbers[at]:
            return None
        if label:
            return text.strip(" *_")
        cell = labelled(text)
        led = not cell and (labelled(above) or supporting(above))
        return supporting(text) if led else cell

    def holds_list(self, at: int) -> bool:
        """True if a line is an item of a list that has a list of its own."""
        line, below = self._lines[at], self._lines[at + 1 : at + 2]
        return line.item and any(each.item and each.depth > line.depth for each in below)

    def is_over_number(self, at: int) -> bool:
        """True if a numbered recommendation stands below a line, perhaps below a paragraph that tells something."""
        for below in range(at + 1, min(at + 2 + _MOST, self._last + 1)):
            if self._numbers[below] is not None:
                return True
            if not begins_to_tell(self._lines[below].text):
                return False
        return False
