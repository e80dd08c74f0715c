"""Tables whose columns are drawn with blanks alone, or with blanks and lines of dashes, and whose cells are wrapped.

So are the simple and multiline tables of pandoc, the simple ones of reStructuredText, and what programs print of a
document as text. A line of dashes with gaps says where the columns are; without one they are where a gutter of blanks
goes through all lines, between every two headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from dhrcurate.domain.aligned_block import (
    FULL,
    GAP,
    MOST_HEADINGS,
    RULE,
    WIDEST,
    Aligned,
    Block,
    fits,
)
from dhrcurate.domain.aligned_headings import is_heading, joined
from dhrcurate.domain.drawn_tables import is_number
from dhrcurate.domain.page_marks import marks

_RUN = re.compile(r"[-=]+")
_CELL = re.compile(r"\S+(?: \S+)*")
_HEADED = re.compile(r"recommend|argymhell|\baction", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"(?:#|no\.?|nr\.?|ref\.?|rec\.?|number|rhif) (?=[^\W\d_])", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\S{1,8}\s+\S")
_WIDE = 3
_NEAR = 4
"""So near below a table the foot of a page is that of its own."""
_MOST_AT_ONCE = 200
"""Of a table without headings so many lines are looked at together; the others are more of it."""

_Known = Callable[[Sequence[str]], bool]


def aligned_table(lines: Sequence[str], start: int, known: _Known = lambda _: True) -> Aligned | None:
    """The table that begins at a line with headings or a rule, `None` if there is none.

    Args:
        lines: The lines of a text.
        start: The place of the line.
        known: Tells whether headings are those of a table that is looked for.
    """
    return _ruled(lines, start, known) or _headed(lines, start, known)


def without_columns(text: str) -> str:
    """Return a text with a line for each row of its tables that are drawn with blanks, as `without_drawing` does.

    What a print repeats on its pages is no part of a table that goes over several.
    """
    lines = text.split("\n")
    kept: list[str] = []
    printed: frozenset[int] | None = None  # looked for where there is a table
    others: list[int] = []  # the places of the lines that no print repeats
    plain: list[str] = []  # those lines
    at = 0
    while at < len(lines):
        found = aligned_table(lines, at) or rows_alone(lines, at)
        if found is not None and printed is None:
            printed = marks(lines)
            others = [place for place in range(len(lines)) if place not in printed]
            plain = [lines[place] for place in others]
        end = found.end if found else at + 1
        if found and found.header and printed and not printed.isdisjoint(range(at, end + _NEAR)):
            whole = aligned_table(plain, bisect_left(others, at))
            if whole is not None and len(whole.rows) >= len(found.rows):
                found, end = whole, others[whole.end - 1] + 1
        if found is None or len(found.rows) < (1 if found.header else 2):
            kept += lines[at:end]
            at = end
            continue
        rows = (found.header, *found.rows) if found.header else found.rows
        kept += (f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows)
        at = end
    return "\n".join(kept)


def _ruled(lines: Sequence[str], start: int, known: _Known) -> Aligned | None:
    """A table with a line of dashes for each of its columns, below its headings or, without such, above its rows."""
    first = lines[start]
    if RULE.fullmatch(first):
        ruled = _rule_below(lines, start + 1)
        headed = ruled is not None and bool(lines[ruled + 1 : ruled + 2] and lines[ruled + 1].strip())
        rule, above = (ruled, start + 1) if headed and ruled is not None else (start, start + 1)
    elif FULL.fullmatch(first):
        below = _rule_below(lines, start + 1)
        if below is None:
            return None
        rule, above = below, start + 1
    elif first.strip() and start + 1 < len(lines) and RULE.fullmatch(lines[start + 1]):
        rule, above = start + 1, start
    else:
        return None
    edges = [found.start() for found in _RUN.finditer(lines[rule])]
    over = lines[above:rule]
    if not all(fits(line, edges) for line in over):
        return None
    table = Block(edges=edges)
    header = joined([table.cells(line) for line in over])
    if over and not known(header):
        return None
    starts = "=" in lines[rule]  # as in reStructuredText, where a row begins with its first cell
    return table.read(lines, rule + 1, header, first, starts=starts)


def _rule_below(lines: Sequence[str], at: int) -> int | None:
    """The place of the line of dashes below headings, `None` if none follows them."""
    for place in range(at, min(at + MOST_HEADINGS, len(lines))):
        if RULE.fullmatch(lines[place]):
            return place if place > at else None
        if not lines[place].strip() or len(lines[place]) > WIDEST:
            return None
    return None


def _headed(lines: Sequence[str], start: int, known: _Known) -> Aligned | None:
    """A table whose headings, and nothing else, tell how many columns it has."""
    line = lines[start]
    if len(line) > WIDEST or "\t" in line or "|" in line or not _HEADED.search(line):
        return None
    places = [found.span() for found in _CELL.finditer(line)]
    near = places and _NUMBER_BEFORE.match(line, places[0][0])
    if near and near.end() < places[0][1]:  # one blank may be enough to the right of numbers
        places[:1] = [(places[0][0], near.end() - 1), (near.end(), places[0][1])]
    said = [line[a:b] for a, b in places]
    if len(said) < 2 or not all(map(is_heading, said)) or not known(said):
        return None
    return Block.below(line, places).read(lines, start + 1, tuple(said), line)


def rows_alone(lines: Sequence[str], start: int) -> Aligned | None:
    """The numbered rows without headings that begin at a line, `None` if there are none.

    The columns are where wide gutters go through all of the lines, of which only so many are looked at together.

    Args:
        lines: The lines of a text.
        start: The place of the line.
    """
    line = lines[start]
    if len(line) > WIDEST or "\t" in line or "|" in line or not GAP.search(line) or not _NUMBERED.match(line):
        return None
    number = line.split(maxsplit=1)[0]
    if not is_number(number):
        return None
    first = line.index(number) + len(number)
    text = first + len(line[first:]) - len(line[first:].lstrip())
    if not GAP.search(line, text):
        return None
    table = Block(between=[(first, text), (text, len(line.rstrip()))], least=_WIDE)
    return table.read(lines, start, (), line, most=_MOST_AT_ONCE)
