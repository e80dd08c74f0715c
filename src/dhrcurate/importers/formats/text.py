"""Plain text pages as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.item_marks import BULLETS
from dhrcurate.importers.formats.dense import with_headings_apart
from dhrcurate.importers.formats.pipes import find_tables
from dhrcurate.importers.formats.tabbed import without_hanging
from dhrcurate.importers.pages.page import Line, Page, Table, is_rule, listed

_GLYPH = re.compile(r"^(?P<indent>\s*)\(cid:\d{1,5}\)(?=\s|$)")
_ALONE = frozenset(BULLETS)


def read_text(text: str) -> Page:
    """Reads a page of plain text."""
    physical = with_bullets_joined(text.split("\n"))
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


def with_bullets_joined(physical: Sequence[str]) -> list[str]:
    """Lines of text, a bullet that a print sets on a line of its own put before the line below it.

    A glyph without a letter, which programs write as its number in the font, is a bullet at the start of a line.

    Args:
        physical: The lines, empty ones included.
    """
    lines: list[str] = []
    bullet = ""
    for line in physical:
        text = _GLYPH.sub(r"\g<indent>•", line)
        if text.strip() in _ALONE:
            if bullet:
                lines.append(bullet)
            bullet = text.rstrip()
        elif bullet and text.strip():
            lines.append(f"{bullet} {text.lstrip()}")
            bullet = ""
        elif not bullet:
            lines.append(text)
    return [*lines, bullet] if bullet else lines


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
