"""Tables of comma-, semicolon-, tab- or bar-separated values, of one review or of many."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import islice

from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers.columns.by_headings import in_two_rows
from dhrcurate.importers.columns.counted import headings_of_values
from dhrcurate.importers.columns.fields import Fields, Mapped
from dhrcurate.importers.columns.merged import FILLED, PERHAPS, filled_down, leads, perhaps_merged
from dhrcurate.importers.columns.names import REVIEW_FIELDS, USUAL_NAMES, row_values
from dhrcurate.importers.columns.names_in_cells import LEFT_OUT
from dhrcurate.importers.columns.of_print import rows_of_print
from dhrcurate.importers.columns.transposed import turned
from dhrcurate.importers.columns.whole import CUT, MOST_COLUMNS, check_columns, check_size, filled
from dhrcurate.importers.columns.wrapped import put_together, wrapped_rows
from dhrcurate.importers.decoding import Decoded
from dhrcurate.importers.metadata import fill, read_metadata
from dhrcurate.importers.model import Found
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.values.further_actions import with_actions_joined
from dhrcurate.importers.values.group_rows import under_headings
from dhrcurate.importers.values.notes import without_notes
from dhrcurate.importers.values.reviews import Told, fill_down, rows_in_words, sorted_into_reviews
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.headings import are_headings, folded
from dhrcurate.importers.wording.numbers import is_number

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(?P<separator>[,;\t|])"?[ \t]*\n', re.IGNORECASE)
_HEAD = 1 << 16
"""So many characters at a table's beginning tell its separator."""
_MOST_ABOVE = 10
"""The headings stand among so many filled rows at a table's beginning."""
_OF_REVIEW = re.compile(
    r"\bdomestic (?:homicide|abuse related death) review\b|\bDHR\b|\bDARDR\b|\bcommunity safety partnership\b",
    re.IGNORECASE,
)
"""What a line above the headings says that is the title of the table, or names its partnership."""
_LONGEST = 15
"""No such title has more words."""
_PAIR = 2
"""A label and its value."""
_SHOWN = 3
_SHORT = "the last row has fewer cells than there are headings; it was taken as it is"

NumberedRow = tuple[int, Sequence[str]]
"""A row's place, for messages, and its cells."""


def read_csv(
    file: Decoded, name: str, mapping: Mapped, names: Names | None = None, *, kept: bool = True
) -> list[Found]:
    """Reads a table of comma-, semicolon-, tab- or bar-separated values.

    Args:
        file: The file.
        name: Its name, for messages.
        mapping: Columns given by the caller, by field.
        names: The register, which knows the bodies that stand in rows of their own above those addressed to them.
        kept: Whether columns that a record has no field for are kept beside the recommendations.

    Raises:
        UnusableError: If it is no such table or a given column is not there.
        RefusedError: If no column holds recommendations.
    """
    text = file.text
    check_size(text.count("\n"), "lines", name)
    csv.field_size_limit(2**31 - 1)
    marked = _SEPARATOR_LINE.match(text)
    body = text[marked.end() :] if marked else text
    separator = marked["separator"] if marked else max(_SEPARATORS, key=lambda char: _recognised(body, char, mapping))
    table = _CsvTable(body, separator, name, first=2 if marked else 1)
    table.cut |= file.cut
    if not table.rows:
        raise RefusedError(f"{name}: holds no review: it is empty")
    unheaded = [] if mapping else table.with_headings()
    if not mapping and (upright := turned([cells for _, cells in table.rows])):
        lines = [table.rows[0][0], *(table.rows[at][0] for at in upright.places)]
        table.rows = list(zip(lines, map(list, (upright.header, *upright.rows)), strict=True))
    at = _heading([cells for _, cells in table.rows[:_MOST_ABOVE]], mapping)
    header, below = _headings(table.rows[at:], mapping)
    check_columns(len(header), "columns", name)
    fields = Fields.of(header, mapping, name)
    told = Told([CUT] if table.cut else [])
    if unheaded:
        told.lose(f"left out what stands under no heading: {', '.join(f'“{cell[:60]}”' for cell in unheaded)}")
    titles: dict[int, str] = {}
    for line, cells in table.rows[:at]:
        if said := _about_review([cell.strip() for cell in cells if cell.strip()]):
            titles[line] = said
        else:
            told.lose(f"left out what stands above the headings, line {line}: {_quoted(cells)}")
    rows = list(without_headings(_unprinted(table.rows[at + below :], told), header, name))
    for line, row in rows:
        if any(cell.strip() for cell in row[len(header) :]):
            raise UnusableError(
                f"{name}:{line}:1: has {len(row)} cells under {len(header)} headings; check the quotes there"
            )
    if rows and len(rows[-1][1]) < len(header) and not text.endswith("\n") and not table.cut:
        told.warnings.append(_SHORT)
    rows = rows if mapping else _unwrapped(header, rows)
    found = reviews_of(fields, rows, mapping, told, names, cut=table.cut, kept=kept)
    return _titled(found, titles) if titles else found


def _about_review(said: Sequence[str]) -> str:
    """What the filled cells of a row above the headings say of the review; empty if they say something else.

    That is the title of the table, or a fact after a label, in its cell or in the next one.
    """
    text = ": ".join([said[0].rstrip(": "), said[1]]) if len(said) == _PAIR else said[0]
    if len(said) > _PAIR or len(text.split()) > _LONGEST or wishes(text):
        return ""
    if len(said) == 1 and _OF_REVIEW.search(text):
        return text
    about = read_metadata(Page((Line(text, gap=True),)), 1)
    stated = (about.csp, about.year_of_death, about.published, about.report_date)
    return text if any(value is not None for value in stated) else ""


def _titled(found: Sequence[Found], titles: Mapping[int, str]) -> list[Found]:
    """The review of a table with what stands above its headings, by line, where its columns do not say it.

    Above several reviews, or one whose columns say another partnership, it is left out.
    """
    first, *others = found
    about = read_metadata(Page(tuple(Line(text, gap=True) for text in titles.values())), len(titles))
    told = Told()
    if others or (about.csp and first.metadata.csp and about.csp.casefold() not in first.metadata.csp.casefold()):
        for line, text in titles.items():
            told.lose(f"left out what stands above the headings, line {line}: {_quoted([text])}")
    else:
        told.warnings += (f"read above the headings, line {line}: {_quoted([text])}" for line, text in titles.items())
        first = replace(first, metadata=fill(first.metadata, **asdict(about)))
    return [told.before(first), *others]


def _unwrapped(header: Sequence[str], rows: Sequence[NumberedRow]) -> list[NumberedRow]:
    """The rows, those put together over which cells were wrapped."""
    cells = [row for _, row in rows]
    return [
        rows[group[0]] if len(group) == 1 else (rows[group[0]][0], put_together([cells[at] for at in group]))
        for group in wrapped_rows(header, cells)
    ]


def reviews_of(
    fields: Fields,
    rows: Sequence[NumberedRow],
    mapping: Mapped,
    told: Told,
    names: Names | None = None,
    *,
    layout: str = "csv",
    cut: bool = False,
    kept: bool = False,
) -> list[Found]:
    """The reviews of which a table has the recommendations, told apart by its columns.

    Args:
        fields: Its columns.
        rows: Its rows with their places, for messages.
        mapping: Columns given by the caller, by field.
        told: What is told of the table so far.
        names: The register; without it no row is the heading of a group.
        layout: The layout of the table.
        cut: Whether the file breaks off in the last row.
        kept: Whether columns that a record has no field for are kept beside the recommendations.

    Raises:
        RefusedError: If two columns say different things, or no row has a recommendation.
    """
    fields.settle([cells for _, cells in rows], mapping)
    last = rows[-1][0] if rows and cut else None
    rows = with_actions_joined(rows, fields, cut=cut, kept=kept)
    said = [fields.read(cells, line) for line, cells in rows]
    read = [
        TableRow(
            line, each.values, line == last, other=True, beside=fields.beside(cells), extracted=each.extracted,
            extra=each.extra if kept else {},
        )
        for (line, cells), each in zip(rows, said, strict=True)
    ]  # fmt: skip
    counts = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows]
    read = without_notes(read, counts, told) if layout == "csv" else read
    if names is not None:
        about = {at for kind in fields.columns if kind in REVIEW_FIELDS for at in fields.columns[kind]}
        filled_in = [sum(bool(cell.strip()) for at, cell in enumerate(cells) if at not in about) for _, cells in rows]
        read = under_headings(read, filled_in[: len(read)], names, told)
    for lost in fields.lost:
        told.lose(lost)
    told.warnings += fields.warnings(kept=kept)
    order = sorted((kind for kind in fields.columns if kind in REVIEW_FIELDS), key=lambda kind: fields.columns[kind][0])
    read = fill_down(read, order, told)
    read = _with_bodies(read, fields, order, told, names)
    if not any(row.values.get("addressed_to") for row in read) and "addressed_to" not in mapping:
        for heading in fields.names_left([cells for _, cells in rows]):
            told.lose(f"{LEFT_OUT}; if so, name it with --map addressed_to=COLUMN: {heading}")
    return filled(sorted_into_reviews(layout, read, told, columns=fields.placed), fields.name)


def _with_bodies(
    rows: Sequence[TableRow], fields: Fields, order: Sequence[str], told: Told, names: Names | None
) -> list[TableRow]:
    """The rows of a table with the addressees of merged cells in each row of a review that they stretch over."""
    first = {kind: places[0] for kind in ("number", "title", "text") if (places := fields.columns.get(kind))}
    column = next(iter(fields.columns.get("addressed_to", ())), None)
    bodies = [row.values.get("addressed_to", "") for row in rows]
    groups = [tuple(row.values.get(kind, "") for kind in order) for row in rows]
    if leads(column, tuple(first.values())):
        whole = filled_down(bodies, groups)
        merged = [at for at, (before, after) in enumerate(zip(bodies, whole, strict=True)) if before != after]
    elif column is not None and names is not None:
        actors = Actors(names)
        before_words = leads(column, (first.get("title"), first.get("text")))
        found = perhaps_merged(
            bodies, groups, lambda at: actors.acts(rows[at].values.get("text", "")), before_words=before_words
        )
        whole, merged = found.bodies, found.filled
        if found.doubtful:
            told.lose(f"{PERHAPS}: in {rows_in_words([rows[at].place for at in found.doubtful])}")
    else:
        return list(rows)
    if merged:
        told.warnings.append(f"{FILLED}: in {rows_in_words([rows[at].place for at in merged])}")
    return [
        replace(row, values={**row.values, "addressed_to": body}) if body else row
        for row, body in zip(rows, whole, strict=True)
    ]


def is_delimited(text: str) -> bool:
    """True if a text begins with headings of a table of recommendations, whatever its file is called."""
    return max(_recognised(text, char, {}) for char in _SEPARATORS)[0] > 1


def is_tabbed(text: str) -> bool:
    """True if a text is nothing but a table of tab-separated values that says in its columns what its reviews are."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all("\t" in line for line in lines):
        return False
    return _recognised(text, "\t", {})[0] > 1 and not REVIEW_FIELDS.keys().isdisjoint(row_values(lines[0].split("\t")))


def _recognised(text: str, separator: str, mapping: Mapped) -> tuple[int, int]:
    """How many columns a separator makes known, and how many in all."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=separator)
    with suppress(csv.Error):
        rows += islice((cells for cells in reader if any(cell.strip() for cell in cells)), _MOST_ABOVE)
    header = rows[_heading(rows, mapping)] if rows else []
    return _known(header, mapping), len(header)


def _heading(rows: Sequence[Sequence[str]], mapping: Mapped) -> int:
    """The place of the headings: the first row, unless a later one is plainly more of a heading."""
    known = [_known(cells, mapping) for cells in rows]
    at = known.index(max(known))
    return at if known[at] > 1 or len(mapping) == 1 else 0


def _known(cells: Sequence[str], mapping: Mapped) -> int:
    """How many cells of a row are the headings of known or given columns; 0 where the recommendations' is not."""
    given = {folded(c) for said in mapping.values() for c in ([said] if isinstance(said, str) else said)}
    here = [folded(cell) for cell in cells[:MOST_COLUMNS]]
    found = row_values(cells[:MOST_COLUMNS])
    if not given.issubset(here) or not ("text" in mapping or "text" in found):
        return 0
    return len(given | {folded(column) for column in found.values()})


def _headings(rows: Sequence[tuple[int, list[str]]], mapping: Mapped) -> tuple[list[str], int]:
    """The headings at the beginning of rows, and how many of them they take up."""
    header = [cell.strip() for cell in rows[0][1]]
    words = row_values(header)
    if "text" in mapping or "text" not in words:
        return header, 1
    text = header.index(words["text"])
    if rows[1:] and (both := in_two_rows(header, rows[1][1], text, lambda cell: folded(cell) in USUAL_NAMES)):
        return list(both), 2
    spanned = "number" not in words and "number" not in mapping and header[text + 1 : text + 2] == [""]
    pairs = [(cells[text].strip(), cells[text + 1].strip()) for _, cells in rows[1:] if text + 1 < len(cells)]
    if spanned and any(b for _, b in pairs) and all(not a or is_number(a) for a, _ in pairs):
        header[text : text + 2] = ["number", header[text]]  # one heading over both
    return header, 1


def without_headings(rows: Sequence[NumberedRow], header: Sequence[str], name: str) -> Iterator[NumberedRow]:
    """The rows without those that repeat the headings, as above each page of a print.

    Raises:
        RefusedError: If a row is the heading of another table.
    """
    own = [folded(cell) for cell in header]
    names = frozenset(own)
    words = names | USUAL_NAMES
    for line, cells in rows:
        if not are_headings(cells, words) and any(cell.strip() and folded(cell) not in names for cell in cells):
            yield line, cells
            continue
        said = [folded(cell) for cell in cells]
        filled_in = {cell for cell in said if cell}
        if len(filled_in) > 1 and said[: len(own)] == own and not any(said[len(own) :]):
            continue
        if len(filled_in) > 1 and are_headings(cells, words):
            raise RefusedError(
                f"{name}:{line}:1: another table begins here, with other headings; put each into a file of its own"
            )
        yield line, cells


def _unprinted(rows: Sequence[NumberedRow], told: Told) -> list[NumberedRow]:
    """The rows without those of the print that the table was taken from, which are told."""
    printed = rows_of_print([cells for _, cells in rows])
    if printed:
        said = ", ".join(_quoted(rows[at][1]) for at in sorted(printed)[:_SHOWN])
        shown = rows_in_words([rows[at][0] for at in sorted(printed)])
        told.warnings.append(f"left out what a print has on each page, {shown}: {said}")
    return [row for at, row in enumerate(rows) if at not in printed]


def _quoted(cells: Sequence[str]) -> str:
    said = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return ", ".join(f"“{cell[:60]}”" for cell in said[:_SHOWN]) + (", ..." if len(said) > _SHOWN else "")


class _CsvTable:
    """The filled rows of a table with their lines.

    Args:
        text: The table.
        separator: What stands between its cells.
        name: The file's name, for messages.
        first: The line that the text begins with.

    Raises:
        UnusableError: If a quotation mark is out of place.
    """

    def __init__(self, text: str, separator: str, name: str, *, first: int) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.cut = False
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        end = 0
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    self.rows.append((end + first, cells))
                end = reader.line_num
        except csv.Error as error:
            rest = text.split("\n")[end:]
            if "unexpected end of data" not in str(error) or len(rest) > 1:
                line = end + first if "unexpected end of data" in str(error) else reader.line_num + first - 1
                raise UnusableError(f"{name}:{line}:1: not a table: {error}; check the quotes there") from None
            cells = next(csv.reader([rest[0] + '"'], delimiter=separator), [])
            if any(cell.strip() for cell in cells):
                self.rows.append((end + first, cells))
            self.cut = True

    def with_headings(self) -> list[str]:
        """Gives the table headings where it has none and its cells tell what they are.

        Returns:
            What its first rows say under none of them.
        """
        rows = [cells for _, cells in self.rows]
        header = headings_of_values(rows)
        if header is None:
            return []
        self.rows.insert(0, (0, list(header)))
        pairs = (pair for row in rows for pair in zip(row, header, strict=False))
        return list(islice((cell.strip() for cell, named in pairs if cell.strip() and not named), _SHOWN))
