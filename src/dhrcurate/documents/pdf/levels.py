"""What stands on one height of a page, and where: the spans of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.words import Word

_GAP = 6.0
"""Columns are at least so far apart."""
_CHUNK = 0.5
"""Words that stand farther apart, in sizes of their letters, may be in two columns."""

Span = tuple[float, float]


@dataclass(slots=True)
class Level:
    """The lines on one height.

    Attributes:
        lines: The lines.
        spans: Where their words stand from left to right, those that stand close together as one.
    """

    lines: list[Line]
    spans: list[Span] = field(default_factory=list)

    @property
    def words(self) -> Iterator[Word]:
        """The words of its lines."""
        return (word for line in self.lines for word in line.words)

    @property
    def base(self) -> float:
        """The height that it stands on."""
        return self.lines[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(line.y0 for line in self.lines)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(line.y1 for line in self.lines)


def levels_of(lines: Sequence[Line]) -> Iterator[Level]:
    """Yield the lines of each height of a page from the top."""
    level: Level | None = None
    for line in sorted(lines, key=lambda line: line.base):
        if level is not None and line.base - level.base <= 0.3 * line.size:
            level.lines.append(line)
            continue
        if level is not None:
            yield _with_spans(level)
        level = Level([line])
    if level is not None:
        yield _with_spans(level)


def _with_spans(level: Level) -> Level:
    level.spans = joined_spans(span for line in level.lines for span in chunks_of(line))
    return level


def chunks_of(line: Line) -> Iterator[Span]:
    """Yield where the words of a line stand, those that stand close together as one."""
    start, end = line.words[0].x0, line.words[0].x1
    for word in line.words[1:]:
        if word.x0 - end > _CHUNK * line.size:
            yield start, end
            start = word.x0
        end = word.x1
    yield start, end


def joined_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans with those that overlap, or stand closer than columns do, as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < _GAP:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
