"""A record's file as it was read: its bytes, its content, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dhrcurate.domain.canonical import MAX_SAFE_INTEGER, NotCanonicalError, digest
from dhrcurate.domain.edit import RECOMMENDATIONS, parts, pointer
from dhrcurate.domain.finding import Place, Problem
from dhrcurate.domain.record import FORMAT, Record
from dhrcurate.storage.codec import MAX_BYTES, TomlError, parse
from dhrcurate.storage.files import UnreadableError, read_file


@dataclass(frozen=True)
class Document:
    """A file that should hold a record.

    Attributes:
        path: The file.
        raw: Its bytes; empty if it could not be read.
        data: Its content; `None` if it is not TOML.
        record: The typed record; `None` if the content is not one.
        problems: The problems met on reading it, in any order.
        missing: Whether there was no such file.
        plain_text: Whether its bytes alone show that no string holds a control character.
    """

    path: Path
    raw: bytes = field(repr=False)
    data: Mapping[str, Any] | None = field(default=None, repr=False)
    record: Record | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    missing: bool = False
    plain_text: bool = False

    @cached_property
    def digest(self) -> str | None:
        """Digest of the content (see record-format), `None` if there is none."""
        if self.data is None:
            return None
        try:
            return digest(self.data)
        except NotCanonicalError:
            return None

    @property
    def writable(self) -> bool:
        """True if the record may be changed: it was read whole, has a digest, and each key names one recommendation."""
        return self.record is not None and self.digest is not None and _keys_differ(self.record)

    @classmethod
    def read(cls, path: Path, known: Document | None = None) -> Document:
        """Reads a file. Anything wrong with it becomes a problem; nothing is raised for its content.

        Args:
            path: The file.
            known: The document last read from it; returned again if its bytes have not changed.
        """
        try:
            raw = read_file(path, MAX_BYTES)
        except FileNotFoundError:
            return cls(
                path, b"", problems=(Problem("unreadable-file", "the file is not there", Place()),), missing=True
            )
        except UnreadableError as error:
            rule = "file-too-large" if error.too_large else "unreadable-file"
            return cls(path, b"", problems=(Problem(rule, error.reason, Place()),))
        return known if known is not None and known.raw == raw and not known.missing else cls.of(path, raw)

    @classmethod
    def of(cls, path: Path, raw: bytes) -> Document:
        """Parses bytes that were read elsewhere."""
        try:
            data = parse(raw, path.name)
        except TomlError as error:
            return cls(path, raw, problems=(Problem(error.rule, error.reason, error.place),))
        # TOML has control characters in strings only as escapes.
        return cls.of_data(path, raw, data, plain_text=raw.isascii() and b"\\" not in raw)

    @classmethod
    def of_data(
        cls,
        path: Path,
        raw: bytes,
        data: Mapping[str, Any],
        known_digest: str | None = None,
        *,
        plain_text: bool = False,
    ) -> Document:
        """Validates content that is parsed already, and whose digest may be known."""
        form = data.get("format")
        if isinstance(form, int) and not isinstance(form, bool) and form > FORMAT:
            # Python refuses to write an integer of thousands of digits.
            newer = form if form <= MAX_SAFE_INTEGER else "beyond 2^53"
            message = f"the record has format {newer}; this program reads format {FORMAT}: use a newer one"
            return cls(path, raw, data, problems=(Problem("newer-format", message, path="/format"),))
        record, problems = validated(data)
        document = cls(path, raw, data, record, problems, plain_text=plain_text)
        if known_digest is not None:
            document.__dict__["digest"] = known_digest
        return document


def validated(data: Mapping[str, Any]) -> tuple[Record | None, tuple[Problem, ...]]:
    """Validates content: the typed record, or the problems."""
    try:
        return Record.model_validate(data), ()
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        rows = data.get(RECOMMENDATIONS)
        keys = [r.get("key") for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []
        counts = Counter(k for k in keys if isinstance(k, str))
        return None, tuple(_from_pydantic(data, counts, e) for e in errors)


def _from_pydantic(data: Mapping[str, Any], counts: Mapping[str, int], error: ErrorDetails) -> Problem:
    # A union's branches are parts of pydantic's location, not of the content's.
    location = [str(p) for p in error["loc"] if p not in ("datetime", "str")]
    name = location[-1] if location else "the record"
    message = f"`{name}` is missing" if error["type"] == "missing" else f"`{name}`: {_plain(error)}"
    return _about(data, counts, Problem("not-this-schema", message, path=pointer(*location)))


def _plain(error: ErrorDetails) -> str:
    message = error["msg"]
    return message[:1].lower() + message[1:]


def _about(data: Mapping[str, Any], counts: Mapping[str, int], problem: Problem) -> Problem:
    """The problem with its recommendation named by key, if its path names one by position."""
    where = parts(problem.path)
    rows = data.get(RECOMMENDATIONS)
    if len(where) < len((RECOMMENDATIONS, 0)) or where[0] != RECOMMENDATIONS or not isinstance(rows, list):
        return problem
    row = rows[int(where[1])]
    key, number = (row.get("key"), row.get("number")) if isinstance(row, Mapping) else (None, None)
    if not isinstance(key, str) or counts[key] > 1:
        return problem
    number = number if isinstance(number, str) else None
    return replace(problem, path=pointer(where[0], key, *where[2:]), key=key, number=number)


def _keys_differ(record: Record) -> bool:
    return len({r.key for r in record.recommendations}) == len(record.recommendations)
