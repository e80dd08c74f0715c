"""A report as it is read: blocks of text in reading order, each with its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dhrcurate.domain.evidence import Box

Problem = Literal["password", "damaged", "no-text", "not-this-format", "empty", "too-large", "too-slow", "ended"]
"""Why a document cannot be read at all."""


class UnreadError(Exception):
    """A document cannot be read.

    Attributes:
        problem: Why.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


MOST_BLOCKS = 150_000
MOST_LETTERS = 20_000_000
"""The most paragraphs and cells of a document, and the most letters; a report of a thousand pages has a fifth. What is
read is compared with the record in the program's own process."""


class Stretch(NamedTuple):
    """A part of a block's text that stands in one line of a page.

    Attributes:
        start: Where it begins in the block's text, in code points.
        box: The line.
        words: Where each of its words begins, and where it ends: pairs of an offset in the block's text and an x.
    """

    start: int
    box: Box
    words: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table.

    Attributes:
        table: The table, counted through the document from 0; one that runs over pages is one table.
        row: The row in it, from 0.
        column: The column, from 0.
        rows: How many rows it takes up; what it says is meant for each of them.
        columns: How many columns it takes up.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list or a cell, with hyphens at line ends undone.

    Attributes:
        kind: What it is.
        text: Its words, with one blank between them; the paragraphs of a cell are lines.
        stretches: Where it stands on pages; empty in formats without pages.
        level: For a heading how deep it is, from 1; for an item how far it is indented, from 1.
        number: The number or bullet of an item or heading where the format keeps it apart from the text.
        cell: Where it stands in a table.
        place: Where it stands in a format without pages: `paragraph 41`, `sheet!B7`.
        size: The size of its letters in points, 0 where that is not known.
        bold: Whether its first letters are bold.
        box: A frame that it shares with others, counted through the document from 0.
    """

    kind: Literal["heading", "paragraph", "item", "cell"]
    text: str
    stretches: tuple[Stretch, ...] = ()
    level: int = 0
    number: str = ""
    cell: Cell | None = None
    place: str | None = None
    size: float = 0.0
    bold: bool = False
    box: int | None = None

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it stands on, in order."""
        return tuple(sorted({stretch.box.page for stretch in self.stretches}))


@dataclass(frozen=True, slots=True)
class Report:
    """A document as it was read.

    Attributes:
        blocks: Its text in reading order, without running headers, footers and page numbers.
        pages: Sheets of a PDF, 0 for formats that have none.
        labels: What is printed as the number of each sheet; empty for one of which that is not known.
        unreadable: The pages whose text cannot be read, as pictures of pages have none.
        problem: Why it cannot be read at all.
        outline: The file's own table of contents: titles with their depth from 1 and page.
        repaired: Whether the file was damaged and what is left of it was read; pages that were lost are `unreadable`.
        partly: Whether it shows text besides, on no page that can be named, that was not read.
    """

    blocks: tuple[Block, ...] = ()
    pages: int = 0
    labels: tuple[str, ...] = ()
    unreadable: tuple[int, ...] = ()
    problem: Problem | None = None
    outline: Sequence[tuple[int, str, int]] = field(default=())
    repaired: bool = False
    partly: bool = False


def refuse_too_much(blocks: Sequence[Block]) -> None:
    """Raise an error where a document says too much to be compared with anything.

    Raises:
        UnreadError: If it does.
    """
    if len(blocks) > MOST_BLOCKS or sum(len(block.text) for block in blocks) > MOST_LETTERS:
        raise UnreadError("too-large")


__all__ = ["Block", "Box", "Cell", "Problem", "Report", "Stretch", "UnreadError"]
