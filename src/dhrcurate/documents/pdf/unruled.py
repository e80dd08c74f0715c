"""Tables without rules: columns of texts below a heading for each, which is bold or says what such tables hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.documents.listing.columns import names_columns
from dhrcurate.documents.marks import MARKER
from dhrcurate.documents.pdf.levels import Level, joined_spans, levels_of
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules, Side

_NEAR = 3.0
_MARGIN = 4.0
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 2
_APART = 3.5
"""So many sizes of letters below a table something else begins."""
_SIDES = 2
_CLOSE = 1.5
"""The lines of a heading stand no farther apart, in sizes of its letters, if they are not bold."""
_MOST_LINES = 6
_SIZE = 0.1
"""The letters of a heading differ by no more."""
_WIDER = 1.25
"""Rows stand so much farther apart than the lines in them."""


def with_unruled(rules: Rules, lines: Sequence[Line]) -> Rules:
    """Return the rules of a page with those that would part its tables without any.

    Args:
        rules: What is drawn or implied.
        lines: The lines of the page, as far as no rule parts them.
    """
    free = [line for line in lines if not any(y0 <= line.middle <= y1 for y0, y1, _ in rules.down)]
    levels = list(levels_of(free))
    across, down = list(rules.across), list(rules.down)
    at = 0
    while at < len(levels):
        end, made = _table(levels, at)
        at = end
        across.extend(made.across)
        down.extend(made.down)
    return Rules(across, down, rules.shades)


def with_rest(rules: Rules, lines: Sequence[Line], lefts: Sequence[float]) -> Rules:
    """Return the rules of a page with those that would part the rest of a table at its top, which has no heading.

    Args:
        rules: What is drawn or implied.
        lines: The lines of the page.
        lefts: Where the columns of the table begin on the page before.
    """
    levels = list(levels_of(lines))
    if not levels or _is_in_columns(levels[0], rules.down):
        return rules
    end = 0
    while end < len(levels) and (end == 0 or _follows(levels[end - 1], levels[end])) and _fits(levels[end], lefts):
        end += 1
    body = levels[:end]
    in_columns = max((len(level.spans) for level in body), default=0) >= _FEWEST_COLUMNS
    if not in_columns and sum(len(level.spans) > 1 for level in body) < _FEWEST_LINES:
        return rules
    starts = _starts(body, lefts, goes_on=True)
    made = _rules(body, starts, [lefts[0] + _MARGIN, *lefts[1:]]) if starts else Rules([], [], [])
    return Rules([*rules.across, *made.across], [*rules.down, *made.down], rules.shades)


def _is_in_columns(level: Level, down: Sequence[Side]) -> bool:
    """Whether rules part what stands on a height; the two of a box around it do not."""
    middle = level.lines[0].middle
    return len({round(x) for y0, y1, x in down if y0 <= middle <= y1}) > _SIDES


def _table(levels: Sequence[Level], at: int) -> tuple[int, Rules]:
    """The rules of a table whose heading begins at a height, none if there is no table; and where to look further."""
    nothing = Rules([], [], [])
    if not levels[at].bold and len(levels[at].spans) < _FEWEST_COLUMNS - 1:
        return at + 1, nothing
    end = _end_of_heading(levels, at)
    columns = joined_spans(span for level in levels[at:end] for span in level.spans)
    if len(columns) < _FEWEST_COLUMNS:
        return at + 1, nothing
    lefts = [column[0] for column in columns]
    if not all(_names(levels[at:end], *column) for column in columns):
        return at + 1, nothing
    if not levels[at].bold and not names_columns([_words_in(levels[at:end], *column) for column in columns]):
        return at + 1, nothing
    first = end
    while end < len(levels) and _follows(levels[end - 1], levels[end]) and _fits(levels[end], lefts):
        end += 1
    body = levels[first:end]
    starts = _starts(body, lefts)
    if sum(len(level.spans) > 1 for level in body) < _FEWEST_LINES or not starts:
        return first, nothing
    return end, _rules(levels[at:end], [levels[at], *starts], lefts)


def _end_of_heading(levels: Sequence[Level], at: int) -> int:
    """Where the heading ends that begins at a height: with its bold letters, or where its lines stand apart."""
    end = at + 1
    while end < len(levels) and end - at < _MOST_LINES and _same_size(levels[at], levels[end]):
        before, level = levels[end - 1], levels[end]
        if levels[at].bold:
            goes_on = level.bold and _follows(before, level)
        else:
            goes_on = level.base - before.base < _CLOSE * level.size
        if not goes_on:
            break
        end += 1
    return end


def _names(heading: Sequence[Level], start: float, end: float) -> bool:
    """Whether a heading says something of a column; a table of contents has numbers there."""
    return any(map(str.isalpha, _words_in(heading, start, end)))


def _words_in(heading: Sequence[Level], start: float, end: float) -> str:
    return " ".join(word.text for level in heading for word in level.words if start <= word.x0 <= end)


def _same_size(a: Level, b: Level) -> bool:
    return abs(a.size - b.size) <= _SIZE * a.size


def _follows(before: Level, level: Level) -> bool:
    return level.base - before.base < _APART * level.size


def _fits(level: Level, lefts: Sequence[float]) -> bool:
    """Whether all that stands on a height stands in columns."""
    return all(start >= lefts[0] - _NEAR for start, _ in level.spans) and not any(
        start < left - _NEAR and end > left - 1 and not _is_parted(level, left)
        for start, end in level.spans
        for left in lefts
    )


def _is_parted(level: Level, left: float) -> bool:
    """Whether a word begins where a column does, however near the one before it ends."""
    begins = any(abs(word.x0 - left) <= 1 for word in level.words)
    return begins and not any(word.x0 < left - 1 < word.x1 for word in level.words)


def _starts(body: Sequence[Level], lefts: Sequence[float], *, goes_on: bool = False) -> list[Level]:
    """The first lines of rows: they stand farther from those above, or begin with a number.

    The first row of the rest of a table, which goes on from another page, need not.
    """
    if len(rows := list(_rows_apart(body, lefts))) > 1:
        return [body[at] for at in _numbered(rows, body, lefts)]
    first = [level for level in body if level.spans[0][0] < lefts[1] - _NEAR]
    numbered = all(MARKER.fullmatch(_first_words(level, lefts[1])) for level in first)
    if not (numbered and first):
        return []
    if first[0] is body[0]:
        return first
    return [body[0], *first] if goes_on else []


def _numbered(rows: list[int], body: Sequence[Level], lefts: Sequence[float]) -> list[int]:
    """The first lines of rows without those of further paragraphs of cells: where most have a number, every row has.

    The first may be the rest of one on the page before.
    Where numbers stand in the middle of rows it cannot be said to which one such a paragraph belongs.
    """
    first = [_first_words(level, lefts[1]) for level in body]
    numbered = [row for row, following in pairwise([*rows, len(body)]) if any(first[row:following])]
    if not all(MARKER.fullmatch(word) for word in first if word) or 2 * len(numbered) < len(rows):
        return rows
    if len(numbered) == len(rows):
        return rows
    if not all(first[row] for row in numbered):
        return []
    return numbered if numbered[0] == rows[0] else [rows[0], *numbered]


def _rows_apart(body: Sequence[Level], lefts: Sequence[float]) -> Iterator[int]:
    """The first lines of rows that stand apart: no cell goes on from one to the next, wherever texts stand in a row."""
    columns = [_columns_of(level, lefts) for level in body]
    cells = [[at for at, one in enumerate(columns) if column in one] for column in range(len(lefts))]
    steps = [body[b].base - body[a].base for lines in cells for a, b in pairwise(lines)]
    pitch = min(steps, default=0.0)
    runs = sorted(run for lines in cells for run in _runs(lines, body, _WIDER * pitch))
    end = -1
    for first, last in runs:
        if first > end:
            yield first
        end = max(end, last)


def _columns_of(level: Level, lefts: Sequence[float]) -> set[int]:
    return {max(sum(left <= word.x0 + _NEAR for left in lefts) - 1, 0) for word in level.words}


def _runs(lines: Sequence[int], body: Sequence[Level], most: float) -> Iterator[tuple[int, int]]:
    """The first and last lines of what stands together in a column."""
    start = end = -1
    for at in lines:
        if start < 0 or body[at].base - body[end].base > most:
            if start >= 0:
                yield start, end
            start = at
        end = at
    if start >= 0:
        yield start, end


def _first_words(level: Level, end: float) -> str:
    return " ".join(word.text for word in level.words if word.x1 < end)


def _rules(levels: Sequence[Level], starts: Sequence[Level], lefts: Sequence[float]) -> Rules:
    left, right = lefts[0] - _MARGIN, max(span[1] for level in levels for span in level.spans) + 4
    tops = [level.top - 1 for level in starts]
    bottom = levels[-1].bottom + 1
    across: list[Side] = [(left, right, y) for y in (*tops, bottom)]
    down: list[Side] = [(tops[0], bottom, x) for x in (left, *(one - 2 for one in lefts[1:]), right)]
    return Rules(across, down, [])
