"""Fixes of many findings: planned as values, then applied through sessions, as the interfaces do."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.discovery import Named
from dhrcurate.curation.checking.library_check import LibraryCheck
from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.checking.report import Report
from dhrcurate.curation.configuration.settings import read_settings
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations.fixes import make_fix
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import EditError
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.domain.finding import Finding, Safety, Severity
from dhrcurate.domain.visible import visible
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.storage.links import refuse_planted_link
from dhrcurate.storage.paths import display_path
from dhrcurate.storage.splice import SpliceError, spliced

ROUNDS = 10
"""How often a record is checked again for findings that an earlier fix brought to light."""

Wanted = Collection[tuple[str, str | None]]
"""The findings that may be fixed, by rule and recommendation key."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The fixes of one record, in the order in which they can be applied.

    Attributes:
        path: The record's file.
        before: Its bytes now.
        after: Its bytes with all fixes.
        fixes: The findings that they fix.
    """

    path: Path
    before: bytes
    after: bytes
    fixes: tuple[Finding, ...]


def plan(
    path: Path, checker: Checker, *, unsafe: bool, wanted: Wanted | None = None, reported: Iterable[Finding] = ()
) -> Plan:
    """Finds the fixes of a record that can be applied together.

    A fix that no longer fits after an earlier one is searched for again; one that would make a new error is skipped.

    Args:
        path: The record's file, absolute.
        checker: Checks it.
        unsafe: Whether to include fixes that may change the meaning.
        wanted: The findings that may be fixed; `None` for all.
        reported: Findings of a whole check. Those that the record alone does not show, such as an unused waiver of a
            rule about the library, are fixed first.
    """
    document = start = Document.read(path)
    made: list[Finding] = []
    refused: set[_FindingIdentity] = set()
    if document.record is None or document.record.signed_off:
        return Plan(path, start.raw, start.raw, ())
    found = checker.document(document).active
    shown = {(f.rule, f.path) for f in found}
    beyond = [f for f in reported if _is_wanted(f, unsafe, None) and (f.rule, f.path) not in shown]
    if beyond:
        (document, made), found = _apply_singly(document, found, beyond, checker, refused)
    for _ in range(ROUNDS):
        fixable = [f for f in found if _is_wanted(f, unsafe, wanted) and _identity(f) not in refused]
        step = _apply_together(document, fixable)
        now = checker.document(step[0]).active
        if _errors(now) - _errors(found):
            step, now = _apply_singly(document, found, fixable, checker, refused)
        if not step[1]:
            break
        document, found = step[0], now
        made.extend(step[1])
    return Plan(path, start.raw, document.raw, tuple(made))


_Step = tuple[Document, list[Finding]]


_FindingIdentity = tuple[str, str, str]


def _identity(finding: Finding) -> _FindingIdentity:
    """The identity of a finding within its record."""
    return finding.rule, finding.path, finding.message


def _is_wanted(finding: Finding, unsafe: bool, wanted: Wanted | None) -> bool:
    fix = finding.fix
    if fix is None or not fix.edits or (fix.safety is Safety.UNSAFE and not unsafe):
        return False
    return wanted is None or (finding.rule, finding.key) in wanted


def _apply_together(document: Document, fixable: Iterable[Finding]) -> _Step:
    made = []
    for finding in fixable:
        after = _with_fix(document, finding)
        if after is not None:
            document = after
            made.append(finding)
    return document, made


def _apply_singly(
    document: Document,
    found: tuple[Finding, ...],
    fixable: Iterable[Finding],
    checker: Checker,
    refused: set[_FindingIdentity],
) -> tuple[_Step, tuple[Finding, ...]]:
    made = []
    for finding in fixable:
        after = _with_fix(document, finding)
        if after is None:
            continue
        now = checker.document(after).active
        if _errors(now) - _errors(found):
            refused.add(_identity(finding))
        else:
            document, found = after, now
            made.append(finding)
    return (document, made), found


def _with_fix(document: Document, finding: Finding) -> Document | None:
    """The document after a fix, `None` if the fix no longer fits or would leave no record."""
    assert finding.fix is not None
    assert document.data is not None
    try:
        done = spliced(document.raw, document.data, finding.fix.edits)
    except (EditError, SpliceError):
        return None
    after = Document.of_data(document.path, done.raw, done.data)
    return after if after.record is not None and after.raw != document.raw else None


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, str | None]]:
    return Counter((f.rule, f.key) for f in findings if f.severity is Severity.ERROR)


def plan_all(report: Report, options: Options, *, unsafe: bool) -> dict[Path, list[Plan]]:
    """Plans the fixes of what a check reported, by library.

    Args:
        report: The report. If a filter or a baseline applied, only the reported findings are fixed.
        options: The options of the check.
        unsafe: Whether to include fixes that may change the meaning.
    """
    fixable: dict[str, list[Finding]] = {}
    for located in report.findings:
        fix = located.finding.fix
        if fix and (unsafe or fix.safety is Safety.SAFE):
            fixable.setdefault(located.file, []).append(located.finding)
    narrowed = any(silence.why in ("filter", "baseline") for silence in report.silenced)
    plans: dict[Path, list[Plan]] = {}
    checkers: dict[Path, Checker] = {}
    for file, reported in fixable.items():
        root = report.library_of[file]
        if root not in checkers:
            check = LibraryCheck(Named(LibraryFolder(root)), options)
            checkers[root] = check.checker(read_settings(root))
        path = Path(os.path.abspath(report.directory / file))  # noqa: PTH100  # takes `..` out without following links
        wanted = {(each.rule, each.key) for one in reported for each in (one, *one.members)} if narrowed else None
        planned = plan(path, checkers[root], unsafe=unsafe, wanted=wanted, reported=reported)
        if planned.fixes:
            plans.setdefault(root, []).append(planned)
    return plans


@dataclass(slots=True)
class AppliedFixes:
    """The result of applying planned fixes.

    Attributes:
        applied: The findings that were fixed, each with its file.
        notices: Notices for the user.
        failed: Why files could not be written.
    """

    applied: list[tuple[Path, Finding]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def apply_plans(plans: Mapping[Path, Iterable[Plan]], curator: str, register: Path | None) -> AppliedFixes:
    """Applies planned fixes through sessions, each as an event in its record's trail.

    Args:
        plans: The plans by library.
        curator: Who signs.
        register: A register file to use instead of the built-in register and the library's own.

    Raises:
        RefusedError: If a library is behind a link that lies in a repository; nothing was changed.
    """
    for root in plans:
        refuse_planted_link(root)
    result = AppliedFixes()
    for root, planned in plans.items():
        session = Session(Library(LibraryFolder(root), register), curator)
        for one in planned:
            try:
                for finding in one.fixes:
                    saved = session.apply(one.path.stem, make_fix(finding))
                    result.applied.append((one.path, finding))
                    result.notices.extend(saved.notices)
            except NotSavedError as error:
                result.failed.append(str(error))
            except (DhrcurateError, EditError) as error:
                result.notices.append(f"{display_path(one.path)}: its fixes were not applied: {error}")
        session.must_stand()
    return result


def differences(plans: Mapping[Path, Iterable[Plan]]) -> Iterator[str]:
    """The changes of planned fixes as a unified diff, line by line without line ends."""
    for planned in plans.values():
        for one in planned:
            name = visible(display_path(one.path), one_line=True)
            before, after = (raw.decode("utf-8", "replace").split("\n") for raw in (one.before, one.after))
            yield from unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
