"""Reports as blocks, written short."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.documents.listing import Listed, listed, text_of
from dhrcurate.documents.model import Block, Box, Cell, Report, Stretch


def h(text: str, size: float = 16, *, level: int = 0) -> Block:
    return Block("heading", text, size=size, bold=True, level=level)


def p(text: str, *, number: str = "", bold: bool = False, page: int = 0, place: str | None = None) -> Block:
    stretches = (Stretch(0, Box(page, 72.0, 100.0, 500.0, 112.0)),) if page else ()
    kind = "item" if text.startswith("•") or number else "paragraph"
    return Block(kind, text, stretches, number=number, size=11, bold=bold, place=place)  # type: ignore[arg-type]


def table(number: int, *rows: Sequence[str]) -> list[Block]:
    return [
        Block("cell", text, cell=Cell(number, at, column), size=11)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def report(*blocks: Block | list[Block], pages: int = 0, unreadable: tuple[int, ...] = ()) -> Report:
    flat = [one for block in blocks for one in (block if isinstance(block, list) else [block])]
    return Report(tuple(flat), pages, tuple(str(at + 1) for at in range(pages)), unreadable)


def printed(*blocks: Block | list[Block], sure: bool = True) -> list[tuple[str | None, str]]:
    """Number and text of what is listed, surely unless said otherwise."""
    made = report(*blocks)
    return [(one.number, text_of(made.blocks, one.parts)) for one in listed(made.blocks) if one.sure is sure]


def entries(*blocks: Block | list[Block]) -> list[Listed]:
    return listed(report(*blocks).blocks)
