"""The place of a value in a file: lines and columns of a path, and of a part of a string."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from dhrcurate.domain.edit import EditError, parts
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.finding import Place, Span
from dhrcurate.storage.codec import BOM
from dhrcurate.storage.scan import Scan, Spot
from dhrcurate.storage.strings import string_form

if TYPE_CHECKING:
    from dhrcurate.storage.locating import Locator

_TOP = Spot(0, 0, is_value=False)


class Places:
    """Finds places in one file, which is read as far as they need.

    Args:
        raw: The file's bytes. If it is not TOML, every place is its beginning.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw.removeprefix(BOM)
        self._ascii = self.raw.isascii()
        self._spots: dict[str, Spot] = {}
        self._strings: dict[int, _Source] = {}
        self._mark = (0, 0, 0)
        self._line_starts = [0]

    def of(self, path: str, span: Span | None = None) -> Place:
        """The place of a value.

        Args:
            path: JSON Pointer; a recommendation is named by its key, or by its position from 0. If there is no such
                value, the place is that of the nearest thing that would contain it.
            span: A part of the value, if that is a string.

        Returns:
            Lines and columns in code points from 1, the end exclusive; for a table with a header, the header.
        """
        try:
            spot = self._spots.get(path)
            if spot is None:
                where = parts(path)
                spot = self._scan.find(where) or (self._locator.find(where) if self._locator else _TOP)
                self._spots[path] = spot
            start, end = self._within(spot, span) if span else (spot.start, spot.end)
        except (EditError, UnicodeDecodeError):
            return Place()
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Place(line, column, end_line, end_column)

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self.raw)

    @cached_property
    def _locator(self) -> Locator | None:
        from dhrcurate.storage.locating import Locator  # noqa: PLC0415  # the grammar need not be loaded for plain files

        try:
            return Locator(self.raw)
        except DhrcurateError:
            return None

    def _within(self, spot: Spot, span: Span) -> tuple[int, int]:
        start, end = spot.start, spot.end
        if not spot.is_value or self.raw[start : start + 1] not in (b'"', b"'"):
            return start, end
        source = self._strings.get(start)
        if source is None:
            source = self._strings[start] = _Source(self.raw[start:end].decode())
        first, last = source.form.offset(span.start), source.form.offset(span.end)
        if span.end > span.start:
            last = max(last, first + 1)
        return start + source.size(first), start + source.size(last)

    def _position(self, at: int) -> tuple[int, int]:
        starts = self._line_starts
        while starts[-1] <= at and (end := self.raw.find(b"\n", starts[-1])) >= 0:
            starts.append(end + 1)
        line = bisect_right(starts, at)
        begin = starts[line - 1]
        if self._ascii:
            return line, at - begin + 1
        known_line, known_at, column = self._mark
        if line == known_line and at >= known_at:
            begin = known_at
        else:
            column = 1
        column += len(self.raw[begin:at].decode(errors="replace"))
        self._mark = (line, at, column)
        return line, column


class _Source:
    """A string as written in the file, which counts the bytes of its first code points.

    The last count is kept, as is the column of a place: findings come in the order of the text, and one line may have
    a hundred thousand of them.
    """

    def __init__(self, text: str) -> None:
        self.form = string_form(text)
        self._text = text
        self._ascii = text.isascii()
        self._known = (0, 0)

    def size(self, count: int) -> int:
        """Bytes of its first `count` code points."""
        if self._ascii:
            return count
        known, size = self._known
        if count < known:
            known, size = 0, 0
        size += len(self._text[known:count].encode())
        self._known = (count, size)
        return size
