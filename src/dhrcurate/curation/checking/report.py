"""The report of a check: located findings, silenced findings, and what could not be read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dhrcurate.domain.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in a file.

    Attributes:
        file: The file as the user would write it: relative to the working directory, with `/`.
        record: The record's id, or the file's stem if there is none.
        finding: The finding.
        place: Its place in the file.
        fingerprint: A digest that stays the same when other parts of the file change or move.
        fails: Whether it makes the check fail.
    """

    file: str
    record: str
    finding: Finding
    place: Place
    fingerprint: str
    fails: bool


def told_apart(located: Iterable[Located]) -> Iterator[Located]:
    """Findings as they were found, one for each of the places that some are told once for."""
    for one in located:
        yield from (replace(one, finding=member) for member in one.finding.members or (one.finding,))


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

    findings: tuple[Located, ...]
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
        return any(located.fails for located in self.findings)


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
