"""Recommendations that stand beside or below their labels in tables, as in a card or form for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.columns import (
    ACROSS,
    LEAST_LETTERS,
    Row,
    Table,
    heads_actions,
    heads_numbers,
    is_number,
    named_bodies,
)
from dhrcurate.documents.listing.labels import mark_of
from dhrcurate.documents.listing.model import Listed, Part
from dhrcurate.documents.listing.named_rows import asked, rows_of
from dhrcurate.documents.listing.wishes import wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_MOST_ROWS = 30
"""A form has no more rows."""
_CALLED = re.compile(r"\brecommend(?:ed|ations?)\b", re.IGNORECASE)
_CALL = 40
"""What a form calls a recommendation has fewer letters."""


def form_of(blocks: Sequence[Block], table: Table) -> list[Listed]:
    """Return the recommendation of a table that is a form for one, with its label in a cell of its own; else nothing.

    Args:
        blocks: The report.
        table: A table without a heading that names a column of recommendations.
    """
    if len(table.rows) > _MOST_ROWS:
        return []
    labels = [
        (number, column)
        for number, row in enumerate(table.rows)
        for column, at in row.items()
        if (mark := mark_of(blocks[at])) is not None and mark.kind == "label"
    ]
    if not labels:
        return _of_called(blocks, table)
    if len(labels) != 1:
        return []
    number, column = labels[0]
    row = table.rows[number]
    mark = mark_of(blocks[row[column]])
    assert mark is not None
    if blocks[row[column]].text[mark.end :].strip():
        return []
    beside = [at for other, at in row.items() if other > column]
    owner = next((said[1] for at in beside if (said := _owner(blocks[at])) is not None), None)
    texts = [at for at in beside if _owner(blocks[at]) is None and _is_text(blocks[at])]
    below = table.rows[number + 1 :]
    if not texts and below:
        first, *more = below[0].values()
        texts = [first] if _is_text(blocks[first]) and not more else []
        below = below[1:]
    if not texts:
        return _of_called(blocks, table)
    text = texts[0]
    named = (owner,) if owner else _in_form(blocks, [*table.rows[:number], *below]) or _of_actions(blocks, below, text)
    told = mark.number or _number_in_form(blocks, table, number)
    part = Part(text, 0, len(blocks[text].text))
    return [Listed(told, (part,), named, sure=wishes(blocks[text].text), where="table")]


def _of_called(blocks: Sequence[Block], table: Table) -> list[Listed]:
    """The recommendation of a form that calls it so in the cell beside it, and its number in a row above it."""
    called = [
        (number, text)
        for number, row in enumerate(table.rows)
        if len(row) == 2
        and _CALLED.search(blocks[(cells := tuple(row.values()))[0]].text)
        and len(letters(blocks[cells[0]].text)) < _CALL
        for text in cells[1:]
        if _is_text(blocks[text]) and wishes(blocks[text].text)
    ]
    if len(called) != 1:
        return []
    number, text = called[0]
    told = _number_in_form(blocks, table, number)
    named = _in_form(blocks, table.rows[number + 1 :]) or _in_form(blocks, table.rows[:number])
    return [Listed(told, (Part(text, 0, len(blocks[text].text)),), named, where="table")] if told else []


def labelled_cells(blocks: Sequence[Block], rows: Sequence[Row]) -> Iterator[Listed]:
    """Yield the cells of a table without a column of recommendations that begin with a label, or stand beside one.

    What wishes nothing in so many words is doubtful.
    """
    bodies = named_bodies(blocks, next((row for row in rows[:4] if len(row) > 1), {}), ACROSS)
    seen: set[int] = set()
    for number, row in enumerate(rows):
        for at, beside in zip(row.values(), [*list(row.values())[1:], None], strict=True):
            mark = mark_of(blocks[at])
            if mark is None or mark.kind != "label" or at in seen:
                continue
            seen.add(at)
            begins = mark.end
            if beside is not None and not blocks[at].text[mark.end :].strip():
                at, begins = beside, 0  # noqa: PLW2901  # a form: the label in one cell, the text in the next
            text = blocks[at].text
            if len(letters(text[begins:])) >= LEAST_LETTERS and wishes(text[begins:]):
                addressed = _in_form(blocks, rows[number + 1 : number + 8]) if begins == 0 else ()
                if len(row) == 1:
                    addressed = asked(blocks, rows_of(blocks, rows, number, at), bodies, at) or ()
                yield Listed(mark.number, (Part(at, begins, len(text)),), addressed, where="table")


def _is_text(block: Block) -> bool:
    return len(letters(block.text)) >= LEAST_LETTERS


def _owner(block: Block) -> tuple[int, str] | None:
    """Whom a cell names behind a word that says so: `Owner: the Trust`."""
    found = addressees.behind(block.text)
    return found if found is not None and found[0] == 0 else None


def _in_form(blocks: Sequence[Block], rows: Sequence[Row]) -> tuple[str, ...]:
    """Whom the rows of a form around or below a recommendation name."""
    for row in rows:
        cells = [blocks[at].text for at in row.values()]
        if mark_of(blocks[next(iter(row.values()))]) is not None:
            break
        owner = next((said[1] for at in row.values() if (said := _owner(blocks[at])) is not None), None)
        if owner is not None:
            return (owner,)
        if len(cells) == 2 and len(cells[0]) < 40 and addressees.HEAD.search(cells[0]):
            return (" ".join(cells[1].split()),)
    return ()


def _of_actions(blocks: Sequence[Block], rows: Sequence[Row], text: int) -> tuple[str, ...]:
    """Whom the rows of actions below a recommendation name, if their heading says which column does."""
    if not rows or not heads_actions(blocks, rows[0]):
        return ()
    return asked(blocks, rows[1:], named_bodies(blocks, rows[0], ACROSS), text) or ()


def _number_in_form(blocks: Sequence[Block], table: Table, label: int) -> str | None:
    """The number that a row above the label tells (`Number | 4`), or a label right above the table."""
    for row in table.rows[:label]:
        cells = [blocks[at].text for at in row.values()]
        if len(cells) == 2 and (heads_numbers(cells[0]) or (_CALLED.search(cells[0]) and is_number(cells[1]))):
            return cells[1].strip(" .:") or None
    above = blocks[table.first - 1] if table.first else None
    mark = mark_of(above) if above is not None else None
    if above is None or mark is None or mark.kind != "label" or above.text[mark.end :].strip():
        return None
    return mark.number
