"""The list of records, each with its progress and what was found in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content

from dhrcurate.domain.visible import clean
from dhrcurate.review.summaries import Summary
from dhrcurate.tui.glyphs import CURSOR, SEVERITY
from dhrcurate.tui.widgets.cursor_list import CursorList, cell
from dhrcurate.tui.widgets.overview_list import bar

_STATE = {"open": ("·", "pending"), "signed-off": ("✓", "accepted"), "broken": ("■", "error")}

_DOCUMENT = "▤"
"""Marks a record that has documents."""
_WITH_COUNTS = 80
"""The least width of a list that tells how many texts its documents print."""
_COUNTS = 13
"""Cells of how many texts they print."""
_GUTTER = 4
_BARS = (8, 5)
"""Cells of a bar of progress, and where there is less room."""
_TITLE = 28
"""Cells of a title that a bar of progress leaves it: of most reviews it is the whole."""
_LONGEST = 60
"""The most cells of a title or a partnership that are counted: one that is longer is told by its beginning."""
_WITH_CSP = 60
"""Cells of title and date from which on there is room for the partnership."""


@dataclass(frozen=True, slots=True)
class Widest:
    """The cells that the widest of the rows so far takes in each column.

    Attributes:
        title: Of the titles.
        csp: Of the partnerships.
        published: Of the dates.
        counted: Of how many are decided of how many.
        found: Of the findings of each severity, 0 where there are none.
    """

    title: int = 12
    csp: int = len("partnership")
    published: int = len("2000-01")
    counted: int = len("0/00")
    found: tuple[int, ...] = (0,) * len(SEVERITY)

    def over(self, rows: Iterable[Summary]) -> Widest:
        """Return the cells with some rows more."""
        title, csp, published, counted = self.title, self.csp, self.published, self.counted
        found = list(self.found)
        for row in rows:
            title = max(title, min(_LONGEST, len(row.title)))
            csp = max(csp, min(_LONGEST, len(row.csp)))
            published = max(published, min(10, len(row.published)))
            counted = max(counted, 2 * len(str(row.total)) + 1)
            for at, severity in enumerate(SEVERITY if row.found else ()):
                if count := (row.found or {}).get(severity.value, 0):
                    found[at] = max(found[at], len(str(count)) + 1)
        return Widest(title, csp, published, counted, tuple(found))


@dataclass(frozen=True, slots=True)
class _Columns:
    """The cells of each column at a width; 0 where it has no room."""

    title: int
    csp: int
    published: int
    bar: int
    counted: int
    beside: int
    found: int


def _columns(width: int, widest: Widest, *, with_counts: bool) -> _Columns:
    """Share the width of a list: titles come before bars, and the partnership is told where there is room."""
    found = max(len("found"), sum(widest.found) + sum(map(bool, widest.found)) - 1)
    beside = _COUNTS if with_counts and width >= _WITH_COUNTS else 1
    room = width - (_GUTTER + 2 + widest.published + 2 + widest.counted + 1 + beside + 1 + found + 1)
    title = min(widest.title, _TITLE)
    cells = next((cells for cells in _BARS if room - cells - 1 >= title), 0)
    counted = widest.counted if cells else max(widest.counted, len("decided"))
    room -= cells + 1 if cells else counted - widest.counted
    if room + widest.published < _WITH_CSP:
        return _Columns(max(4, room), 0, widest.published, cells, counted, beside, found)
    csp = min(widest.csp, (room - 2) * 2 // 5)
    return _Columns(room - csp - 2, csp, widest.published, cells, counted, beside, found)


class RecordList(CursorList[Summary]):
    """A row per record; one that cannot be read says why.

    Attributes:
        with_counts: Whether any record has documents, so that it is told how many texts they print.
    """

    with_counts = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._widest = Widest()

    def set_rows(self, rows: Sequence[Summary], cursor: int = 0) -> None:
        """Show other rows; columns grow with them and do not shrink, so that they stay where they are."""
        new = (row for was, row in zip_longest(self._rows, rows) if row is not None and row is not was)
        self._widest = self._widest.over(new)
        super().set_rows(rows, cursor)
        self.heads_changed()

    def appearance(self, row: Summary) -> Hashable:
        """Return everything that the row shows."""
        found = None if row.found is None else tuple(sorted(row.found.items()))
        told = row.id, row.title, row.csp, row.published, row.state, row.decided, row.total, found, row.problem
        return *told, row.beside, self.with_counts, self._widest, self.has_focus

    def row_ink(self, row: Summary, *, at_cursor: bool) -> str:
        """Return the ink of the cursor, which is seen less while the keys move in the overview."""
        return super().row_ink(row, at_cursor=at_cursor) if self.has_focus else "marked" if at_cursor else ""

    def on_focus(self) -> None:
        """Show the cursor as the one that moves."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that another cursor moves."""
        self.refresh()

    def heads(self, width: int) -> Content:
        """Draw the heads: the review, its partnership, when it was published, how far it is, what was found."""
        has = _columns(width, self._widest, with_counts=self.with_counts)
        beside = "documents" if has.beside > 1 else ""
        middle: list[Content | str] = [cell(Content("review"), has.title), "  "]
        middle += [cell(Content("partnership"), has.csp), "  "] if has.csp else []
        decided = cell(Content("decided"), has.counted + (has.bar + 1 if has.bar else 0), right=not has.bar)
        published, found = cell(Content("date"), has.published), cell(Content("found"), has.found, right=True)
        ends: list[Content | str] = [published, "  ", decided, " ", cell(Content(beside), has.beside), " ", found, " "]
        return Content.assemble(" " * _GUTTER, *middle, *ends)

    def line(self, row: Summary, width: int, *, at_cursor: bool) -> Content:
        """Draw state, title, partnership, date, progress and findings."""
        glyph, ink = _STATE.get(row.state, ("·", "pending"))
        edge = Content.styled(CURSOR, "key" if self.has_focus else "faint") if at_cursor else Content(" ")
        start = Content.assemble(edge, " ", Content.styled(glyph, ink), " ")
        if row.state == "broken":
            problem = Content.styled(clean(row.problem), "error")
            return cell(Content.assemble(start, Content.styled(clean(row.id), "strong"), "  ", problem), width)
        if not row.title and not row.total:
            return cell(Content.assemble(start, clean(row.id), Content.styled("  reading …", "faint")), width)
        has = _columns(width, self._widest, with_counts=self.with_counts)
        middle: list[Content | str] = [cell(Content(clean(row.title)), has.title), "  "]
        middle += [cell(Content.styled(clean(row.csp), "muted"), has.csp), "  "] if has.csp else []
        progress: list[Content | str] = [bar(row.decided, row.total, has.bar), " "] if has.bar else []
        progress += [cell(Content.styled(f"{row.decided}/{row.total}", "muted"), has.counted, right=True)]
        published = cell(Content.styled(clean(row.published), "muted"), has.published)
        found = cell(self._found(row), has.found, right=True)
        return Content.assemble(
            start, *middle, published, "  ", *progress, " ", _beside(row, has.beside), " ", found, " "
        )

    def _found(self, row: Summary) -> Content:
        """The findings by severity, each in a column of its own."""
        if row.found is None:
            return Content.styled("…", "faint")
        parts = []
        for (severity, (glyph, ink)), cells in zip(SEVERITY.items(), self._widest.found, strict=True):
            count = row.found.get(severity.value, 0)
            if cells:
                parts.append(cell(Content.styled(f"{glyph}{count}", ink) if count else Content(""), cells, right=True))
        return Content(" ").join(parts)


def _beside(row: Summary, width: int) -> Content:
    """Whether a record has documents and whether they agree; where there is room, how many texts are located."""
    beside, agrees = row.beside, row.beside.agrees(row.total)
    ink = "muted" if agrees is None else "accepted" if agrees else "warning"
    sign = Content.styled(_DOCUMENT, ink) if beside.documents else Content(" ")
    if width < _COUNTS:
        return sign
    counts = "" if beside.located is None else f" {beside.located}/{row.total}"
    left_out = f" ◆{beside.left_out}" if beside.left_out else ""
    return cell(Content.assemble(sign, Content.styled(counts, "muted"), Content.styled(left_out, "warning")), width)
