"""A text with what is said of it directly under it; of a long text that stays in view while the text scrolls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from dhrcurate.tui.widgets.text_view import BLANK, Block, Line, TextView, same_blocks, wrapped

_LEAST = 3
"""Lines that stay for what stands under a text, however long that is."""

_OF_TEXT = 6
"""Lines of a text that stay in view, however much must be seen of what stands under it."""

_OF_BELOW = 1 / 3
"""The share of the lines that stays for that, however much stands above the text."""

_BESIDE = (4, 3, 2)
"""Lines for the paragraph that must be seen, beside those that stay; most often four are all of it."""


class ReadingView(TextView):
    """Paragraphs that scroll, and others below them that do not.

    Both are drawn by one widget: two would have to be laid out anew with every text, which takes longer than a key may.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self._below: tuple[Block, ...] = ()
        self._roomy: list[Line] = []
        self._tight: list[Line] = []
        self._below_wrapped_to = -1
        self._rows = self._rows_below = 0
        self._in_view_below = self._stay = self._goes_on = self._more_stay = ""
        self._signed = False
        self._seen_below: list[Line] = []
        self._painted: tuple[int, list[Line | None]] = (0, [])

    @property
    def text_below(self) -> str:
        """What stands under the text, a line per paragraph."""
        return "\n".join(block.content.plain for block in self._below)

    def set_below(
        self, blocks: Iterable[Block], *, in_view: str = "", stay: str = "", goes_on: str = "", more_stay: str = ""
    ) -> None:
        """Show other paragraphs under the text.

        Args:
            blocks: The paragraphs.
            in_view: The choice of the one that must be seen where not all of them are.
            stay: How the choices of those begin that are always seen, above the others, which scroll.
            goes_on: What is said under a text that goes on below, behind the number of its lines.
            more_stay: What is said behind the number of those that should stay and have no room.
        """
        blocks = tuple(blocks)
        self._in_view_below, self._stay, self._goes_on, self._more_stay = in_view, stay, goes_on, more_stay
        if not same_blocks(blocks, self._below):
            self._below, self._below_wrapped_to = blocks, -1
        self._wrap()
        self._repaint_changed()

    def set_blocks(self, blocks: Iterable[Block], *, keep_place: bool = False) -> None:
        """Show another text, from its start unless the place is kept; what stands below may move with its end."""
        blocks = tuple(blocks)
        if not same_blocks(blocks, self._blocks):
            self._blocks, self._wrapped_to = blocks, -1
            self._wrap()
        if not keep_place and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)  # which paints all of it
        self._repaint_changed()

    def _repaint_changed(self) -> None:
        """Paint the rows that show something else than before: most often a few."""
        top = self.scroll_offset.y
        rows = [self._at(y, top)[1] for y in range(self._rows)]
        before_top, before = self._painted
        changed = [
            y
            for y, line in enumerate(rows)
            if top != before_top or y >= len(before) or not _looks_same(line, before[y])
        ]
        self._painted = (top, rows)
        if changed:  # as one region: what lies between is kept, so that it costs less than a region of its own
            self.refresh(Region(0, changed[0], self.size.width, changed[-1] - changed[0] + 1))

    @property
    def rows_of_text(self) -> int:
        """How many lines there are for the text."""
        return self._rows - self._rows_below - self._signed

    def _divide(self) -> None:
        """Divide the rows of the view: what stands below takes what the text leaves, and two fifths at least.

        Empty lines are left out of it where it does not fit with the text. It takes more for what always stays and
        the paragraph that must be seen, but leaves the first lines of the text in view, and one for the sign that the
        text goes on. The size of a widget is not cheap to ask for, so that what comes of it is kept.
        """
        rows, count = self.size.height, len(self._lines)
        self._rows = rows
        self._signed = False
        if count + len(self._roomy) <= rows:
            self._seen_below, self._rows_below = self._roomy, len(self._roomy)
            return
        first = min(count, self._start_of_text() + _OF_TEXT)
        most = max(int(rows * _OF_BELOW), rows - first - (first < count), rows - count)
        room = max(rows - count, min(rows * 2 // 5, most), min(_LEAST, rows))
        staying = [line for line in self._tight if self._stays(line[0])]
        if len(self._tight) > room and staying:
            beside = self._beside(most)
            staying = self._squeezed(staying, max(1, most - beside))
            room = max(room, min(most, len(staying) + beside))
        others = [line for line in self._tight if not self._stays(line[0])] if staying else self._tight
        self._rows_below = min(len(staying) + len(others), room)
        self._signed = bool(self._goes_on) and self._rows_below > 0 and count > rows - self._rows_below
        left = self._rows_below - len(staying)
        start = self._start_of(self._in_view_below, others, left)
        self._seen_below = [*staying, *others[start : start + left]] if left > 0 else staying[: self._rows_below]

    def _start_of_text(self) -> int:
        """The line behind the last empty paragraph: what stands before it is about the text."""
        return max((at for at, line in enumerate(self._lines, 1) if line[0] is BLANK), default=0)

    def _beside(self, most: int) -> int:
        """Lines for the paragraph that must be seen: whichever that is, since going on must not move the others."""
        staying = sum(self._stays(block) for block in self._below)
        fits = (lines for lines in _BESIDE if staying <= most - lines)
        return next(fits, _BESIDE[-1]) if self._in_view_below else 0

    def _stays(self, block: Block) -> bool:
        return bool(self._stay) and block.choice.startswith(self._stay)

    def _squeezed(self, lines: list[Line], room: int) -> list[Line]:
        """Those that stay in so few lines.

        They stand without what is before them, then the last ones are cut to a line each, then counted.
        """
        if len(lines) <= room:
            return lines
        blocks = [_closer(block) for block in self._below if self._stays(block)]
        if len(blocks) > room and self._more_stay:
            blocks[room - 1 :] = [self._sign(f"{len(blocks) - room + 1} {self._more_stay}")]
        each = [wrapped([block], self._below_wrapped_to, self.pad) for block in blocks]
        for at in reversed(range(len(each))):
            if sum(map(len, each)) <= room:
                break
            short = replace(blocks[at], content=blocks[at].short or blocks[at].content, wrap=False)
            each[at] = wrapped([short], self._below_wrapped_to, self.pad)
        return [line for own in each for line in own]

    @staticmethod
    def _sign(words: str) -> Block:
        return Block(Content.styled(f"▾ {words}", "muted"), wrap=False)

    @staticmethod
    def _start_of(choice: str, lines: list[Line], shown: int) -> int:
        """The first line that is seen of some, so that a paragraph of them is."""
        rows = [y for y, (block, _) in enumerate(lines) if choice and block.choice == choice]
        if not rows or rows[-1] < shown:
            return 0
        return max(0, min(rows[0], rows[-1] - shown + 1, len(lines) - shown))

    def _at(self, y: int, top: int) -> tuple[int, Line | None]:
        """The line that is seen in a row of the view, and its place there is; -1 for one of what stands below."""
        of_text = min(len(self._lines), self.rows_of_text)
        if y < of_text:
            at = y + top
            return at, self._lines[at] if at < len(self._lines) else None
        at = y - of_text - self._signed
        if at < 0:
            more = len(self._lines) - top - of_text
            sign = self._sign(f"{more} {self._goes_on}") if more > 0 else BLANK
            return -1, wrapped([sign], self._below_wrapped_to, self.pad)[0]
        return -1, self._seen_below[at] if at < self._rows_below else None

    def render_line(self, y: int) -> Strip:
        """Draw one line in view."""
        at, line = self._at(y, self.scroll_offset.y)
        if at >= 0 and line is not None:
            return super().render_line(y)
        if line is None:
            return Strip.blank(self.size.width, self.rich_style)
        return self.drawn_line(line, self.size.width)

    def line_at(self, y: int) -> Line | None:
        """Return the line that is seen in a row of the view, `None` where it is empty."""
        return self._at(y, self.scroll_offset.y)[1]

    def _wrap(self) -> bool:
        rows, width = self._rows, self.scrollable_content_region.width
        if width > 0 and width != self._below_wrapped_to:
            self._below_wrapped_to = width
            self._roomy = wrapped(self._below, width, self.pad)
            self._tight = [line for line in self._roomy if line[0] is not BLANK]
        return super()._wrap() or rows != self._rows  # what stands where depends on the height, too

    def set_lines(self, count: int) -> None:
        """Make room for the text and what is seen below it."""
        self._divide()
        super().set_lines(count + self._rows_below + self._signed)


def _closer(block: Block) -> Block:
    """A paragraph whose first word, the key that takes it, is what its other lines are indented by."""
    first = block.content.plain.find(" ") + 1
    key, words = block.content[:first], block.content[first:]
    return replace(block, content=words, indent=first, hang=key)


def _looks_same(one: Line | None, other: Line | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0].ink == other[0].ink and one[1].is_same(other[1])
