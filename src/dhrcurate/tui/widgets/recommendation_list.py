"""The list of recommendations."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from textual.content import Content
from textual.message import Message

from dhrcurate.domain.visible import clean
from dhrcurate.review.row import Row
from dhrcurate.review.shown_text import places_of
from dhrcurate.tui.glyphs import CURSOR, MARKED, left_out_mark, open_mark, severity_mark, status_mark
from dhrcurate.tui.widgets.cursor_list import CursorList, cell

_NUMBER_AT_MOST = 9
_GUTTER = 3
_LOOKED_AT = 2000
_WITH_PLACE = 48
"""The least width of a list that has room for pages."""
_SIGNS = {"differs": ("≠ ", "warning"), "absent": ("not there", "warning")}
_SHEET = re.compile(r"\A(p\. \S+) \(sheets? [\d-]+\)")
"""The page with the number that is printed on it, and its sheet, for which there is no room."""
_HEADS = ("recommendation", "text")
"""The head of the words, and what stands for it where it has no room."""
_WORTH_A_LABEL = 8
"""The cells behind what a passage is that its own words need to say anything."""
_IN_TEN = 9
"""How many numbers in ten the column is wide enough for: a single long one takes no room from every row."""
_USUAL = 7
"""The width of numbers where rows are unpacked only as they are shown."""


class RecommendationList(CursorList[Row]):
    """A row per recommendation: cursor, mark, decision, number, label and its worst finding."""

    class MarkClicked(Message):
        """The narrow column for marks was clicked."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._marked: frozenset[tuple[str, str]] = frozenset()
        self._sought: tuple[str, ...] = ()
        self._number_width = 3
        self._tells_places = False

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows."""
        width = max(3, min(_NUMBER_AT_MOST, _most(rows[:_LOOKED_AT]) if isinstance(rows, list) else _USUAL))
        places = not isinstance(rows, list) or any(row.place and row.is_recommendation for row in rows[:_LOOKED_AT])
        if (width, places) != (self._number_width, self._tells_places):
            self._number_width, self._tells_places = width, places
            self.heads_changed()
        super().set_rows(rows, cursor)

    def set_sought(self, words: Sequence[str]) -> None:
        """Mark words that are looked for in the rows."""
        if tuple(words) != self._sought:
            self._sought = tuple(words)
            self.refresh()

    def heads(self, width: int) -> Content:
        """Draw the heads: number, the words, where it is printed, its worst finding."""
        numbers = self._numbers(width)
        place = " printed" if width >= _WITH_PLACE and self._tells_places else ""
        room = max(1, width - _GUTTER - 1 - numbers - 1 - 4 - len(place))
        word = next((word for word in _HEADS if len(word) <= room), "")  # a head is not cut in mid-word
        number, words = cell(Content("no."), numbers), cell(Content(word), room)
        return Content.assemble(" " * (_GUTTER + 1), number, " ", words, place, "   !")

    def _numbers(self, width: int, number: str = "") -> int:
        """The width of the numbers; one that is longer takes room of the words behind it.

        People find a recommendation by its number.
        """
        return min(max(self._number_width, min(len(number), _NUMBER_AT_MOST)), max(4, width // 3))

    def set_marked(self, marked: frozenset[tuple[str, str]]) -> None:
        """Show which rows are marked, by record and key."""
        if marked != self._marked:
            self._marked = marked
            self.refresh()

    def appearance(self, row: Row) -> Hashable:
        """Return a row's content, its mark, the width of the numbers, and what is looked for."""
        return row, (row.record, row.key) in self._marked, self._number_width, self._sought

    def row_ink(self, row: Row, *, at_cursor: bool) -> str:
        """Return the ink of the cursor, of a record or of a mark."""
        if at_cursor:
            return "cursor"
        if row.is_heading:
            return "rule"
        return "marked" if (row.record, row.key) in self._marked else ""

    def clicked(self, row: Row, x: int) -> None:
        """Mark the row where the first columns are clicked."""
        if x < _GUTTER - 1 and row.is_recommendation:
            self.post_message(self.MarkClicked(row))

    def line(self, row: Row, width: int, *, at_cursor: bool) -> Content:
        """Draw a row."""
        if row.is_heading:
            edge = Content.styled(CURSOR, "key") if at_cursor else Content(" ")
            label = cell(Content.styled(clean(row.label), "strong"), width - 3)
            return Content.assemble(edge, label, " ", severity_mark(row.worst))
        if row.is_left_out:
            return self._left_out(row, width, at_cursor=at_cursor)
        numbers = self._numbers(width, row.number)
        place = _place(row) if width >= _WITH_PLACE else Content("")
        room = max(1, width - _GUTTER - 1 - numbers - 1 - 4 - place.cell_length)
        return Content.assemble(
            Content.styled(CURSOR, "key") if at_cursor else " ",
            Content.styled(MARKED, "key") if (row.record, row.key) in self._marked else " ",
            status_mark(row.status),
            " ",
            cell(Content.styled(clean(row.number) or "–", "strong" if at_cursor else "muted"), numbers),
            " ",
            cell(self._with_sought(clean(row.label), "faint" if row.status == "rejected" else "plain"), room),
            place,
            " ",
            open_mark(row.left, in_part=row.in_part),
            severity_mark(row.worst),
        )

    def _with_sought(self, label: str, ink: str) -> Content:
        content = Content.styled(label, ink)
        for place in places_of(label, self._sought):
            content = content.stylize("sought", place.start, place.end)
        return content

    def _left_out(self, row: Row, width: int, *, at_cursor: bool) -> Content:
        """Draw a passage that no recommendation holds: what it is comes before its words."""
        numbers = self._numbers(width, row.number)
        sure = row.stands == "sure"
        kind = ", ".join(filter(None, ("not extracted" if sure else "perhaps", row.place)))
        label = Content.assemble(
            Content.styled(clean(kind), "warning" if sure else "muted"),
            Content.styled(f"  {clean(row.label)}", "faint"),
        )
        room = max(1, width - _GUTTER - 1 - numbers - 1)
        if room - len(kind) < _WORTH_A_LABEL:
            label = label[: len(kind)]
        return Content.assemble(
            Content.styled(CURSOR, "key") if at_cursor else " ",
            " ",
            left_out_mark(sure),
            " ",
            cell(Content.styled(clean(row.number) or "–", "strong" if at_cursor else "muted"), numbers),
            " ",
            cell(label, room),  # its sign tells already that it is a finding
        )


def _most(rows: Sequence[Row]) -> int:
    """The width that is enough for most numbers."""
    widths = sorted(len(row.number) for row in rows)
    return widths[(len(widths) - 1) * _IN_TEN // 10] if widths else 1


def _place(row: Row) -> Content:
    """The page on which the report prints it; a sign where it has other words there, or is in no document."""
    sign, ink = _SIGNS.get(row.stands, ("", "muted"))
    place = _SHEET.sub(r"\1", row.place)
    words = f" {sign}{clean(place)}" if place or sign else ""
    return Content.styled(words, ink)
