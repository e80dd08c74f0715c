"""The rows of an export by record, each recommendation once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dhrcurate.curation.returning.changes import NumberedRow
from dhrcurate.curation.returning.columns import EDITABLE, Columns
from dhrcurate.curation.returning.sheet import Sheet
from dhrcurate.curation.returning.states import OF_AGENCIES
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import KEY_COLUMNS, PROVENANCE
from dhrcurate.exporters.rows import JOIN

_PER_AGENCY = ("agencies", *OF_AGENCIES)
_SHOWN = 4


def apart(sheet: Sheet, columns: Columns) -> tuple[dict[str, list[NumberedRow]], list[str], list[str]]:
    """The rows of an export by record.

    Returns:
        The rows; what is told of rows that stand there again; and what is told of those that cannot be taken.

    Raises:
        RefusedError: If there is a row for each agency of a recommendation.
    """
    sound, lost = _sound(sheet)
    named: defaultdict[tuple[str, ...], list[NumberedRow]] = defaultdict(list)
    for line, cells in sound:  # two of one recommendation in two states are compared each with its own
        named[tuple(columns.cell(cells, name).strip() for name in (*KEY_COLUMNS, *PROVENANCE))].append((line, cells))
    found: defaultdict[str, list[NumberedRow]] = defaultdict(list)
    notices: list[str] = []
    for (record_id, key, *_), rows in named.items():
        if not (record_id and key):
            lost.append(f"{_lines(rows)} without a record or a key, which an export does not add: left out")
        elif len(rows) == 1 or _are_alike(rows, columns):
            found[record_id].append(rows[0])
            if len(rows) > 1:
                notices.append(f"{_lines(rows)} of {record_id}, {key} say the same")
        elif _are_per_agency(rows, columns):
            raise RefusedError(
                f"{sheet.name}: this export has a row per agency, as of {record_id}, {key}, and what comes back has one"
                " per recommendation: export it again without --per agency"
            )
        else:
            lost.append(f"{_lines(rows)} are of the same {record_id}, {key} and differ: left out")
    return dict(found), notices, lost


def _sound(sheet: Sheet) -> tuple[list[NumberedRow], list[str]]:
    """The rows whose cells stand where the headings say, and what is told of the others."""
    rows, lost = list(sheet.rows), []
    if sheet.cut and rows:
        line, _ = rows.pop()
        lost.append(f"the file breaks off in row {line}, which was left out")
    found = []
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(sheet.headings) :]):
            lost.append(
                f"row {line} has {len(cells)} cells under {len(sheet.headings)} headings and was left out: check the"
                " quotes there"
            )
        else:
            found.append((line, cells))
    return found, lost


def _lines(rows: Sequence[NumberedRow]) -> str:
    lines = [str(line) for line, _ in rows]
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"row{'s' * (len(lines) > 1)} {', '.join(lines[:_SHOWN])}{more}"


def _are_alike(rows: Sequence[NumberedRow], columns: Columns) -> bool:
    """True if rows say the same in all cells that can be changed."""
    said = {tuple(columns.cell(cells, column) for column in EDITABLE) for _, cells in rows}
    return len(said) == 1


def _are_per_agency(rows: Sequence[NumberedRow], columns: Columns) -> bool:
    """True if rows differ in one agency each, and in nothing else."""
    others = [column for column in columns.at if column not in _PER_AGENCY]
    agencies = [columns.cell(cells, "agencies") for _, cells in rows]
    rest = {tuple(columns.cell(cells, column) for column in others) for _, cells in rows}
    return len(rest) == 1 and len(set(agencies)) == len(agencies) and not any(JOIN.strip() in one for one in agencies)
