"""The recommendations of tables: action plans, and lists with a column for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.cells import Entry, divided
from dhrcurate.documents.listing.columns import (
    ACROSS,
    HEADING_LETTERS,
    LEAST_LETTERS,
    Columns,
    Row,
    Table,
    by_heading,
    by_record,
    gone_on,
    heading_row,
    hits_of,
    opens_list,
    text_column,
)
from dhrcurate.documents.listing.forms import form_of, labelled_cells
from dhrcurate.documents.listing.held import NOTHING, Held
from dhrcurate.documents.listing.labels import BULLET, ITEM, LABEL, Mark, mark_of, tidy
from dhrcurate.documents.listing.model import Listed, Part
from dhrcurate.documents.listing.named_rows import MOST_ROWS, asked, rows_of
from dhrcurate.documents.listing.wishes import orders, tells, wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_NEAR = 6
"""A heading belongs to a table that stands so few blocks behind it."""


def tables_of(blocks: Sequence[Block], held: Held = NOTHING) -> Iterator[list[Listed]]:
    """Yield the recommendations of each table; one that goes on without a heading has the columns of the one before.

    Args:
        blocks: The report.
        held: What the record holds; where a table has no heading that tells, it tells which column has the texts.
    """
    tables = list(_tables(blocks))
    hits = [hits_of(blocks, table, held) for table in tables]
    heads = [heading_row(blocks, table.rows) for table in tables]
    unnamed = [at for at, head in enumerate(heads) if head is None]
    told = dict(
        zip(unnamed, by_record(blocks, [tables[at] for at in unnamed], [hits[at] for at in unnamed], held), strict=True)
    )
    before: tuple[Columns, Table] | None = None
    for at, (table, head) in enumerate(zip(tables, heads, strict=True)):
        if head is not None:
            columns = by_heading(blocks, table, head, hits[at])
        elif form := form_of(blocks, table):
            yield form
            continue
        elif (found := told[at]) is not None and (found.sure or not any(labelled_cells(blocks, table.rows))):
            columns = found
        elif before is not None and _goes_on(blocks, before[1], table):
            columns = gone_on(blocks, *before, table)
        else:
            yield list(labelled_cells(blocks, table.rows))
            continue
        before = columns, table
        yield list(_rows(blocks, table.rows, columns, held, _named_above(blocks, table.first)))


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    tables: dict[int, dict[int, Row]] = {}
    for at, block in enumerate(blocks):
        if block.cell is not None:
            rows_of = tables.setdefault(block.cell.table, {})
            for row in range(block.cell.row, block.cell.row + min(block.cell.rows, MOST_ROWS)):
                rows_of.setdefault(row, {}).setdefault(block.cell.column, at)
    for by_row in tables.values():
        rows = [by_row[row] for row in sorted(by_row)]
        wide = max(max(row) for row in rows) + 1
        yield Table(rows, wide, min(rows[0].values()), max(rows[-1].values()))


def _goes_on(blocks: Sequence[Block], before: Table, table: Table) -> bool:
    """Whether a table without a heading is the rest of the one before; one below another title is not."""
    if not (before.wide == table.wide > 1 and table.first - before.last <= 3):
        return False
    between = (block for block in blocks[before.last + 1 : table.first] if block.kind == "heading")
    return all(addressees.named_in(block.text) or opens_list(block.text) for block in between)


def _named_above(blocks: Sequence[Block], first: int) -> tuple[str, ...]:
    """The body in the heading right above a table."""
    for at in range(first - 1, max(-1, first - _NEAR), -1):
        if blocks[at].cell is not None:
            break
        if blocks[at].kind == "heading":
            return addressees.named_in(blocks[at].text)
    return ()


def _rows(
    blocks: Sequence[Block], rows: Sequence[Row], columns: Columns, held: Held, heading: tuple[str, ...]
) -> Iterator[Listed]:
    seen = -1
    above = [_said(blocks, row) for row in rows[: columns.start]]
    several = divided(blocks, _unnumbered(blocks, rows[columns.start :], columns), held)
    for place, row in enumerate(rows[columns.start :], start=columns.start):
        over = columns.text == ACROSS and len(row) == 1
        if len(row) == 1:
            at = next(iter(row.values()))
            is_one = over and (wishes(blocks[at].text) or _is_numbered(blocks[at]))
            is_one |= _is_recommendation(blocks[at], mark_of(blocks[at])) or held.find(blocks[at].text) is not None
            if not is_one or addressees.is_body(blocks[at].text):
                heading = addressees.named_in(blocks[at].text) or heading
                continue
        elif columns.text not in row or text_column(blocks, row) is not None or _said(blocks, row) in above:
            continue
        else:
            at = row[columns.text]
        if at == seen:
            continue  # one cell that takes up several rows
        seen = at
        text = blocks[at].text
        named = asked(blocks, rows_of(blocks, rows, place, at), columns.bodies, at)
        if named is None or (columns.officers and heading and not any(map(addressees.is_body, named))):
            named = heading
        for number, begins, ends in several.get(at) or [Entry(*_number(blocks, row, columns, at), len(text))]:
            said = text[begins:ends]
            if len(letters(said)) >= 5 and (not columns.actions or wishes(said)):
                labelled = LABEL.match(text[:begins]) is not None or (
                    over and columns.sure and _is_numbered(blocks[at])
                )
                sure = not columns.actions and _is_sure(said, number, columns, labelled=labelled)
                sure = sure or held.find(said) is not None
                yield Listed(number, (Part(at, begins, ends),), named, sure=sure, where="table")


def _unnumbered(blocks: Sequence[Block], rows: Sequence[Row], columns: Columns) -> Iterator[int]:
    """The cells of the column of recommendations beside which no number stands."""
    for row in rows:
        if columns.text in row and not any(blocks[row[one]].text for one in columns.numbers if one in row):
            yield row[columns.text]


def _said(blocks: Sequence[Block], row: Row) -> list[tuple[int, str]]:
    return [(column, letters(blocks[at].text)) for column, at in sorted(row.items())]


def _is_sure(text: str, number: str | None, columns: Columns, *, labelled: bool) -> bool:
    """Whether a text of the column of recommendations is plainly one; a printed label says it by itself."""
    wished, long = wishes(text), len(letters(text)) >= LEAST_LETTERS
    if not columns.only_wishes:
        return wished or long
    if labelled and long and not tells(text):
        return True
    return columns.sure and wished and long and (number is not None or not (columns.numbers or columns.marked))


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
        apart = ITEM.match(f"{blocks[at].number.strip()} x") if number is None else None
        bullet = BULLET.match(text)
        return (tidy(apart["number"]) if apart else number), bullet.end() if bullet else 0
    return (number or tidy(mark["number"])), mark.end()


def _is_recommendation(block: Block, mark: Mark | None) -> bool:
    """Whether a row of one cell is a recommendation, as above its actions, and not the heading of a group."""
    if mark is not None and mark.kind == "label":
        return len(block.text) - mark.end > LEAST_LETTERS
    if mark is not None and mark.kind == "number":
        return wishes(block.text[mark.end :])
    return len(block.text) >= HEADING_LETTERS or (wishes(block.text) and not orders(block.text))


def _is_numbered(block: Block) -> bool:
    """Whether a row of one cell above actions is a sentence behind a number, which may wish in words of its own."""
    mark = ITEM.match(block.text)
    return mark is not None and block.text.rstrip().endswith(".") and len(block.text) - mark.end() > LEAST_LETTERS
