"""Words put into lines: stretches of one baseline without a wide gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dhrcurate.documents.pdf.words import Word

_GAP = 1.5
"""A gap of so many times the size of the letters parts columns; justified text has narrower ones."""
_ABOVE, _BELOW = 0.8, 0.22
"""How far letters reach above and below their baseline, as shares of their size."""
_SAME_BASELINE = 0.4
"""How far two words of a line may stand higher or lower, as a share of their size."""


@dataclass(slots=True)
class Line:
    """Words that stand beside each other.

    Attributes:
        words: The words from left to right, footnote marks left out.
        x0: Its left side in points.
        x1: Its right side.
        base: Its baseline.
        size: The size of its first letters.
        bold: Whether they are bold.
        hyphen: Whether its last word goes on in the next line.
        marks: The footnote marks in it.
    """

    words: list[Word]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    hyphen: bool = False
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def y0(self) -> float:
        """Its top."""
        return self.base - _ABOVE * self.size

    @property
    def y1(self) -> float:
        """Its bottom."""
        return self.base + _BELOW * self.size

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.base - 0.3 * self.size


def lines_of(words: Iterable[Word]) -> Iterator[Line]:
    """Put the words of a page into lines, in the order of the file."""
    line: Line | None = None
    broken = False
    for word in words:
        if line is not None and word.small:
            line.marks.append(word.text)
            broken = broken or word.breaks
            continue
        if line is not None and not broken and _goes_on(line, word):
            line.words.append(word)
            line.x1 = word.x1
        else:
            if line is not None:
                yield line
            line = Line([word], word.x0, word.x1, word.base, word.size, word.bold)
        line.hyphen = word.hyphen
        # The file's own line ends count only where the next word does not go on beside it.
        broken = word.hyphen
    if line is not None:
        yield line


def _goes_on(line: Line, word: Word) -> bool:
    last = line.words[-1]
    size = max(word.size, line.size, 1.0)
    return abs(last.base - word.base) <= _SAME_BASELINE * size and -0.3 * size <= word.x0 - last.x1 <= _GAP * size
