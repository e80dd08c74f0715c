"""Official lists of agencies as they are published: NHS ODS files, and tables with columns that the user names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dhrcurate.agencies.normalise import fold, slug
from dhrcurate.agencies.reading import Plain
from dhrcurate.domain.agency import Agency
from dhrcurate.domain.errors import UnusableError

ODS = {"code:ods": 0, "name": 1, "valid_from": 10, "valid_to": 11}
"""Columns of the NHS Organisation Data Service's files, which have no header, from 0."""

FIELDS = ("name", "alias", "acronym", "area", "valid_from", "valid_to", "successor")
"""The fields that a column may hold, besides `code:<scheme>`."""

_LISTS = {"alias": "aliases", "acronym": "acronyms", "area": "areas", "successor": "successors"}
_ODS_CODE = re.compile(r"[A-Z0-9]{3,6}\Z")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_BRITISH = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})\Z")
_SMALL = frozenset(["and", "of", "the", "for", "in", "on", "at", "upon", "with", "under", "by", "to", "le", "de"])
_CAPITALS = frozenset(["NHS", "CCG", "ICB", "PCT", "UK", "HMP", "YOI", "CIC", "GP"])


SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""The words for what may stand between the columns of a table."""


def entries(
    raw: bytes, origin: str, kind: str, columns: Mapping[str, str] | None = None, separator: str = ","
) -> list[Plain]:
    """Return the agencies in an official list as entries of a register.

    Args:
        raw: A CSV file, UTF-8 or Windows-1252, the encoding in which ODS publishes.
        origin: Its name, for messages.
        kind: The kind of the agencies.
        columns: The header of the column that holds each field: `name`, `alias`, `acronym`, `area`, `valid_from`,
            `valid_to`, `successor`, `code:<scheme>`. Without it the file is read as an ODS file.
        separator: What stands between the columns.

    Raises:
        UnusableError: If the file is not such a list.
    """
    rows = list(csv.reader(io.StringIO(_decoded(raw)), delimiter=separator))
    if columns is None:
        places: Mapping[str, int] = ODS
        if not rows or not all(len(row) > ODS["valid_to"] and _ODS_CODE.match(row[0]) for row in rows[:20]):
            raise UnusableError(f"{origin}: not laid out as an ODS file; name the columns with --column name=HEADER")
        start = 0
    else:
        places = _places(rows, origin, columns)
        start = 1
    found: dict[str, Plain] = {}
    for number, row in enumerate(rows[start:], start + 1):
        entry = _entry(row, places, f"{origin}:{number}", kind)
        if entry is not None:
            found.setdefault(entry["id"], entry)
    return list(found.values())


@dataclass(frozen=True)
class Listed:
    """The agencies of an official list, compared with a register.

    Attributes:
        new: The entries that the register does not have, with the names of their successors.
        known: How many the register has, by a code or by name.
        unknown_successors: Codes of successors that neither the list nor the register has.
    """

    new: list[Plain]
    known: int
    unknown_successors: list[str]


def compare(listed: Sequence[Plain], register: Iterable[Agency]) -> Listed:
    """Compare a list with a register: a body is known by its code, and only without one by its name.

    Args:
        listed: The entries of the list.
        register: The register's agencies.
    """
    by_code: dict[tuple[str, str], str] = {}
    by_name: dict[str, list[Agency]] = {}
    for agency in register:
        by_code.update(((scheme, code.upper()), agency.name) for scheme, code in agency.codes)
        for name in (agency.name, *(alias.name for alias in agency.aliases), *agency.acronyms):
            by_name.setdefault(fold(name), []).append(agency)
    new: list[Plain] = []
    names: dict[tuple[str, str], str] = {}
    for entry in listed:
        codes = [(scheme, code.upper()) for scheme, code in entry.get("codes", {}).items()]
        known = next((by_code[code] for code in codes if code in by_code), None) or _of_name(entry, by_name)
        names.update((code, known or entry["name"]) for code in codes)
        if known is None:
            new.append(entry)
    names = {**by_code, **names}
    unknown: dict[str, None] = {}
    schemes = dict.fromkeys(scheme for scheme, _ in names)
    for entry in new:
        if "successors" in entry:
            found = [_successor(text, names, schemes, by_name) for text in entry["successors"]]
            unknown.update((text, None) for text, name in zip(entry["successors"], found, strict=True) if name is None)
            entry["successors"] = list(dict.fromkeys(name for name in found if name))
            if not entry["successors"]:
                del entry["successors"]
    return Listed(new, len(listed) - len(new), list(unknown))


def _of_name(entry: Plain, by_name: Mapping[str, Sequence[Agency]]) -> str | None:
    named = by_name.get(fold(entry["name"]))
    return named[0].name if named else None


def _successor(
    text: str,
    names: Mapping[tuple[str, str], str],
    schemes: Iterable[str],
    by_name: Mapping[str, Sequence[Agency]],
) -> str | None:
    """Return the name of a successor that a list gives by its code or by its name; `None` for an unknown code."""
    for scheme in schemes:
        if name := names.get((scheme, text.upper())):
            return name
    if named := by_name.get(fold(text)):
        return named[0].name
    return None if _ODS_CODE.match(text) else in_text_case(text)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _places(rows: Sequence[Sequence[str]], origin: str, columns: Mapping[str, str]) -> dict[str, int]:
    if not rows:
        raise UnusableError(f"{origin}: the file is empty")
    header = [cell.strip() for cell in rows[0]]
    for field, column in columns.items():
        if field not in FIELDS and not field.startswith("code:"):
            raise UnusableError(f"{field}: not a field of an agency; fields are {', '.join(FIELDS)} and code:SCHEME")
        if column not in header:
            raise UnusableError(f"{origin}:1: there is no column {column!r}; there are {', '.join(header)}")
    if "name" not in columns:
        raise UnusableError("which column holds the names? Give --column name=HEADER")
    return {field: header.index(column) for field, column in columns.items()}


def _entry(row: Sequence[str], places: Mapping[str, int], where: str, kind: str) -> Plain | None:
    cells = {field: row[at].strip() for field, at in places.items() if at < len(row) and row[at].strip()}
    name = cells.get("name")
    if not name:
        return None
    entry: Plain = {"id": slug(name), "name": in_text_case(name), "kind": kind}
    for field, text in cells.items():
        if field.startswith("code:"):
            entry.setdefault("codes", {})[field.removeprefix("code:")] = text
        elif field in {"valid_from", "valid_to"}:
            entry[field] = _date(text, where)
        elif field in _LISTS:
            entry[_LISTS[field]] = [part.strip() for part in text.split(";") if part.strip()]
    return entry


def in_text_case(name: str) -> str:
    """Return a name as it is written in running text if the list has it in capitals throughout."""
    if not name.isupper():
        return name
    return "".join(_word(part, at) for at, part in enumerate(re.split(r"(\s+|[-/(),])", name)))


def _word(part: str, at: int) -> str:
    if part in _CAPITALS:
        return part
    lower = part.lower()
    return lower if at and lower in _SMALL else lower.capitalize()


def _date(text: str, where: str) -> str:
    if _ISO.match(text):
        return text
    if match := _COMPACT.match(text):
        return "-".join(match.groups())
    if match := _BRITISH.match(text):
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    raise UnusableError(f"{where}: {text!r} is not a date; write YYYY-MM-DD, YYYYMMDD or DD/MM/YYYY")
