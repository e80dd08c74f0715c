"""Findings: what a rule found, where, and how it could be fixed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dhrcurate.domain.edit import Edit


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The data is wrong or ambiguous."""
    WARNING = "warning"
    """A curator has to look at it."""
    INFO = "info"
    """A hint about quality."""

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Safety(StrEnum):
    """The safety of a fix: an unsafe one may change the meaning."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that a rule proposes for what it found.

    Attributes:
        safety: Whether it can be made without review.
        description: Its effect, in a few words: "split into 2 agencies".
        edits: The edits, in order.
    """

    safety: Safety
    description: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a string value, in code points from 0, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file, in code points, lines and columns from 1, the end exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one rule at one place.

    Attributes:
        rule: The rule's code, such as `DHR201`.
        name: The rule's name, such as `missing-addressee`.
        severity: As the rule or the configuration sets it.
        message: One sentence for a curator. It never holds personal data that a DHR5xx rule would find.
        path: JSON Pointer (with keys) of the value it is about; "" for the record as a whole.
        span: The part of that (string) value it is about, `None` for all of it.
        key: Key of the recommendation, `None` if it is about the record as a whole.
        number: Number of that recommendation as printed, `None` if there is none.
        fix: A fix, if the rule has one.
        place: The place in the file, if no path can name it (a file that is not TOML).
        related: Other records or recommendations that it links to, as `record` or `record#key`.
        marks: The parts of the span that it counts, such as the items of a list, where a text could be split.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    path: str = ""
    span: Span | None = None
    key: str | None = None
    number: str | None = None
    fix: Fix | None = None
    place: Place | None = None
    related: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem met on reading a file, from which a file rule makes its finding.

    Attributes:
        rule: Name of the rule that it breaks: `unreadable-file`, `file-too-large`, `not-utf8`, `not-toml`,
            `newer-format` or `not-this-schema`.
        message: The problem, in one sentence.
        place: The place in a file that could not be parsed.
        path: The value, as a JSON Pointer. A recommendation without a usable key is named by its position from 0.
        key: Key of the recommendation it is about.
        number: That recommendation's number.
    """

    rule: str
    message: str
    place: Place | None = None
    path: str = ""
    key: str | None = None
    number: str | None = None
