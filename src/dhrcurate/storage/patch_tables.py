"""Patches for tables: keys added and removed, sections added, removed and reordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from dhrcurate.storage.codec import element_text, layout_of, pair_lines
from dhrcurate.storage.literals import as_written, key_literal
from dhrcurate.storage.matching import matched
from dhrcurate.storage.order import in_order, rank
from dhrcurate.storage.patch_values import ValuePatcher, same
from dhrcurate.storage.patches import Patch, patched
from dhrcurate.storage.syntax import Outline, Pair, Section, Table


class TablePatcher:
    """Collects the patches that turn a file's content into another.

    Attributes:
        patches: The patches so far.
    """

    def __init__(self, outline: Outline, *, fine: bool) -> None:
        self.outline = outline
        self.raw = outline.raw
        first = self.raw.find(b"\n")
        self.eol = "\r\n" if first > 0 and self.raw[first - 1 : first] == b"\r" else "\n"
        self.values = ValuePatcher(self.raw, self.eol, fine)
        self.patches: list[Patch] = []

    def table(self, table: Table, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Turns one table into another."""
        name, depth = _name(table), len(table.path)
        keys = in_order(name, dict.fromkeys([*old, *new]))
        # Sections last: pairs added after the same line must not end up below their headers.
        stored = {key: as_written(name, key, new[key]) for key in keys if key in new}
        for key in sorted(keys, key=lambda k: k in stored and layout_of(k, stored[k], depth) is not None):
            if key not in new:
                self._remove(table, key)
            elif key not in old:
                self._add(table, key, new[key])
            elif not same(old[key], new[key]):
                self._change(table, key, old[key], new[key])

    def _change(self, table: Table, key: str, old: Any, new: Any) -> None:
        elements = table.elements(key)
        if elements is not None and layout_of(key, new, len(table.path)) == "elements":
            self._elements(elements, old, new)
            return
        node = table.value(key)
        becomes_elements = layout_of(key, new, len(table.path)) == "elements" and old == []
        if node is not None and not (becomes_elements and table.host is None):
            self.patches += self.values.value(node, old, as_written(_name(table), key, new))
            return
        child = table.child(key)
        if child is not None and isinstance(new, Mapping) and (new or child.section is not None):
            self.table(child, old, new)
            return
        self._remove(table, key)
        self._add(table, key, new)

    # Removing

    def _remove(self, table: Table, key: str) -> None:
        for pair in table.pairs_of(key):
            start = self.outline.line_start(pair.node.start_byte)
            self.patches.append(Patch(start, self.outline.line_end(pair.node.end_byte), b""))
        below = table.sub.get(key, [])
        self._remove_sections(s for t in (below if isinstance(below, list) else [below]) for s in t.sections())

    def _remove_sections(self, sections: Iterable[Section]) -> None:
        for run in _runs(sections):
            first, last = run[0], run[-1]
            start, end = first.header_line, last.limit
            if first.lead < first.header_line:
                end = last.end  # its comment stays, and so does the blank line after it
            elif end == len(self.raw):
                start = self.outline.without_blank_lines(0, start)
            self.patches.append(Patch(start, end, b""))

    # Adding

    def _add(self, table: Table, key: str, value: Any) -> None:
        value = as_written(_name(table), key, value)
        kind = layout_of(key, value, len(table.path)) if table.host is None else None
        if kind is not None:
            self._add_sections(table, (*table.path, key), [value] if kind == "table" else value, kind == "elements")
        elif table.host is not None:
            self._add_dotted(table, key, value)
        elif table.section is None:
            at = next(table.sections()).lead
            self.patches.append(
                self._block_before(at, element_text(table.path, {key: value}, is_element=False, eol=self.eol))
            )
        else:
            self._add_pair(table.section, key, value)

    def _add_dotted(self, table: Table, key: str, value: Any) -> None:
        anchor = table.pairs[-1]
        dotted = ".".join(key_literal(p) for p in anchor.key[: table.depth])
        line = f"{dotted}.{pair_lines(table.path[-1], {key: value}, self.eol)[0]}"
        self.patches.append(self._lines_after(anchor, line))

    def _add_pair(self, section: Section, key: str, value: Any) -> None:
        name = section.path[-1] if section.path else ""
        line = pair_lines(name, {key: value}, self.eol)[0]
        before = [p for p in section.pairs if rank(name, p.key[0]) <= rank(name, key)]
        if before:
            anchor = max(before, key=lambda p: (rank(name, p.key[0]), p.node.start_byte))
            self.patches.append(self._lines_after(anchor, line))
        elif section.index >= 0:
            self.patches.append(self._line_at(section.body, line))
        elif section.pairs:
            first = self.outline.line_start(section.pairs[0].node.start_byte)
            self.patches.append(self._line_at(first, line))
        elif self.outline.sections:
            self.patches.append(self._line_at(self.outline.sections[0].lead, line + self.eol))
        else:
            self.patches.append(self._line_at(len(self.raw), line))

    def _add_sections(self, table: Table, path: tuple[str, ...], contents: Sequence[Any], is_element: bool) -> None:
        blocks = [element_text(path, content, is_element=is_element, eol=self.eol) for content in contents]
        if table.section is not None and table.section.index >= 0:
            self.patches += [self._block_after(table.section.end, block) for block in blocks]
            return
        own = rank("", path[0])
        later = next((s for s in self.outline.sections if rank("", s.path[0]) > own), None)
        if later is not None:
            self.patches += [self._block_before(later.lead, block) for block in blocks]
            return
        end = self.outline.without_blank_lines(0, len(self.raw))
        self.patches += [self._block_after(end, block) for block in blocks]

    # Arrays of tables

    def _elements(self, elements: list[Table], old: Sequence[Any], new: Sequence[Any]) -> None:
        path = elements[0].path
        origins = matched(old, new)
        inner: dict[int, list[Patch]] = {}
        for value, origin in zip(new, origins, strict=True):
            if origin is not None and not same(old[origin], value):
                inner[origin] = self._inner(elements[origin], old[origin], value)
        kept = [o for o in origins if o is not None]
        gone = set(range(len(old))).difference(kept)
        slots = sorted(kept)
        moved = {slot: origin for slot, origin in zip(slots, kept, strict=True) if slot != origin}
        ends = {
            s: (self._move(elements[s], elements[moved[s]], inner.get(moved[s], [])) if s in moved else None)
            for s in slots
        }
        for origin, patches in inner.items():
            if origin not in moved.values():
                self.patches += patches
        anchors = {origin: slot for slot, origin in zip(slots, kept, strict=True)}
        last: int | None = None
        for value, origin in zip(new, origins, strict=True):
            if origin is not None:
                last = anchors[origin]
                continue
            block = element_text(path, value, eol=self.eol)
            if last is None:
                first = elements[slots[0] if slots else 0]
                self.patches.append(self._block_before(_first(first).lead, block))
            else:
                self.patches.append(self._block_after(ends[last] or _last(elements[last]).end, block))
        self._remove_sections(s for i in gone for s in elements[i].sections())

    def _inner(self, element: Table, old: Any, new: Any) -> list[Patch]:
        outer, self.patches = self.patches, []
        self.table(element, old, new)
        inner, self.patches = self.patches, outer
        return inner

    def _move(self, slot: Table, origin: Table, inner: Sequence[Patch]) -> int:
        """Replaces one element by another; returns the offset after it."""
        pieces = [patched(self.raw, _within(inner, run), run[0].lead, run[-1].end) for run in _runs(origin.sections())]
        text = self.eol.encode().join(piece.rstrip(b"\r\n") + self.eol.encode() for piece in pieces)
        place, *others = _runs(slot.sections())
        end = place[-1].end
        if not self.raw[:end].endswith(b"\n"):
            text = text.rstrip(b"\r\n")
        self.patches.append(Patch(place[0].lead, end, text))
        self.patches += [Patch(run[0].lead, run[-1].limit, b"") for run in others]
        return end

    # Lines and blocks

    def _lines_after(self, anchor: Pair, line: str) -> Patch:
        start = self.outline.line_start(anchor.node.start_byte)
        indent = self.raw[start : anchor.node.start_byte].decode()
        return self._line_at(self.outline.line_end(anchor.node.end_byte), indent + line)

    def _line_at(self, at: int, line: str) -> Patch:
        if at == len(self.raw) and self.raw and not self.raw.endswith(b"\n"):
            line = self.eol + line.removesuffix(self.eol)
        return Patch(at, at, line.encode())

    def _block_before(self, at: int, block: str) -> Patch:
        return Patch(at, at, (block + self.eol).encode())

    def _block_after(self, at: int, block: str) -> Patch:
        if at == 0:
            return Patch(at, at, block.encode(), block=True)
        if not self.raw[:at].endswith(b"\n"):
            return Patch(at, at, (self.eol * 2 + block.removesuffix(self.eol)).encode(), block=True)
        return Patch(at, at, (self.eol + block).encode(), block=True)


def _name(table: Table) -> str:
    """The key of a table, empty for the file itself."""
    return table.path[-1] if table.path else ""


def _first(table: Table) -> Section:
    return next(table.sections())


def _last(table: Table) -> Section:
    return max(table.sections(), key=lambda s: s.index)


def _runs(sections: Iterable[Section]) -> Iterator[list[Section]]:
    """Runs of sections that directly follow each other in the file."""
    ordered = sorted(sections, key=lambda s: s.index)
    for _, group in groupby(enumerate(ordered), key=lambda at: at[1].index - at[0]):
        yield [section for _, section in group]


def _within(patches: Sequence[Patch], run: Sequence[Section]) -> list[Patch]:
    return [p for p in patches if run[0].lead <= p.start and p.end <= run[-1].limit]
