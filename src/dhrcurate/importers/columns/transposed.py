"""Tables on their side: headings in the first column, and a recommendation in each block of rows or other column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from dhrcurate.importers.columns.by_headings import is_heading
from dhrcurate.importers.columns.names import USUAL_NAMES, row_values
from dhrcurate.importers.wording.headings import are_headings, is_planned, names_bodies, unbroken
from dhrcurate.importers.wording.numbers import printed_number

_NUMBERED = re.compile(
    r"(?:recommendations?|recs?)\b\.?\s*(?:n(?:o|umber)\b\.?)?\s*[:#]?\s*(?:(?=\S*\d)\S{1,8}|[a-z]|[ivx]{1,5})\Z",
    re.IGNORECASE,
)
_FEWEST = 4
"""A recommendation has at least so many words."""
_WORDS = "Recommendation"
_NUMBER = "Number"

Cells = Sequence[Sequence[str]]


@dataclass(slots=True)
class _Block:
    """Rows of one recommendation, or of one in each column: their cells by heading.

    Attributes:
        at: The place of its first row.
        number: The number in the heading of its words.
        cells: The cells of each row.
    """

    at: int
    number: str = ""
    cells: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turned:
    """A table that was turned.

    Attributes:
        header: Its headings.
        rows: Its rows.
        places: From which row of the table as it was each of them comes.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]


def turned(rows: Cells) -> Turned | None:
    """A table with its headings in a row, `None` if it has none in its first column.

    Args:
        rows: All its rows, the headings of an upright table included.
    """
    if not _on_its_side(rows):
        return None
    blocks = list(_blocks(rows))
    headings = list(dict.fromkeys(h for block in blocks for h in block.cells))
    numbered = any(block.number for block in blocks) and _NUMBER not in headings
    if numbered:
        headings.insert(0, _NUMBER)
    if len(headings) < 2:
        headings.append("")
    found: list[tuple[str, ...]] = []
    places: list[int] = []
    for block in blocks:
        for cells in _columns(block):
            found.append(tuple(({_NUMBER: block.number} | cells).get(h, "") for h in headings))
            places.append(block.at)
    return Turned(tuple(headings), tuple(found), tuple(places))


def _on_its_side(rows: Cells) -> bool:
    """True if the first cells are headings of a recommendation, of its words and of more, and the others are not."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    keys = [row[0].strip() for row in filled if row[0].strip()]
    if not filled or not keys or filled[0][0].strip() != keys[0] or len(filled) > 3 * len(keys) or _upright(filled):
        return False
    if not all(is_heading(_plain(key)) or _known(key) for key in keys) or any(len(row) < 2 for row in filled):
        return False
    named = [key for key in keys if _known(key) or is_planned(key)]
    texts = [row for row in filled if _words(row[0])]
    said = [cell.strip() for row in texts for cell in row[1:] if cell.strip()]
    if not any(len(cell.split()) >= _FEWEST for cell in said) or any(_known(cell) for cell in said):
        return False
    several = len({_field(key) or _plain(key) for key in named}) > 1
    return len(named) * 2 >= len(keys) and (several or all(map(_words, keys)))


def _upright(rows: Cells) -> bool:
    """True if a row of headings stands above the first cell for words, which then is the number of a recommendation."""
    above = takewhile(lambda row: not _words(row[0]), rows)
    return any(are_headings(row, USUAL_NAMES) and any(_field(cell) == "text" for cell in row[1:]) for row in above)


def _plain(cell: str) -> str:
    """A heading without marks of Markdown around it."""
    return unbroken(cell).strip(" \t\n*_`:")


def _words(key: str) -> bool:
    """True if a heading is that of the words of a recommendation, with or without its number."""
    return _field(key) == "text"


def _known(key: str) -> bool:
    return _field(key) != ""


def _field(key: str) -> str:
    """The field of a record that a heading names; empty if it names none."""
    key = _plain(key)
    if _NUMBERED.fullmatch(key):
        return "text"
    return "addressed_to" if names_bodies(key) else next(iter(row_values([key])), "")


def _blocks(rows: Cells) -> Iterator[_Block]:
    block: _Block | None = None
    before = ""
    for at, row in enumerate(rows):
        if not any(cell.strip() for cell in row):
            continue
        key = _plain(row[0])
        heading, number = (_WORDS, _printed(key)) if key and _words(key) else (key or before, "")
        titled = bool(number) and not any(cell.strip() for cell in row[1:])  # the words stand below, as "Text"
        if block is None or (key and heading in block.cells) or titled:
            if block is not None:
                yield block
            block = _Block(at, number)
        if titled:
            continue
        if not key and heading in block.cells:
            cells = block.cells[heading]
            more = [cell.strip() for cell in row[1:]]
            joint = " | " if _field(heading) == "addressed_to" else "\n"
            width = max(len(cells), len(more))
            pairs = zip(cells + [""] * (width - len(cells)), more + [""] * (width - len(more)), strict=True)
            block.cells[heading] = [joint.join(filter(None, pair)) for pair in pairs]
        else:
            block.cells[heading] = [cell.strip() for cell in row[1:]]
        block.number = block.number or number
        before = heading
    if block is not None:
        yield block


def _printed(key: str) -> str:
    """The number in the heading of a recommendation's words, as it is printed there."""
    found = printed_number(key)
    return found[0] if found and not found[1] else ""


def _columns(block: _Block) -> Iterator[dict[str, str]]:
    """The recommendations of a block: one in each column with words, or one whose cells were divided."""
    if sum(map(bool, block.cells.get(_WORDS, ()))) > 1:
        for at in range(max(map(len, block.cells.values()))):
            row = {h: cells[at] if at < len(cells) else "" for h, cells in block.cells.items()}
            if any(row.values()):
                yield row
        return
    words = next((at for at, cell in enumerate(block.cells.get(_WORDS, ())) if cell), 0)
    beside: dict[str, str] = {}
    whole: dict[str, str] = {}
    for heading, cells in block.cells.items():
        if _field(heading):  # one cell that was divided
            whole[heading] = (" | " if _field(heading) == "addressed_to" else "\n").join(filter(None, cells))
            continue
        whole[heading] = cells[words] if words < len(cells) else ""
        beside[heading] = "\n".join(cell for at, cell in enumerate(cells) if cell and at != words)
    yield whole
    if any(beside.values()):
        yield beside
