"""Reading register files: TOML bytes to plain values, strictly validated; errors name file, line and entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import tomli
from rapidfuzz import fuzz, process

from dhrcurate.agencies.normalise import slug
from dhrcurate.domain.errors import UnusableError

FORMAT = 1
"""The version of the register format that this program reads and writes."""

MAX_BYTES = 16 * 1024 * 1024
"""The largest register file that is read."""

Plain = dict[str, Any]
"""Values that JSON can hold, so that a register can be cached."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([a-z]+)[ \t]*\]\]")

TABLES = ("agencies", "areas", "distinct", "resolved")
"""The arrays of tables that a register file may hold."""


class _EntryError(Exception):
    """An error in one entry; the caller adds which entry and on which line."""


def read(raw: bytes, origin: str) -> Plain:
    """Read one register file.

    Args:
        raw: The file's bytes.
        origin: Its name, for messages.

    Returns:
        `agencies` (dicts with the keys of the format, dates as ISO strings, aliases as `[name, since, until]`, `id`
        always present), `areas`, `distinct` and `resolved`, each a list.

    Raises:
        UnusableError: If it is not a register of this format; the message names the line and what to do.
    """
    text = _decoded(raw, origin)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise UnusableError(f"{origin}:{error.lineno}:{error.colno}: not TOML: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise UnusableError(f"{origin}: not TOML that can be read: {error}") from None
    _check_top(data, origin)
    lines = _header_lines(text)
    readers: dict[str, Callable[[Mapping[str, Any]], Any]] = {
        "agencies": _agency,
        "areas": _area,
        "distinct": _distinct,
        "resolved": _resolved,
    }
    return {table: _entries(data, table, readers[table], lines, origin) for table in TABLES}


def _decoded(raw: bytes, origin: str) -> str:
    if len(raw) > MAX_BYTES:
        raise UnusableError(f"{origin}: larger than 16 MiB; a register of that size is not read")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnusableError(f"{origin}:{line}: not UTF-8; save the file as UTF-8") from None


def _check_top(data: Mapping[str, Any], origin: str) -> None:
    version = data.get("format")
    if version is None:
        raise UnusableError(f"{origin}: no register: `format = {FORMAT}` is missing")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnusableError(f"{origin}: `format` must be {FORMAT}")
    if version > FORMAT:
        newer = version if version < 2**53 else "beyond 2^53"  # Python writes no integer of thousands of digits
        raise UnusableError(f"{origin}: written for a newer dhrcurate (format {newer}); this one reads {FORMAT}")
    for key in data:
        if key != "format" and key not in TABLES:
            raise UnusableError(f"{origin}: {_unknown(key, TABLES)}")


def _entries(
    data: Mapping[str, Any],
    table: str,
    reader: Callable[[Mapping[str, Any]], Any],
    lines: Mapping[str, list[int]],
    origin: str,
) -> list[Any]:
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnusableError(f"{origin}: `{table}` must be written as [[{table}]] entries")
    heads = lines.get(table, [])
    # Headers tell the line only where each entry has one: an inline array has none.
    at = heads if len(heads) == len(rows) else []
    read_rows = []
    for number, row in enumerate(rows):
        try:
            read_rows.append(reader(row))
        except _EntryError as problem:
            where = f"{origin}:{at[number]}" if at else origin
            name = row.get("name")
            entry = f"entry {number + 1}" + (f" ({name})" if isinstance(name, str) else "")
            raise UnusableError(f"{where}: {table}, {entry}: {problem}") from None
    return read_rows


def _header_lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            found.setdefault(match[1], []).append(number)
    return found


def _unknown(key: str, known: tuple[str, ...]) -> str:
    nearest = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=60)
    hint = f"; did you mean `{nearest[0]}`?" if nearest else f"; known: {', '.join(known)}"
    return f"unknown key `{key}`{hint}"


def _check_keys(row: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in row:
        if key not in known:
            raise _EntryError(_unknown(key, known))


_AGENCY_KEYS = (
    "id", "name", "kind", "class", "aliases", "acronyms", "areas", "sites",
    "valid_from", "valid_to", "successors", "codes",
)  # fmt: skip


def _agency(row: Mapping[str, Any]) -> Plain:
    _check_keys(row, _AGENCY_KEYS)
    entry: Plain = {"name": _text(row, "name"), "kind": _text(row, "kind")}
    entry["id"] = _text(row, "id") if "id" in row else slug(entry["name"])
    if not _ID.match(entry["id"]):
        raise _EntryError(f"`id` must be words of a-z and 0-9 joined by hyphens, not {entry['id']!r}")
    if "class" in row:
        entry["class"] = _text(row, "class")
    for key in ("aliases", "sites"):
        if row.get(key):
            entry[key] = [_dated(name, key) for name in _list(row, key)]
    for key in ("acronyms", "areas", "successors"):
        if row.get(key):
            entry[key] = _texts(row, key)
    for key in ("valid_from", "valid_to"):
        if key in row:
            entry[key] = _date(row[key], key)
    if entry.get("valid_to") and _starts_after(entry.get("valid_from"), entry["valid_to"]):
        raise _EntryError("`valid_to` lies before `valid_from`")
    if "codes" in row:
        entry["codes"] = _codes(row["codes"])
    return entry


def _dated(name: object, key: str) -> list[str | None]:
    """Return a name with the dates from which and until which an agency had it."""
    what = {"aliases": "an alias", "sites": "a site"}[key]
    if isinstance(name, str):
        if not name.strip():
            raise _EntryError(f"{what} is empty")
        return [name, None, None]
    if not isinstance(name, dict):
        raise _EntryError(f'{what} must be a text or {{ name = "...", since = ..., until = ... }}')
    _check_keys(name, ("name", "since", "until"))
    dates = [_date(name[date], date) if date in name else None for date in ("since", "until")]
    return [_text(name, "name"), *dates]


def _area(row: Mapping[str, Any]) -> Plain:
    _check_keys(row, ("name", "aliases", "within"))
    area: Plain = {"name": _text(row, "name")}
    for key in ("aliases", "within"):
        if row.get(key):
            area[key] = _texts(row, key)
    return area


def _distinct(row: Mapping[str, Any]) -> list[str]:
    _check_keys(row, ("names",))
    names = _texts(row, "names")
    if len(set(names)) < 2:
        raise _EntryError("`names` must hold two names or more")
    return names


def _resolved(row: Mapping[str, Any]) -> Plain:
    _check_keys(row, ("written", "means", "where"))
    where = row.get("where", {})
    if not isinstance(where, dict):
        raise _EntryError('`where` must be a table such as { csp = "..." }')
    _check_keys(where, ("csp",))
    means = _texts(row, "means")
    if not means:
        raise _EntryError("`means` must name at least one agency")
    return {"written": _text(row, "written"), "means": means, "csp": _text(where, "csp") if where else None}


def _codes(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(code, str) for code in value.values()):
        raise _EntryError('`codes` must be a table of texts such as { ods = "..." }')
    return dict(value)


def _text(row: Mapping[str, Any], key: str) -> str:
    if key not in row:
        raise _EntryError(f"`{key}` is missing")
    value = row[key]
    if not isinstance(value, str) or not value.strip():
        raise _EntryError(f"`{key}` must be a non-empty text")
    return value


def _list(row: Mapping[str, Any], key: str) -> list[Any]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise _EntryError(f"`{key}` must be a list")
    return value


def _texts(row: Mapping[str, Any], key: str) -> list[str]:
    values = _list(row, key)
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise _EntryError(f"`{key}` must be a list of non-empty texts")
    return values


def _date(value: object, key: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return str(value)
    if isinstance(value, str) and _DATE.match(value):
        return value
    raise _EntryError(f"`{key}` must be a year, YYYY-MM or YYYY-MM-DD, not {value!r}")


def _starts_after(start: str | None, end: str) -> bool:
    # "2014" ends with its last day, so a start in 2014-06 does not lie after it.
    return start is not None and start[: len(end)] > end
