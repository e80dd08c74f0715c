"""The place of a value in a file of any layout, found by the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tomli
from tree_sitter import Node

from dhrcurate.domain.edit import ORDER
from dhrcurate.storage.scan import NAMES, Spot
from dhrcurate.storage.syntax import Outline, Section, Table, array_items, inline_table

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


class Locator:
    """Finds values in a file.

    Args:
        raw: Its bytes, without a BOM.

    Raises:
        OutlineError: If the file could not be parsed.
    """

    def __init__(self, raw: bytes) -> None:
        self._outline = Outline(raw)
        self._named: dict[int, dict[str, Table]] = {}

    def find(self, path: list[str]) -> Spot:
        """The place of a value, or of the nearest thing that would contain it."""
        table, spot, rest = self._outline.root, _section_spot(self._outline.top), list(path)
        while rest:
            key = rest.pop(0)
            node = table.value(key)
            if node is not None:
                return _in_value(node, rest)
            elements = table.elements(key)
            inner = self._element(elements, rest) if elements else table.child(key)
            if inner is None:
                return _table_spot(elements[0]) if elements and rest == [ORDER] else spot
            if elements and not rest:
                return _table_spot(inner)
            table, rest = inner, rest[1:] if elements else rest
            spot = _table_spot(table)
        return spot

    def _element(self, elements: list[Table], rest: list[str]) -> Table | None:
        if not rest:
            return elements[0]
        named = self._named.get(id(elements))
        if named is None:
            named = {}
            for element in reversed(elements):
                named |= dict.fromkeys(_names(element), element)
            self._named[id(elements)] = named
        if (found := named.get(rest[0])) is not None:
            return found
        return elements[int(rest[0])] if rest[0].isdecimal() and int(rest[0]) < len(elements) else None


def _names(table: Table) -> Iterable[str]:
    """Names of an element in a path: the first of `NAMES` that it has, and the id made of a name."""
    for key in NAMES:
        node = table.value(key.decode())
        if node is not None and node.type == "string":
            text = str(tomli.loads(f"k = {(node.text or b'').decode()}")["k"])
            return (text, _NOT_IN_IDS.sub("-", text.casefold()).strip("-")) if key == b"name" else (text,)
    return ()


def _in_value(node: Node, path: list[str]) -> Spot:
    spot = Spot(node.start_byte, node.end_byte, is_value=True)
    if not path:
        return spot
    if node.type == "inline_table":
        inner = inline_table((), node).value(path[0])
        return _in_value(inner, path[1:]) if inner is not None else spot
    if node.type == "array":
        items = array_items(node)
        tables = (i for i in items if i.type == "inline_table")
        found = next((i for i in tables if path[0] in _names(inline_table((), i))), None)
        if found is None and path[0].isdecimal() and int(path[0]) < len(items):
            found = items[int(path[0])]
        return _in_value(found, path[1:]) if found is not None else spot
    return spot


def _table_spot(table: Table) -> Spot:
    if table.section is not None:
        return _section_spot(table.section)
    if table.pairs:
        node = table.pairs[0].node
        return Spot(node.start_byte, node.end_byte, is_value=False)
    return _section_spot(next(table.sections()))


def _section_spot(section: Section) -> Spot:
    if section.index < 0:
        return Spot(0, 0, is_value=False)
    header = section.node.children
    closing = next(n for n in header if n.type in ("]", "]]"))
    return Spot(header[0].start_byte, closing.end_byte, is_value=False)
