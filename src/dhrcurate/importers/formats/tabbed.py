"""Tables whose cells are set apart by tabs, in lines of text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.pages.page import Table

_MOST_IN_CELL = 40
"""No quoted cell has more lines."""
_MOST_ACROSS = 12
"""Words that stand over rows are no more."""


def tabbed_table(lines: Sequence[str], start: int) -> tuple[Table, int] | None:
    """The table whose headings are in a line.

    Args:
        lines: The lines of a text.
        start: The place of the line.

    Returns:
        The table, without rows where they cannot be told apart, and the place after its last line; `None` if there is
        none.
    """
    header = [cell.strip() for cell in lines[start].split("\t")]
    if len(header) < 2 or not all(header):
        return None
    below = _next_filled(lines, start + 1)
    if below == len(lines) or not ("\t" in lines[below] or _heads_rows(lines, below, start)):
        return None
    rows: list[tuple[str, ...]] = []
    before: list[str] = []  # the cells of the last row, as many as are written
    torn = False
    end = at = start + 1
    while at < len(lines):
        line = lines[at].strip()
        if not line:
            at += 1
            continue
        if "\t" in lines[at] or _heads_rows(lines, at, start):
            row, at = _quoted(lines, at) or (lines[at].split("\t"), at + 1)
            cells = [cell.strip() for cell in row]
            if _completes(before, cells, len(header)):
                cells = [*before[:-1], f"{before[-1]} {cells[0]}", *cells[1:]]
                del rows[-1]
            rows.append((*cells[: len(header) - 1], " ".join(cells[len(header) - 1 :])))
            before = cells
        elif recognise(header) and _is_between(lines, at):  # a cell was broken, or a body stands over the rows below
            rows[-1] = (*rows[-1][:-1], f"{rows[-1][-1]} {line}")
            torn = torn or not line[0].islower()
            at += 1
        else:
            break
        end = at
    if torn:
        return Table(tuple(header), (), torn=" ".join(header)), end
    cut = _next_filled(lines, end) == len(lines) and len(rows[-1]) < len(header)
    return Table(tuple(header), tuple(rows), cut=cut), end


def _completes(row: Sequence[str], cells: Sequence[str], width: int) -> bool:
    """True if cells are the rest of a row, of which one was broken in the middle of a sentence."""
    return len(row) + len(cells) - 1 == width > len(row) > 0 and bool(row[-1]) and cells[0][:1].islower()


def _is_between(lines: Sequence[str], at: int) -> bool:
    """True if a line is right between rows."""
    return "\t" in lines[at - 1] and "\t" in "".join(lines[at + 1 : at + 2])


def _heads_rows(lines: Sequence[str], at: int, start: int) -> bool:
    """True if a line within a table is a cell over all its columns that stands over the rows below.

    It stands below the headings or below a sentence, as else it may go on with the cell above.

    Args:
        lines: The lines.
        at: The place of the line.
        start: The place of the headings.
    """
    line = lines[at].rstrip()
    alone = line[:1].isalnum() and not line[0].islower() and not line.endswith(ENDS) and "\t" not in line
    whole = at - 1 == start or any(cell.rstrip().endswith(ENDS) for cell in lines[at - 1].split("\t"))
    return alone and whole and len(line.split()) <= _MOST_ACROSS and "\t" in "".join(lines[at + 1 : at + 2])


def _quoted(lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """The cells of a row in which a quoted one goes over several lines, and the place after it; else `None`."""
    if '"' not in lines[at] or not lines[at].count('"') % 2:
        return None
    for end in range(at + 2, min(at + _MOST_IN_CELL, len(lines)) + 1):
        if lines[end - 1].count('"') % 2:
            with suppress(csv.Error):
                read = list(csv.reader([f"{line}\n" for line in lines[at:end]], delimiter="\t", strict=True))
                return (read[0], end) if len(read) == 1 else None
            return None
    return None


def _next_filled(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at
