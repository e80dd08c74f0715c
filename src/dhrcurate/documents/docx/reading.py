"""A DOCX file read into blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from dhrcurate.documents.archive import Archive
from dhrcurate.documents.docx.names import local, number, switch, w
from dhrcurate.documents.docx.numbering import Numbering
from dhrcurate.documents.docx.runs import Piece, children, list_of, runs_of
from dhrcurate.documents.docx.styles import Styles, styles_of
from dhrcurate.documents.marks import BULLET, MARKER
from dhrcurate.documents.model import MOST_BLOCKS, Block, Cell, Report, UnreadError

_SHORT = 200
"""A bold paragraph of fewer letters may be a heading."""
_DROPPED = {ord(mark): None for mark in "\u00ad\u200b\u2060\ufeff"}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A paragraph as it is printed."""

    lines: tuple[str, ...]
    place: str
    number: str = ""
    level: int = 0
    heading: int | None = None
    size: float = 0.0
    bold: bool = False
    """Whether all of its letters are bold."""


@dataclass(slots=True)
class _Body:
    """What was read so far."""

    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    carried: list[Piece] = field(default_factory=list)
    """The words of a paragraph whose end was deleted: they begin the next one."""


def read_docx(data: bytes) -> Report:
    """Read a DOCX file.

    Args:
        data: Its bytes.

    Raises:
        UnreadError: If it cannot be read.
    """
    archive = Archive(data)
    name = archive.related("", "officeDocument") or "word/document.xml"
    root = archive.xml(name)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise UnreadError("damaged")
    styles = styles_of(_part(archive, name, "styles"))
    state = _Body(styles, Numbering(_part(archive, name, "numbering"), styles))
    _walk(body, state, None)
    if not state.blocks:
        raise UnreadError("no-text")
    usual = state.sizes.most_common(1)[0][0] if state.sizes else 0.0
    inserted = next(body.iter(w("altChunk")), None) is not None  # a page that a word processor shows there
    return Report(tuple(_as_heading(block, usual) for block in state.blocks), partly=inserted)


def _part(archive: Archive, name: str, kind: str) -> etree._Element | None:
    related = archive.related(name, kind)
    return archive.xml(related) if related else None


def _walk(parent: etree._Element, state: _Body, box: int | None) -> None:
    """Read the paragraphs and tables of a body, box or cell."""
    for child in children(parent):
        if len(state.blocks) > MOST_BLOCKS:
            raise UnreadError("too-large")
        if local(child) == "tbl":
            _table(child, state, box)
        elif local(child) == "p":
            printed, boxes = _paragraph(child, state)
            state.blocks.extend(_blocks(printed, box))
            _walk_boxes(boxes, state)


def _walk_boxes(boxes: Sequence[etree._Element], state: _Body) -> None:
    for one in boxes:
        state.boxes += 1
        _walk(one, state, state.boxes - 1)


def _paragraph(element: etree._Element, state: _Body) -> tuple[_Printed | None, list[etree._Element]]:
    """What is printed of a paragraph, `None` if it is nothing, and the text boxes in it."""
    runs = runs_of(element, state.styles)
    pieces = [*state.carried, *runs.pieces]
    state.carried = []
    properties = element.find(w("pPr"))
    mark = None if properties is None else properties.find(w("rPr"))
    if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
        state.carried = pieces
        return None, runs.boxes
    lines = _lines("".join(piece.text for piece in pieces))
    if not lines and switch(mark, "vanish"):
        return None, runs.boxes
    key, level = list_of(element, runs.style, state.styles)
    if key is not None and level is None:
        level = state.numbering.level_of(key, runs.style)
    count = state.numbering.next(key, level or 0) if key is not None else ""
    if not lines and not count:
        return None, runs.boxes
    state.paragraphs += 1
    words = [piece for piece in pieces if piece.text.strip()]
    state.sizes.update({size: sum(len(piece.text) for piece in words if piece.size == size) for size in _sizes(words)})
    outline = number(properties, "outlineLvl")
    if state.styles.is_contents(runs.style):
        return _Printed(lines, f"paragraph {state.paragraphs}"), runs.boxes
    return _Printed(
        lines,
        f"paragraph {state.paragraphs}",
        count,
        0 if key is None else (level or 0) + 1,
        state.styles.heading(runs.style) if outline is None else outline + 1 if outline < 9 else None,
        words[0].size if words else 0.0,
        bool(words) and all(piece.bold for piece in words if any(map(str.isalnum, piece.text))),
    ), runs.boxes


def _sizes(words: Sequence[Piece]) -> set[float]:
    return {piece.size for piece in words}


def _lines(text: str) -> tuple[str, ...]:
    """The parts of a paragraph: a line break begins another one where an item begins or a line is left empty."""
    found: list[str] = []
    apart = True
    for raw in text.translate(_DROPPED).split("\n"):
        line = " ".join(raw.split())
        if not line:
            apart = True
        elif apart or BULLET.match(line) or MARKER.match(line):
            found.append(line)
            apart = False
        else:
            found[-1] = f"{found[-1]} {line}"
    return tuple(found)


def _blocks(printed: _Printed | None, box: int | None) -> list[Block]:
    """A paragraph as blocks; whether it is a heading by its look is seen when the usual size is known."""
    if printed is None:
        return []
    made = []
    for at, line in enumerate(printed.lines):
        first = at == 0
        count = printed.number if first else ""
        item = bool((first and printed.level and count) or BULLET.match(line))
        heading = printed.heading if first else None
        kind = "heading" if heading is not None else "item" if item else "paragraph"
        level = heading if heading is not None else max(printed.level, 1) if item else 0
        block = Block("paragraph", line, (), level, count, None, printed.place, printed.size, printed.bold, box)
        made.append(replace(block, kind=kind))  # type: ignore[arg-type]
    return made


def _as_heading(block: Block, usual: float) -> Block:
    """A paragraph that looks like a heading, as one."""
    is_item = block.number != "" and not any(map(str.isalnum, block.number))
    looks = block.size > usual * 1.06 or (block.bold and not block.text.endswith("."))
    if block.kind in {"heading", "cell"} or is_item or BULLET.match(block.text) or len(block.text) >= _SHORT:
        return block
    return replace(block, kind="heading", level=0) if looks else block


@dataclass(slots=True)
class _Slot:
    """A cell of a table as the file states it."""

    row: int
    column: int
    element: etree._Element
    rows: int = 1
    columns: int = 1


def _table(table: etree._Element, state: _Body, box: int | None) -> None:
    slots = _slots(table)
    if len({slot.column for slot in slots}) <= 1:
        for slot in slots:
            state.boxes += 1
            _walk(slot.element, state, state.boxes - 1)
        return
    at = state.tables
    state.tables += 1
    for slot in slots:
        _cell(slot, at, state, box)


def _slots(table: etree._Element) -> list[_Slot]:
    """The cells of a table, those that are merged once."""
    found: list[_Slot] = []
    above: dict[int, _Slot] = {}
    rows = [row for row in children(table) if local(row) == "tr" and not _is_gone(row)]
    for at, row in enumerate(rows):
        properties = row.find(w("trPr"))
        column = number(properties, "gridBefore") or 0
        for element in children(row):
            if local(element) != "tc":
                continue
            about = element.find(w("tcPr"))
            span = min(max(number(about, "gridSpan") or 1, 1), 1000)
            merge = None if about is None else about.find(w("vMerge"))
            top = above.get(column)
            if merge is not None and merge.get(w("val")) != "restart" and top is not None:
                top.rows = at - top.row + 1
            elif about is None or about.find(w("cellDel")) is None:
                slot = _Slot(at, column, element, 1, span)
                found.append(slot)
                above[column] = slot
            column += span
    return found


def _is_gone(row: etree._Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and (properties.find(w("del")) is not None or switch(properties, "hidden") is True)


def _cell(slot: _Slot, table: int, state: _Body, box: int | None) -> None:
    """Read a cell; what is framed within it follows it."""
    paragraphs: list[_Printed] = []
    inner: list[etree._Element] = []
    boxes: list[etree._Element] = []
    for child in children(slot.element):
        if local(child) == "tbl":
            inner.append(child)
        elif local(child) == "p":
            printed, anchored = _paragraph(child, state)
            boxes.extend(anchored)
            paragraphs.extend([printed] if printed else [])
    if paragraphs:
        first = paragraphs[0]
        cell = Cell(table, slot.row, slot.column, slot.rows, slot.columns)
        count, text = _cell_text(paragraphs)
        block = Block("cell", text, (), 0, count, cell, first.place, first.size, first.bold, box)
        state.blocks.append(block)
    for one in inner:
        _table(one, state, box)
    _walk_boxes(boxes, state)


def _cell_text(paragraphs: Sequence[_Printed]) -> tuple[str, str]:
    """The number of a cell and its text; further numbers, and one without a text, are part of the text."""
    first, *others = paragraphs
    lines = list(first.lines) or [first.number]
    for one in others:
        head, *rest = one.lines or ("",)
        lines.extend([f"{one.number} {head}".strip(), *rest])
    return (first.number if first.lines else ""), "\n".join(lines)
