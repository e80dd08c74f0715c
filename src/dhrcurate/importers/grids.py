"""Tables drawn with rules between their rows, with their headings in the first."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain.drawn_tables import drawn_rows
from dhrcurate.importers.page import Table


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
