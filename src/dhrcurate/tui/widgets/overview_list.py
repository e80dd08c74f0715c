"""The overview of a library: bars of progress, what waits, what was found; a line that a filter finds can be opened."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual.content import Content

from dhrcurate.domain.visible import clean
from dhrcurate.review.overview import Line
from dhrcurate.tui.glyphs import CURSOR, STATUS
from dhrcurate.tui.widgets.cursor_list import CursorList, cell

_GUTTER = 4
_LEAST, _MOST = 4, 30
"""The cells of a bar: without the least it says nothing; more than the most only half of a wide list has."""
_INK_OF_BAR = {"accepted": "accepted", "rejected": "rejected", "queried": "queried", "left-out": "warning"}


class OverviewList(CursorList[Line]):
    """A row per line; the cursor shows which of them the filter is taken from."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._widest = (0, 0)

    def set_rows(self, rows: Sequence[Line], cursor: int = 0) -> None:
        """Show other lines."""
        counts = [row for row in rows if row.kind == "count"]
        words = max((len(clean(row.words)) for row in counts), default=0)
        self._widest = words, max((len(f"{row.count:,}") for row in counts), default=0)
        super().set_rows(rows, cursor)

    def appearance(self, row: Line) -> Hashable:
        """Return the line, whether it is looked at from here, and how wide the words are."""
        return row, self.has_focus, self._widest

    def row_ink(self, row: Line, *, at_cursor: bool) -> str:
        """Return the ink of the cursor, while the overview has the focus, or of a heading."""
        if at_cursor and self.has_focus:
            return "cursor"
        return "rule" if row.kind == "heading" else ""

    def move(self, to: int) -> None:
        """Put the cursor on a row, on the next one that is no heading; there is nothing to open at a heading."""
        to = max(0, min(to, len(self.rows) - 1))
        behind = range(to, len(self.rows)) if to >= self.cursor else range(to, -1, -1)
        places = (at for at in behind if self.rows[at].kind != "heading")
        super().move(next(places, self.cursor))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def line(self, row: Line, width: int, *, at_cursor: bool) -> Content:
        """Draw a heading, a bar, or a count with a small bar."""
        edge = Content.styled(CURSOR, "key") if at_cursor and self.has_focus else Content(" ")
        if row.kind == "heading":
            return Content.assemble(edge, cell(Content(clean(row.words)), width - 1))
        if row.kind == "words":
            return Content.assemble(edge, "   ", cell(Content.styled(clean(row.words), "muted"), max(0, width - 4)))
        if row.kind == "bar":
            share = f" {row.count * 100 // row.of if row.of else 0} %  {row.count:,} of {row.of:,} {row.words}"
            return Content.assemble(edge, " ", bar(row.count, row.of, max(4, width - len(share) - 4)), share)
        glyph, ink = _mark(row.mark)
        words, counts, cells = self._columns(width)
        small = bar(row.count, row.of, cells, _INK_OF_BAR.get(row.mark, "key")) if row.of else Content("")
        return Content.assemble(
            edge,
            " ",
            Content.styled(glyph, ink),
            " ",
            cell(Content.styled(clean(row.words), "plain" if row.term else "muted"), words),
            "  ",
            cell(Content.styled(f"{row.count:,}", "strong" if row.term else "muted"), counts, right=True),
            "  ",
            small,
        )

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Return the cells of words, numbers and bars: bars have what words leave them, or are not drawn."""
        words, counts = self._widest
        bars = min(max(_MOST, width // 2), width - _GUTTER - words - 2 - counts - 2 - 1)
        if bars < _LEAST:
            return max(4, width - _GUTTER - 2 - counts - 1), counts, 0
        return width - _GUTTER - 2 - counts - 2 - bars - 1, counts, bars


def bar(count: int, of: int, width: int, ink: str = "accepted") -> Content:
    """Return a bar, of which at least a cell is filled where there is anything, and one is left where anything is."""
    filled = min(width, round(count * width / of)) if of > 0 else 0
    filled = max(filled, 1) if count else 0
    filled = min(filled, width - 1) if count < of else filled
    return Content.assemble(Content.styled("━" * filled, ink), Content.styled("─" * (width - filled), "faint"))


def _mark(mark: str) -> tuple[str, str]:
    return ("◆", "warning") if mark == "left-out" else STATUS.get(mark, (" ", "plain"))
