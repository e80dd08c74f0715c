"""A recommendation as a report prints it in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dhrcurate.documents.model import Block


class Part(NamedTuple):
    """A part of a block's text.

    Attributes:
        block: The block, by its place in the report.
        start: Where it begins in its text.
        end: Where it ends, exclusive.
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A recommendation as a report prints it in one place.

    Attributes:
        number: Its number, as printed; words for numbers as figures.
        parts: Where its text stands.
        addressed: Whom the table's column, a label or the heading above names.
        sure: Whether it is plainly a recommendation.
        where: `table`, `list` or `label`.
        run: The table, chapter or run of labels that it stands in, counted from 0.
        summary: Whether it stands in a summary of the report.
        elsewhere: Whether the heading above names a review that the report's front does not name.
        opening: What a name in front of its text, which is none of its parts, ends with; empty if there is none.
        titled: Where a title in front of its text ends, in the first block; 0 if there is none.
        loose: Whether it is a paragraph of prose, in which other sentences may stand around what is recommended.
        stemmed: Whether it ends a sentence that begins above it, as `The Trust should:` does.
    """

    number: str | None
    parts: tuple[Part, ...]
    addressed: tuple[str, ...] = ()
    sure: bool = True
    where: str = "list"
    run: int = 0
    summary: bool = False
    elsewhere: bool = False
    opening: str = ""
    titled: int = 0
    loose: bool = False
    stemmed: bool = False


def text_of(blocks: Sequence[Block], parts: Sequence[Part]) -> str:
    """Return the text of parts; blocks are lines."""
    return "\n".join(blocks[part.block].text[part.start : part.end] for part in parts)
