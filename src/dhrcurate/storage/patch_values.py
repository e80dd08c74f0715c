"""Patches for single values: strings, arrays, inline tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomli
from tree_sitter import Node

from dhrcurate.domain.canonical import canonical
from dhrcurate.storage.literals import (
    LONG,
    array_literal,
    can_stand_in,
    escaped,
    key_literal,
    literal,
    string_literal,
)
from dhrcurate.storage.patches import Patch
from dhrcurate.storage.strings import StringForm, string_form
from dhrcurate.storage.syntax import Pair, array_items, inline_table

_WIDTH = 100


def same(one: Any, other: Any) -> bool:
    """True if two values agree in canonical form."""
    if one is other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    return canonical(one) == canonical(other)


@dataclass(frozen=True, slots=True)
class ValuePatcher:
    """Makes patches that turn a value's source into another's.

    Attributes:
        raw: The file, without a BOM.
        eol: Its line end.
        fine: Whether what a change does not concern is kept within strings and arrays.
    """

    raw: bytes
    eol: str
    fine: bool

    def value(self, node: Node, old: Any, new: Any, *, within: bool = False) -> list[Patch]:
        """Patches that turn the value at a node into another.

        Args:
            node: The value.
            old: The current value.
            new: The new value, as it is written (`literals.as_written`).
            within: Whether it is within an inline table or array.
        """
        match old, new:
            case str(), str() if node.type == "string":
                return [self._replace(node, self._string(node, old, new, within=within))]
            case list(), list() | tuple() if node.type == "array" and self.fine:
                return self._array(node, old, new, within=within)
            case Mapping(), Mapping() if node.type == "inline_table" and new:
                return self._inline(node, old, new)
            case _:
                return [self._replace(node, literal(new, eol=self.eol, within=within))]

    def _replace(self, node: Node, source: str) -> Patch:
        return Patch(node.start_byte, node.end_byte, source.encode())

    def _source(self, node: Node) -> str:
        return self.raw[node.start_byte : node.end_byte].decode()

    def _string(self, node: Node, old: str, new: str, *, within: bool) -> str:
        source = self._source(node)
        form = string_form(source)
        new = new.replace("\r\n", "\n")
        if self.fine and len(form.starts) == len(old) + 1 and (found := self._changed(source, form, old, new)):
            return found
        quotes = form.quotes
        if len(quotes) == 1 and not within and ("\n" in new or (len(new) > LONG >= len(old))):
            quotes = '"""' if quotes == '"' or not can_stand_in(new, "'''") else "'''"
        opening_line = form.opening_line or quotes != form.quotes
        return string_literal(new, quotes, eol=self.eol, opening_line=opening_line)

    def _changed(self, source: str, form: StringForm, old: str, new: str) -> str | None:
        """The source with only the part changed in which the values differ, if possible."""
        if "\n" in new and len(form.quotes) == 1:
            return None
        ahead = _common(old, new)
        tail = _common(old[ahead:][::-1], new[ahead:][::-1])
        middle = new[ahead : len(new) - tail]
        if form.quotes.startswith("'"):
            if not can_stand_in(new, form.quotes):
                return None
        else:
            middle = escaped(middle, form.quotes)
        result = source[: form.offset(ahead)] + middle.replace("\n", self.eol) + source[form.offset(len(old) - tail) :]
        try:
            return result if tomli.loads(f"k = {result}") == {"k": new} else None
        except tomli.TOMLDecodeError:
            return None

    # Arrays

    def _array(self, node: Node, old: Sequence[Any], new: Sequence[Any], *, within: bool) -> list[Patch]:
        items = array_items(node)
        ahead = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if not same(a, b)), None)
        ahead = min(len(old), len(new)) if ahead is None else ahead
        rest = min(len(old), len(new)) - ahead
        tail = next((i for i in range(rest) if not same(old[-1 - i], new[-1 - i])), rest)
        if not new and "#" not in self._source(node):
            return [self._replace(node, "[]")]
        if "\n" in self._source(node):
            return self._long_array(node, items, old[ahead : len(old) - tail], new[ahead : len(new) - tail], ahead)
        pieces = [self._source(i) for i in items]
        fresh = [literal(v, eol=self.eol, within=True) for v in new[ahead : len(new) - tail]]
        pieces[ahead : len(old) - tail] = fresh
        start = (items[0].start_byte if items else node.start_byte + 1) - node.start_byte
        opening = self._source(node)[1:start] if items else ""
        line = f"[{opening}{', '.join(pieces)}{opening}]" if pieces else "[]"
        if len(line) > _WIDTH and not within:
            line = array_literal(pieces, eol=self.eol)
        return [self._replace(node, line)]

    def _long_array(
        self, node: Node, items: Sequence[Node], old: Sequence[Any], new: Sequence[Any], at: int
    ) -> list[Patch]:
        """Patches for an array over several lines, whose comments and other lines stay."""
        patches = []
        for i, (before, after) in enumerate(zip(old, new, strict=False)):
            if not same(before, after):
                patches += self.value(items[at + i], before, after, within=True)
        patches += [self._without(node, item) for item in items[at + len(new) : at + len(old)]]
        if len(new) > len(old):
            fresh = [literal(v, eol=self.eol, within=True) for v in new[len(old) :]]
            patches += self._with(node, items, at + len(old), fresh)
        return patches

    def _without(self, node: Node, item: Node) -> Patch:
        comma = _comma_after(node, item)
        end = comma.end_byte if comma else item.end_byte
        line_start = self.raw.rfind(b"\n", 0, item.start_byte) + 1
        line_end = self.raw.find(b"\n", end) + 1
        before, after = self.raw[line_start : item.start_byte], self.raw[end:line_end]
        alone = not before.strip() and (not after.strip() or after.lstrip().startswith(b"#"))
        if alone and line_start > node.start_byte and 0 < line_end <= node.end_byte:
            return Patch(line_start, line_end, b"")
        return Patch(item.start_byte, end, b"")

    def _with(self, node: Node, items: Sequence[Node], at: int, fresh: Sequence[str]) -> list[Patch]:
        """Inserts elements on lines of their own after the element before `at`."""
        indent = self._indent(items[0]) if items else "    "
        lines = "".join(f"{self.eol}{indent}{piece}," for piece in fresh).encode()
        if at == 0:
            return [self._after_line(node.start_byte + 1, node, lines, items)]
        anchor = items[at - 1]
        comma = _comma_after(node, anchor)
        if comma is not None:
            return [self._after_line(comma.end_byte, node, lines, items)]
        patches = [Patch(anchor.end_byte, anchor.end_byte, b",")]
        return [*patches, self._after_line(anchor.end_byte, node, lines, items)]

    def _after_line(self, at: int, node: Node, lines: bytes, items: Sequence[Node]) -> Patch:
        """Inserts lines after the rest of a line (a comment, but no other element)."""
        stop = min([i.start_byte for i in items if i.start_byte >= at] + [node.end_byte - 1])
        line_end = self.raw.find(b"\n", at)
        if 0 <= line_end < stop:
            at = line_end - (self.raw[line_end - 1 : line_end] == b"\r")
        return Patch(at, at, lines)

    def _indent(self, item: Node) -> str:
        line_start = self.raw.rfind(b"\n", 0, item.start_byte) + 1
        before = self.raw[line_start : item.start_byte]
        return "    " if before.strip() else before.decode()

    # Inline tables

    def _inline(self, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Patch]:
        pairs = inline_table((), node).pairs
        changed = [k for k in old if k in new and not same(old[k], new[k])]
        single = {p.key[0]: p for p in pairs if len(p.key) == 1}
        if old.keys() == new.keys() and single.keys() >= set(changed):
            return [patch for k in changed for patch in self.value(single[k].value, old[k], new[k], within=True)]
        pieces = [
            self._piece(k, pairs, old, new) for k in [*(k for k in old if k in new), *(k for k in new if k not in old)]
        ]
        return [self._replace(node, "{ " + ", ".join(pieces) + " }")]

    def _piece(self, key: str, pairs: Sequence[Pair], old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        if key in old and same(old[key], new[key]):
            return ", ".join(self._source(p.node) for p in pairs if p.key[0] == key)
        return f"{key_literal(key)} = {literal(new[key], eol=self.eol, within=True)}"


def _comma_after(node: Node, item: Node) -> Node | None:
    after: Iterator[Node] = (n for n in node.children if n.start_byte >= item.end_byte and n.type != "comment")
    found = next(after)
    return found if found.type == "," else None


def _common(one: str, other: str) -> int:
    """The number of code points that two texts share at their beginning."""
    low = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        low += 1
    return low
