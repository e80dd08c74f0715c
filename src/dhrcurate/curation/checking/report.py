"""What a check found: findings with their places in files, what was left out, and what could not be used."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dhrcurate.domain.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in a file.

    Attributes:
        file: The file as it is named to the user: relative to the working directory, with `/`.
        record: The record's id, or the file's stem where it tells none.
        finding: The finding.
        place: Where in the file it is.
        fingerprint: A digest that stays the same when other parts of the file change or move.
        fails: Whether it makes the check fail.
    """

    file: str
    record: str
    finding: Finding
    place: Place
    fingerprint: str
    fails: bool


class Silence(NamedTuple):
    """Why a finding is not reported, and of which rule it was."""

    rule: str
    why: str
    """`waiver`, `baseline` or `filter`."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check.

    Attributes:
        findings: What is reported, by file, then by place.
        files: How many files were looked at.
        unusable: One line for each path that could not be read.
        notices: Lines about what the user may want to know, which change nothing about the outcome.
        silenced: How many findings of each rule were left out, by reason.
        directory: The working directory, to which `Located.file` is relative.
        started: When the check began, in UTC.
        fixed: How many fixes of each rule were made.
        library_of: The root of each file's library, by its name in `Located.file`.
        text_of: Content of what was not read from a file, by its name in `Located.file`.
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
        """Whether any finding makes the check fail."""
        return any(located.fails for located in self.findings)


def fingerprints(file: str, findings: Iterable[Finding]) -> list[str]:
    """A digest for each finding of one file that survives edits elsewhere, re-ordering and renumbering.

    It is made of the file's name, the rule, the recommendation's key and the path; findings alike in all of these are
    told apart by their message, and where that is the same too by their order.

    Args:
        file: The name that stands for the file, the same on every machine.
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
