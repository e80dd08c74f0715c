"""Tables drawn with rules between their rows, or with blanks between their columns, with their headings in a row."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain.aligned_block import Aligned
from dhrcurate.domain.aligned_tables import aligned_table, rows_alone
from dhrcurate.domain.drawn_tables import drawn_rows
from dhrcurate.domain.single_column import Column
from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.formats.cards import headings_of_cards
from dhrcurate.importers.pages.page import Table


def drawn_table(lines: Sequence[str], start: int) -> tuple[Table, int] | None:
    """The table that begins at a line with a rule.

    Args:
        lines: The lines of a text.
        start: The place of the line.

    Returns:
        The table and the place after its last line; `None` if there is none.
    """
    found = drawn_rows(lines, start)
    if found is None:
        return None
    (header, *rows), end, closed = found
    cut = not closed and not any(line.strip() for line in lines[end:])
    return Table(tuple(" ".join(cell.split()) for cell in header), tuple(rows), cut=cut), end


def table_of_blanks(lines: Sequence[str], start: int) -> tuple[Table, int] | None:
    """The table of recommendations that begins at a line and whose columns are drawn with blanks.

    Args:
        lines: The lines of a text.
        start: The place of the line.

    Returns:
        The table and the place after its last line; `None` if there is none.
    """
    found = aligned_table(lines, start, _are_known)
    if found is None:
        return None
    table = _table(found, lines)
    return (table, found.end) if table else None


def numbered_rows(lines: Sequence[str], start: int) -> tuple[Table | None, int]:
    """The rows of recommendations without headings that begin at a line and whose columns are drawn with blanks.

    Args:
        lines: The lines of a text.
        start: The place of the line.

    Returns:
        Their table, `None` if there are none, and the place before which there are no others.
    """
    found = rows_alone(lines, start)
    return (_table(found, lines), found.end) if found else (None, start)


def table_of_one(column: Column) -> Table:
    """A table of one column, with an empty one beside it."""
    torn = "" if column.rows else column.heading
    return Table((column.heading, ""), tuple((text, "") for text in column.rows), torn=torn)


def _table(found: Aligned, lines: Sequence[str]) -> Table | None:
    """The table with headings of recommendations, those of what stands in its columns if it has none of its own."""
    header = found.header or headings_of_cards(found.rows)
    if header is None or not _are_known(header):
        return None
    last = found.rows[-1] if found.rows else ()
    cut = found.end == len(lines) and bool(last) and not last[-1] and not any(map(_is_ended, last))
    return Table(header, found.rows, cut=cut, torn="" if found.rows else found.first.strip())


def _are_known(header: Sequence[str]) -> bool:
    """True if headings are those of recommendations and of numbers or addressees."""
    columns = recognise(header)
    return columns is not None and (columns.number is not None or columns.addressed_to is not None)


def _is_ended(cell: str) -> bool:
    return cell.endswith((".", ";", "?", "!"))
