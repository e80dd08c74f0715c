"""Which lines of a table with aligned columns make up a row: by its numbers, by gaps, or by where its cells end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from dhrcurate.domain.aligned_breaks import ENDS, beginnings, has_room, is_one_row, widths
from dhrcurate.domain.aligned_centred import centred_rows
from dhrcurate.domain.drawn_tables import is_number

_T = TypeVar("_T")
Lines = list[tuple[str, ...]]
"""The lines of a row, each with a piece for every column."""
_WORDED = re.compile(r"recommend|argymhell", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines between two gaps.

    Attributes:
        places: Their places in the text.
        lines: Their pieces.
        again: Whether headings stand again above the first of them, as at the head of a page.
    """

    places: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    again: bool = False


def rows_of(
    groups: Sequence[Group],
    header: Sequence[str],
    headings: Sequence[Sequence[str]],
    *,
    starts: bool,
    ruled: bool,
) -> tuple[list[Lines], int]:
    """The rows of a table and the place of the last line of them; no rows where they cannot be told apart.

    Args:
        groups: Its lines.
        header: Its headings.
        headings: The lines of them, which may stand above each page again.
        starts: Whether a row begins wherever the first cell is filled.
        ruled: Whether a line of dashes says where its columns are.
    """
    groups = _without_headings(groups, headings)
    number = _number(groups)
    if number is not None:
        groups = _numbered(groups, number, header, ruled=ruled)
    last = groups[-1].places[-1] if groups else -1
    if not groups:
        return [], last
    lines = [line for group in groups for line in group.lines]
    if number is not None:
        return _by_number(groups, number, _text(lines, header)), last
    if starts:
        return _begun(lines, [bool(line[0]) for line in lines]), last
    full = [sum(any(column) for column in zip(*group.lines, strict=True)) > 1 for group in groups]
    count = full.index(False) if len(groups) > 1 and False in full else len(groups)
    return (_unnumbered(groups[:count], header, ruled=ruled), groups[count - 1].places[-1]) if count else ([], last)


def _unnumbered(groups: Sequence[Group], header: Sequence[str], *, ruled: bool) -> list[Lines]:
    """The rows of a table without numbers; none where they cannot be told apart."""
    lines = [line for group in groups for line in group.lines]
    text, wide = _text(lines, header), widths(lines)
    alone = all(
        line[text] and not line[text][0].islower() and sum(map(bool, line)) > 1 and (ruled or line[text].endswith(ENDS))
        for line in lines
    )
    if alone and len(groups) == 1:
        return [[line] for line in lines]
    if len(groups) > 1 and (
        ruled or (len(groups) > 2 and all(is_one_row(group.lines, text, wide) for group in groups))
    ):
        return [list(group.lines) for group in groups]
    begun = [beginnings(group.lines, text, wide) for group in groups]
    begins = [begin for found in begun for begin in found or ()]
    return _begun(lines, begins) if len(begins) == len(lines) else []


def _without_headings(groups: Sequence[Group], headings: Sequence[Sequence[str]]) -> list[Group]:
    """The groups without lines that repeat the headings, and without the number of the page above them.

    Another line alone above them heads another table, with which this one ends.
    """
    own = [_words(line) for line in headings]
    kept: list[Group] = []
    for group in groups:
        again = _again([_words(line) for line in group.lines], own)
        pairs = [pair for at, pair in enumerate(zip(group.places, group.lines, strict=True)) if at not in again]
        if own[0] and again and kept:
            if _is_page_number(kept[-1]):
                kept.pop()
            elif len(kept) > 1 and len(kept[-1].lines) == 1 and not any(kept[-1].lines[0][1:]):
                return kept[:-1]
        if pairs:
            kept.append(Group(tuple(place for place, _ in pairs), tuple(line for _, line in pairs), bool(again)))
    return kept


def _words(line: Sequence[str]) -> str:
    return " ".join(filter(None, line))


def _again(lines: list[str], own: list[str]) -> set[int]:
    """The places of lines that are the headings again: the first line of them and, right below it, the others."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if own[0] and line == own[0]:
            whole = lines[at : at + len(own)] == own
            found.update(range(at, at + len(own)) if whole else [at])
    return found


def _is_page_number(group: Group) -> bool:
    said = [piece for line in group.lines for piece in line if piece]
    return len(said) == 1 and said[0].isdigit()


def _heads(line: Sequence[str], number: int) -> bool:
    """True if a line has words in place of a number and nothing else, so that it can head the rows below."""
    return bool(line[number]) and sum(map(bool, line)) == 1 and not is_number(line[number])


def _number(groups: Sequence[Group]) -> int | None:
    """The column of numbers: that in which most filled cells are such, `None` if there is none.

    Where a table begins with a line that heads the rows below, such lines do not count.
    """
    lines = [line for group in groups for line in group.lines]
    for at in range(len(lines[0]) if lines else 0):
        headed = _heads(lines[0], at)
        cells = [line[at] for line in lines if line[at] and not (headed and _heads(line, at))]
        if cells and is_number(cells[0]) and 2 * sum(map(is_number, cells)) > len(cells):
            return at
    return None


def _numbered(groups: Sequence[Group], number: int, header: Sequence[str], *, ruled: bool) -> list[Group]:
    """The groups up to the first that says something else in the place of a number, or has none at the end.

    Where a table begins with a line that heads the rows below, there may be others; but no gap is before one of them
    where there is none before other rows.
    """
    headed = _heads(groups[0].lines[0], number)
    spaced = True  # whether there is a gap before each row
    kept: list[Group] = []
    for group in groups:
        odd = [line for line in group.lines if line[number] and not is_number(line[number])]
        apart = bool(kept) and not (ruled or spaced) and _heads(group.lines[0], number)
        if odd and (apart or not headed or not all(_heads(line, number) for line in odd)):
            break
        spaced = spaced and sum(is_number(line[number]) for line in group.lines) < 2
        kept.append(group)
    text = _text([line for group in kept for line in group.lines], header) if kept else 0
    while kept and not ruled and not any(is_number(line[number]) or line[text] for line in kept[-1].lines):
        kept.pop()
    return kept


def _by_number(groups: Sequence[Group], number: int, text: int) -> list[Lines]:
    rows: list[Lines] = []
    width = max(len(line[number]) for group in groups for line in group.lines)
    for part in _parts(groups, number):
        if isinstance(part, Group):
            rows += _begun(
                part.lines, [True, *(has_room(a[number], b[number], width) for a, b in pairwise(part.lines))]
            )
            continue
        if not (found := _counted(part, number, text)):
            return []
        rows += found
    return rows


def _parts(groups: Sequence[Group], number: int) -> Iterator[Group | list[Group]]:
    """The lines that head rows, together where several follow each other, and the groups of rows between them."""
    between: list[Group] = []
    for group in groups:
        for heads, pairs in _runs(group, number):
            part = Group(tuple(place for place, _ in pairs), tuple(line for _, line in pairs))
            if not heads:
                between.append(part)
                continue
            if between:
                yield between
                between = []
            yield part
    if between:
        yield between


def _runs(group: Group, number: int) -> Iterator[tuple[bool, list[tuple[int, tuple[str, ...]]]]]:
    """The lines of a group in runs of such that head rows and such that do not."""
    run: list[tuple[int, tuple[str, ...]]] = []
    for place, line in zip(group.places, group.lines, strict=True):
        if run and _heads(run[-1][1], number) != _heads(line, number):
            yield _heads(run[-1][1], number), run
            run = []
        run.append((place, line))
    yield _heads(run[-1][1], number), run


def _counted(groups: Sequence[Group], number: int, text: int) -> list[Lines]:
    """The rows of groups each of which has numbers; none where these stand beside another line than the first."""
    if all(sum(bool(line[number]) for line in group.lines) == 1 for group in groups):
        return [list(group.lines) for group in groups]
    lines = [line for group in groups for line in group.lines]
    if not lines[0][number]:
        return centred_rows(lines, number, text)
    begins: list[bool] = []
    broken: list[bool] = []  # whether a page break is right above a line
    for group in groups:
        for at, line in enumerate(group.lines):
            ended = not begins or lines[len(begins) - 1][text].endswith(ENDS)
            another = at == 0 and ended and line[text][:1].isupper() and sum(map(bool, line)) > 1
            begins.append(bool(line[number]) or another)
            broken.append(at == 0 and group.again)
    rows = _begun(lines, begins)
    breaks = _begun(broken, begins)
    middle = any(
        not row[0][text] or row[0][text][0].islower() or _begins_below(row, at, {number, text})
        for row, at in zip(rows, breaks, strict=True)
    )
    return [] if middle else _with_merged_cells(rows, number)


def _with_merged_cells(rows: list[Lines], number: int) -> list[Lines]:
    """The rows, a cell left of the numbers that goes on beside the next one whole: it is merged over both."""
    for at in range(number):
        above = -1  # the row in which the cell began
        for i, row in enumerate(rows):
            pieces = [line[at] for line in row if line[at]]
            if above >= 0 and pieces and pieces[0][0].islower():
                rows[i] = [(*line[:at], "", *line[at + 1 :]) for line in row]
                blank = ("",) * len(row[0])
                rows[above] += [(*blank[:at], piece, *blank[at + 1 :]) for piece in pieces]
            elif pieces:
                above = i
    return rows


def _begins_below(row: Lines, broken: Sequence[bool], besides: Collection[int]) -> bool:
    """True if a cell of a row, but for some columns, begins below its first line, as does one below another.

    Below a page break each may go on.
    """
    columns = [at for at in range(len(row[0])) if at not in besides]
    pairs = zip(pairwise(row), broken[1:], strict=True)
    return any(line[at] and not before[at] for (before, line), page in pairs if not page for at in columns)


def _begun(lines: Sequence[_T], begins: Sequence[bool]) -> list[list[_T]]:
    """The lines in rows, each of which begins with the first line or with one that is said to begin one."""
    rows: list[list[_T]] = []
    for line, first in zip(lines, begins, strict=True):
        if first or not rows:
            rows.append([])
        rows[-1].append(line)
    return rows


def _text(lines: Sequence[Sequence[str]], header: Sequence[str]) -> int:
    """The column of recommendations: that of which a heading says so, or else that with the most words."""
    named = [at for at, heading in enumerate(header) if _WORDED.search(heading)]
    if len(named) == 1:
        return named[0]
    sizes = [sum(map(len, column)) for column in zip(*lines, strict=True)]
    return sizes.index(max(sizes))
