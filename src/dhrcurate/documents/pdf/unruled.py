"""Tables without rules: columns of texts below a bold heading for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dhrcurate.documents.marks import MARKER
from dhrcurate.documents.pdf.implied import Span, chunks_of, joined_spans
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules, Side

_NEAR = 3.0
_MARGIN = 4.0
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 2
_APART = 3.5
"""So many sizes of letters below a table something else begins."""
_WIDER = 1.25
"""Rows stand so much farther apart than the lines in them."""


@dataclass(slots=True)
class _Level:
    """The lines on one height."""

    lines: list[Line]
    spans: list[Span] = field(default_factory=list)

    @property
    def base(self) -> float:
        return self.lines[0].base

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def with_unruled(rules: Rules, lines: Sequence[Line]) -> Rules:
    """Return the rules of a page with those that would part its tables without any.

    Args:
        rules: What is drawn or implied.
        lines: The lines of the page, as far as no rule parts them.
    """
    free = [line for line in lines if not any(y0 <= line.middle <= y1 for y0, y1, _ in rules.down)]
    levels = list(_levels(free))
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
    levels = list(_levels(lines))
    if not levels or any(y0 <= levels[0].lines[0].middle <= y1 for y0, y1, _ in rules.down):
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


def _levels(lines: Sequence[Line]) -> Iterator[_Level]:
    level: _Level | None = None
    for line in sorted(lines, key=lambda line: line.base):
        if level is not None and line.base - level.base <= 0.3 * line.size:
            level.lines.append(line)
            continue
        if level is not None:
            yield _with_spans(level)
        level = _Level([line])
    if level is not None:
        yield _with_spans(level)


def _with_spans(level: _Level) -> _Level:
    level.spans = joined_spans(span for line in level.lines for span in chunks_of(line))
    return level


def _table(levels: Sequence[_Level], at: int) -> tuple[int, Rules]:
    """The rules of a table whose heading begins at a height, none if there is no table; and where to look further."""
    nothing = Rules([], [], [])
    end = at
    while end < len(levels) and levels[end].bold and (end == at or _follows(levels[end - 1], levels[end])):
        end += 1
    columns = joined_spans(span for level in levels[at:end] for span in level.spans)
    if len(columns) < _FEWEST_COLUMNS:
        return max(end, at + 1), nothing
    lefts = [column[0] for column in columns]
    if not all(_names(levels[at:end], *column) for column in columns):
        return max(end, at + 1), nothing
    first = end
    while end < len(levels) and _follows(levels[end - 1], levels[end]) and _fits(levels[end], lefts):
        end += 1
    body = levels[first:end]
    starts = _starts(body, lefts)
    if sum(len(level.spans) > 1 for level in body) < _FEWEST_LINES or not starts:
        return first, nothing
    return end, _rules(levels[at:end], [levels[at], *starts], lefts)


def _names(heading: Sequence[_Level], start: float, end: float) -> bool:
    """Whether a heading says something of a column; a table of contents has numbers there."""
    words = (word for level in heading for line in level.lines for word in line.words)
    return any(start <= word.x0 <= end and any(map(str.isalpha, word.text)) for word in words)


def _follows(before: _Level, level: _Level) -> bool:
    return level.base - before.base < _APART * level.size


def _fits(level: _Level, lefts: Sequence[float]) -> bool:
    """Whether all that stands on a height stands in columns."""
    return all(start >= lefts[0] - _NEAR for start, _ in level.spans) and not any(
        start < left - _NEAR and end > left - 1 for start, end in level.spans for left in lefts
    )


def _starts(body: Sequence[_Level], lefts: Sequence[float], *, goes_on: bool = False) -> list[_Level]:
    """The first lines of rows: they stand farther from those above, or begin with a number.

    The first row of the rest of a table, which goes on from another page, need not.
    """
    steps = [below.base - above.base for above, below in pairwise(body)]
    if steps and max(steps) > _WIDER * min(steps):
        return [body[0], *(below for step, below in zip(steps, body[1:], strict=True) if step > _WIDER * min(steps))]
    first = [level for level in body if level.spans[0][0] < lefts[1] - _NEAR]
    numbered = all(MARKER.fullmatch(_first_words(level, lefts[1])) for level in first)
    if not (numbered and first):
        return []
    if first[0] is body[0]:
        return first
    return [body[0], *first] if goes_on else []


def _first_words(level: _Level, end: float) -> str:
    words = [word.text for line in level.lines for word in line.words if word.x1 < end]
    return " ".join(words)


def _rules(levels: Sequence[_Level], starts: Sequence[_Level], lefts: Sequence[float]) -> Rules:
    left, right = lefts[0] - _MARGIN, max(span[1] for level in levels for span in level.spans) + 4
    tops = [min(line.y0 for line in level.lines) - 1 for level in starts]
    bottom = max(line.y1 for line in levels[-1].lines) + 1
    across: list[Side] = [(left, right, y) for y in (*tops, bottom)]
    down: list[Side] = [(tops[0], bottom, x) for x in (left, *(one - 2 for one in lefts[1:]), right)]
    return Rules(across, down, [])
