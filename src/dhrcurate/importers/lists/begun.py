"""A recommendation as it is read, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line


@dataclass(slots=True)
class Begun:
    """A recommendation that further lines may belong to.

    Attributes:
        first: Its first line.
        parts: The lines of its text.
        number: As printed.
        title: Its heading.
        actor: Its addressee.
        cell: The addressee that stands beside it or above its group, which counts before that of its sentence.
        asks: Whether it says who is to act or what is asked for.
        listed: Whether it has a number or is in a list.
        inner: The first line of a list in it.
    """

    first: Line
    parts: list[str]
    number: str | None
    title: str | None
    actor: str
    asks: bool
    listed: bool
    cell: str = ""
    inner: Line | None = None

    def row(self) -> Row:
        """Return it as it was read."""
        return Row("\n".join(self.parts), self.cell, self.number, self.title)

    def differs(self, line: Line) -> bool:
        """True if the items of a list in it are marked in another way than it is."""
        return not self.first.item or self.first.marker != line.marker
