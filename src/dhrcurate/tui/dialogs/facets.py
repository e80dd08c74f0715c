"""What the listed recommendations have in common, with counts; what is chosen narrows the list beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.domain.visible import clean
from dhrcurate.review.facets import FACETS, Facet, Tally, Value, chosen_terms
from dhrcurate.tui.dialogs.prompts import Dialog
from dhrcurate.tui.glyphs import CURSOR
from dhrcurate.tui.widgets.cursor_list import CursorList, cell
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.pane import ColumnHeads, Pane

_SHOWN = 12
"""How many values of a facet are listed until it is unfolded."""

_HEADINGS: dict[Facet, str] = {
    "status": "Status",
    "rule": "Rule",
    "agency": "Agency",
    "csp": "Partnership",
    "year": "Year of death",
    "model": "Model of the extraction",
}
_FOUND = Content("found")
_COUNT = 8
_LEAST = 44
"""Cells that names of agencies need beside their counts, whatever the text leaves."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A row: a facet, one of its values, or how many more values it has.

    Attributes:
        facet: The facet.
        value: The value; `None` for the facet's heading, and for the row that unfolds it.
        more: How many values are folded away, on the row that unfolds them.
        chosen: Whether the filter has its term.
    """

    facet: Facet
    value: Value | None = None
    more: int = 0
    chosen: bool = False


def facet_rows(tally: Tally, words: str, unfolded: frozenset[Facet]) -> Iterator[FacetRow]:
    """Yield the rows of what was counted; a value stays where it is when it is chosen.

    Args:
        tally: What was counted.
        words: The filter.
        unfolded: Facets of which every value is shown.
    """
    for facet in FACETS:
        terms = chosen_terms(words, facet)
        values = tally.of(facet)
        if not values:
            continue
        yield FacetRow(facet)
        shown = [v for at, v in enumerate(values) if at < _SHOWN or facet in unfolded or v.term in terms]
        yield from (FacetRow(facet, value, chosen=value.term in terms) for value in shown)
        if len(shown) < len(values):
            yield FacetRow(facet, more=len(values) - len(shown))


class FacetList(CursorList[FacetRow]):
    """Facets with their values."""

    def heads(self, width: int) -> Content:
        """Draw the heads: the value, and how many recommendations have it."""
        return Content.assemble(
            "   ", cell(Content("value"), width - 4 - _COUNT), cell(_FOUND, _COUNT, right=True), " "
        )

    def appearance(self, row: FacetRow) -> Hashable:
        """Return the row."""
        return row

    def row_ink(self, row: FacetRow, *, at_cursor: bool) -> str:
        """Return the ink of the cursor or of a heading."""
        return "cursor" if at_cursor else "rule" if row.value is None and not row.more else ""

    def line(self, row: FacetRow, width: int, *, at_cursor: bool) -> Content:
        """Draw a heading, or a value with its count."""
        edge = Content.styled(CURSOR, "key") if at_cursor else Content(" ")
        if row.more:
            return Content.assemble(edge, "  ", Content.styled(f"and {row.more} more", "muted"))
        if row.value is None:
            return Content.assemble(edge, cell(Content(_HEADINGS[row.facet]), width - 1))
        count = cell(Content.styled(f"{row.value.count:,}", "muted"), _COUNT, right=True)
        told = Content.styled(clean(row.value.told), "strong" if row.chosen else "plain")
        mark = Content.styled("✓", "key") if row.chosen else Content(" ")
        return Content.assemble(edge, mark, " ", cell(told, width - 4 - _COUNT), count, " ")


class Facets(Dialog[bool]):
    """Facets of the list, at the right of it. Dismissed with whether what was chosen is kept.

    Args:
        words: The filter.
        choose: Called with the value that was chosen, or is taken away again; returns the filter as it is then.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("space", "mark", "Mark"),
        Binding("enter", "apply", "Apply"),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("tab", "next_facet(1)", show=False),
        Binding("shift+tab", "next_facet(-1)", show=False),
        Binding("escape,F,q", "leave", "Leave"),
    ]

    def __init__(self, words: str, choose: Callable[[Value], str]) -> None:
        super().__init__()
        self._words, self._choose = words, choose
        self._tally: Tally | None = None
        self._unfolded: frozenset[Facet] = frozenset()
        self._marked = False
        self._without_keys: list[Pane] = []

    def compose(self) -> ComposeResult:
        """Compose the list."""
        listing = FacetList(id="facets")
        with Vertical(classes="dialog -beside") as box:
            box.border_title = Content("What is listed, by")
            yield ColumnHeads(listing)
            yield listing
            yield Static("Counting …", classes="dialog-hint")
        keys = (("space", "mark", "mark"), ("⏎", "apply", "apply"), ("tab", "group", "next_facet(1)"))
        yield KeysLine(*keys, ("esc", "back", "leave"))

    def on_mount(self) -> None:
        """Show what was counted until now; the pane beside looks as one that no key goes to."""
        self._without_keys = [*self.app.screen_stack[-2].query(".pane.-focused").results(Pane)]
        for pane in self._without_keys:
            pane.show_focus(focused=False)
        self._cover_text()
        self.listing.focus()
        self._show()

    def on_resize(self) -> None:
        """Cover the text in another width, once the list has its own."""
        self.call_after_refresh(self._cover_text)

    def _cover_text(self) -> None:
        """Begin where the list ends: half a text, cut in the middle of its words, would only draw the eye."""
        listed = self.app.screen_stack[-2].query(".pane").first()
        self.query_one(".dialog").styles.width = max(_LEAST, self.app.size.width - listed.region.right)

    def on_unmount(self) -> None:
        """Give the pane beside its look again."""
        for pane in self._without_keys:
            pane.show_focus(focused=True)

    @property
    def listing(self) -> FacetList:
        """The list."""
        return self.query_one("#facets", FacetList)

    def show(self, tally: Tally, *, whole: bool) -> None:
        """Show what was counted.

        Args:
            tally: The counts.
            whole: Whether that is all.
        """
        self._tally = tally
        if self.is_mounted:
            self._hint("" if whole else "Counting …")
            self._show()

    def _hint(self, words: str = "") -> None:
        """Say that counts still come, else what the filter is: values chosen together are joined by OR."""
        self.query_one(".dialog-hint", Static).update(Content(words or clean(self._words)))

    def _show(self) -> None:
        if self._tally is None:
            return
        rows: Sequence[FacetRow] = list(facet_rows(self._tally, self._words, self._unfolded))
        current = self.listing.current
        at = next((i for i, row in enumerate(rows) if current is not None and _same(row, current)), None)
        self.listing.set_rows(rows, min(1, len(rows) - 1) if at is None else at)

    def action_mark(self) -> None:
        """Narrow the list by the value besides, or take it away again; unfold a facet."""
        row = self.listing.current
        if row is None:
            return
        if row.more:
            at = self.listing.cursor
            self._unfolded |= {row.facet}
            self._show()
            self.listing.move(at)  # to the first of those that were folded away
        elif row.value is not None:
            self._marked = True
            self._words = self._choose(row.value)
            self._hint()
            self._show()

    def action_apply(self) -> None:
        """Go to the list; where nothing was marked, narrowed by the value at the cursor."""
        row = self.listing.current
        if row is None or row.more:
            self.action_mark()
            return
        if not self._marked and not row.chosen:
            self.action_mark()
        self.dismiss(True)

    def on_cursor_list_opened(self) -> None:
        """Mark what was clicked twice."""
        self.action_mark()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.listing.move(self.listing.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.listing.move(self.listing.cursor + step * max(1, self.listing.size.height - 1))

    def action_next_facet(self, step: int) -> None:
        """Go to the next facet, or the one before."""
        headings = [at + 1 for at, row in enumerate(self.listing.rows) if row.value is None and not row.more]
        here = self.listing.cursor
        there = [at for at in headings if (at > here if step > 0 else at < here)]
        if there:
            self.listing.move(there[0] if step > 0 else there[-1])

    def action_leave(self) -> None:
        """Leave it; the filter is the one of before."""
        self.dismiss(False)


def _same(one: FacetRow, other: FacetRow) -> bool:
    return (one.facet, one.value and one.value.value, bool(one.more)) == (
        other.facet,
        other.value and other.value.value,
        bool(other.more),
    )
