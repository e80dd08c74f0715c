"""The outline of a TOML file: which bytes hold which table, pair and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from dhrcurate.domain.errors import DhrcurateError

_LANGUAGE = Language(tree_sitter_toml.language())


class OutlineError(DhrcurateError):
    """A file is valid TOML, but its outline could not be made."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`key = value` in a table's body or an inline table.

    Attributes:
        key: Its dotted key's parts, decoded.
        node: From the key to the end of the value.
        value: The value.
    """

    key: tuple[str, ...]
    node: Node
    value: Node


@dataclass(eq=False)
class Section:
    """A header and what follows up to the next one; or, without a header, the top of the file.

    Attributes:
        outline: The file.
        index: Its number in the file from 0; -1 for the top.
        path: The header's parts, decoded; empty for the top.
        node: The header's node; the whole document for the top.
        is_element: Whether its header is `[[...]]`.
    """

    outline: Outline
    index: int
    path: tuple[str, ...]
    node: Node
    is_element: bool

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs of its body."""
        return [_pair(n) for n in self.node.children if n.type == "pair"]

    @cached_property
    def header_line(self) -> int:
        """Offset of the start of the header's line."""
        return self.outline.line_start(self.node.start_byte) if self.index >= 0 else 0

    @cached_property
    def body(self) -> int:
        """Offset of the line after the header."""
        if self.index < 0:
            return 0
        closing = next(n for n in self.node.children if n.type in ("]", "]]"))
        return self.outline.line_end(closing.end_byte)

    @cached_property
    def lead(self) -> int:
        """Offset of the comments right above the header, which belong to it; of the header if there are none."""
        before = self.outline.sections[self.index - 1] if self.index > 0 else self.outline.top
        return self.outline.comments_above(self.header_line, before.pairs_end)

    @cached_property
    def pairs_end(self) -> int:
        """Offset of the line after its last pair; of its body if it has none."""
        return self.outline.line_end(self.pairs[-1].node.end_byte) if self.pairs else self.body

    @cached_property
    def end(self) -> int:
        """Offset after its last line that is not blank."""
        return self.outline.without_blank_lines(self.body, self.limit)

    @property
    def limit(self) -> int:
        """Offset where what belongs to the next section begins."""
        sections = self.outline.sections
        return sections[self.index + 1].lead if self.index + 1 < len(sections) else len(self.outline.raw)


@dataclass(eq=False)
class Table:
    """A table of the content, wherever its parts are.

    Attributes:
        path: Its names from the top, without positions in arrays.
        section: The section whose header names it; `None` if there is none.
        sub: Tables and arrays of tables within it that have headers.
        host: The pairs that contain its own, if those are dotted or inline; else the section's.
        depth: How many parts of those pairs' keys lead to it.
        inline: The node of the inline table that it is.
    """

    path: tuple[str, ...]
    section: Section | None = None
    sub: dict[str, Table | list[Table]] = field(default_factory=dict)
    host: list[Pair] | None = None
    depth: int = 0
    inline: Node | None = None

    @property
    def pairs(self) -> list[Pair]:
        """The pairs that define values in it, in the order of the file."""
        if self.host is not None:
            return self.host
        return self.section.pairs if self.section else []

    def pairs_of(self, key: str) -> list[Pair]:
        """The pairs that define a key of it, or something within that key."""
        return [p for p in self.pairs if p.key[self.depth] == key]

    def value(self, key: str) -> Node | None:
        """The node of a key's value, if it is written as one."""
        return next((p.value for p in self.pairs_of(key) if len(p.key) == self.depth + 1), None)

    def child(self, key: str) -> Table | None:
        """The table of a key, `None` if it is not a table."""
        value = self.value(key)
        if value is not None:
            return inline_table((*self.path, key), value) if value.type == "inline_table" else None
        pairs, below = self.pairs_of(key), self.sub.get(key)
        if isinstance(below, list):
            return None
        if below is not None and not pairs:
            return below
        if pairs:
            sub = below.sub if below else {}
            return Table((*self.path, key), None, sub, pairs, self.depth + 1, self.inline)
        return None

    def elements(self, key: str) -> list[Table] | None:
        """The elements of a key that is an array of tables with headers."""
        below = self.sub.get(key)
        return below if isinstance(below, list) else None

    def sections(self) -> Iterator[Section]:
        """Every section that it consists of, including the tables within it."""
        if self.section is not None:
            yield self.section
        for below in self.sub.values():
            for table in below if isinstance(below, list) else [below]:
                yield from table.sections()


def inline_table(path: tuple[str, ...], node: Node) -> Table:
    """The table that an inline table's node is."""
    return Table(path, host=[_pair(n) for n in node.children if n.type == "pair"], inline=node)


def array_items(node: Node) -> list[Node]:
    """The nodes of an array's elements."""
    return [n for n in node.children if n.is_named and n.type != "comment"]


class Outline:
    """The outline of a file.

    Args:
        raw: Its bytes, valid TOML, without a BOM.

    Raises:
        OutlineError: If the outline could not be made.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        tree = Parser(_LANGUAGE).parse(raw)
        if tree.root_node.has_error:
            raise OutlineError("the outline of the file could not be made")
        self.root_node = tree.root_node
        self.top = Section(self, -1, (), tree.root_node, is_element=False)
        self.sections: list[Section] = []
        self.root = Table((), self.top)
        for node in tree.root_node.children:
            if node.type in ("table", "table_array_element"):
                self._add(node)

    def _add(self, node: Node) -> None:
        is_element = node.type == "table_array_element"
        path = key_parts(node.children[1])
        section = Section(self, len(self.sections), path, node, is_element)
        self.sections.append(section)
        here = self.root
        for depth, part in enumerate(path[:-1], 1):
            below = here.sub.setdefault(part, Table(path[:depth]))
            here = below[-1] if isinstance(below, list) else below
        if is_element:
            array = here.sub.setdefault(path[-1], [])
            if not isinstance(array, list):
                raise OutlineError("an array of tables has the name of a table")
            array.append(Table(path, section))
        else:
            table = here.sub.setdefault(path[-1], Table(path))
            if isinstance(table, list):
                raise OutlineError("a table has the name of an array of tables")
            table.section = section

    def text(self, node: Node) -> bytes:
        """The source of a node."""
        return self.raw[node.start_byte : node.end_byte]

    def line_start(self, at: int) -> int:
        """Offset of the start of the line that holds an offset."""
        return self.raw.rfind(b"\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Offset after the line end at or after an offset; of the file's end if there is none."""
        end = self.raw.find(b"\n", at)
        return len(self.raw) if end < 0 else end + 1

    def comments_above(self, at: int, floor: int) -> int:
        """Offset of the first of the comment lines right above a line, not above `floor`; else of the line."""
        while at > floor:
            above = self.line_start(at - 1)
            if not self.raw[above:at].lstrip(b" \t").startswith(b"#"):
                break
            at = above
        return at

    def without_blank_lines(self, start: int, end: int) -> int:
        """Offset after the last line between two offsets that is not blank."""
        while end > start:
            above = self.line_start(end - 1)
            if self.raw[above:end].strip():
                break
            end = max(above, start)
        return end


def _pair(node: Node) -> Pair:
    children = node.children
    return Pair(key_parts(children[0]), node, next(n for n in children[2:] if n.type != "comment"))


def key_parts(node: Node) -> tuple[str, ...]:
    """The parts of a key, decoded."""
    if node.type == "dotted_key":
        return tuple(part for n in node.children if n.is_named for part in key_parts(n))
    source = (node.text or b"").decode()
    if node.type == "bare_key":
        return (source,)
    return (str(tomli.loads(f"k = {source}")["k"]),)
