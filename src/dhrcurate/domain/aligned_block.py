"""The lines of a table whose columns are drawn with blanks: all that its gutters go through, and cut at these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.domain.aligned_rows import Group, rows_of
from dhrcurate.domain.drawn_tables import cell_text, is_number

RULE = re.compile(r"\s*(?:-{2,}(?:\s+-{2,})+|={2,}(?:\s+={2,})+)\s*")
"""A line of dashes for each column."""
FULL = re.compile(r"\s*(?:-{10,}|={10,})\s*")
GAP = re.compile(r"\S {2,}(?=\S)")
MOST_HEADINGS = 6
"""Headings are wrapped over fewer lines."""
_ROW = re.compile(r"(?P<number>\S{1,8}) {2,}\S")
_MOST_WORDS = 5
_MOST_ACROSS = 12
"""Words that stand over rows are no more."""
WIDEST = 400
"""No line of a table is longer."""
_LATEST = 12
"""Among so many lines one has a gap."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table.

    Attributes:
        header: Its headings, one for each column; empty if it has none.
        rows: The cells of its rows; none where the columns, or the rows, cannot be told apart.
        end: The place after its last line.
        first: Its first line, as written.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    end: int
    first: str


class Block:
    """The lines of a table as they are read, and where its columns are.

    Args:
        edges: Where its columns begin, if a line of dashes says so.
        between: Between which places, else, a gutter must be: after the end of a heading and before the next one.
        least: A gutter has so many blanks, or the only one that is between.
    """

    def __init__(self, *, edges: Sequence[int] = (), between: Sequence[tuple[int, int]] = (), least: int = 2) -> None:
        self._edges = list(edges)
        self._between = [((1 << b) - (1 << a), min(b - a, least)) for a, b in between]
        self._filled = 0  # the places at which a line so far has a sign, as bits

    def take(self, line: str) -> bool:
        """Takes a further line; false, and nothing is taken, if it leaves no room for a gutter."""
        if "\t" in line or "|" in line or len(line) > WIDEST:
            return False
        if self._edges:
            return fits(line, self._edges)
        bits = int("".join("0" if sign == " " else "1" for sign in reversed(line)) or "0", 2)
        both = self._filled | bits
        for span, least in self._between:
            free = ~both & span
            for _ in range(1, least):
                free &= free >> 1
            if not free:
                return False
        self._filled = both
        return True

    def cells(self, line: str) -> list[str]:
        """What a line has in each column, once it is known where these are."""
        ends = [*self._edges[1:], len(line)]
        return [
            line[a if at else 0 : max(a, b)].strip() for at, (a, b) in enumerate(zip(self._edges, ends, strict=True))
        ]

    def read(
        self,
        lines: Sequence[str],
        at: int,
        header: tuple[str, ...],
        first: str,
        *,
        starts: bool = False,
        most: int | None = None,
    ) -> Aligned | None:
        """The table whose rows begin at a line.

        Args:
            lines: The lines of a text.
            at: The place of the line.
            header: The headings above.
            first: The table's first line.
            starts: Whether a row begins wherever the first cell is filled.
            most: So many lines are looked at.
        """
        ruled = bool(self._edges)
        begin, stop = at, len(lines) if most is None else min(at + most, len(lines))
        gapped = False
        groups: list[list[tuple[int, str]]] = []
        across: set[int] = set()  # the places of lines that go over all columns
        gap, torn, closed = True, False, False
        end = at
        while at < stop:
            line = lines[at].strip("\f\r").rstrip()
            if not gapped and at - begin > _LATEST:
                return None
            gapped = gapped or GAP.search(line) is not None
            if not line:
                gap = True
            elif ruled and (RULE.fullmatch(line) or FULL.fullmatch(line)):
                closed, end = True, at + 1
                break
            else:
                if not self.take(line):
                    if (groups and gap) or not _goes_across(line, lines[at + 1 : at + 2]):
                        torn = bool(groups) and (not gap or _is_row(line))
                        break
                    across.add(at)
                if gap:
                    groups.append([])
                gap = False
                groups[-1].append((at, line))
                end = at + 1
            at += 1
        if not any(GAP.search(line) for group in groups for _, line in group):
            return None  # the lines of a list, or of a table whose cells have run together
        if torn:
            return Aligned(header, (), _end_of_torn(lines, at), first)
        if not ruled:
            self._edges = self._gutters()
            header = tuple(self.cells(first)) if header else ()
        over_all = [""] * (len(self._edges) - 1)
        said = [
            [(place, [line.strip(), *over_all] if place in across else self.cells(line)) for place, line in group]
            for group in groups
        ]
        over = _over(said) if header and not ruled and said[0][0][0] == begin else 0
        if over:
            header = joined([header, *(cells for _, cells in said[0][:over])])
            said = [group for group in (said[0][over:], *said[1:]) if group]
        parts = [Group(tuple(place for place, _ in group), tuple(tuple(cells) for _, cells in group)) for group in said]
        rows, last = rows_of(parts, header, starts=starts, ruled=ruled)
        if closed and last != groups[-1][-1][0]:
            rows = []
        texts = tuple(tuple(map(_cell, zip(*row, strict=True))) for row in rows)
        return Aligned(header, texts, end if closed or not rows else last + 1, first)

    def _gutters(self) -> list[int]:
        """Where the columns begin: after each gutter between headings."""
        edges = [0]
        for span, least in self._between:
            free = ~self._filled & span
            at = 0
            while free >> at:
                if not free >> at & 1:
                    at += 1
                    continue
                begin = at
                while free >> at & 1:
                    at += 1
                if at - begin >= least and self._filled >> at:
                    edges.append(at)
        return edges


def fits(line: str, edges: Sequence[int]) -> bool:
    """True if no word of a line goes over the edge of a column."""
    return "\t" not in line and all(line[at - 1 : at] in {"", " "} for at in edges[1:])


def _is_row(line: str) -> bool:
    """True if a line begins with a number and has a gap further on, as a row whose columns are moved."""
    words = line.split(maxsplit=1)
    return len(words) > 1 and is_number(words[0]) and GAP.search(words[1]) is not None


def _goes_across(line: str, below: Sequence[str]) -> bool:
    """True if a line is words that stand over a numbered row right below, and go over its columns."""
    plain = line[:1].isalnum() and GAP.search(line) is None and not line.endswith(ENDS)
    row = _ROW.match(below[0]) if plain and below and len(line.split()) <= _MOST_ACROSS else None
    return row is not None and is_number(row["number"]) and not is_number(line.split(maxsplit=1)[0])


def _over(groups: Sequence[Sequence[tuple[int, Sequence[str]]]]) -> int:
    """How many lines at the beginning are more of the headings, which are wrapped: those above the first number."""
    column = [any(is_number(cells[at]) for group in groups for _, cells in group) for at in range(len(groups[0][0][1]))]
    if True not in column:
        return 0
    number = column.index(True)
    lines = groups[0]
    count = 0
    while count < min(len(lines), MOST_HEADINGS) and not lines[count][1][number]:
        if any(cell and not is_heading(cell) for cell in lines[count][1]):
            return 0
        count += 1
    sentence = any(cell.endswith(".") for _, cells in lines[:count] for cell in cells)
    if sentence or count == len(lines):
        return 0
    middle = max(lines[count][1], key=len)[:1].islower() or any(not group[0][1][number] for group in groups[1:])
    return 0 if middle else count  # what is above a number in the middle of its row is the beginning of that row


def _end_of_torn(lines: Sequence[str], at: int) -> int:
    """The place after a table whose columns cannot be told apart: the gap after which no more of it follows."""
    end = at
    while at < len(lines):
        if lines[at].strip():
            if not lines[at - 1].strip() and not GAP.search(lines[at]):
                break
            end = at + 1
        at += 1
    return end


def _cell(pieces: Sequence[str]) -> str:
    return cell_text([piece for piece in pieces if piece])


def joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Lines of headings as one."""
    return tuple(" ".join(filter(None, column)) for column in zip(*rows, strict=True))


def is_heading(cell: str) -> bool:
    """True if a cell can be the heading of a column, or a line of one."""
    return len(cell.split()) <= _MOST_WORDS and not any(char.isdigit() for char in cell) and cell[-1] not in ";!,"
