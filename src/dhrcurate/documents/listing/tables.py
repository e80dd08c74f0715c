"""The recommendations of tables: action plans, and lists with a column for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.labels import ITEM, LABEL, Mark, mark_of, tidy
from dhrcurate.documents.listing.model import Listed, Part
from dhrcurate.documents.listing.wishes import orders, wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_TEXT_HEAD = re.compile(r"\brecommendations?\b|\bargymhell(?:iad|ion)\b|\bwhat (?:is|are) (?:we|you)", re.IGNORECASE)
_NOT_TEXT_HEAD = re.compile(r"\b(?:previous|earlier|response|status|progress|accepted)\b", re.IGNORECASE)
_NUMBER_HEAD = re.compile(
    r"\A\W*(?:no|nos|nr|number|rhif|ref|reference|rec(?:ommendation)?\.?\s*(?:no|nos|ref|number|#)|rec|#|id|item)\W*\Z",
    re.IGNORECASE,
)
_HEADING_LETTERS = 90
_LEAST_LETTERS = 20
_MOST_ROWS = 500
"""A cell that takes up more rows is said of no more."""
_NEAR = 6
"""A heading belongs to a table that stands so few blocks behind it."""

Row = dict[int, int]
"""The blocks of a row by their columns."""


class Columns(NamedTuple):
    """What the columns of a table hold.

    Attributes:
        text: The recommendations.
        numbers: Their numbers.
        bodies: Whom they ask.
    """

    text: int
    numbers: tuple[int, ...]
    bodies: tuple[int, ...]


def tables_of(blocks: Sequence[Block]) -> Iterator[list[Listed]]:
    """Yield the recommendations of each table; one that goes on without a heading has the columns of the one before."""
    tables: dict[int, dict[int, Row]] = {}
    for at, block in enumerate(blocks):
        if block.cell is not None:
            rows_of = tables.setdefault(block.cell.table, {})
            for row in range(block.cell.row, block.cell.row + min(block.cell.rows, _MOST_ROWS)):
                rows_of.setdefault(row, {}).setdefault(block.cell.column, at)
    before: tuple[Columns, int, int] | None = None
    for by_row in tables.values():
        rows = [by_row[row] for row in sorted(by_row)]
        wide = max(max(row) for row in rows) + 1
        first, last = min(rows[0].values()), max(rows[-1].values())
        head = next((at for at, row in enumerate(rows[:4]) if len(row) > 1 and _head(blocks, row) is not None), None)
        if head is not None:
            columns = _columns(blocks, rows, head)
            start = head + 1
        elif before is not None and before[1] == wide and first - before[2] <= 3 and wide > 1:
            columns, start = before[0], 0
        else:
            yield list(_labelled_cells(blocks, rows))
            continue
        before = columns, wide, last
        yield list(_rows(blocks, rows, start, columns, _named_above(blocks, first)))


def _named_above(blocks: Sequence[Block], first: int) -> tuple[str, ...]:
    """The body in the heading right above a table."""
    for at in range(first - 1, max(-1, first - _NEAR), -1):
        if blocks[at].cell is not None:
            break
        if blocks[at].kind == "heading":
            return addressees.named_in(blocks[at].text)
    return ()


def _head(blocks: Sequence[Block], row: Row) -> int | None:
    """The column that a heading row calls that of the recommendations."""
    named = [
        column
        for column, at in row.items()
        if _TEXT_HEAD.search(blocks[at].text)
        and len(blocks[at].text) < 60
        and not _NUMBER_HEAD.match(blocks[at].text)
        and not _NOT_TEXT_HEAD.search(blocks[at].text)
        and LABEL.match(blocks[at].text) is None
    ]
    is_heading = all(len(blocks[at].text) < _HEADING_LETTERS for at in row.values())
    return named[0] if named and is_heading else None


def _columns(blocks: Sequence[Block], rows: Sequence[Row], head: int) -> Columns:
    row = rows[head]
    text = _head(blocks, row)
    assert text is not None
    numbers = [column for column, at in row.items() if _NUMBER_HEAD.match(blocks[at].text)]
    if _are_numbers(blocks, rows[head + 1 :], text):
        numbers, text = [text], text + 1
    bodies = [column for column, at in row.items() if column != text and addressees.HEAD.search(blocks[at].text)]
    return Columns(text, tuple(numbers), tuple(sorted(bodies, key=lambda column: _body_rank(blocks[row[column]].text))))


def _body_rank(head: str) -> int:
    """Columns that name agencies are better than those that name officers."""
    if re.search(r"officer|person|individual|name", head, re.IGNORECASE):
        return 2
    return 0 if re.search(r"agenc|organi|body|bodies|address", head, re.IGNORECASE) else 1


def _are_numbers(blocks: Sequence[Block], rows: Sequence[Row], column: int) -> bool:
    texts = [blocks[row[column]].text for row in rows if column in row and len(row) > 1]
    return bool(texts) and all(
        len(text) < 8 or ((mark := LABEL.match(text)) is not None and mark.end() == len(text)) for text in texts
    )


def _rows(
    blocks: Sequence[Block], rows: Sequence[Row], start: int, columns: Columns, heading: tuple[str, ...]
) -> Iterator[Listed]:
    seen = -1
    for row in rows[start:]:
        if len(row) == 1:
            at = next(iter(row.values()))
            mark = mark_of(blocks[at])
            if not _is_recommendation(blocks[at], mark):
                heading = addressees.named_in(blocks[at].text) or heading
                continue
        elif columns.text not in row or _head(blocks, row) is not None:
            continue
        else:
            at = row[columns.text]
        if at == seen:
            continue  # one cell that takes up several rows
        seen = at
        text = blocks[at].text
        number, begins = _number(blocks, row, columns, at)
        addressed = tuple(
            " ".join(blocks[row[column]].text.split())
            for column in columns.bodies
            if column in row and row[column] != at
        )[:1]
        if len(letters(text[begins:])) >= 5:
            sure = wishes(text) or len(letters(text[begins:])) >= _LEAST_LETTERS
            yield Listed(number, (Part(at, begins, len(text)),), addressed or heading, sure=sure, where="table")


def _number(blocks: Sequence[Block], row: Row, columns: Columns, at: int) -> tuple[str | None, int]:
    """The number of a row, and where its text begins behind one in the same cell."""
    text = blocks[at].text
    number = next(
        (
            tidy(mark["number"]) if (mark := LABEL.match(found)) else found.strip(" .:")
            for column in columns.numbers
            if column in row and row[column] != at and (found := blocks[row[column]].text)
        ),
        None,
    )
    mark = LABEL.match(text) or (ITEM.match(text) if number is None else None)
    if mark is None:
        return number, 0
    return (number or tidy(mark["number"])), mark.end()


def _is_recommendation(block: Block, mark: Mark | None) -> bool:
    """Whether a row of one cell is a recommendation, as above its actions, and not the heading of a group."""
    if mark is not None and mark.kind == "label":
        return len(block.text) - mark.end > _LEAST_LETTERS
    if mark is not None and mark.kind == "number":
        return wishes(block.text)
    return len(block.text) >= _HEADING_LETTERS or (wishes(block.text) and not orders(block.text))


def _labelled_cells(blocks: Sequence[Block], rows: Sequence[Row]) -> Iterator[Listed]:
    """The cells of a table without such a column that begin with the label of a recommendation, or stand beside it."""
    for number, row in enumerate(rows):
        for at, beside in zip(row.values(), [*list(row.values())[1:], None], strict=True):
            mark = mark_of(blocks[at])
            if mark is None or mark.kind != "label":
                continue
            begins = mark.end
            if beside is not None and not blocks[at].text[mark.end :].strip():
                at, begins = beside, 0  # noqa: PLW2901  # a form: the label in one cell, the text in the next
            text = blocks[at].text
            if len(letters(text[begins:])) >= _LEAST_LETTERS and wishes(text[begins:]):
                addressed = _in_form(blocks, rows[number + 1 : number + 8]) if begins == 0 else ()
                yield Listed(mark.number, (Part(at, begins, len(text)),), addressed, where="table")
                break


def _in_form(blocks: Sequence[Block], rows: Sequence[Row]) -> tuple[str, ...]:
    """Whom the rows of a form below a recommendation name."""
    for row in rows:
        cells = [blocks[at].text for at in row.values()]
        if mark_of(blocks[next(iter(row.values()))]) is not None:
            break
        if len(cells) == 2 and len(cells[0]) < 40 and addressees.HEAD.search(cells[0]):
            return (" ".join(cells[1].split()),)
    return ()
