"""The list of what a later extraction brought."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from textual.content import Content

from dhrcurate.curation.updating.told import What
from dhrcurate.domain.visible import clean
from dhrcurate.review.brought import KINDS, BroughtRow, Place
from dhrcurate.tui.glyphs import CURSOR, MARKED
from dhrcurate.tui.widgets.cursor_list import CursorList, cell

_NUMBER_AT_MOST = 9
_KIND, _FIELD, _BECAME = 8, 13, 13
"""How wide these columns are."""
_REVIEW = "review"
"""Stands in place of a number for a fact of the review."""
_SIGNS: Mapping[What, tuple[str, str]] = {
    What.NEW: ("+", "accepted"),
    What.TAKEN: ("~", "info"),
    What.GONE: ("−", "warning"),
    What.BACK: ("+", "info"),
    What.CONFLICT: ("≠", "error"),
    What.KEPT: ("=", "muted"),
    What.REMOVED: ("·", "muted"),
}
"""Sign and ink of what was brought."""


class BroughtList(CursorList[BroughtRow]):
    """A row for each: cursor, mark, sign, number, what it is, its field, what became of it, and how it begins."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._marked: frozenset[Place] = frozenset()
        self._number_width = 2

    def set_rows(self, rows: Sequence[BroughtRow], cursor: int = 0) -> None:
        """Show other rows."""
        self._number_width = max(2, min(_NUMBER_AT_MOST, max((len(row.number) for row in rows), default=2)))
        super().set_rows(rows, cursor)
        self.heads_changed()

    def heads(self, width: int) -> Content:
        """Draw the heads: number, what it is, its field, what became of it, and how it begins."""
        heads = (("no.", self._numbers), ("brought", _KIND), ("field", _FIELD), ("became", _BECAME))
        cells = [cell(Content(f"{word} "), width + 1) for word, width in heads]
        return cell(Content.assemble("    ", *cells, "recommendation"), width)

    @property
    def _numbers(self) -> int:
        """The width of the numbers, and of what stands in place of one."""
        return max(self._number_width, len(_REVIEW))

    def set_marked(self, marked: frozenset[Place]) -> None:
        """Show which rows are marked."""
        if marked != self._marked:
            self._marked = marked
            self.refresh()

    def appearance(self, row: BroughtRow) -> Hashable:
        """Return what a drawn row depends on."""
        return row.place, row.number, row.became, row.label, row.place in self._marked, self._number_width

    def row_ink(self, row: BroughtRow, *, at_cursor: bool) -> str:
        """Return the ink of the cursor or of a mark."""
        return "cursor" if at_cursor else "marked" if row.place in self._marked else ""

    def line(self, row: BroughtRow, width: int, *, at_cursor: bool) -> Content:
        """Draw a row; what is decided has a tick in place of its sign."""
        decided = row.what in (What.CONFLICT, What.GONE) and not row.open
        sign = Content.styled("✓", "accepted") if decided else Content.styled(*_SIGNS[row.what])
        number = _REVIEW if not row.key and not row.number else clean(row.number) or "–"
        numbers = self._numbers
        room = width - 4 - numbers - _KIND - _FIELD - _BECAME - 4
        return Content.assemble(
            Content.styled(CURSOR, "key") if at_cursor else " ",
            Content.styled(MARKED, "key") if row.place in self._marked else " ",
            sign,
            " ",
            cell(Content.styled(number, "strong" if at_cursor else "muted"), numbers),
            " ",
            cell(Content.styled(KINDS[row.what], "strong" if row.open else "plain"), _KIND),
            " ",
            cell(Content.styled(row.field, "muted"), _FIELD),
            " ",
            cell(Content.styled(clean(row.became), "warning" if row.open else "muted"), _BECAME),
            " ",
            cell(Content.styled(clean(row.label), "faint" if row.removed else "plain"), max(1, room)),
        )
