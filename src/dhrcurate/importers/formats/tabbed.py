"""Tables whose cells are set apart by tabs, in lines of text."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from contextlib import suppress

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.importers.columns.by_headings import is_named, recognise
from dhrcurate.importers.pages.page import Table
from dhrcurate.importers.wording.numbers import is_number

_HANGING = re.compile(r"(?P<number>[^\t]{1,40}?)[ ]*\t[ ]*(?=[^\t]*[^\W\d_])[^\t]+")
_MARK = re.compile(rf"[{OF_LINES}o]|\(?(?:[a-z]|[ivx]{{1,5}})[.)]", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d][^\t\d]{0,40}:[ ]*\t")
"""What begins a line of a card, below the one with the number and the words of a recommendation."""
_MOST_IN_CELL = 40
"""No quoted cell has more lines."""
_MOST_ACROSS = 12
"""Words that stand over rows are no more."""
_MOST_ABOVE = 10
"""The headings of recommendations stand among so many rows."""


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
    headed = recognise(header) is not None
    if not headed and _begins_item(lines, below, header):
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
        if not headed and _begins_item(lines, at, header):
            break
        if "\t" in lines[at] or _heads_rows(lines, at, start):
            row, at = _quoted(lines, at) or (lines[at].split("\t"), at + 1)
            cells = [cell.strip() for cell in row]
            if _completes(before, cells, len(header)):
                cells = [*before[:-1], f"{before[-1]} {cells[0]}", *cells[1:]]
                del rows[-1]
            headed = headed or (len(rows) < _MOST_ABOVE and recognise(cells) is not None)
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


def has_hanging_number(line: str) -> bool:
    """True if a line has one tab, behind the number or bullet that it begins with, as word processors put it there."""
    found = _HANGING.fullmatch(line.strip())
    return found is not None and (is_number(found["number"]) or _MARK.fullmatch(found["number"]) is not None)


def without_hanging(line: str) -> str:
    """A line with a blank in place of the tab behind its number or bullet."""
    if not has_hanging_number(line):
        return line
    return line[: len(line) - len(line.lstrip())] + line.strip().replace("\t", " ")


def is_item(lines: Sequence[str], at: int) -> bool:
    """True if a line is an item of a list with a tab behind its number or bullet, and no row of several columns."""
    below = "".join(lines[at + 1 : at + 2]).strip()
    return has_hanging_number(lines[at]) and below.count("\t") < 2 and not _LABEL.match(below)


def _begins_item(lines: Sequence[str], at: int, header: Sequence[str]) -> bool:
    """True if a line below headings that are none of recommendations is an item of a list or a heading of a page.

    Below a gap it always is. Right below a line it may be a row, under the heading of a number or in more columns.
    """
    apart = not lines[at - 1].strip()
    return has_hanging_number(lines[at]) and (apart or (len(header) == 2 and not is_named(header[0])))


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
