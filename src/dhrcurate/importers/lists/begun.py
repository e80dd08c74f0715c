"""A recommendation as it is read, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line

_LIST = 2
"""A list has at least so many items."""


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


def above_list(found: Sequence[Begun], over: str) -> int:
    """How many paragraphs stand above a list of which each recommendation is an item: they introduce it.

    What stands below the name of a body or a theme of its own may be a recommendation of another form.

    Args:
        found: What was read as recommendations.
        over: The body that the heading of all of them names.
    """
    listed = next((i for i, one in enumerate(found) if one.listed), len(found))
    own = any(one.title or one.cell not in {"", over} for one in found[:listed])
    alike = len(found) - listed >= _LIST and all(one.listed for one in found[listed:])
    return listed if alike and not own else 0
