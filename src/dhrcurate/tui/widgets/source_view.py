"""The source page at the passage that a recommendation came from, with differences marked word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dhrcurate.domain.visible import visible
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView

if TYPE_CHECKING:
    from dhrcurate.review.passage import Passage  # slow to load, and only where the source is shown

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
    """The page from a little before the passage, which is a third down."""

    _passage = 0
    _scrolled = False

    def show(self, compared: Compared) -> None:
        """Show a page and how the text differs from it."""
        self.show_blocks(_blocks(compared))

    def show_blocks(self, paragraphs: Iterable[Block]) -> None:
        """Show paragraphs, the one with the choice `passage` a third down."""
        blocks = list(paragraphs)
        self.set_blocks(blocks)
        self._passage = next((at for at, b in enumerate(blocks) if b.choice == "passage"), 0)
        self._scrolled = False
        self._reveal_passage()
        self.call_after_refresh(self._reveal_passage)  # a view that is just opened gets its place and size meanwhile

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
        if not self._scrolled:
            self.reveal_line(self._passage)


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
    yield Block(_verdict(compared), choice="passage", ink="rule")
    yield Block(_marked(compared.text, page, passage))
    yield from _paragraphs(Content.styled(visible(page[passage.end : end]), "muted"))


def _verdict(compared: Compared) -> Content:
    passage = compared.passage
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
