"""The words of a paragraph: of its runs what is printed, with tracked insertions and without deletions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dhrcurate.documents.docx.names import local, number, switch, value, w
from dhrcurate.documents.docx.numbering import BULLET
from dhrcurate.documents.docx.styles import Styles, points

_THROUGH = {"ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent", "rubyBase"}
"""What may stand around runs without changing them."""
_AROUND_BLOCKS = {"ins", "moveTo", "smartTag", "customXml", "sdtContent"}
_BREAKS = {"page", "column"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look.

    Attributes:
        text: The words; a line break within a paragraph is a line end.
        bold: Whether they are bold.
        size: The size of their letters in points.
    """

    text: str
    bold: bool
    size: float


@dataclass(slots=True)
class Runs:
    """What is printed of a paragraph.

    Attributes:
        style: The key of its style.
        pieces: Its words.
        boxes: The text boxes that are anchored in it.
    """

    style: str | None
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables in a body, cell or text box, or the rows or cells of a table.

    Content controls and tracked insertions around them count as if they were not there.
    """
    for child in parent:
        name = local(child)
        if name == "sdt":
            if not _is_prompt(child):
                yield from children(child)
        elif name == "AlternateContent":
            yield from children(chosen(child))
        elif name in _AROUND_BLOCKS:
            yield from children(child)
        elif name in {"p", "tbl", "tr", "tc"}:
            yield child


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return the first of several forms of the same content."""
    return next((child for child in alternatives if local(child) in {"Choice", "Fallback"}), alternatives)


def runs_of(paragraph: etree._Element, styles: Styles) -> Runs:
    """Return what is printed of a paragraph."""
    properties = paragraph.find(w("pPr"))
    found = Runs(value(properties, "pStyle") or styles.usual)
    _gather(paragraph, found, styles)
    return found


def _gather(parent: etree._Element, found: Runs, styles: Styles) -> None:
    for child in parent:
        name = local(child)
        if name == "r":
            _run(child, found, styles)
        elif name == "sdt":
            if not _is_prompt(child):
                _gather(child, found, styles)
        elif name == "AlternateContent":
            _gather(chosen(child), found, styles)
        elif name in _THROUGH:
            _gather(child, found, styles)
        elif name in {"oMath", "oMathPara"}:
            text = "".join(one.text or "" for one in child.iter() if local(one) == "t")
            found.pieces.append(Piece(text, bold=False, size=styles.size))


def _is_prompt(control: etree._Element) -> bool:
    """Whether a content control shows only what should be typed there."""
    return switch(control.find(w("sdtPr")), "showingPlcHdr") is True


def _run(run: etree._Element, found: Runs, styles: Styles) -> None:
    properties = run.find(w("rPr"))
    style = value(properties, "rStyle")
    # A choice of another form may stand in a run, with text in it or a drawing.
    parts = [part for child in run for part in (chosen(child) if local(child) == "AlternateContent" else (child,))]
    for part in parts:
        if local(part) in {"drawing", "pict", "object"}:
            found.boxes.extend(_boxes(part))
        elif local(part) == "ruby":
            _gather(part, found, styles)
    hidden = switch(properties, "vanish")
    if hidden is None:
        hidden = styles.of(style, lambda one: one.hidden) or styles.of(found.style, lambda one: one.hidden)
    text = "" if hidden else "".join(map(_said, parts))
    if not text:
        return
    bold = switch(properties, "b")
    if bold is None:
        bold = styles.of(style, lambda one: one.bold)
    if bold is None:
        bold = styles.of(found.style, lambda one: one.bold)
    size = points(properties) or styles.of(style, lambda one: one.size) or styles.of(found.style, lambda one: one.size)
    found.pieces.append(Piece(text, bold=bool(bold), size=size or styles.size))


def _said(part: etree._Element) -> str:
    match local(part):
        case "t":
            return part.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br":
            return " " if part.get(w("type")) in _BREAKS else "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(part)
        case _:
            return ""


def _symbol(part: etree._Element) -> str:
    """A character of a font of its own; those of symbol fonts are bullets and arrows."""
    try:
        code = int(part.get(w("char"), ""), 16)
    except ValueError:
        return ""
    return BULLET if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else ""


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from _boxes(chosen(child))
        else:
            yield from _boxes(child)


def list_of(paragraph: etree._Element, style: str | None, styles: Styles) -> tuple[str | None, int | None]:
    """Return the list that a paragraph belongs to, and its level if it says so; of a list "0" it belongs to none."""
    properties = paragraph.find(w("pPr"))
    own = None if properties is None else properties.find(w("numPr"))
    key = value(own, "numId") or styles.of(style, lambda one: one.list_id)
    level = number(own, "ilvl")
    if level is None:
        level = styles.of(style, lambda one: one.list_level)
    return (None, None) if key in {None, "0"} else (key, level)
