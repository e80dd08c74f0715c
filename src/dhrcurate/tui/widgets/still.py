"""What stands still around what changes: a frame of it asks for all lines, so they are kept until they change."""

from __future__ import annotations

from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual.containers import Container, Horizontal
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


class Still(Widget):
    """A widget whose lines are kept until it is to be painted again.

    Where one row of a list is painted, Textual asks every widget beside and behind it for its lines, and looks each of
    them up on its own. It stands last among the bases: Textual takes the styles of the first one.
    """

    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region, or return those that are kept."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = crop, self.drawn_lines(crop)
        return self._kept[1]

    def drawn_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region."""
        return super().render_lines(crop)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint the widget again."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        super().notify_style_update()
        self._kept = None


class Frame(Container, Still):
    """A container that is not scrolled.

    Textual lays the screen out once more, and paints all that is in a container again, when the room in it has changed:
    the room of what scrolls may change what shows. Here it changes nothing that the layout did not know.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class Beside(Horizontal, Still):
    """Views side by side."""


class Bar(ScrollBar, Still):
    """A vertical scroll bar: drawn by Textual, through renderables, one takes longer than all rows of a list."""

    def drawn_lines(self, crop: Region) -> list[Strip]:
        """Draw the bar, a strip for each cell."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style) or crop != self.size.region:
            return super().drawn_lines(crop)
        back, thumb = bar.style.bgcolor, bar.style.color
        if back is None or thumb is None:
            return super().drawn_lines(crop)
        cells = bar.render_bar(
            crop.height, bar.virtual_size, bar.window_size, bar.position, crop.width, back_color=back, bar_color=thumb
        ).segments
        base, filters, (_, background) = self.rich_style, self.get_line_filters(), self.background_colors
        strips: dict[Segment, Strip] = {}
        for cell in set(cells):
            strip = Strip([cell], crop.width).apply_style(base)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips[cell] = strip
        return [strips[cell] for cell in cells]
