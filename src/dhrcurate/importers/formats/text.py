"""Plain text pages as lines and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.importers.formats.dense import with_headings_apart
from dhrcurate.importers.formats.pipes import find_tables
from dhrcurate.importers.formats.tabbed import without_hanging
from dhrcurate.importers.pages.page import Line, Page, Table, is_rule, listed


def read_text(text: str) -> Page:
    """Reads a page of plain text."""
    physical = text.split("\n")
    lines: list[Line] = []
    tables: list[Table] = []
    at = 0
    for stretch in find_tables(physical):
        lines += plain_lines([*physical[at : stretch.start], *stretch.listed])
        if not stretch.listed:
            tables.append(placed(stretch.table, len(lines)))
        at = stretch.end
    lines += plain_lines(physical[at:])
    return Page(tuple(with_headings_apart(lines)), tuple(tables), hanging=bool(physical[-1].strip()))


def plain_lines(physical: Sequence[str]) -> list[Line]:
    """Lines of text without the empty ones and rules; the first has a gap before it."""
    lines: list[Line] = []
    gap = True
    for text in physical:
        if text.strip() and not is_rule(text):
            lines.append(listed(without_hanging(text), gap=gap))
            gap = False
        else:
            gap = True
    return lines


def placed(table: Table, at: int) -> Table:
    """The table with its place among the page's lines."""
    return replace(table, at=at)
