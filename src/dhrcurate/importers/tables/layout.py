"""The table layout: a page whose recommendations are in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.importers.columns.by_headings import Columns, in_two_rows, is_named, is_worded, recognise
from dhrcurate.importers.columns.fields import may_have_words
from dhrcurate.importers.columns.merged import FILLED, PERHAPS, filled_down, leads, perhaps_merged
from dhrcurate.importers.columns.names import USUAL_NAMES
from dhrcurate.importers.columns.names_in_cells import LEFT_OUT as NAMES_LEFT_OUT
from dhrcurate.importers.columns.names_in_cells import of_names
from dhrcurate.importers.lists.title_page import partnership_alone, title_above
from dhrcurate.importers.lists.titles_before import with_titles_before
from dhrcurate.importers.metadata import fill, is_recommendations_heading, read_metadata
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.pages.chrome import is_footer
from dhrcurate.importers.pages.page import Page, Table
from dhrcurate.importers.tables.above import Head, heads_of
from dhrcurate.importers.tables.lists_in_cells import UNDIVIDED, undivided_lists, with_items_apart
from dhrcurate.importers.tables.over_breaks import with_rows_whole
from dhrcurate.importers.tables.own_numbers import with_own_numbers
from dhrcurate.importers.tables.phrases_over import ODD
from dhrcurate.importers.tables.plain_headings import with_plain_headings
from dhrcurate.importers.tables.rows import (
    NO_TEXT,
    UNHEADED,
    TableRows,
    filled,
    recommends,
    repeats,
    stands_over_actions,
)
from dhrcurate.importers.tables.rows_between import FOR, HEAD, LEFT_OUT, body_of
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.headings import are_headings, folded, is_planned, is_sentence
from dhrcurate.importers.wording.numbers import are_numbers, is_number, numbers_alone

_OF_PLAN = re.compile(r"\baction plan\b|\breview\b", re.IGNORECASE)
_ASKS = re.compile(r"[.;]\Z|\b(?:should|must|shall)\b", re.IGNORECASE)
_ABOVE = "left out what stands above the headings"
_WORDED = "left out further columns that are named like one of recommendations"
_IN_HEADINGS = "left out a sentence that stands among the headings"
_OTHER = "left out rows under other headings"
_COUNT = "left out a row that has a number or a count of recommendations in place of their words"
_THEME = "left out a heading above a table that may say whose recommendations they are"
_TORN = "left out a table whose columns or rows cannot be told apart"
_OF_SEVERAL = frozenset({"response", "responses", "implementation", "delivery", "monitoring", "action plan"})
"""What is said over several columns of a plan."""
_LOST = (
    UNDIVIDED,
    _TORN,
    _COUNT,
    LEFT_OUT,
    HEAD,
    _THEME,
    PERHAPS,
    UNHEADED,
    _OTHER,
    _IN_HEADINGS,
    _ABOVE,
    _WORDED,
    NAMES_LEFT_OUT,
    ODD,
    "a row of the table " + NO_TEXT,
)
"""With which warnings begin that tell of something that did not come in."""


def read_tables(page: Page, names: Names) -> Found | None:
    """Reads the tables of recommendations of a page, `None` if there are none.

    Args:
        page: The page.
        names: The register, which knows the bodies that head tables without a column of addressees.
    """
    page = replace(page, tables=with_rows_whole(page.tables))
    actors = Actors(names)
    heads = heads_of(with_plain_headings(page), actors)
    used: list[int] = []
    known: list[tuple[Table, Columns]] = []
    rows: list[Row] = []
    warnings: list[str] = []
    labels: dict[str, None] = {}
    warnings += (f"{_TORN}: “{' '.join(table.torn.split())[:60]}”" for table in page.tables if table.torn)
    for table in page.tables:
        parts = [_headed(part) for part in _parted(table)]
        if recognise(parts[0].header):
            warnings += (f"{_OTHER}: {', '.join(part.header)}" for part in parts if not recognise(part.header))
        known += ((part, columns) for part in parts if (columns := recognise(part.header)))
    for at, (part, recognised) in enumerate(known, 1):
        columns = _with_names(part, _with_numbers(part, recognised))
        above, body = _above(part, columns, actors, warnings)
        table = replace(part, rows=(*above, *part.rows))
        warnings += (f"{UNDIVIDED}: “{' '.join(text.split())[:60]}”" for text in undivided_lists(table, columns))
        table = with_items_apart(table, columns)
        last = at == len(known) and table.at == page.tables[-1].at
        cut = table.cut or (last and page.cut and _ends_page(page, table))
        reading = TableRows(table, columns, actors, warnings, body)
        read = reading.read(cut=cut)
        labels |= dict.fromkeys(reading.labels)
        if head := heads.get(table.at):
            used += [head.at] if head.actor or head.theme else []
            read = _under(head, read, columns, actors, warnings)
        if columns.number is None and not columns.others:
            read = _without_counts(read, warnings)
        if leads(columns.addressed_to, (columns.number, columns.title, columns.text)):
            read = _filled_down(read, warnings)
        elif columns.addressed_to is not None:
            read = _perhaps_filled_down(read, table, columns, actors, warnings)
        read = with_own_numbers(read)
        rows += read if columns.title is not None else with_titles_before(read, actors.is_name, actors.asks)
        warnings += _told_of_columns(table, columns, addressed=any(row.addressed_to for row in read))
    if not rows and not warnings:
        return None
    metadata = read_metadata(page, min([known[0][0].at, *used]))
    lines = page.lines[: known[0][0].at]
    facts = {"csp": partnership_alone(lines, names), "title": title_above(lines)}  # which may speak of what is below
    metadata = fill(metadata, **facts)
    told = tuple(dict.fromkeys(warnings))
    lost = tuple(warning for warning in told if warning.startswith(_LOST))
    return Found("table", metadata, tuple(rows), told, lost, labels=tuple(labels))


def _under(head: Head, rows: list[Row], columns: Columns, actors: Actors, warnings: list[str]) -> list[Row]:
    """The rows of a table with the body or the theme that stands above it, where they have none of their own."""
    rows = [replace(row, title=row.title or head.theme or None) for row in rows]
    if columns.addressed_to is None and not all(row.addressed_to for row in rows):
        warnings += [] if head.actor or head.theme else [f"{_THEME}: “{head.text[:60]}”"]
        return [replace(row, addressed_to=row.addressed_to or head.actor) for row in rows]
    if head.actor and head.marked and not _is_said(head.actor, rows, actors):
        warnings.append(f"{HEAD}: “{head.actor}”")
    return rows


def _filled_down(rows: list[Row], warnings: list[str]) -> list[Row]:
    """The rows with the addressees of merged cells in each row that they stretch over."""
    bodies = filled_down([row.addressed_to for row in rows], [None] * len(rows))
    if bodies != [row.addressed_to for row in rows]:
        warnings.append(FILLED)
    return [replace(row, addressed_to=body) for row, body in zip(rows, bodies, strict=True)]


def _perhaps_filled_down(
    rows: list[Row], table: Table, columns: Columns, actors: Actors, warnings: list[str]
) -> list[Row]:
    """The rows of a table whose first column is not that of addressees; their merged cells are filled, or told.

    Of a web page they are not told, as its cells say themselves how far they go.
    """
    found = perhaps_merged(
        [row.addressed_to for row in rows],
        [None] * len(rows),
        lambda at: actors.acts(rows[at].text),
        before_words=leads(columns.addressed_to, (columns.title, columns.text)),
    )
    warnings += [FILLED] if found.filled else []
    warnings += [f"{PERHAPS}: “{rows[at].text[:60]}”" for at in found.doubtful if table.pipes]
    return [replace(row, addressed_to=body) for row, body in zip(rows, found.bodies, strict=True)]


def _told_of_columns(table: Table, columns: Columns, *, addressed: bool) -> Iterator[str]:
    """What is told of columns that were put together or have no place in a record.

    Args:
        table: The table.
        columns: Its columns.
        addressed: Whether any of its recommendations has an addressee.
    """
    if columns.also:
        named = " and ".join(f"“{table.header[i]}”" for i in (columns.addressed_to or 0, *columns.also))
        yield f"columns {named} are all of addressees; their cells were put together with |"
    worded = [i for i in columns.others if is_worded(table.header[i]) and _fills(table, i)]
    if worded:
        yield f"{_WORDED}: {', '.join(table.header[i] for i in worded)}"
    said = [i for i in columns.others if i not in worded and is_sentence(table.header[i])]
    yield from (f"{_IN_HEADINGS}: “{table.header[i][:60]}”" for i in said)
    if not addressed and (names := of_names(columns.others, table.header, table.rows)[0]):
        yield f"{NAMES_LEFT_OUT}: {', '.join(table.header[i] for i in names)}"
    if left_out := [table.header[i] for i in columns.others if i not in {*worded, *said}]:
        yield f"left out the columns that a record has no place for: {', '.join(left_out)}"


def _without_counts(rows: Sequence[Row], warnings: list[str]) -> list[Row]:
    """The rows of a table of bodies without those that may say how many recommendations are for each of them."""
    counts = [row for row in rows if len(numbers_alone(row.text)) == 1]
    warnings += (f"{_COUNT}: “{row.text}”, “{row.addressed_to[:60]}”" for row in counts)
    return [row for row in rows if len(numbers_alone(row.text)) != 1]


def _is_said(actor: str, rows: Sequence[Row], actors: Actors) -> bool:
    return actors.is_several(actor) or any(actor in row.addressed_to for row in rows)


def _parted(table: Table) -> Iterator[Table]:
    """The table in parts, each of which begins with headings of its own: other ones may stand further down."""
    part = replace(table, rows=(), cut=False)
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        if rows and are_headings(row, USUAL_NAMES) and not repeats(row, part.header):
            yield replace(part, rows=tuple(rows))
            part, rows = replace(part, header=tuple(cell.strip() for cell in row), above=()), []
        else:
            rows.append(row)
    yield replace(part, rows=tuple(rows), cut=table.cut)


def _above(table: Table, columns: Columns, actors: Actors, warnings: list[str]) -> tuple[list[tuple[str, ...]], str]:
    """The recommendations above the headings, and the body of whom they say that the table is; empty for none.

    What else stands there is told, but for the title of the table.
    """
    taken = []
    body = ""
    for row in table.above:
        said = [cell.strip() for cell in row if cell.strip()]
        wide = (*row, *[""] * (len(table.header) - len(row)))
        if len(row) == len(table.header) and len(said) > 1 and recommends(row[columns.text].strip()):
            taken.append(row)
        elif stands_over_actions([cell.strip() for cell in wide], table, columns):
            taken.append(wide)
        elif len(said) == 1 and columns.addressed_to is None and (name := body_of(said[0], actors)):
            body = name
        elif said and not (len(said) == 1 and _is_title(said[0], columns)) and not _span_columns(said):
            warnings.append(f"{_ABOVE}: {', '.join(f'“{cell[:60]}”' for cell in said)}")
    return taken, body


def _span_columns(cells: Sequence[str]) -> bool:
    """True if cells above the headings only say what several of them are of: "Recommendation", "Response"."""
    return len(cells) > 1 and all(is_named(cell) or is_planned(cell) or folded(cell) in _OF_SEVERAL for cell in cells)


def _is_title(text: str, columns: Columns) -> bool:
    """True if words above the headings only say what is below; where no column says whom it is for, they may."""
    named = is_recommendations_heading(text) or _OF_PLAN.search(text) is not None
    return is_footer(text) or (
        named and _ASKS.search(text) is None and (columns.addressed_to is not None or FOR.search(text) is None)
    )


def _fills(table: Table, at: int) -> bool:
    return any(filled(row, at) for row in table.rows)


def _ends_page(page: Page, table: Table) -> bool:
    return table.at == len(page.lines)


def _headed(table: Table) -> Table:
    """The table, with headings that stand in two rows put together."""
    columns = recognise(table.header)
    if columns is None or not table.rows:
        return table
    header = in_two_rows(table.header, table.rows[0], columns.text, is_named)
    return replace(table, header=header, rows=table.rows[1:]) if header and recognise(header) else table


def _with_names(table: Table, columns: Columns) -> Columns:
    """The columns with one of addressees whose heading only its cells make plain, if there is no other."""
    found, sure = of_names(columns.others, table.header, table.rows) if columns.addressed_to is None else ([], False)
    if not sure:
        return columns
    return replace(columns, addressed_to=found[0], others=tuple(i for i in columns.others if i not in found))


def _with_numbers(table: Table, columns: Columns) -> Columns:
    """The columns with one of numbers that has no heading, or that of the recommendations, if there is one."""
    if columns.number is not None:
        return columns
    if are_numbers(row[columns.text] for row in table.rows if columns.text < len(row)):
        others = [i for i in columns.others if may_have_words(table.header[i]) and _fills(table, i)]
        if len(others) == 1:
            rest = tuple(i for i in columns.others if i not in others)
            return replace(columns, number=columns.text, text=others[0], others=rest)
    words = columns.text + 1  # where one heading stands over the numbers and the recommendations
    if words < len(table.header) and not table.header[words].strip():
        pairs = [(row[words - 1].strip(), row[words].strip()) for row in table.rows if words < len(row)]
        if any(b for _, b in pairs) and all(not a or is_number(a) for a, _ in pairs):
            return replace(columns, number=columns.text, text=words)
    rows = [row for row in table.rows if sum(bool(cell.strip()) for cell in row) > 1]  # others stand over these
    for at, heading in enumerate(table.header):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        if not heading.strip() and cells and at != columns.text:
            numbered = sum(map(is_number, cells))
            if numbered >= 0.8 * len(cells):
                return replace(columns, number=at)
    return columns
