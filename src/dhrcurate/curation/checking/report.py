"""The report of a check: located findings, silenced findings, and what could not be read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dhrcurate.domain.finding import Finding, Place, Safety, Severity


class Fingerprints:
    """The fingerprints of the findings of one file, worked out when the first is asked for: few formats tell them.

    Args:
        file: A name of the file that is the same on every machine.
        findings: All findings of that file.
    """

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        self._file, self._findings = file, findings

    def __getitem__(self, number: int) -> str:
        return self._made[number]

    @cached_property
    def _made(self) -> list[str]:
        return fingerprints(self._file, self._findings)


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in a file.

    Attributes:
        file: The file as the user would write it: relative to the working directory, with `/`.
        record: The record's id, or the file's stem if there is none.
        finding: The finding.
        place: Its place in the file.
        fails: Whether it makes the check fail.
        fingerprints: Those of all findings of the file.
        number: Which of them it is, from 0.
    """

    file: str
    record: str
    finding: Finding
    place: Place
    fails: bool
    fingerprints: Fingerprints | Sequence[str] = field(compare=False, repr=False)
    number: int

    @property
    def fingerprint(self) -> str:
        """A digest that stays the same when other parts of the file change or move."""
        return self.fingerprints[self.number]


def told_apart(located: Iterable[Located]) -> Iterator[Located]:
    """Findings as they were found, one for each of the places that some are told once for."""
    for one in located:
        yield from (replace(one, finding=member) for member in one.finding.members or (one.finding,))


@dataclass(slots=True)
class Tally:
    """The numbers of a report.

    Attributes:
        by_rule: The number of findings by code, name and severity of their rule.
        files: The number of files that something was found in.
        safe: The number of findings that have a safe fix.
        failing: The number of findings that make the check fail.
    """

    by_rule: Counter[tuple[str, str, Severity]] = field(default_factory=Counter)
    files: int = 0
    safe: int = 0
    failing: int = 0
    _file: str | None = None

    def add(self, located: Located) -> None:
        """Counts a finding; those of one file come one after the other."""
        finding = located.finding
        self.by_rule[finding.rule, finding.name, finding.severity] += 1
        if located.file != self._file:
            self.files, self._file = self.files + 1, located.file
        self.safe += finding.fix is not None and finding.fix.safety is Safety.SAFE
        self.failing += located.fails

    @property
    def by_severity(self) -> Counter[Severity]:
        """The number of findings of each severity."""
        result: Counter[Severity] = Counter()
        for (_, _, severity), count in self.by_rule.items():
            result[severity] += count
        return result


class LocatedFindings:
    """The findings of a report, file by file; they are made anew each time, so that they are never all in memory.

    Args:
        read: Begins with the first of them.
    """

    def __init__(self, read: Callable[[], Iterator[Located]]) -> None:
        self._read = read
        self._tally: Tally | None = None

    @classmethod
    def of(cls, findings: Iterable[Located]) -> LocatedFindings:
        """Findings that are in memory."""
        return cls(tuple(findings).__iter__)

    def __iter__(self) -> Iterator[Located]:
        tally = Tally()
        for located in self._read():
            tally.add(located)
            yield located
        self._tally = tally

    def __bool__(self) -> bool:
        return self._tally.by_rule.total() > 0 if self._tally else any(True for _ in self._read())

    @property
    def tally(self) -> Tally:
        """The numbers, counted when the findings are first read to their end."""
        if self._tally is None:
            for _ in self:
                pass
        assert self._tally is not None
        return self._tally


class Silence(NamedTuple):
    """The rule of a finding that is not reported, and the reason."""

    rule: str
    why: str
    """`waiver`, `baseline` or `filter`."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check.

    Attributes:
        findings: What is reported, by file, then by place.
        files: The number of files checked.
        unusable: One line for each path that could not be read.
        notices: Lines for the user that do not affect the outcome.
        silenced: The number of findings that were left out, by rule and reason.
        directory: The working directory, to which `Located.file` is relative.
        started: When the check started, in UTC.
        fixed: The number of fixes applied, by rule.
        library_of: The root of each file's library, by its name in `Located.file`.
        text_of: Content that was not read from a file, by its name in `Located.file`.
    """

    findings: LocatedFindings
    files: int
    directory: Path
    started: datetime
    unusable: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    silenced: Counter[Silence] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    library_of: dict[str, Path] = field(default_factory=dict)
    text_of: dict[str, bytes] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """True if any finding makes the check fail."""
        return self.findings.tally.failing > 0


def fingerprints(file: str, findings: Iterable[Finding]) -> list[str]:
    """A digest for each finding of one file that survives edits elsewhere, re-ordering and renumbering.

    It consists of the file's name, the rule, the recommendation's key and the path; findings that are equal in these
    differ by their message, or if that is the same too, by their order.

    Args:
        file: A name of the file that is the same on every machine.
        findings: All findings of that file.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    result = []
    for finding in findings:
        identity = (file, finding.rule, finding.key or "", finding.path, finding.message)
        seen[identity] += 1
        text = "\0".join((*identity, str(seen[identity])))
        result.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return result
