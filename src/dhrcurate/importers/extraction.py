"""Tables as extraction programs write them: CSV, JSON and JSON lines, of one review or of many."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import REVIEW, SOURCE, Kind
from dhrcurate.importers.fields import REVIEW_FIELDS, ROW_FIELDS, Fields, review_values, row_values
from dhrcurate.importers.metadata import read_date
from dhrcurate.importers.model import Found, Layout, Metadata, Row

_LISTS = ("recommendations", "recs", "rows", "items", "data", "results", "reviews", "records")
_NESTED = ("review", "metadata", "meta", "source")
_DATES = tuple(field.name for field in REVIEW if field.kind is Kind.DATE)
_TEXTS = tuple(
    field.name
    for table in (REVIEW, SOURCE)
    for field in table
    if field.kind in {Kind.LINE, Kind.LINES} and field.name in REVIEW_FIELDS
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CUT = "the file breaks off in the middle of its last row, which is incomplete and was left out"

Values = Mapping[str, str]
"""Values of one row or review, by the names of a record's fields."""


def read_csv(text: str, name: str, mapping: Mapping[str, str]) -> list[Found]:
    """Reads a table of comma-, semicolon-, tab- or bar-separated values.

    Args:
        text: The file's text.
        name: Its name, for messages.
        mapping: Columns given by the caller, by field.

    Raises:
        UnusableError: If it is no such table or a given column is not there.
        RefusedError: If no column holds recommendations.
    """
    separator = max(",;\t|", key=lambda char: _recognised(text, char))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(2**31 - 1)
    rows: list[tuple[int, list[str]]] = []
    cut = False
    try:
        rows.extend((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            raise UnusableError(f"{name}:{reader.line_num}:1: not a table: {error}; check the quotes there") from None
        cut = True
    if not rows:
        raise RefusedError(f"{name}: holds no review: it is empty")
    header = [cell.strip() for cell in rows[0][1]]
    fields = Fields.of(header, mapping, name)
    if len(rows) > 1 and len(rows[-1][1]) < len(header) and not text.endswith("\n"):
        rows.pop()
        cut = True
    for line, cells in rows[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise UnusableError(
                f"{name}:{line}:1: has {len(cells)} cells under {len(header)} headings; check the quotes there"
            )
    values = (dict(zip(header, cells, strict=False)) for _, cells in rows[1:])
    return _grouped("csv", (fields.values(row) for row in values), [*fields.warnings, *([_CUT] if cut else [])], name)


def read_json(text: str, name: str, mapping: Mapping[str, str]) -> list[Found]:
    """Reads a JSON document: a list of rows, a review with its recommendations, or a list of such.

    Raises:
        UnusableError: If it is no JSON or a given column is not there.
        RefusedError: If it holds no recommendations.
    """
    return _reviews("json", _parsed(text, name, 1), mapping, name, [])


def read_jsonl(text: str, name: str, mapping: Mapping[str, str]) -> list[Found]:
    """Reads JSON lines: a row or a review with its recommendations on each.

    Raises:
        UnusableError: If a line is no JSON or a given column is not there.
        RefusedError: If it holds no recommendations.
    """
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    values, warnings = [], []
    for i, line in lines:
        try:
            values.append(_parsed(line, name, i))
        except UnusableError:
            if (i, line) != lines[-1] or text.endswith("\n") or not values:
                raise
            warnings.append(_CUT)
    return _reviews("jsonl", values, mapping, name, warnings)


def _recognised(text: str, separator: str) -> tuple[int, int]:
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    return len(row_values(header)), len(header)


def _parsed(text: str, name: str, line: int) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise UnusableError(f"{name}:{line}:1: an object has a member twice")
        return dict(pairs)

    def refuse(constant: str) -> Any:
        raise UnusableError(f"{name}:{line}:1: {constant} is not JSON")

    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=refuse, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        place = f"{line + error.lineno - 1}:{error.colno}"
        raise UnusableError(f"{name}:{place}: not JSON: {error.msg[0].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise UnusableError(f"{name}:{line}:1: is nested too deeply") from None


def _reviews(layout: Layout, value: Any, mapping: Mapping[str, str], name: str, warnings: list[str]) -> list[Found]:
    if isinstance(value, list) and value and all(isinstance(v, dict) and _rows_of(v) is not None for v in value):
        return [found for v in value for found in _reviews(layout, v, mapping, name, warnings)]
    rows = value if isinstance(value, list) else _rows_of(value) if isinstance(value, dict) else None
    if rows is None:
        raise RefusedError(f"{name}: holds no review: it has no list of recommendations")
    if rows and all(isinstance(row, dict) and _rows_of(row) is not None for row in rows):
        return _reviews(layout, rows, mapping, name, warnings)
    said = _review_of(value) if isinstance(value, dict) else {}
    plain = [{"text": row} if isinstance(row, str) else row for row in rows]
    if not all(isinstance(row, dict) for row in plain):
        raise RefusedError(f"{name}: holds no review: its list has other things than recommendations")
    columns = list(dict.fromkeys(key for row in plain for key in row))
    fields = Fields.of(columns, mapping, name)
    values = ({**said, **fields.values({k: _as_text(v) for k, v in row.items()})} for row in plain)
    return _grouped(layout, values, [*warnings, *fields.warnings], name)


def _rows_of(value: Mapping[str, Any]) -> list[Any] | None:
    return next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)


def _review_of(value: Mapping[str, Any]) -> dict[str, str]:
    flat = {k: v for k, v in value.items() if not isinstance(v, (dict, list))}
    for key in _NESTED:
        if isinstance(inner := value.get(key), dict):
            flat |= inner
    return {kind: _as_text(flat[column]) for kind, column in review_values(list(flat)).items()}


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return " | ".join(_as_text(v) for v in value)
        case dict():
            return _as_text(value.get("name", ""))
        case _:
            return str(value)


def _grouped(layout: Layout, values: Iterable[Values], warnings: Sequence[str], name: str) -> list[Found]:
    """A review for each set of rows that say the same of their review."""
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row in values:
        if any(v.strip() for k, v in row.items() if k in ROW_FIELDS):
            key = tuple(
                row.get(k, "").strip() for k in ("csp", "review_title", "published", "year_of_death", "library_id")
            )
            groups.setdefault(key, []).append(row)
    if not groups:
        raise RefusedError(f"{name}: holds no review: no row has a recommendation")
    found = []
    for rows in groups.values():
        metadata, more = _metadata(rows)
        found.append(Found(layout, metadata, tuple(map(_row, rows)), (*warnings, *more)))
    return found


def _row(values: Values) -> Row:
    def value(kind: str) -> str:
        return values.get(kind, "").strip()

    return Row(value("text"), value("addressed_to"), value("number") or None, value("title") or None)


def _metadata(rows: Sequence[Values]) -> tuple[Metadata, list[str]]:
    said = {kind: v for row in reversed(rows) for kind, v in row.items() if kind not in ROW_FIELDS and v.strip()}
    dates = {kind: read_date(said[kind]) for kind in _DATES if kind in said}
    year = _YEAR.search(said.get("year_of_death", ""))
    count = said.get("stated_count", "").strip()
    wording = said.get("wording", "").strip().lower()
    sha256 = said.get("page_sha256", "").strip().removeprefix("sha256:").lower()
    warnings = [f"“{said[kind]}” is not a date and was left out" for kind, date in dates.items() if date is None]
    plain = {kind: said[kind].strip() for kind in _TEXTS if kind in said}
    metadata = Metadata(
        title=said.get("review_title"),
        year_of_death=int(year.group()) if year else None,
        stated_count=int(count) if count.isdecimal() else None,
        wording=wording if wording in REVIEW.field("wording").choices else None,
        page_sha256=sha256 if re.fullmatch(r"[0-9a-f]{64}", sha256) else None,
        **dates,
        **plain,
    )
    return metadata, warnings
