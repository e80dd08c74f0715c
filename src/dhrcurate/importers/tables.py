"""The table layout: a page whose recommendations are in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dhrcurate.domain.agency import Names
from dhrcurate.domain.page_marks import marks
from dhrcurate.importers.above_tables import head_of
from dhrcurate.importers.actors import Actors, wishes
from dhrcurate.importers.chrome import is_footer
from dhrcurate.importers.columns import Columns, in_two_rows, is_named, is_worded, recognise, shown
from dhrcurate.importers.fields import USUAL_NAMES
from dhrcurate.importers.headings import are_headings, is_sentence
from dhrcurate.importers.metadata import is_recommendations_heading, read_metadata
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.numbers import is_number
from dhrcurate.importers.page import Page, Table
from dhrcurate.importers.tails import shape

_OF_PLAN = re.compile(r"\baction plan\b|\breview\b", re.IGNORECASE)
_ASKS = re.compile(r"[.;]\Z|\b(?:should|must|shall)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|to|by)\b", re.IGNORECASE)
_RULE = re.compile(r"\s*:?-+:?\s*")
_LEFT_OUT = "left out a row that holds one cell only"
_UNHEADED = "left out words that stand under no heading"
_ABOVE = "left out what stands above the headings"
_WORDED = "left out further columns that are named like one of recommendations"
_NO_TEXT = "has no text, and what else it says was left out"
_IN_HEADINGS = "left out a sentence that stands among the headings"
_OTHER = "left out rows under other headings"
_HEAD = "left out a heading that names another body than the table does"
_THEME = "left out a heading above a table that may say whose recommendations they are"
_TORN = "left out a table whose columns, drawn with blanks, cannot be told apart"
_LOST = (
    _TORN,
    _LEFT_OUT,
    _HEAD,
    _THEME,
    _UNHEADED,
    _OTHER,
    _IN_HEADINGS,
    _ABOVE,
    _WORDED,
    "a row of the table " + _NO_TEXT,
)
"""With which warnings begin that tell of something that did not come in."""


def read_tables(page: Page, names: Names) -> Found | None:
    """Reads the tables of recommendations of a page, `None` if there are none.

    Args:
        page: The page.
        names: The register, which knows the bodies that head tables without a column of addressees.
    """
    actors = Actors(names)
    first = next((i for i, line in enumerate(page.lines) if is_recommendations_heading(line.text)), len(page.lines))
    places = sorted({first, *(t.at for t in page.tables if t.at > first)})  # a name above is that of the site
    heads = {at: head_of(page, before, at, actors) for before, at in pairwise(places)}
    used: list[int] = []
    known: list[tuple[Table, Columns]] = []
    rows: list[Row] = []
    warnings: list[str] = []
    warnings += (f"{_TORN}: “{' '.join(table.torn.split())[:60]}”" for table in page.tables if table.torn)
    for table in page.tables:
        parts = [_headed(part) for part in _parted(table)]
        if recognise(parts[0].header):
            warnings += (f"{_OTHER}: {', '.join(part.header)}" for part in parts if not recognise(part.header))
        known += ((part, columns) for part in parts if (columns := recognise(part.header)))
    for at, (part, recognised) in enumerate(known, 1):
        columns = _with_numbers(part, recognised)
        table = replace(part, rows=(*_tell_above(part, columns, warnings), *part.rows))
        last = at == len(known) and table.at == page.tables[-1].at
        read = _rows(table, columns, warnings, cut=table.cut or (last and page.cut and _ends_page(page, table)))
        if head := heads.get(table.at):
            used += [head.at] if head.actor else []
            if columns.addressed_to is None:
                read = [replace(row, addressed_to=head.actor) for row in read]
                warnings += [] if head.actor else [f"{_THEME}: “{head.text[:60]}”"]
            elif head.actor and head.marked and not _is_said(head.actor, read, actors):
                warnings.append(f"{_HEAD}: “{head.actor}”")
        rows += read
        if columns.also:
            named = " and ".join(f"“{table.header[i]}”" for i in (columns.addressed_to or 0, *columns.also))
            warnings.append(f"columns {named} are all of addressees; their cells were put together with |")
        worded = [i for i in columns.others if is_worded(table.header[i]) and _fills(table, i)]
        if worded:
            named = ", ".join(table.header[i] for i in worded)
            warnings.append(f"{_WORDED}: {named}")
        said = [i for i in columns.others if i not in worded and is_sentence(table.header[i])]
        warnings += (f"{_IN_HEADINGS}: “{table.header[i][:60]}”" for i in said)
        if left_out := [table.header[i] for i in columns.others if i not in {*worded, *said}]:
            warnings.append(f"left out the columns that a record has no place for: {', '.join(left_out)}")
    if not rows and not warnings:
        return None
    metadata = read_metadata(page, min([known[0][0].at, *used]))
    told = tuple(dict.fromkeys(warnings))
    lost = tuple(warning for warning in told if warning.startswith(_LOST))
    return Found("table", metadata, tuple(rows), told, lost)


def _is_said(actor: str, rows: Sequence[Row], actors: Actors) -> bool:
    return actors.is_several(actor) or any(actor in row.addressed_to for row in rows)


def _parted(table: Table) -> Iterator[Table]:
    """The table in parts, each of which begins with headings of its own: other ones may stand further down."""
    part = replace(table, rows=(), cut=False)
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        if rows and are_headings(row, USUAL_NAMES) and not _repeats(row, part.header):
            yield replace(part, rows=tuple(rows))
            part, rows = replace(part, header=tuple(cell.strip() for cell in row), above=()), []
        else:
            rows.append(row)
    yield replace(part, rows=tuple(rows), cut=table.cut)


def _tell_above(table: Table, columns: Columns, warnings: list[str]) -> list[tuple[str, ...]]:
    """The recommendations above the headings; what else stands there is told, but for the title of the table."""
    taken = []
    for row in table.above:
        said = [cell.strip() for cell in row if cell.strip()]
        if len(row) == len(table.header) and len(said) > 1 and _recommends(row[columns.text].strip()):
            taken.append(row)
        elif said and not (len(said) == 1 and _is_title(said[0], columns)):
            warnings.append(f"{_ABOVE}: {', '.join(f'“{cell[:60]}”' for cell in said)}")
    return taken


def _is_title(text: str, columns: Columns) -> bool:
    """True if words above the headings only say what is below; where no column says whom it is for, they may."""
    named = is_recommendations_heading(text) or _OF_PLAN.search(text) is not None
    return is_footer(text) or (
        named and _ASKS.search(text) is None and (columns.addressed_to is not None or _FOR.search(text) is None)
    )


def _fills(table: Table, at: int) -> bool:
    return any(_filled(row, at) for row in table.rows)


def _filled(row: Sequence[str], at: int) -> bool:
    """True if a cell has words or figures."""
    return at < len(row) and any(char.isalnum() for char in row[at])


def _ends_page(page: Page, table: Table) -> bool:
    return table.at == len(page.lines)


def _headed(table: Table) -> Table:
    """The table, with headings that stand in two rows put together."""
    columns = recognise(table.header)
    if columns is None or not table.rows:
        return table
    header = in_two_rows(table.header, table.rows[0], columns.text, is_named)
    return replace(table, header=header, rows=table.rows[1:]) if header and recognise(header) else table


def _repeats(row: Sequence[str], header: Sequence[str]) -> bool:
    """True if a row repeats the headings, as at the top of each page of a print."""
    pairs = [(shown(a), shown(b)) for a, b in zip(row, header, strict=False)]
    filled = [a for a, _ in pairs if a]
    return (
        len(filled) > 1
        and all(not a or a.casefold() == b.casefold() for a, b in pairs)
        and not any(cell.strip() for cell in row[len(header) :])
    )


def _rows(table: Table, columns: Columns, warnings: list[str], *, cut: bool) -> list[Row]:
    rows = []
    again = False
    for i, row in enumerate(table.rows):
        ruled = again and all(_RULE.fullmatch(cell) for cell in row)  # the line below headings in Markdown
        again = _repeats(row, table.header)
        cells = [cell.strip() for cell in row]
        if again or ruled or marks([" ".join(filter(None, cells))]):
            continue  # as a print has them on each of its pages
        if _spans(cells) and not (columns.text == 0 and _recommends(row[0].strip())):
            if not is_footer(row[0]):
                warnings.append(f"{_LEFT_OUT}: “{row[0].strip()[:60]}”")
            continue
        fitted = _fitted(row, table, columns)
        found = _row(fitted, columns)
        if not found.text and (
            said := [f"“{fitted[at].strip()[:60]}”" for at in columns.others if _filled(fitted, at)]
        ):
            warnings.append(f"a row of the table {_NO_TEXT}: {', '.join(said)}")
        if unheaded := _unheaded(fitted, columns):
            warnings.append(f"{_UNHEADED}: {', '.join(unheaded)}")
        if cut and i == len(table.rows) - 1:
            about = f"recommendation {found.number}" if found.number else "the last recommendation"
            warnings.append(f"the page breaks off in the middle of {about}, which was kept as far as it goes")
            found = replace(found, incomplete=True)
        rows.append(found)
    return [row for row in rows if replace(row, incomplete=False) != Row("")]


def _with_numbers(table: Table, columns: Columns) -> Columns:
    """The columns with one of numbers that has no heading, if there is one."""
    if columns.number is not None:
        return columns
    words = columns.text + 1  # where one heading stands over the numbers and the recommendations
    if words < len(table.header) and not table.header[words].strip():
        pairs = [(row[words - 1].strip(), row[words].strip()) for row in table.rows if words < len(row)]
        if any(b for _, b in pairs) and all(not a or is_number(a) for a, _ in pairs):
            return replace(columns, number=columns.text, text=words)
    for at, heading in enumerate(table.header):
        cells = [row[at].strip() for row in table.rows if at < len(row) and row[at].strip()]
        if not heading.strip() and cells and at != columns.text:
            numbered = sum(map(is_number, cells))
            if numbered >= 0.8 * len(cells):
                return replace(columns, number=at)
    return columns


def _recommends(text: str) -> bool:
    """True if a cell that is alone in its row is a recommendation of which the other cells are empty."""
    return not is_footer(text) and len(text.split()) > 3 and (text.endswith(".") or wishes(text))


def _unheaded(row: Sequence[str], columns: Columns) -> list[str]:
    """The words of a row that stand under no heading."""
    known = {columns.text, columns.number, columns.title, columns.addressed_to, *columns.others, *columns.also}
    spare = (cell.strip() for at, cell in enumerate(row) if at not in known)
    return [f"“{cell[:60]}”" for cell in spare if any(char.isalnum() for char in cell)]


def _spans(row: Sequence[str]) -> bool:
    """True if a row has one cell across all columns: a footer or a heading between recommendations."""
    return bool(row) and bool(row[0]) and not any(row[1:]) and not is_number(row[0])


def _row(row: Sequence[str], columns: Columns) -> Row:
    def cell(at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    bodies = dict.fromkeys(filter(None, map(cell, (columns.addressed_to, *columns.also))))
    return Row(
        text=cell(columns.text),
        addressed_to=" | ".join(bodies),
        number=cell(columns.number) or None,
        title=cell(columns.title) or None,
    )


def _fitted(row: Sequence[str], table: Table, columns: Columns) -> list[str]:
    """The row with as many cells as the heading: a cell that holds a `|` has come as several."""
    spare = len(row) - len(table.header)
    if spare <= 0 or not table.pipes:
        return list(row)
    text, cell = columns.text, columns.addressed_to
    if cell != text + 1:
        at = text if cell is None else cell
        return [*row[:at], "|".join(row[at : at + 1 + spare]), *row[at + 1 + spare :]]
    end = cell + 1 + spare
    middle = cell + _prose(row[text:end])
    return [*row[:text], "|".join(row[text:middle]), "|".join(row[middle:end]), *row[end:]]


def _prose(pieces: Sequence[str]) -> int:
    """The number of pieces after the first that belong to the recommendation, as they are sentences and not names."""
    for i in range(len(pieces) - 2, 0, -1):
        piece = pieces[i].strip()
        if piece and (shape(piece) is None or piece[-1] in ".;:,"):
            return i
    return 0
