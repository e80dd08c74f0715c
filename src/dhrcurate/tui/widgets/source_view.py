"""The source page at the passage that a recommendation came from, with differences marked word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.reactive import reactive

from dhrcurate.domain.visible import visible
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView

if TYPE_CHECKING:
    from dhrcurate.review.passage import Passage  # slow to load, and only where the source is shown
    from dhrcurate.tui.widgets.pane import Pane

PASSAGE, WITHIN, HEADING, TURNED_TO = "passage", "within", "heading", "turned-to"
"""Choices of paragraphs by which the view finds its place: the line above the passage, what is in it, the heading that
belongs to it, and a place that was turned to."""

_AROUND = 3000
"""How many characters of the page are shown before and after the passage."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The content of the view.

    Attributes:
        page: Text of the page, `None` where there is none.
        text: The text that was looked for: title and text.
        passage: The place where it was found.
        name: The page's name.
    """

    page: str | None
    text: str = ""
    passage: Passage | None = None
    name: str = ""


class SourceView(TextView):
    """A text from a little before the passage, or from its heading where there is room for both."""

    _scrolled = False
    called: reactive[str] = reactive("Source", repaint=False)
    """What is shown, for the title of its pane."""

    def watch_called(self, called: str) -> None:
        """Tell its pane."""
        if self.parent is not None:
            cast("Pane", self.parent).call(called)

    def show(self, compared: Compared) -> None:
        """Show a page and how the text differs from it."""
        self.show_blocks(_blocks(compared))

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show paragraphs, at the one that was turned to, else at the passage."""
        self.set_blocks(blocks)
        self._scrolled = False
        self._reveal_passage()
        self.call_after_refresh(self._reveal_passage)  # a view that is just opened gets its place and size meanwhile

    def scroll_by_page(self, step: int) -> bool:
        """Scroll down, or with -1 up; return whether there was more that way."""
        before, self._scrolled = self.scroll_offset.y, True
        self.scroll_relative(y=step * max(1, self.size.height - 2), animate=False)
        return self.scroll_offset.y != before

    @property
    def passage_goes_on(self) -> bool:
        """True if the passage goes on below what is seen."""
        rows = self.rows_of(WITHIN)
        return bool(rows) and rows[-1] >= self.scroll_offset.y + self.size.height

    @property
    def is_below_passage(self) -> bool:
        """True if the beginning of the passage is above what is seen."""
        rows = self.rows_of(PASSAGE)
        return bool(rows) and rows[0] < self.scroll_offset.y

    def on_resize(self) -> None:
        """Show the passage again."""
        super().on_resize()
        self._reveal_passage()

    def on_mouse_scroll_down(self) -> None:
        """Leave the place to the curator."""
        self._scrolled = True

    def on_mouse_scroll_up(self) -> None:
        """Leave the place to the curator."""
        self._scrolled = True

    def on_scroll_to(self) -> None:
        """Leave the place to the curator, who moves the scroll bar."""
        self._scrolled = True

    def _reveal_passage(self) -> None:
        if self._scrolled:
            return
        if turned := self.rows_of(TURNED_TO):
            self.scroll_to(y=turned[0], animate=False)
            return
        first, height = next(iter(self.rows_of(PASSAGE)), 0), self.size.height
        top = max(0, first - height // 3)
        if (heading := self.rows_of(HEADING)) and first - heading[0] <= height * 2 // 3:
            top = min(top, heading[0])
        self.scroll_to(y=top, animate=False)


def _blocks(compared: Compared) -> Iterator[Block]:
    page, passage = compared.page, compared.passage
    if page is None:
        yield Block(Content.styled("No source page was kept with this record.", "muted"))
        return
    if passage is None:
        yield Block(_verdict(compared))
        yield BLANK
        yield from _paragraphs(Content(visible(page[: 2 * _AROUND])))
        return
    begin, end = max(0, passage.start - _AROUND), min(len(page), passage.end + _AROUND)
    yield from _paragraphs(Content.styled(visible(page[begin : passage.start]), "muted"))
    yield Block(_verdict(compared), choice=PASSAGE, ink="rule")
    yield Block(_marked(compared.text, page, passage), choice=WITHIN)
    yield from _paragraphs(Content.styled(visible(page[passage.end : end]), "muted"))


def _verdict(compared: Compared) -> Content:
    passage = compared.passage
    if passage is None and not compared.text:
        return Content.styled("The source page", "strong")
    if passage is None:
        return Content.styled("■ not found in the source", "error")
    if not passage.found:
        return Content.assemble(
            Content.styled("■ not found in the source", "error"), Content.styled("  the nearest passage:", "muted")
        )
    under = f"the page has this text under number {visible(passage.printed_under)}" if passage.printed_under else ""
    if not passage.differences:
        whole = ("✓ as in the source, word for word", "accepted")
        return Content.styled(*((f"▲ {under}", "warning") if under else whole))
    places = "place" if passage.differences == 1 else "places"
    said = f"differs in {passage.differences} {places}"
    if passage.rests:  # the words that are missing at an end matter more than how many places differ
        said = "not the whole passage: " + " and ".join(rest.told for rest in passage.rests)
    return Content.assemble(
        Content.styled(f"▲ {', '.join(filter(None, (under, said)))}: ", "warning"),
        Content.styled("‹only in the source›", "removed"),
        " ",
        Content.styled("⟦only in the record⟧", "added"),
    )


def _marked(text: str, page: str, passage: Passage) -> Content:
    parts: list[Content] = []
    at = passage.start
    for piece in passage.pieces:
        if piece.kind == "record":
            words = visible(text[piece.start : piece.end])
            parts.append(Content.assemble(" ", Content.styled(f"⟦{words}⟧", "added"), " "))
            continue
        parts.append(Content(visible(page[at : piece.start])))
        words = visible(page[piece.start : piece.end])
        parts.append(Content(words) if piece.kind == "same" else Content.styled(f"‹{words}›", "removed"))
        at = piece.end
    parts.append(Content(visible(page[at : passage.end])))
    return Content("").join(parts)


def _paragraphs(content: Content) -> Iterator[Block]:
    for line in content.split("\n", allow_blank=True):
        yield Block(line)
