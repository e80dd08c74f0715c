"""Styled text of any length, wrapped and scrolled by Textual's line API.

Only the lines in view are drawn, and setting new text neither lays out the screen nor parses markup, so that a key is
answered at once however long a recommendation is. Styles are named inks (`muted`, `error`, `accepted`), which the
stylesheet gives their colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from dhrcurate.tui.widgets.still import Bar

INKS = (
    "muted",
    "faint",
    "strong",
    "title",
    "key",
    "code",
    "accepted",
    "rejected",
    "queried",
    "pending",
    "error",
    "warning",
    "info",
    "in-error",
    "in-warning",
    "in-info",
    "focused",
    "added",
    "removed",
    "cursor",
    "marked",
    "rule",
    "band",
    "heads",
    "sought",
    "plain",
)
"""Every named style; `ink--<name>` in the stylesheets."""

COMPONENTS = frozenset(f"ink--{name}" for name in INKS)
"""The component classes of the inks. They are the program's own: those of a widget are worked out again with every
class that its screen is given."""


MEASURE = 90
"""The most cells of a line of running text: the eye does not find the way back from the end of a longer one."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a text view.

    Attributes:
        content: Its text; spans are styled by the names of inks.
        indent: How many cells it is indented by.
        hang: The content of the indent of its first line.
        choice: The value that `TextView.Chosen` carries when it is clicked, empty where a click does nothing.
        wrap: Whether it is wrapped; else it is cut with an ellipsis.
        ink: An ink for its whole width, such as `focused`.
        aside: What is told behind it where there is room for all of that in its last line.
        needed: Whether that begins a line of its own where there is no room; else it is left out.
        short: What is told instead where a single line is left for it.
        measure: The most cells of its lines, with the indent; one that is cut and not wrapped has the whole width.
        fall: How many cells further in its lines after the first begin, so that they look like no row of their own.
    """

    content: Content
    indent: int = 0
    hang: Content | None = None
    choice: str = ""
    wrap: bool = True
    ink: str = ""
    aside: Content | None = None
    needed: bool = False
    short: Content | None = None
    measure: int = MEASURE
    fall: int = 0


Line = tuple[Block, Content]
"""A line as it is wrapped, and the paragraph that it is of."""

_NOTHING_AROUND = Spacing()

BLANK = Block(Content(""))
"""An empty line."""


class Inked(ScrollView, can_focus=False, inherit_bindings=False):
    """A scrolled widget that draws lines in named inks.

    It keeps the lines in view, and draws a line again only where that is to be painted again.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self._inks: dict[str, Style] = {}
        self._in_view: dict[int, Strip] = {}
        self._in_view_of = 0

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made where there is none."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = Bar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001  # as Textual's own does
        return self._vertical_scrollbar

    def ink(self, name: str | Style) -> Style:
        """Return the style of an ink, on its own so that it can be laid over another."""
        if isinstance(name, Style):
            return name
        if (style := self._inks.get(name)) is None:
            self._inks[name] = style = self._mixed(name) if name in INKS else Style.null()
        return style

    def set_lines(self, count: int) -> None:
        """Make room for a number of lines.

        Textual lays the whole screen out anew when a widget's virtual size changes, which takes longer than a key
        may. Here only the scroll bar has to know: it always has its column, and stays empty while all lines fit.
        """
        region = self.scrollable_content_region
        size = Size(region.width, max(count, region.height))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
            if self.scroll_offset.y > self.max_scroll_y:
                self.scroll_to(y=self.max_scroll_y, animate=False)

    def _mixed(self, name: str) -> Style:
        # Textual's own partial style leaves out an opaque background.
        styles = self.app.get_component_styles(f"ink--{name}")
        text = styles.text_style
        return Style(
            background=styles.background if styles.has_rule("background") else None,
            foreground=styles.color if styles.has_rule("color") else None,
            bold=text.bold,
            underline=text.underline,
            strike=text.strike,
            reverse=text.reverse,
        )

    def notify_style_update(self) -> None:
        """Mix the inks again when the colours change, and draw again."""
        super().notify_style_update()
        self._inks.clear()
        self._in_view.clear()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint the widget, or some regions of it, again; their lines are drawn again."""
        if not regions:
            self._in_view.clear()
        for region in regions:
            for y in region.line_range:
                self._in_view.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region.

        Textual asks for every line where it paints one, and copies each to put a border and a padding around it. A line
        that is the same object as in the last frame need not be cut or styled again. So without a border and a padding
        the kept lines are returned as they are.
        """
        if self.styles.gutter != _NOTHING_AROUND or crop.x or crop.width < self.size.width:
            return super().render_lines(crop)
        if crop.width != self._in_view_of:
            self._in_view_of = crop.width
            self._in_view.clear()
        if gone := [y for y in crop.line_range if y not in self._in_view]:
            self._draw_in_view(gone)
        return [self._in_view[y] for y in crop.line_range]

    def _draw_in_view(self, lines: Sequence[int]) -> None:
        filters, (_, background) = self.get_line_filters(), self.background_colors  # each walks to the screen's root
        for y in lines:
            strip = self.render_line(y)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            self._in_view[y] = strip

    def drawn(self, content: Content, width: int, base: Style) -> Strip:
        """Return one line of content as a strip of exactly a width, in cells."""
        segments = [
            Segment(text, (base + style).rich_style)
            for text, style in content.render(base, end="", parse_style=self.ink)
            if text
        ]
        return Strip(segments).adjust_cell_length(width, base.rich_style)


class TextView(Inked):
    """Paragraphs, wrapped to the width of the widget."""

    class Chosen(Message):
        """A paragraph with a choice was clicked."""

        def __init__(self, view: TextView, choice: str) -> None:
            super().__init__()
            self.view = view
            self.choice = choice

        @property
        def control(self) -> TextView:
            """The view that was clicked."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None, pad: int = 1) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self._blocks: tuple[Block, ...] = ()
        self._lines: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._wrapped_to = -1
        self._first: Block | None = None
        self.pad = pad

    @property
    def text(self) -> str:
        """The whole text, a line per paragraph."""
        return "\n".join(block.content.plain for block in self._blocks)

    def set_blocks(self, blocks: Iterable[Block], *, keep_place: bool = False) -> None:
        """Show other paragraphs, from their start unless the place is kept."""
        blocks = tuple(blocks)
        if not same_blocks(blocks, self._blocks):
            before = len(self._lines)
            self._blocks = blocks
            self._wrapped_to = -1
            self._wrap()
            # What is empty before and after need not be painted again.
            self.refresh(Region(0, 0, self.size.width, max(before, len(self._lines))))
        if not keep_place and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)

    def reveal(self, choice: str) -> None:
        """Scroll the paragraph with a choice into view."""
        lines = self.rows_of(choice)
        if not lines:
            return
        top, height = self.scroll_offset.y, self.size.height
        if lines[0] < top:
            self.scroll_to(y=lines[0], animate=False)
        elif lines[-1] >= top + height:
            self.scroll_to(y=min(lines[0], lines[-1] - height + 1), animate=False)

    def rows_of(self, choice: str) -> list[int]:
        """Return the rows, from the top of the whole text, of the paragraphs with a choice."""
        return [y for y, (block, _) in enumerate(self._lines) if block.choice == choice]

    def on_resize(self) -> None:
        """Wrap again; the first line in view stays in view."""
        first = self._first_in_view() if self._first is None else self._first
        self._first = None
        if self._wrap():
            self.refresh()  # else it was wrapped to this width where it was painted
        if first is not None and self.scroll_offset.y:
            self.scroll_to(y=next((y for y, (b, _) in enumerate(self._lines) if b is first), 0), animate=False)

    def _first_in_view(self) -> Block | None:
        return self._lines[self.scroll_offset.y][0] if self.scroll_offset.y < len(self._lines) else None

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        super().notify_style_update()
        self._strips.clear()

    def on_click(self, event: events.Click) -> None:
        """Post which paragraph was clicked."""
        line = self.line_at(event.y)
        if line is not None and line[0].choice:
            self.post_message(self.Chosen(self, line[0].choice))

    def line_at(self, y: int) -> Line | None:
        """Return the line that is seen in a row of the view, `None` where it is empty."""
        y += self.scroll_offset.y
        return self._lines[y] if 0 <= y < len(self._lines) else None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width, where the stylesheet asks for the height of the text."""
        del container, viewport
        return len(wrapped(self._blocks, width - self.scrollbar_size_vertical, self.pad))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region."""
        if self.scrollable_content_region.width != self._wrapped_to:  # the event of that comes after the paint
            self._first = self._first_in_view()
            self._wrap()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line in view."""
        y += self.scroll_offset.y
        width = self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        if (strip := self._strips.get(y)) is None or strip.cell_length != width:
            self._strips[y] = strip = self.drawn_line(self._lines[y], width)
        return strip

    def drawn_line(self, line: Line, width: int) -> Strip:
        """Draw a wrapped line."""
        block, content = line
        base = self.visual_style + self.ink(block.ink) if block.ink else self.visual_style
        return self.drawn(content, width, base)

    def _wrap(self) -> bool:
        """Wrap to the width there is; return whether that was another."""
        width = self.scrollable_content_region.width
        if anew := width > 0 and width != self._wrapped_to:
            self._wrapped_to = width
            self._lines = wrapped(self._blocks, width, self.pad)
            self._strips.clear()
        self.set_lines(len(self._lines))
        return anew


def same_blocks(some: Sequence[Block], others: Sequence[Block]) -> bool:
    """Return whether paragraphs look the same; Textual's equality of content ignores styles."""
    return len(some) == len(others) and all(
        one == other
        and one.content.is_same(other.content)
        and (one.hang is None or other.hang is None or one.hang.is_same(other.hang))
        and (one.aside is None or other.aside is None or one.aside.is_same(other.aside))
        for one, other in zip(some, others, strict=True)
    )


def trimmed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return paragraphs without the empty ones at their end, for what keeps its own distance from what follows."""
    blocks = list(blocks)
    while blocks and not blocks[-1].content.plain and blocks[-1].hang is None:
        blocks.pop()
    return tuple(blocks)


def wrapped(blocks: Iterable[Block], width: int, pad: int) -> list[Line]:
    """Return paragraphs as the lines of a view of some width, with some cells free at either side."""
    return [(block, line) for block in blocks for line in _wrapped(block, width, pad)]


def _wrapped(block: Block, width: int, pad: int) -> Sequence[Content]:
    cells = width - pad - max(pad, 1)  # a cell is left before the scroll bar, which else touches the words
    room = max(4, (min(cells, block.measure) if block.wrap else cells) - block.indent - block.fall)
    lines = block.content.wrap(room) if block.wrap else [block.content.truncate(room, ellipsis=True)]
    if block.aside is not None and lines:
        if lines[-1].cell_length + 2 + block.aside.cell_length <= room:
            lines = [*lines[:-1], Content.assemble(lines[-1], "  ", block.aside)]
        elif block.needed:
            lines = [*lines, *block.aside.wrap(room)]
    first, left = Content(" " * (pad + block.indent)), " " * (pad + block.indent + block.fall)
    if block.hang is not None:
        first = Content.assemble(" " * pad, block.hang).pad_right(max(0, block.indent - block.hang.cell_length))
    return [Content.assemble(first if at == 0 else left, line) for at, line in enumerate(lines or [Content("")])]
