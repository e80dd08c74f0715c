"""The recommendations that a report itself prints: rows of tables, and items of the chapters that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_NUMBER = r"(?:(?:R|Rec|REC)\.?\s?)?\d{1,3}(?:\.\d{1,3}){0,3}\s?(?:\(?[a-z]\)?(?![a-z]))?|[A-Z]{1,4}-?\d{1,3}[a-z]?"
LABEL = re.compile(
    rf"(?:(?:national|local|overview|single agency|multi-agency)\s+)?recommendation\s+(?:no\.?\s*)?(?P<number>{_NUMBER})\s*(?:[.:)–-]+\s*|\Z|\s+(?=[A-Z‘“]))",
    re.IGNORECASE,
)
"""A printed heading of one recommendation, before its text or above it."""
BARE_LABEL = re.compile(r"recommendation\s*:\s*", re.IGNORECASE)
ITEM = re.compile(rf"\(?(?P<number>{_NUMBER})(?:[.):]+\s*|\s+)(?=\S)")
"""A number at the start of a text."""
_BULLET = re.compile(r"(?:[•◦▪‣·●○■□➢➤✓❖]|[-–*o§](?=\s))\s*")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s")
_HEADING = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_NOT_THE_LIST = re.compile(r"\b(?:implement|progress|previous|earlier|response to|status of|about this)", re.IGNORECASE)
_CLOSING = re.compile(
    r"\A(?:[\dA-Z.]+\s+)?(?:appendi|annex|glossary|references|bibliography|action plan|abbreviation|acknowledg|contents"
    r"|terms of reference|response\b|agency comments|matters for)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\s*\b(?:addressed to|for(?: action by)?|lead(?: agency| organisation| body)?|responsible(?: agency| body| organisation)?"
    r"|agenc(?:y|ies)|owners?|action by|to be actioned by|directed to|recommendation to)\s*:\s*(?P<body>[^\n]{3,160})\Z",
    re.IGNORECASE,
)
WISH = re.compile(
    r"\b(?:should|must|shall|needs? to|recommend(?:s|ed)?|(?:is|are|be) (?:to|asked|invited|urged|reminded)|ought)\b",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\b(?:conclusion|finding|lesson|learning|observation|analysis)", re.IGNORECASE)
"""A chapter whose heading names more than recommendations holds texts that are none."""
_IMPERATIVE = re.compile(
    r"\A(?:[Tt]hat\b|[Tt]o\s+[a-z]+\b|[A-Z][a-z]+(?:e|s|ise|ize)?\s+(?:that|the|a|an|all|its|their)\b)"
)
_TEXT_HEAD = re.compile(r"\brecommendations?\b|\bwhat (?:is|are) (?:we|you)", re.IGNORECASE)
_NUMBER_HEAD = re.compile(
    r"\A\W*(?:no|nos|nr|number|ref|reference|rec(?:ommendation)?\.?\s*(?:no|ref|number)|#|id)\W*\Z", re.IGNORECASE
)
_BODY_HEAD = re.compile(
    r"\b(?:agenc(?:y|ies)|organi[sz]ation|lead|responsib|owner|body|by whom|who|addressed)\b|responsib", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a block's text.

    Attributes:
        block: The block.
        start: Where it begins in its text.
        end: Where it ends.
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A recommendation as a report prints it in one place.

    Attributes:
        number: Its number, as printed.
        parts: Where its text stands.
        addressed: Whom the table's column, a label or the heading above names.
        sure: Whether it is plainly a recommendation.
        where: `table`, `list` or `label`.
        run: The table, chapter or run of labels that it stands in, counted from 0.
    """

    number: str | None
    parts: tuple[Part, ...]
    addressed: tuple[str, ...] = ()
    sure: bool = True
    where: str = "list"
    run: int = 0


@dataclass(slots=True)
class _Item:
    number: str | None
    parts: list[Part]
    addressed: tuple[str, ...]
    where: str
    label: Block | None = None
    closed: bool = False


def text_of(blocks: Sequence[Block], parts: Sequence[Part]) -> str:
    """Return the text of parts; blocks are lines."""
    return "\n".join(blocks[part.block].text[part.start : part.end] for part in parts)


def listed(blocks: Sequence[Block]) -> list[Listed]:
    """Return the recommendations that a report prints, in reading order; one that is printed twice comes twice."""
    runs = 0
    found: list[Listed] = []
    for rows in _tables(blocks):
        found.extend(replace(row, run=runs) for row in rows)
        runs += bool(rows)
    taken = {part.block for one in found for part in one.parts}
    for section in _sections(blocks):
        items = list(_items(blocks, section, pure=_MIXED.search(blocks[section.start - 1].text) is None))
        items = [item for item in items if not any(part.block in taken for part in item.parts)]
        found.extend(replace(item, run=runs) for item in items)
        runs += bool(items)
        taken.update(section)
    labels = list(_labelled(blocks, taken))
    found.extend(replace(item, run=runs) for item in labels)
    return sorted(found, key=lambda one: (one.parts[0].block, one.parts[0].start))


def _tables(blocks: Sequence[Block]) -> Iterator[list[Listed]]:
    tables: dict[int, dict[int, dict[int, int]]] = {}
    for at, block in enumerate(blocks):
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})[block.cell.column] = at
    for rows in tables.values():
        yield list(_table(blocks, [rows[row] for row in sorted(rows)]))


def _table(blocks: Sequence[Block], rows: Sequence[dict[int, int]]) -> Iterator[Listed]:
    """The recommendations of a table that has a column for them."""
    head = next((at for at, row in enumerate(rows[:3]) if len(row) > 1 and _text_column(blocks, row) is not None), None)
    if head is None:
        return
    columns = rows[head]
    wanted = _text_column(blocks, columns)
    assert wanted is not None
    bodies = [at for at, block in columns.items() if at != wanted and _BODY_HEAD.search(blocks[block].text)]
    numbers = [at for at, block in columns.items() if _NUMBER_HEAD.match(blocks[block].text)]
    if _are_numbers(blocks, rows[head + 1 :], wanted):
        numbers, wanted = [wanted], wanted + 1
    heading: tuple[str, ...] = ()
    for row in rows[head + 1 :]:
        if wanted not in row:
            if len(row) == 1:
                heading = (blocks[next(iter(row.values()))].text,)
            continue
        block = row[wanted]
        text = blocks[block].text
        if len(row) == 1 and len(text) < 90 and not WISH.search(text) and not ITEM.match(text):
            heading = (text,)
            continue
        number = next((blocks[row[at]].text.strip(" .:") for at in numbers if at in row), None)
        start = 0
        if number is None and (mark := LABEL.match(text) or ITEM.match(text)):
            number, start = _tidy(mark["number"]), mark.end()
        addressed = tuple(blocks[row[at]].text.replace("\n", " ") for at in bodies if at in row)[:1] or heading
        if text[start:].strip():
            yield Listed(number, (Part(block, start, len(text)),), addressed, where="table")


def _text_column(blocks: Sequence[Block], row: dict[int, int]) -> int | None:
    heads = {column: blocks[at].text for column, at in row.items()}
    named = [
        column
        for column, text in heads.items()
        if _TEXT_HEAD.search(text) and len(text) < 60 and not _NUMBER_HEAD.match(text)
    ]
    return named[0] if named else None


def _are_numbers(blocks: Sequence[Block], rows: Sequence[dict[int, int]], column: int) -> bool:
    texts = [blocks[row[column]].text for row in rows if column in row]
    return bool(texts) and all(len(text) < 8 for text in texts)


def _sections(blocks: Sequence[Block]) -> Iterator[range]:
    """The chapters under a heading that names recommendations."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if not _opens(block):
            at += 1
            continue
        end = at + 1
        while end < len(blocks) and not _closes(block, blocks[end]):
            end += 1
        yield range(at + 1, end)
        at = end


def _opens(block: Block) -> bool:
    return (
        block.kind == "heading"
        and len(block.text) < 120
        and _HEADING.search(block.text) is not None
        and LABEL.match(block.text) is None
        and BARE_LABEL.match(block.text) is None
        and _NOT_THE_LIST.search(block.text) is None
    )


def _closes(opening: Block, block: Block) -> bool:
    if block.kind != "heading" or LABEL.match(block.text) or BARE_LABEL.match(block.text):
        return False
    if block.size >= opening.size * 0.97:
        return block.size > opening.size * 1.03 or (opening.size > 0 and not _is_sub(opening, block))
    return _CLOSING.match(block.text) is not None


def _is_sub(opening: Block, block: Block) -> bool:
    """Whether a heading of the same size is within the chapter: its number goes on from the chapter's."""
    numbers = [re.match(r"(\d+(?:\.\d+)*)", one.text) for one in (opening, block)]
    if numbers[0] and numbers[1]:
        return numbers[1][1].startswith(numbers[0][1] + ".")
    return _HEADING.search(block.text) is not None or not (opening.size or 0) > 0


def _items(blocks: Sequence[Block], section: range, *, pure: bool) -> Iterator[Listed]:
    """The recommendations of a chapter."""
    inside = [at for at in section if blocks[at].cell is None]
    labels = [at for at in inside if LABEL.match(blocks[at].text) or BARE_LABEL.match(blocks[at].text)]
    if labels:
        yield from _under_labels(blocks, inside)
        return
    numbered = [at for at in inside if _numbered(blocks[at])]
    if len(numbered) >= 2 or (numbered and len(inside) <= 4):
        yield from (replace(item, sure=item.sure or pure) for item in _numbered_items(blocks, inside))
        return
    yield from _plain_items(blocks, inside)


def _numbered(block: Block) -> re.Match[str] | None:
    return ITEM.match(block.text) if block.kind in {"paragraph", "item"} or block.bold else None


def _under_labels(blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[Listed]:
    item: _Item | None = None
    heading: tuple[str, ...] = ()
    for at in inside:
        block = blocks[at]
        label = LABEL.match(block.text) or BARE_LABEL.match(block.text)
        if label:
            if item:
                yield from _finished(blocks, item)
            number = _tidy(label["number"]) if label.re is LABEL else None
            parts = [Part(at, label.end(), len(block.text))] if block.text[label.end() :].strip() else []
            item = _Item(number, parts, heading, "label", block)
        elif block.kind == "heading" and not _belongs(blocks, item, block):
            if item:
                yield from _finished(blocks, item)
            item = None
            heading = (block.text,)
        elif item and not item.closed:
            if _belongs(blocks, item, block):
                item.parts.append(Part(at, 0, len(block.text)))
            else:
                item.closed = True
    if item:
        yield from _finished(blocks, item)


def _belongs(blocks: Sequence[Block], item: _Item | None, block: Block) -> bool:
    """Whether a block goes on with the text under a label."""
    if item is None or item.label is None or item.closed:
        return False
    label = item.label
    if label.box is not None and block.box is None:
        return False
    if not item.parts:
        return block.kind != "heading" or block.bold
    if block.kind == "item":
        return True
    first = blocks[item.parts[0].block]
    titled = item.parts[0].start > 0 and label.kind == "heading" and WISH.search(label.text) is None
    if titled:  # a title line, then a text in other letters
        if len(item.parts) == 1:
            return block.kind != "heading"
        return block.kind != "heading" and not _apart(blocks[item.parts[1].block], block)
    if block.kind == "heading":
        return _LETTERED.match(block.text) is not None
    if item.parts[0].start > 0 and not _goes_on(blocks[item.parts[-1].block], block):
        return False  # a text behind its label is a paragraph; what follows is said about it
    return not _apart(first, block)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a block is the rest of a text: a list that it announces, an item, or words in mid-sentence."""
    end = before.text.rstrip()[-1:]
    return (
        end in {":", ";", ",", "–"}
        or end.isalpha()
        or _LETTERED.match(block.text) is not None
        or block.text[:1].islower()
    )


def _apart(first: Block, block: Block) -> bool:
    if not (first.stretches and block.stretches):
        return False
    smaller = abs(first.size - block.size) > 0.15 * max(first.size, 1) and block.kind != "item"
    return smaller and not _BULLET.match(first.text)


def _numbered_items(blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[Listed]:
    item: _Item | None = None
    heading: tuple[str, ...] = ()
    for at in inside:
        block = blocks[at]
        mark = _numbered(block)
        if mark and not (item and _LETTERED.match(block.text) and not mark["number"][0].isdigit()):
            if item:
                yield from _finished(blocks, item)
            item = _Item(_tidy(mark["number"]), [Part(at, mark.end(), len(block.text))], heading, "list")
        elif block.kind == "heading" and not _LETTERED.match(block.text):
            if item:
                yield from _finished(blocks, item)
            item, heading = None, (block.text,)
        elif item and not item.closed:
            if _is_rest(blocks, item, block):
                item.parts.append(Part(at, 0, len(block.text)))
            else:
                item.closed = True
    if item:
        yield from _finished(blocks, item)


def _is_rest(blocks: Sequence[Block], item: _Item, block: Block) -> bool:
    """Whether a block without a number goes on with the numbered one before it."""
    last = blocks[item.parts[-1].block]
    if block.kind == "item" or _LETTERED.match(block.text) or _ADDRESSED.match(block.text):
        return True
    if last.text.rstrip()[-1:] in {":", ",", ";", "–"} or last.text.rstrip()[-1:].isalnum():
        return True
    first = blocks[item.parts[0].block]
    inner = [stretch.box.x0 for stretch in first.stretches[1:2]]
    here = [stretch.box.x0 for stretch in block.stretches[:1]]
    outer = [stretch.box.x0 for stretch in first.stretches[:1]]
    if inner and here and outer and inner[0] > outer[0] + 5:
        return here[0] > inner[0] - 4
    return False


def _plain_items(blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[Listed]:
    """The items of a chapter without numbers: bullets, else the paragraphs that wish something."""
    bullets = [at for at in inside if blocks[at].kind == "item"]
    heading: tuple[str, ...] = ()
    for at in inside:
        block = blocks[at]
        if block.kind == "heading":
            heading = (block.text,)
            continue
        mark = _BULLET.match(block.text)
        if bullets and not mark:
            continue
        start = mark.end() if mark else 0
        item = _Item(None, [Part(at, start, len(block.text))], heading, "list")
        if _wishes(block.text[start:]) and not _introduces(block.text):
            yield from _finished(blocks, item)


def _labelled(blocks: Sequence[Block], taken: set[int]) -> Iterator[Listed]:
    """Recommendations under a printed label outside of the chapters, as in a frame or a bold quotation."""
    free = [at for at in range(len(blocks)) if at not in taken and blocks[at].cell is None]
    starts = [
        at
        for at in free
        if (mark := LABEL.match(blocks[at].text) or BARE_LABEL.match(blocks[at].text))
        and (blocks[at].kind == "heading" or blocks[at].bold or blocks[at].text[: mark.end()].rstrip().endswith(":"))
    ]
    if len(starts) < 2:
        return
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        inside = [at for at in free if start <= at < stop]
        yield from list(_under_labels(blocks, inside))[:1]


def _finished(blocks: Sequence[Block], item: _Item) -> Iterator[Listed]:
    """The item, its addressee set apart, if it is a recommendation."""
    if not item.parts:
        return
    addressed = item.addressed
    last = item.parts[-1]
    text = blocks[last.block].text
    mark = _ADDRESSED.search(text, last.start, last.end)
    if mark and (mark.start() > last.start or len(item.parts) > 1):
        addressed = (mark["body"].strip().rstrip("."),)
        if mark.start() > last.start:
            item.parts[-1] = Part(last.block, last.start, mark.start())
        else:
            item.parts.pop()
    whole = text_of(blocks, item.parts)
    if len(letters(whole)) < 12:
        return
    sure = item.where == "label" or _wishes(whole)
    if _introduces(whole) and item.where != "label":
        return
    yield Listed(item.number, tuple(item.parts), addressed, sure, item.where)


def _wishes(text: str) -> bool:
    return WISH.search(text) is not None or _IMPERATIVE.match(text) is not None


def _introduces(text: str) -> bool:
    return (
        re.search(
            r"\b(?:following|these|below|set out|overleaf)\b[^.]{0,40}\brecommendations?\b|\brecommendations? (?:are|is) (?:set|listed|made|as follows)",
            text,
            re.IGNORECASE,
        )
        is not None
        and len(text) < 260
    )


def _tidy(number: str) -> str:
    return re.sub(r"\s+", "", number).strip(".:()") if number else number
