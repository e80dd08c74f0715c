"""The blanks between two columns of a table that is drawn with blanks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Gutter:
    """Blanks between two columns.

    Attributes:
        begin: From which place on they may be.
        end: Before which place they are.
        least: How many there are at least.
        aligned: Whether a cell begins, behind two blanks or more, right at the end.
        was_wider: Whether the least was more.
    """

    begin: int
    end: int
    least: int
    aligned: bool = False
    was_wider: bool = False

    @property
    def span(self) -> int:
        """The places, as bits."""
        return (1 << self.end) - (1 << self.begin)

    def is_open(self, filled: int) -> bool:
        """True if there are enough blanks between filled places."""
        free = ~filled & self.span
        for _ in range(1, self.least):
            free &= free >> 1
        return free != 0
