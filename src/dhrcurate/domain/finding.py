"""Findings: what a rule found, where, and how it could be fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.words import plural


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
        return _RANKS[self.value]


_RANKS = {"info": 0, "warning": 1, "error": 2}


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
class Telling:
    """How the findings of one rule in one record are told: those with the same words once, unless it says otherwise.

    Attributes:
        at_each_place: Whether each is told by itself, because each has to be dealt with.
        cause: The one cause that all of them have, which is told once for the whole record; `None` if there is none.
        is_progress: Whether they only say that agencies are not decided yet. An interface counts what is undecided and
            does not list them, unless the configuration makes more of them than hints.
    """

    at_each_place: bool = False
    cause: str | None = None
    is_progress: bool = False


ONCE = Telling()
AT_EACH_PLACE = Telling(at_each_place=True)


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
        spots: It at each of the recommendations that it is about, if there are several. It is one finding: a waiver at
            the first of them silences it.
        members: The findings that it is told once for, if it is; each can be waived by itself.
        telling: How its rule's findings in one record are told.
        about: Digest of what it is about, where that is no value of the record: a passage of a document.
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
    spots: tuple[Finding, ...] = ()
    members: tuple[Finding, ...] = ()
    telling: Telling = ONCE
    about: str | None = None

    @property
    def is_progress(self) -> bool:
        """True if it is a hint that agencies are not decided yet, which is how far the work is and no fault."""
        return self.telling.is_progress and self.severity is Severity.INFO

    @property
    def each(self) -> tuple[Finding, ...]:
        """It at each of the places that it is about."""
        return self.members or self.spots or (self,)

    def placed(self, place: Place) -> Finding:
        """It with its place in the file, which costs less than half of what `replace` does."""
        return Finding(
            self.rule,
            self.name,
            self.severity,
            self.message,
            self.path,
            self.span,
            self.key,
            self.number,
            self.fix,
            place,
            self.related,
            self.marks,
            self.spots,
            self.members,
            self.telling,
            self.about,
        )

    def at(self, key: str | None) -> Finding:
        """It as it is shown at one of its recommendations: with its place there, and the fix for all of them."""
        here = next((one for one in self.each if one.key == key), None)
        if here is None or key == self.key:
            return self
        return replace(self, key=key, number=here.number, path=here.path, span=here.span, marks=here.marks)


def by_key(findings: Iterable[Finding]) -> dict[str | None, list[Finding]]:
    """The findings of each recommendation by its key, and those of the record as a whole; one may be at several."""
    return {key: [finding.at(key) for finding in found] for key, found in at_each_key(findings).items()}


def at_each_key(findings: Iterable[Finding]) -> dict[str | None, list[Finding]]:
    """The same, each as it was found: it is not told with its place at each recommendation, which takes longer."""
    found: dict[str | None, list[Finding]] = {}
    for finding in findings:
        for key in dict.fromkeys((finding.key, *(one.key for one in finding.each))):
            found.setdefault(key, []).append(finding)
    return found


def joined_fix(findings: Sequence[Finding]) -> Fix | None:
    """The fixes of several findings as one, which changes each value once."""
    fixed = [(one, one.fix) for one in findings if one.fix]
    if not fixed:
        return None
    edits: dict[str, Edit] = {}
    for _, fix in fixed:
        for edit in fix.edits:
            edits.setdefault(edit.path, edit)
    unsafe = any(fix.safety is Safety.UNSAFE for _, fix in fixed)
    said = {fix.description for _, fix in fixed}
    words = fixed[0][1].description if len(said) == 1 else "take the canonical names"
    count = len({one.key for one, _ in fixed})
    where = f", in {plural(count, 'recommendation')}" if count > 1 else ""
    return Fix(Safety.UNSAFE if unsafe else Safety.SAFE, f"{words}{where}", tuple(edits.values()))


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
