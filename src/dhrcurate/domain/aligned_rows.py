"""Which lines of a table with aligned columns make up a row: by its numbers, by gaps, or each line alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.domain.drawn_tables import is_number

Lines = list[tuple[str, ...]]
"""The lines of a row, each with a piece for every column."""
_ENDS = (".", ";", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines between two gaps.

    Attributes:
        places: Their places in the text.
        lines: Their pieces.
    """

    places: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]


def rows_of(groups: Sequence[Group], header: Sequence[str], *, starts: bool, ruled: bool) -> tuple[list[Lines], int]:
    """The rows of a table and the place of the last line of them; no rows where they cannot be told apart.

    Args:
        groups: Its lines.
        header: Its headings, which may stand above each page again.
        starts: Whether a row begins wherever the first cell is filled.
        ruled: Whether a line of dashes says where its columns are.
    """
    groups = _without_headings(groups, header)
    number = _number(groups)
    if number is not None:
        groups = _numbered(groups, number)
    last = groups[-1].places[-1] if groups else -1
    if not groups:
        return [], last
    if number is not None:
        return _by_number(groups, number), last
    lines = [line for group in groups for line in group.lines]
    if starts:
        return _begun(lines, [bool(line[0]) for line in lines]), last
    if len(groups) > 1:
        full = [sum(any(column) for column in zip(*group.lines, strict=True)) > 1 for group in groups]
        count = full.index(False) if False in full else len(groups)
        return [list(group.lines) for group in groups[:count]], groups[count - 1].places[-1] if count else last
    text = _text(lines)
    alone = all(
        line[text]
        and not line[text][0].islower()
        and sum(map(bool, line)) > 1
        and (ruled or line[text].endswith(_ENDS))
        for line in lines
    )
    return [[line] for line in lines] if alone else [], last


def _without_headings(groups: Sequence[Group], header: Sequence[str]) -> list[Group]:
    """The groups without lines that repeat the headings, and without the number of the page above them."""
    kept: list[Group] = []
    for group in groups:
        pairs = [pair for pair in zip(group.places, group.lines, strict=True) if pair[1] != tuple(header)]
        if len(pairs) < len(group.lines) and kept and _is_page_number(kept[-1]):
            kept.pop()
        if pairs:
            kept.append(Group(tuple(place for place, _ in pairs), tuple(line for _, line in pairs)))
    return kept


def _is_page_number(group: Group) -> bool:
    said = [piece for line in group.lines for piece in line if piece]
    return len(said) == 1 and said[0].isdigit()


def _number(groups: Sequence[Group]) -> int | None:
    """The column of numbers: that in which most filled cells are such, `None` if there is none."""
    lines = [line for group in groups for line in group.lines]
    for at in range(len(lines[0]) if lines else 0):
        cells = [line[at] for line in lines if line[at]]
        if cells and is_number(cells[0]) and 2 * sum(map(is_number, cells)) > len(cells):
            return at
    return None


def _numbered(groups: Sequence[Group], number: int) -> list[Group]:
    """The groups up to the first that says something else in the place of a number."""
    for at, group in enumerate(groups):
        if any(line[number] and not is_number(line[number]) for line in group.lines):
            return list(groups[:at])
    return list(groups)


def _by_number(groups: Sequence[Group], number: int) -> list[Lines]:
    if all(sum(bool(line[number]) for line in group.lines) == 1 for group in groups):
        return [list(group.lines) for group in groups]
    if not groups[0].lines[0][number]:
        return []
    lines = [line for group in groups for line in group.lines]
    text = _text(lines)
    begins: list[bool] = []
    for group in groups:
        for at, line in enumerate(group.lines):
            ended = not begins or lines[len(begins) - 1][text].endswith(_ENDS)
            another = at == 0 and ended and line[text][:1].isupper() and sum(map(bool, line)) > 1
            begins.append(bool(line[number]) or another)
    rows = _begun(lines, begins)
    middle = any(not row[0][text] or row[0][text][0].islower() for row in rows)  # numbers stand beside another line
    return [] if middle else rows


def _begun(lines: Sequence[tuple[str, ...]], begins: Sequence[bool]) -> list[Lines]:
    """The lines in rows, each of which begins with the first line or with one that is said to begin one."""
    rows: list[Lines] = []
    for line, first in zip(lines, begins, strict=True):
        if first or not rows:
            rows.append([])
        rows[-1].append(line)
    return rows


def _text(lines: Sequence[Sequence[str]]) -> int:
    """The column with the most words."""
    sizes = [sum(map(len, column)) for column in zip(*lines, strict=True)]
    return sizes.index(max(sizes))
