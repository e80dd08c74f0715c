"""Tables drawn with rules between their rows, as `+---+---+` or with the signs of boxes; their cells are wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.domain.patterns import rare

_ACROSS = "─━┄┅┈┉╌╍═"
_DOWN = "│┃┆┇┊┋║"
_CORNERS = "".join(chr(code) for code in range(0x2500, 0x2580) if chr(code) not in _ACROSS + _DOWN)
_PLAIN = str.maketrans({**dict.fromkeys(_ACROSS, "-"), **dict.fromkeys(_DOWN, "|"), **dict.fromkeys(_CORNERS, "+")})
_RULE = re.compile(r"\+(?:[-=:]+\+){2,}")
_SIGNS = frozenset("-=:+")
_NUMBER = re.compile(r"\W?(?:[A-Z]\d[A-Z]{1,3}|(?:[A-Za-z]{1,14}[\s._-]?){0,2})\d{1,3}(?:[.\-/]\d{1,3})*[a-z]?\W{0,2}")
_ROMAN = re.compile(r"\(?(?:[ivx]{1,6}|[IVX]{1,6})[.)]")
_BROKEN = re.compile(r"(?<=\w-)\n(?=\w)")
_LISTED = rare(rf"(?:[{OF_LINES}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)])\s")


@dataclass(slots=True)
class _Row:
    """A row of a table.

    Attributes:
        cells: The lines of each cell.
        on: The columns in which it goes on with the cell above, as no rule is between.
    """

    cells: list[list[str]]
    on: frozenset[int] = field(default_factory=frozenset)


def drawn_rows(lines: Sequence[str], start: int) -> tuple[list[tuple[str, ...]], int, bool] | None:
    """The cells of the rows of the table that begins at a line with a rule.

    Args:
        lines: The lines of a text.
        start: The place of the line.

    Returns:
        The cells of each row, the place after the last line, and whether that is a rule; `None` if there is no table.
    """
    if not _is_rule(_plain(lines[start])) or not _has_words(lines, start + 1):
        return None
    end, last = start + 1, start
    while end < len(lines):
        line = _plain(lines[end])
        if line[:1] in {"|", "+"} and len(line) > 1:
            last = end
        elif line or _is_rule(_plain(lines[last])):
            break
        end += 1
    block = [lines[at].expandtabs(4) for at in range(start, last + 1) if lines[at].strip()]
    rows = _rows(block)
    return (rows, last + 1, _is_rule(_plain(block[-1]))) if len(rows) > 1 else None


def is_number(cell: str) -> bool:
    """True if a cell can be the number of a recommendation: "1", "R 2.1", "Rec 3", "iv."."""
    return (_NUMBER.fullmatch(cell) or _ROMAN.fullmatch(cell)) is not None


def is_item(line: str) -> bool:
    """True if a line of a cell is an item of a list."""
    return _LISTED.match(line) is not None


def without_drawing(text: str) -> str:
    """Return a text with a line for each row of its drawn tables, in which the words of each cell stand together."""
    lines = text.split("\n")
    if not any(_RULE.fullmatch(_plain(line)) for line in lines):
        return text
    kept: list[str] = []
    at = 0
    while at < len(lines):
        found = drawn_rows(lines, at)
        if found is None:
            kept.append(lines[at])
            at += 1
            continue
        rows, at, _ = found
        kept += (f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows)
    return "\n".join(kept)


def _has_words(lines: Sequence[str], at: int) -> bool:
    """True if a row with words begins at a line; all that is below it is looked at only then."""
    while at < len(lines) and _plain(lines[at])[:1] == "|":
        if any(sign.isalnum() for sign in lines[at]):
            return True
        at += 1
    return False


def _plain(line: str) -> str:
    return line.strip().translate(_PLAIN)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _rows(block: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of each row, a cell that goes down over several of them in each."""
    edges = sorted({at for line in block if _is_rule(_plain(line)) for at in _corners(line)})
    rows: list[_Row] = []
    on: frozenset[int] | None = None  # the columns without a rule in the last line, which had one
    for line in block:
        ruled = _ruled(line, edges)
        if ruled:
            on = frozenset(range(len(edges) - 1)) - ruled
            pieces = _pieces(line, edges) if on else []
            if rows and on:
                for column in on:
                    rows[-1].cells[column].append(pieces[column])
            continue
        pieces = _pieces(line, _edges_in(line, edges))
        if on is not None or is_number(pieces[0]):
            rows.append(_Row([[] for _ in edges[1:]], on or frozenset()))
            on = None
        cells = rows[-1].cells
        cells += ([] for _ in pieces[len(cells) :])
        for cell, piece in zip(cells, pieces, strict=False):
            cell.append(piece)
    texts = [[cell_text(cell) for cell in row.cells] for row in rows]
    for column in range(len(edges) - 1):
        for first, end in _spans(rows, column):
            text = "\n".join(filter(None, (texts[at][column] for at in range(first, end))))
            for at in range(first, end):
                texts[at][column] = text
    return [tuple(row) for row in texts if any(row)]


def _corners(line: str) -> Iterator[int]:
    return (at for at, sign in enumerate(line.translate(_PLAIN)) if sign == "+")


def _ruled(line: str, edges: Sequence[int]) -> frozenset[int]:
    """The columns in which a line is a rule."""
    plain = line.translate(_PLAIN)
    return frozenset(
        column
        for column, (a, b) in enumerate(pairwise(edges))
        if "+" in {plain[a : a + 1], plain[b : b + 1]} and plain[a + 1 : b] and set(plain[a + 1 : b]) <= _SIGNS
    )


def _pieces(line: str, edges: Sequence[int]) -> list[str]:
    """What a line has in each column; what goes over several stands in the first of them."""
    plain = line.translate(_PLAIN)
    pieces = [""] * (len(edges) - 1)
    column = 0
    for at in range(len(pieces)):
        first, end = edges[at] + 1, edges[at + 1]
        if at and plain[edges[at] : edges[at] + 1] in {"|", "+"}:
            column = at
        elif at:
            first -= 1
        pieces[column] += line[first:] if at == len(pieces) - 1 and end >= len(line) else line[first:end]
    return [piece.strip(" \t" if at < len(pieces) - 1 else " \t|│┃║") for at, piece in enumerate(pieces)]


def _edges_in(line: str, edges: Sequence[int]) -> Sequence[int]:
    """The edges of the columns in a line, where signs of another width have moved them too."""
    sign = next((sign for sign in line if sign in f"|{_DOWN}"), "|")
    bars = [at for at, each in enumerate(line) if each == sign]
    moved = len(bars) > 1 and not (set(edges) <= set(bars) or set(bars) <= set(edges))
    return bars if moved else edges


def cell_text(cell: Sequence[str]) -> str:
    """The words of a cell, its wrapped lines put together; paragraphs and the items of lists stay apart."""
    parts: list[list[str]] = []
    begins = True
    for line in cell:
        if line and (begins or _LISTED.match(line)):
            parts.append([])
        if line:
            parts[-1].append(line.removesuffix("\\").rstrip())
        begins = not line or line.endswith("\\")
    return "\n".join(_BROKEN.sub("", "\n".join(part)).replace("\n", " ") for part in parts)


def _spans(rows: Sequence[_Row], column: int) -> Iterator[tuple[int, int]]:
    """The rows over which each cell of a column goes, the end exclusive, where there are several."""
    first = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or column not in rows[at].on:
            if at - first > 1:
                yield first, at
            first = at
