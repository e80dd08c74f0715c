"""The lines of a table whose columns are drawn with blanks: all that its gutters go through, and cut at these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.domain.aligned_gutters import Gutter
from dhrcurate.domain.aligned_headings import is_heading, joined
from dhrcurate.domain.aligned_rows import Group, rows_of
from dhrcurate.domain.drawn_tables import cell_text, is_number

RULE = re.compile(r"\s*(?:-{2,}(?:\s+-{2,})+|={2,}(?:\s+={2,})+)\s*")
"""A line of dashes for each column."""
FULL = re.compile(r"\s*(?:-{10,}|={10,})\s*")
GAP = re.compile(r"\S {2,}(?=\S)")
MOST_HEADINGS = 6
"""Headings are wrapped over fewer lines."""
_ROW = re.compile(r"(?P<number>\S{1,8}) {2,}\S")
_OF_NUMBERS = re.compile(r"(?:no|nr|num|number|ref|reference|rhif)\.?", re.IGNORECASE)
"""The last word of a heading of numbers."""
_NUMBER_ALONE = re.compile(r" {2,5}(?P<number>\d{1,3}[.)]?)(?P<after> {3,}(?=\S)| *$)")
_OFF = 3
"""A number stands at most so many places left of its heading."""
_MOST_ACROSS = 12
"""Words that stand over rows are no more."""
WIDEST = 400
"""No line of a table is longer."""
_LATEST = 12
"""Among so many lines one has a gap."""


@dataclass(slots=True)
class _Lines:
    """The lines of a table.

    Attributes:
        end: The place after the last of them.
        groups: The lines between two gaps, with their places.
        blocks: The block of each group: below headings that stand again in other places begins another.
        across: The places of lines that go over all columns.
        torn: Whether the columns cannot be told apart.
        closed: Whether a rule is below.
    """

    end: int
    groups: list[list[tuple[int, str]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    across: set[int] = field(default_factory=set)
    torn: bool = False
    closed: bool = False

    def add(self, at: int, line: str, block: Block, *, gap: bool) -> None:
        """Adds a line, in a group of its own below a gap."""
        if gap:
            self.groups.append([])
            self.blocks.append(block)
        self.groups[-1].append((at, line))
        self.end = at + 1

    def cells(self, width: int) -> list[list[tuple[int, list[str]]]]:
        """What each line has in each of so many columns, with its place."""
        alone = [""] * (width - 1)
        return [
            [(at, [line.strip(), *alone] if at in self.across else block.cells(line)) for at, line in group]
            for block, group in zip(self.blocks, self.groups, strict=True)
        ]


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
        self.edges = list(edges)
        self._between = [Gutter(a, b, min(b - a, least)) for a, b in between]
        self._headed = False  # whether a gutter ends where a heading begins
        self._filled = 0  # the places at which a line so far has a sign, as bits

    @classmethod
    def below(cls, line: str, places: Sequence[tuple[int, int]]) -> Block:
        """The lines below headings, which are the first of them.

        Args:
            line: The headings.
            places: Where each begins and ends.
        """
        block = cls(between=[(a[1], b[0]) for a, b in pairwise(places)])
        block.take(line)
        block._headed = True
        return block

    def take(self, line: str, *, narrow: bool = False) -> bool:
        """Takes a further line; false, and nothing is taken, if it leaves no room for a gutter.

        Args:
            line: The line.
            narrow: Whether a gutter may be left of a single blank, right before the heading of the next column.
        """
        if "\t" in line or "|" in line or len(line) > WIDEST:
            return False
        if self.edges:
            return fits(line, self.edges)
        bits = int("".join("0" if sign == " " else "1" for sign in reversed(line)) or "0", 2)
        both = self._filled | bits
        closed = [gutter for gutter in self._between if not gutter.is_open(both)]
        if closed and not (narrow and self._headed and all(not both >> gutter.end - 1 & 1 for gutter in closed)):
            return False
        for gutter in closed:
            gutter.begin, gutter.least, gutter.was_wider = gutter.end - 1, 1, True
        if self._headed:
            for gutter in self._between:
                before, first = line[gutter.end - 2 : gutter.end], line[gutter.end : gutter.end + 1]
                gutter.aligned = gutter.aligned or (before == "  " and first.strip() != "")
        self._filled = both
        return True

    def fit(self, line: str) -> str:
        """Takes a further line, perhaps with its number a little moved; returns it, empty if it leaves no room."""
        if self.take(line):
            return line
        moved = self._moved(line)
        return moved if moved != line and self.take(moved) else ""

    def _moved(self, line: str) -> str:
        """A line with the number that stands alone in it below the heading of numbers, where it is a little off."""
        for gutter in self._between if self._headed else ():
            found = _NUMBER_ALONE.match(line, max(0, gutter.end - _OFF - 2))
            if (
                found
                and found.start("number") < gutter.end
                and len(found["after"]) > gutter.end - found.start("number")
            ):
                off = " " * (gutter.end - found.start("number"))
                return line[: found.start("number")] + off + found["number"] + line[found.end("number") + len(off) :]
        return line

    def cells(self, line: str) -> list[str]:
        """What a line has in each column, once it is known where these are."""
        ends = [*self.edges[1:], len(line)]
        return [
            line[a if at else 0 : max(a, b)].strip() for at, (a, b) in enumerate(zip(self.edges, ends, strict=True))
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
        ruled = bool(self.edges)
        found = self._lines(lines, at, header, first, most)
        if found is None or not any(GAP.search(line) for group in found.groups for _, line in group):
            return None  # the lines of a list, or of a table whose cells have run together
        if not (ruled or found.torn):
            for each in dict.fromkeys([self, *found.blocks]):
                each.settle()
            header = tuple(self.cells(first)) if header else ()
        width = len(self.edges)
        if found.torn or any(len(each.edges) != width or not each.is_plain for each in found.blocks):
            return Aligned(header, (), _end_of_torn(lines, found.end), first)
        said = found.cells(width)
        over = _over(said) if header and not ruled and said[0][0][0] == at else 0
        headings = [header, *(cells for _, cells in said[0][:over])]
        if over:
            header = joined(headings)
            said = [group for group in (said[0][over:], *said[1:]) if group]
        parts = [Group(tuple(place for place, _ in group), tuple(tuple(cells) for _, cells in group)) for group in said]
        rows, last = rows_of(parts, header, headings, starts=starts, ruled=ruled)
        if found.closed and last != found.groups[-1][-1][0]:
            rows = []
        texts = tuple(tuple(map(_cell, zip(*row, strict=True))) for row in rows)
        return Aligned(header, texts, found.end if found.closed or not rows else last + 1, first)

    def _lines(
        self, lines: Sequence[str], at: int, header: Sequence[str], first: str, most: int | None
    ) -> _Lines | None:
        """The lines of the table, from the one in a place; `None` where the first of many have no gap."""
        ruled = bool(self.edges)
        begin, stop = at, len(lines) if most is None else min(at + most, len(lines))
        gapped, gap = False, True
        found = _Lines(at)
        block = self
        while at < stop:
            line = lines[at].strip("\f\r").rstrip()
            if not gapped and at - begin > _LATEST:
                return None
            gapped = gapped or GAP.search(line) is not None
            if not line:
                gap = True
            elif ruled and (RULE.fullmatch(line) or FULL.fullmatch(line)):
                found.closed, found.end = True, at + 1
                break
            else:
                if again := _again(line, first, header):
                    block, gap = again, True
                elif fitted := block.fit(line):
                    line = fitted
                elif (not found.groups or not gap) and _goes_across(line, lines[at + 1 : at + 2]):
                    found.across.add(at)
                elif not found.groups or gap or not block.take(line, narrow=True):
                    found.torn = bool(found.groups) and (not gap or _is_row(line))
                    found.end = at if found.torn else found.end
                    break
                found.add(at, line, block, gap=gap)
                gap = False
            at += 1
        return found

    @property
    def is_plain(self) -> bool:
        """True if below the heading behind each gutter of a single blank that had been wider a cell begins plainly."""
        return all(gutter.aligned for gutter in self._between if gutter.was_wider)

    def settle(self) -> None:
        """Settles where the columns begin: after each gutter between headings."""
        edges = [0]
        for gutter in self._between:
            least, free = gutter.least, ~self._filled & gutter.span
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
        self.edges = edges


def _again(line: str, first: str, header: Sequence[str]) -> Block | None:
    """The lines of a table below headings that stand again, in other places than before; `None` for any other line."""
    if not header or line.split() != first.split() or line == first.strip("\f\r").rstrip():
        return None
    places: list[tuple[int, int]] = []
    for heading in header:
        at = line.find(heading, places[-1][1] if places else 0)
        if at < 0:
            return None
        places.append((at, at + len(heading)))
    return Block.below(line, places)


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
    alone = 0  # lines that are nothing but more of the heading of the numbers
    while alone < len(lines) and lines[alone][1][number] and _may_go_on(lines[alone][1][number]):
        if sum(map(bool, lines[alone][1])) > 1:
            break
        alone += 1
    count = alone
    while count < min(len(lines), MOST_HEADINGS) and _may_go_on(lines[count][1][number]):
        if any(cell and not is_heading(cell) for cell in lines[count][1]):
            return alone
        count += 1
    said = (cell for _, cells in lines[:count] for at, cell in enumerate(cells) if at != number)
    sentence = any(cell.endswith(".") for cell in said)
    if sentence or count == len(lines):
        return alone
    middle = max(lines[count][1], key=len)[:1].islower() or any(not group[0][1][number] for group in groups[1:])
    return alone if middle else count  # what is above a number in the middle of its row is the beginning of that row


def _may_go_on(cell: str) -> bool:
    """True if what stands below the heading of the numbers is nothing, or more of that heading: "No.", "on no."."""
    return not cell or (not is_number(cell) and (cell[0].islower() or _OF_NUMBERS.fullmatch(cell) is not None))


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
