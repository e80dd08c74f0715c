"""Tables of a page that say in their columns which review each row is of: they are read as any other such table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.columns.fields import Fields
from dhrcurate.importers.columns.names import REVIEW_FIELDS, row_values
from dhrcurate.importers.columns.of_print import rows_of_print
from dhrcurate.importers.leftovers.passages import in_words, left_out, with_notes
from dhrcurate.importers.lists.which_review import names_review
from dhrcurate.importers.metadata import fill, read_metadata
from dhrcurate.importers.model import Found, Metadata
from dhrcurate.importers.pages.chrome import is_footer
from dhrcurate.importers.pages.page import Page, Table
from dhrcurate.importers.plans.lists_above import with_list_above
from dhrcurate.importers.tables.lists_in_cells import with_items_apart
from dhrcurate.importers.values.delimited import reviews_of, without_headings
from dhrcurate.importers.values.reviews import Told
from dhrcurate.importers.wording.headings import folded

_TELLING = ("csp", "review_title", "year_of_death", "library_id")
_NAMES_OF_OTHERS = frozenset({"area", "partnership", "review", "report", "year"})
"""Headings that in a plan of action mostly are those of something else, such as the day of its next review."""


def read_several(page: Page, name: str, names: Names) -> list[Found] | None:
    """Reads the tables of a page whose columns say which review each row is of.

    Args:
        page: The page.
        name: The file's name, for messages.
        names: The register.

    Returns:
        The reviews; `None` if the page has no such tables, or others beside them.
    """
    of_recommendations = [(table, columns) for table in page.tables if (columns := recognise(table.header))]
    tables = [with_items_apart(table, columns) for table, columns in of_recommendations]
    if not tables or not _tells(tables[0]):
        return None
    header = tuple(cell.strip() for cell in tables[0].header)
    alike = all(list(map(folded, table.header)) == list(map(folded, header)) for table in tables)
    rows = [row for table in tables for row in _rows(table)]
    if not alike or any(table.above for table in tables) or any(len(row) > len(header) for row in rows):
        return None
    cut = tables[-1].cut
    warnings = ["the page breaks off in the middle of its last row, which was kept as far as it goes"] if cut else []
    told = Told(warnings)
    try:
        kept = list(without_headings(list(enumerate(rows, 1)), header, name))
        found = reviews_of(Fields.of(header, {}, name), kept, {}, told, layout="table", cut=cut)
    except (RefusedError, UnusableError):
        return None
    said = read_metadata(page, tables[0].at)
    if len(found) > 1:
        found = [replace(f, metadata=fill(f.metadata, csp=said.csp, publisher=said.publisher)) for f in found]
        return [_with_others(page, found, names), *found[1:]]
    (one,) = found
    known = {kind: getattr(said, kind) for kind in REVIEW_FIELDS if kind != "review_title"}
    return [replace(one, metadata=fill(one.metadata, title=said.title, **known))]


def _with_others(page: Page, found: Sequence[Found], names: Names) -> Found:
    """The first review, which tells of what may be recommendations outside of the tables, as it may be of any of them.

    What is told of the tables themselves is told with the first review too.
    """
    rows = tuple(row for each in found for row in each.rows)
    known = {row.text for row in rows}
    above = with_notes(page, with_list_above(page, Found("table", Metadata(), rows), names))
    listed = [row.text for row in above.rows if row.text not in known]
    left = [*above.lost, *([in_words(listed)] if listed else [])]
    if below := left_out(page, above.rows):
        left.append(in_words(below))
    return replace(found[0], warnings=(*found[0].warnings, *left), lost=(*found[0].lost, *left))


def _tells(table: Table) -> bool:
    columns = row_values(table.header)
    return any(
        kind in columns and (folded(columns[kind]) not in _NAMES_OF_OTHERS or _names_reviews(table, columns[kind]))
        for kind in _TELLING
    )


def _names_reviews(table: Table, heading: str) -> bool:
    """True if each cell of a column that has one is the title of a review: "DHR A (2013)"."""
    at = table.header.index(heading)
    said = {cell for row in table.rows if at < len(row) and (cell := row[at].strip())}
    return len(said) > 1 and all(map(names_review, said))


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of a table without what a print has on each of its pages, the foot and the line below the headings."""
    printed = rows_of_print(table.rows)
    for at, row in enumerate(table.rows):
        said = [cell.strip() for cell in row if cell.strip()]
        ruled = all(set(cell) <= set(":-") for cell in said)
        if not (ruled or at in printed or (len(said) == 1 and is_footer(said[0]))):
            yield row
