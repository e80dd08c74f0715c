"""Tables of one column: a heading and, below it, texts whose lines are filled to the width of the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhrcurate.domain.aligned_block import FULL, GAP, WIDEST
from dhrcurate.domain.aligned_breaks import ENDS, has_room
from dhrcurate.domain.drawn_tables import cell_text, is_item

_HEADING = "recommendation"
_LABELLED = re.compile(r"\w[\w ]{0,30}:\s")
_NAME = re.compile(r"(?:[A-Z(&][^\s]*|[a-z]{1,3})(?: (?:[A-Z(&][^\s]*|[a-z]{1,3}))*")
_FIGURE = re.compile(r"\d{1,2}(?=\s)")
_MOST_WORDS = 12
"""Words that stand over a table are no more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table of one column.

    Attributes:
        start: The place of its first line.
        end: The place after its last line.
        heading: Its heading.
        rows: The texts below; none where they cannot be told apart.
        card: Whether they may also be the sentences of one recommendation, headed as such.
    """

    start: int
    end: int
    heading: str
    rows: tuple[str, ...]
    card: bool = False


def single_columns(lines: Sequence[str]) -> dict[int, Column]:
    """The tables of one column among lines of text, by the place of their first line.

    One without rules may be a card of a recommendation that is headed as such. Those count where one has several rows,
    and there is only one, or each has words of its own above that stand alone. Beside those a text of several sentences
    may be several rows as well.

    Args:
        lines: The lines of a text.
    """
    columns = list(_columns(lines))
    found = {column.start: column for column in columns if not column.card}
    bare = [column for at, column in found.items() if not FULL.fullmatch(lines[at])]
    several = any(len(column.rows) != 1 for column in bare)
    headed = all(_is_headed(lines, column.start) for column in bare)
    if several and headed:
        return {column.start: column for column in columns if not column.card or _is_headed(lines, column.start)}
    if several and len(bare) == 1:
        return found
    return {at: column for at, column in found.items() if FULL.fullmatch(lines[at])}


def _is_headed(lines: Sequence[str], at: int) -> bool:
    """True if words that are no sentence stand alone above a line."""
    if at < 2:
        return False
    above, gap = lines[at - 2].strip(), lines[at - 1].strip()
    alone = not gap and not "".join(lines[max(0, at - 3) : at - 2]).strip()
    return alone and bool(above) and not above.endswith(ENDS) and len(above.split()) <= _MOST_WORDS


def _columns(lines: Sequence[str]) -> Iterator[Column]:
    at = 0
    while at < len(lines):
        column = None
        ruled = at > 0 and FULL.fullmatch(lines[at - 1]) is not None
        if _is_heading(lines[at], "") or (ruled and _is_heading(lines[at], "s")):
            column = _ruled(lines, at - 1) if ruled else _bare(lines, at)
        if column:
            yield column
        at = column.end if column else at + 1


def _is_heading(line: str, ending: str) -> bool:
    return line.strip().casefold() == _HEADING + ending


def _ruled(lines: Sequence[str], start: int) -> Column | None:
    """The table with the same rule above and below its heading and below its last row, and gaps between its rows."""
    at, rule = start + 3, lines[start].rstrip()
    if not lines[start + 2 : at] or lines[start + 2].rstrip() != rule:
        return None
    groups: list[list[str]] = [[]]
    while at < len(lines) and not FULL.fullmatch(lines[at]):
        line = lines[at].strip()
        if len(line) > WIDEST or GAP.search(line):
            return None
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
        at += 1
    groups = [group for group in groups if group]
    if at == len(lines) or lines[at].rstrip() != rule or not groups:
        return None
    rows = groups if len(groups) > 1 else [row for row in _divided(groups[0]) or [] if row]
    return Column(start, at + 1, lines[start + 1].strip(), tuple(map(cell_text, rows)))


def _bare(lines: Sequence[str], start: int) -> Column | None:
    """The table whose rows are the lines right below its heading, up to the first gap."""
    end = start + 1
    while end < len(lines) and lines[end].strip():
        line = lines[end].strip()
        if (
            _is_heading(line, "")
            or is_item(line)
            or _LABELLED.match(line)
            or GAP.search(line)
            or "\t" in line
            or "|" in line
            or FULL.match(line)
        ):
            return None
        end += 1
    said = [line.strip() for line in lines[start + 1 : end]]
    figures = [found.group() for line in said if (found := _FIGURE.match(line))]
    if figures[:1] == ["1"] and "2" in figures:  # a list that is counted
        return None
    if not said or not said[-1].endswith(ENDS):
        return None
    rows = _divided(said)
    if rows is None:
        return None
    card = len(rows) == 1 and not rows[0]
    texts = () if card else tuple(map(cell_text, rows))
    return Column(start, end, lines[start].strip(), texts, card)


def _divided(lines: Sequence[str]) -> list[list[str]] | None:
    """The lines in rows, none where these cannot be told apart; `None` if the lines are not plainly those of a column.

    A single empty row stands for a paragraph of several sentences, of which none ends with room for the next word.
    Where no line goes on in the middle of a sentence each is a row. Else a row ends where the next word had room.
    """
    width = max(map(len, lines))
    going_on = [(a, b) for a, b in pairwise(lines) if b[0].islower()]
    if any(has_room(a, b, width) for a, b in going_on) or lines[0][0].islower():
        return None
    rows = [[lines[0]]]
    unsure = False
    for before, line in pairwise(lines):
        begins = not going_on or has_room(before, line, width)
        named = len(rows[-1]) == 1 and _NAME.fullmatch(before) is not None and _NAME.fullmatch(line) is None
        unsure = unsure or (not (begins or line[0].islower()) and (named or before.endswith(ENDS)))
        if begins:
            rows.append([])
        rows[-1].append(line)
    if unsure:
        return [] if len(rows) > 1 else [[]]
    return rows
