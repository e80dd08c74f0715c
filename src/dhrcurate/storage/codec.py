"""TOML in and out: strict reading of any bytes, and writing of new files and elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import tomli

from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.domain.finding import Place
from dhrcurate.domain.lfs import INSTEAD, is_pointer
from dhrcurate.storage import quick
from dhrcurate.storage.literals import as_written, key_literal, literal
from dhrcurate.storage.order import in_order

MAX_BYTES = 16 * 2**20
"""Files above this size are not read."""

BOM = b"\xef\xbb\xbf"

_NESTED = frozenset(field.name for field in RECOMMENDATION if field.kind is Kind.TABLES)
"""Lists of tables within a recommendation."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MANY_DOTS = 1500
_MANY_PARTS = 64
# A key of very many parts costs a reader the square of their number; no sentence looks like this.
_LONG_KEY = re.compile(rb"(?:[\w\"'-]+[ \t]*\.[ \t]*){64}")
_PLAIN_BYTES = bytes(b for b in range(256) if b in b"\t\n\r" or (b >= 0x20 and b != 0x7F))
_LONG_NUMBER = re.compile(r"0[xob][0-9A-Fa-f_]{3000}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


class TomlError(DhrcurateError):
    """A file is not TOML 1.0 in UTF-8.

    Attributes:
        rule: The name of the rule that it breaks: `not-utf8`, `file-too-large` or `not-toml`.
        reason: The problem, without the file's name and place.
        place: The place, in code points from 1.
    """

    def __init__(self, reason: str, name: str, line: int = 1, column: int = 1, *, rule: str = "not-toml") -> None:
        super().__init__(f"{name}:{line}:{column}: {reason}")
        self.reason = reason
        self.rule = rule
        self.place = Place(line, column, line, column + 1)


def text_of(raw: bytes, name: str) -> str:
    """Decodes a TOML file: size, encoding and control characters are checked, a BOM is removed.

    Raises:
        TomlError: With the place of the first byte that is not allowed.
    """
    if len(raw) > MAX_BYTES:
        raise TomlError(f"the file holds more than {MAX_BYTES // 2**20} MiB; a record is far smaller", name)
    body = raw.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw.startswith(_UTF16):
            raise TomlError("the file is UTF-16; save it as UTF-8", name, rule="not-utf8") from None
        line, column = _place(body[: error.start].decode("utf-8"))
        byte = body[error.start]
        raise TomlError(
            f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8", name, line, column, rule="not-utf8"
        ) from None
    # Deleting bytes is ten times as fast as searching text, and finds nothing in almost every file.
    suspect = body.translate(None, _PLAIN_BYTES) or (b"\r" in body and body.count(b"\r") != body.count(b"\r\n"))
    if suspect and (found := _CONTROL.search(text)):
        line, column = _place(text[: found.start()])
        code = ord(found.group())
        what = f"a raw control character U+{code:04X}; write it as \\u{code:04x} inside double quotes, or remove it"
        raise TomlError(what, name, line, column)
    for number, row in enumerate(body.split(b"\n") if body.count(b".") >= _MANY_DOTS else (), 1):
        if row.count(b".") >= _MANY_PARTS and (found_key := _LONG_KEY.search(row)):
            column = len(row[: found_key.start()].decode("utf-8")) + 1
            raise TomlError(f"a key has more than {_MANY_PARTS} parts", name, number, column)
    return text


def parse(raw: bytes, name: str = "the file") -> dict[str, Any]:
    """Reads TOML 1.0 strictly; line ends inside strings come out as LF.

    Args:
        raw: The file's bytes.
        name: The file's name in an error.

    Raises:
        TomlError: With the place, and the problem in one line.
    """
    text = text_of(raw, name)
    if (data := quick.read(text)) is not None:
        return data
    try:
        data = tomli.loads(text)
        if _LONG_NUMBER.search(text):
            _none_too_long(data)
    except tomli.TOMLDecodeError as error:
        if is_pointer(raw):
            raise TomlError(INSTEAD, name, 1, 1) from None
        raise TomlError(_reason(error), name, error.lineno, error.colno) from None
    except RecursionError:
        raise TomlError("values are nested too deeply", name) from None
    except ValueError as error:  # a number of thousands of digits, an invalid date
        raise TomlError(str(error).partition(";")[0], name) from None
    return data


def _none_too_long(value: Any) -> None:
    """Refuses integers that are too long to be written again, as the reader does for decimal ones.

    Raises:
        ValueError: If there is one.
    """
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            _none_too_long(inner)
    elif isinstance(value, int):
        str(value)


def _reason(error: tomli.TOMLDecodeError) -> str:
    reason = error.msg
    return reason[:1].lower() + reason[1:]


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def dump(data: Mapping[str, Any], schema: str | None = None) -> bytes:
    """Writes a new record, register or configuration, in the format's order of keys.

    Args:
        data: The content. At the top, tables become `[sections]` and lists of tables `[[elements]]`.
        schema: The schema to name in a `#:schema` line at the top, relative to the file; `None` for no such line.

    Raises:
        NotCanonicalError: If a value cannot be written in TOML.
    """
    head = [f"#:schema {schema}\n"] if schema else []
    tables = list(_tables((), data))
    parts = ["".join([*head, *pair_lines("", _plain(data, 0))]), *(_section(*t) for t in tables)]
    return "\n".join(p for p in parts if p).encode()


def element_text(path: tuple[str, ...], table: Mapping[str, Any], *, is_element: bool = True, eol: str = "\n") -> str:
    """A `[[path]]` (or `[path]`) with its pairs and the tables within, without blank lines before or after."""
    parts = [_section(path, table, is_element, eol), *(_section(*t, eol) for t in _tables(path, table))]
    return eol.join(parts)


def pair_lines(table: str, pairs: Mapping[str, Any], eol: str = "\n") -> list[str]:
    """Lines `key = value`, in the order of the named table's keys."""
    return [
        f"{key_literal(k)} = {literal(as_written(table, k, pairs[k]), eol=eol)}{eol}" for k in in_order(table, pairs)
    ]


def _tables(
    path: tuple[str, ...], table: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any], bool]]:
    for key in in_order(path[-1] if path else "", table):
        value = table[key]
        match layout_of(key, value, len(path)):
            case "table":
                yield (*path, key), value, False
                yield from _tables((*path, key), value)
            case "elements":
                for element in value:
                    yield (*path, key), element, True
                    yield from _tables((*path, key), element)


def _section(path: tuple[str, ...], table: Mapping[str, Any], is_element: bool, eol: str = "\n") -> str:
    header = ".".join(key_literal(p) for p in path)
    lines = pair_lines(path[-1], _plain(table, len(path)), eol)
    return (f"[[{header}]]" if is_element else f"[{header}]") + eol + "".join(lines)


def _plain(table: Mapping[str, Any], depth: int) -> dict[str, Any]:
    return {k: v for k, v in table.items() if not layout_of(k, v, depth)}


def layout_of(key: str, value: Any, depth: int) -> Literal["table", "elements"] | None:
    """The layout of a value `depth` tables deep: a table or elements with headers, or (`None`) a pair."""
    if isinstance(value, Mapping):
        return "table" if depth == 0 else None
    if isinstance(value, list | tuple) and value and all(isinstance(v, Mapping) for v in value):
        return "elements" if depth == 0 or key in _NESTED else None
    return None
