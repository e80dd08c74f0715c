"""Where in a file a value is: lines and columns for a path, and for a stretch of a string."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from tree_sitter import Node

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, EditError, parts
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.finding import Place, Span
from dhrcurate.storage.codec import BOM
from dhrcurate.storage.strings import written
from dhrcurate.storage.syntax import Outline, Section, Table, array_items, inline_table

_Spot = tuple[int, int, Node | None]
"""Start and end in bytes, and the value's node where it is one."""


class Places:
    """Finds places in one file. The file is taken apart at the first question.

    Args:
        raw: The file's bytes. For a file that is no TOML every place is its beginning.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw.removeprefix(BOM)

    def of(self, path: str, span: Span | None = None) -> Place:
        """The place of a value.

        Args:
            path: JSON Pointer; a recommendation is named by its key, or by its position from 0. Where there is no such
                value, the place is that of the nearest thing that would hold it.
            span: A stretch of the value, where that is a string.

        Returns:
            Lines and columns in code points from 1, the end exclusive. Of a table with a header the header's line.
        """
        try:
            where = parts(path)
            start, end, node = self._find(where) if self._outline else (0, 0, None)
        except (EditError, UnicodeDecodeError):
            return Place()
        if span is not None and node is not None and node.type == "string":
            source = self.raw[start:end].decode()
            form = written(source)
            first, last = form.offset(span.start), form.offset(span.end)
            if span.end > span.start:
                last = max(last, first + 1)
            start, end = start + len(source[:first].encode()), start + len(source[:last].encode())
        return self._place(start, end)

    @cached_property
    def _outline(self) -> Outline | None:
        try:
            return Outline(self.raw)
        except DhrcurateError:
            return None

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.raw.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.raw.find(b"\n", at + 1)
        return starts

    def _place(self, start: int, end: int) -> Place:
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Place(line, column, end_line, end_column)

    def _position(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, at)
        return line, len(self.raw[self._line_starts[line - 1] : at].decode(errors="replace")) + 1

    @cached_property
    def _named(self) -> dict[str, dict[str, Table]]:
        """The elements that are named by a key of theirs, by that and the array's name."""
        found: dict[str, dict[str, Table]] = {}
        for name, key in _KEYED.items():
            elements = self._outline.root.elements(name) if self._outline else None
            values = [(e.value(key), e) for e in elements or ()]
            found[name] = {_text(v): e for v, e in reversed(values) if v is not None}
        return found

    def _element(self, elements: list[Table], key: str, name: str) -> Table | None:
        if named := self._named.get(key, {}).get(name):
            return named
        return elements[int(name)] if name.isdecimal() and int(name) < len(elements) else None

    def _find(self, where: list[str]) -> _Spot:
        assert self._outline is not None  # asked for by `of`
        table, spot = self._outline.root, _section_spot(self._outline.top)
        while where:
            key, *rest = where
            node = table.value(key)
            if node is not None:
                return _in_value(node, rest, key)
            elements = table.elements(key)
            if elements is not None:
                if not rest:
                    return _table_spot(elements[0])
                found = self._element(elements, key, rest[0])
                if found is None:
                    return _table_spot(elements[0]) if rest[0] == ORDER else spot
                table, where = found, rest[1:]
            else:
                child = table.child(key)
                if child is None:
                    return spot
                table, where = child, rest
            spot = _table_spot(table)
        return spot


_KEYED = {RECOMMENDATIONS: "key", "agencies": "name"}


def _text(node: Node) -> str:
    return (node.text or b"").decode().strip("\"'")


def _in_value(node: Node, where: list[str], key: str) -> _Spot:
    spot: _Spot = (node.start_byte, node.end_byte, node)
    if not where:
        return spot
    if node.type == "inline_table":
        inner = inline_table((), node).value(where[0])
        return _in_value(inner, where[1:], where[0]) if inner is not None else spot
    if node.type == "array":
        items = array_items(node)
        found = None
        if key in _KEYED:
            named = (i for i in items if i.type == "inline_table")
            found = next((i for i in named if _is_named(i, _KEYED[key], where[0])), None)
        if found is None and where[0].isdecimal() and int(where[0]) < len(items):
            found = items[int(where[0])]
        return _in_value(found, where[1:], where[0]) if found is not None else spot
    return spot


def _is_named(node: Node, key: str, name: str) -> bool:
    value = inline_table((), node).value(key)
    return value is not None and _text(value) == name


def _table_spot(table: Table) -> _Spot:
    if table.section is not None:
        return _section_spot(table.section)
    if table.inline is not None and table.depth == 0:
        return table.inline.start_byte, table.inline.end_byte, table.inline
    if table.pairs:
        return table.pairs[0].node.start_byte, table.pairs[0].node.end_byte, None
    return _section_spot(next(table.sections()))


def _section_spot(section: Section) -> _Spot:
    if section.index < 0:
        return 0, 0, None
    header = section.node.children
    closing = next(n for n in header if n.type in ("]", "]]"))
    return header[0].start_byte, closing.end_byte, None
