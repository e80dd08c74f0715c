"""A file that is an export of recommendations, as its headings tell, with its rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from dhrcurate.curation.returning.cells import Unread
from dhrcurate.curation.returning.spoilt import are_of_an_export
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import KEY_COLUMNS, PROVENANCE, TRAIL_HEAD
from dhrcurate.storage.files import open_file

LARGEST = 256 * 2**20
"""A larger file is not read."""
_HEAD = 1 << 16
"""So many bytes at a file's beginning tell whether it is an export."""
_WORKBOOK = b"PK\x03\x04"
_SEPARATORS = ",;\t|"
_HIGHEST = 8
"""The headings stand in one of so many rows."""
_SEPARATOR_LINE = re.compile(r'\s*"?sep=[,;\t|]"?[ \t]*\r?\n', re.IGNORECASE)
_JSON = re.compile(rb"\s*[\[{]")
_OF_EXPORT = re.compile(rb'"(?:trail_head|record_digest)"\s*:|"tool"\s*:\s*"dhrcurate ')
"""What only an export says of itself."""
_NAMING = frozenset((*KEY_COLUMNS, *PROVENANCE))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of an export.

    Attributes:
        name: The file's name.
        headings: The names of its columns.
        rows: Its rows, each with its number as a spreadsheet counts them.
        typed: Whether its cells are texts by their type, so that none was given an apostrophe.
        digest: The SHA-256 of the file.
        cut: Whether the file breaks off in its last row.
        unended: The number of the last row, if no line end follows it, so that the file may break off in its last cell.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]
    typed: bool
    digest: str
    cut: bool = False
    unended: int | None = None


def sheet_in(path: Path) -> Sheet | None:
    """The export that a file holds; `None` if it is something else, or there is none.

    Raises:
        RefusedError: If it is an export that cannot come back.
        UnusableError: If it is one that cannot be read.
    """
    try:
        with open_file(path, LARGEST) as file:
            head = file.read(_HEAD)
            if head.startswith(_WORKBOOK):
                return _in_workbook(head + file.read(), path)
            if _JSON.match(head) and _OF_EXPORT.search(head):
                raise RefusedError(f"{path}: an export comes back as CSV or XLSX: export it again as one of these")
            if _headings_in(head.decode("utf-8-sig", "replace"), str(path))[1] is None:
                return None
            return _in_text(head + file.read(), str(path))
    except FileNotFoundError:
        return None


def _in_workbook(raw: bytes, path: Path) -> Sheet | None:
    from dhrcurate.documents.model import UnreadError  # noqa: PLC0415  # only of workbooks

    try:
        from dhrcurate.documents.xlsx_rows import sheets_of  # noqa: PLC0415  # needs what is perhaps not installed
    except ModuleNotFoundError as error:
        if path.suffix.lower() != ".xlsx":
            return None
        raise UnusableError(
            f"{path}: reading XLSX needs {error.name}, which is not installed: pip install 'dhrcurate[documents]'"
        ) from None
    try:
        found: dict[str, Sheet] = {}
        for sheet in sheets_of(raw):
            filled = [(line, _marked(line, cells, sheet.unread)) for line, cells in enumerate(sheet.rows, 1)]
            filled = [(line, cells) for line, cells in filled if any(cells)]
            at, headings = _heading([cells for _, cells in filled[:_HIGHEST]], str(path))
            if headings is not None:
                rows = tuple(filled[at + 1 :])
                found[sheet.name] = Sheet(str(path), headings, rows, typed=True, digest=_digest(raw))
        if len(found) > 1:
            named = " and ".join(f"“{name}”" for name in found)
            raise RefusedError(f"{path}: the sheets {named} are exports: leave one of them in the file")
        return next(iter(found.values()), None)
    except UnreadError as error:
        if path.suffix.lower() != ".xlsx":
            return None
        what = "is too large to be read at once: export fewer with --filter, or CSV"
        told = {"too-large": what, "password": "asks for a password: save it without one"}
        raise UnusableError(f"{path}: {told.get(error.problem, 'is damaged or cut off')}") from None


def _marked(line: int, cells: Sequence[str], unread: Mapping[tuple[int, int], str]) -> Sequence[str]:
    """The cells of a row, with the reason in place of those that cannot be read."""
    if not any(at == line - 1 for at, _ in unread):
        return cells
    return [Unread(why) if (why := unread.get((line - 1, at))) else cell for at, cell in enumerate(cells)]


def _in_text(raw: bytes, name: str) -> Sheet:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnusableError(
            f"{name}:{line}: is not UTF-8: a spreadsheet saved it in other characters and lost those that these lack;"
            " save it as “CSV UTF-8” or XLSX instead"
        ) from None
    at, headings = _headings_in(text, name)
    assert headings is not None  # as its head said
    body = _body(text)
    rows = enumerate(_reader(body, _separator(body)), 1)
    filled = tuple((line, cells) for line, cells in rows if line > at + 1 and any(cells))
    last = filled[-1] if filled and not body.endswith(("\n", "\r")) else None
    cut = body.count('"') % 2 == 1 or (last is not None and len(last[1]) < len(headings))
    return Sheet(name, headings, filled, typed=False, digest=_digest(raw), cut=cut, unended=last[0] if last else None)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _headings_in(text: str, name: str) -> tuple[int, tuple[str, ...] | None]:
    """The headings of an export, and the row that they are in, from 0; `None` if a text is something else."""
    body = _body(text)
    return _heading(list(_first(body, _separator(body))), name)


def _heading(rows: Sequence[Sequence[str]], name: str) -> tuple[int, tuple[str, ...] | None]:
    """The first of some rows that is the headings of an export: somebody may have put a title above them."""
    found = ((at, _known(cells, name)) for at, cells in enumerate(rows))
    return next(((at, headings) for at, headings in found if headings is not None), (0, None))


def _body(text: str) -> str:
    """A text without the line in which Excel names the separator."""
    return _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """What stands between the headings: a spreadsheet in another language writes semicolons."""
    return max(_SEPARATORS, key=lambda one: sum(map(_names_a_row, chain.from_iterable(_first(text, one)))))


def _first(text: str, separator: str) -> Iterator[list[str]]:
    with suppress(csv.Error):
        yield from islice(_reader(text, separator), _HIGHEST)


def _names_a_row(cell: str) -> bool:
    return cell.strip().lower() in _NAMING


def _known(cells: Sequence[str], name: str) -> tuple[str, ...] | None:
    """The headings of an export, from the cells of its first row; `None` if they are those of something else.

    Raises:
        RefusedError: If they are those of an export that lacks what tells which state of which recommendation it shows.
    """
    last = max((at for at, cell in enumerate(cells) if cell.strip()), default=-1)
    names = tuple(cell.strip() for cell in cells[: last + 1])
    plain = {one.lower() for one in names}
    lacking = [column for column in KEY_COLUMNS if column not in plain]
    lacking += [] if plain & set(PROVENANCE) else [TRAIL_HEAD]
    if not lacking:
        return names
    if are_of_an_export(plain):
        raise RefusedError(
            f"{name}: is an export without {' and '.join(lacking)}, so nothing tells what was changed: put the column"
            " back, or export again"
        )
    return None
