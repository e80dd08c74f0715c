"""Fixes of many findings: planned as values, then applied through sessions, as the interfaces do.

All fixes of a record are one change: one write, one event, one step of undo.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.discovery import Named
from dhrcurate.curation.checking.library_check import LibraryCheck
from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.checking.report import Report
from dhrcurate.curation.configuration.settings import read_settings
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations.fixes import make_fixes
from dhrcurate.curation.proposal import Proposal, Rewritten
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Edit, EditError, Working, invert
from dhrcurate.domain.errors import DhrcurateError, NotSavedError, RefusedError
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
        edits: What they change, each value once.
        again: Plans them again, on the record as it then is; `None` for a plan that is not applied.
    """

    path: Path
    before: bytes
    after: bytes
    fixes: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    again: Callable[[], Plan] | None = field(default=None, repr=False, compare=False)

    @property
    def proposal(self) -> Proposal:
        """All of it as one change."""
        return make_fixes(self.fixes, self.edits, Rewritten(self.before, self.after))


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
    start = Document.read(path)
    if start.record is None or start.record.signed_off or start.data is None:
        return Plan(path, start.raw, start.raw)
    planning = _Planning(start, checker)
    shown = {(f.rule, f.path) for f in planning.found}
    planning.make([f for f in reported if _is_wanted(f, unsafe, None) and (f.rule, f.path) not in shown])
    for _ in range(ROUNDS):
        if not planning.make([f for f in planning.found if _is_wanted(f, unsafe, wanted)]):
            break
    end = planning.document
    assert end.data is not None  # as at the start
    return Plan(path, start.raw, end.raw, tuple(planning.made), difference(start.data, end.data))


_FindingIdentity = tuple[str, str, str]


def _identity(finding: Finding) -> _FindingIdentity:
    """The identity of a finding within its record."""
    return finding.rule, finding.path, finding.message


def _is_wanted(finding: Finding, unsafe: bool, wanted: Wanted | None) -> bool:
    fix = finding.fix
    if fix is None or not fix.edits or (fix.safety is Safety.UNSAFE and not unsafe):
        return False
    return wanted is None or (finding.rule, finding.key) in wanted


class _Planning:
    """The fixes of one record as they are worked out.

    Many are tried together, because each trial costs what the whole record costs; only where something is wrong with
    them, they are halved until those are found that are to blame.

    Attributes:
        document: The record with the fixes so far.
        found: Its findings.
        made: The findings that are fixed.
    """

    def __init__(self, document: Document, checker: Checker) -> None:
        self.document = document
        self.found = checker.document(document).active
        self.made: list[Finding] = []
        self._checker = checker
        self._refused: set[_FindingIdentity] = set()

    def make(self, fixable: Sequence[Finding]) -> bool:
        """Makes the fixes that fit and make no new error; returns whether there were any."""
        fixable = [finding for finding in fixable if _identity(finding) not in self._refused]
        after, made = _apply_together(self.document, fixable)
        if not made:
            return False
        found = self._checker.document(after).active
        if not _errors(found) - _errors(self.found):
            self.document, self.found = after, found
            self.made += made
            return True
        if len(fixable) == 1:
            self._refused.add(_identity(fixable[0]))
            return False
        first, second = (self.make(half) for half in _halves(fixable))
        return first or second


def _halves(findings: Sequence[Finding]) -> tuple[Sequence[Finding], Sequence[Finding]]:
    middle = len(findings) // 2
    return findings[:middle], findings[middle:]


def _apply_together(document: Document, fixable: Sequence[Finding]) -> tuple[Document, list[Finding]]:
    """The document with the fixes that fit, one after the other, and can be written into it; and those fixes."""
    assert document.data is not None
    fitting = _fitting(document.data, fixable)
    if not fitting:
        return document, []
    after = _written(document, fitting)
    if after is not None:
        return after, fitting
    if len(fixable) == 1:
        return document, []
    made: list[Finding] = []
    for half in _halves(fixable):
        document, more = _apply_together(document, half)
        made += more
    return document, made


def _fitting(data: Mapping[str, Any], fixable: Iterable[Finding]) -> list[Finding]:
    """The fixes that find what they expect, and change something, once those before them are made."""
    working = Working(data)
    return [finding for finding in fixable if _made(working, _edits(finding))]


def _made(working: Working, edits: Sequence[Edit]) -> bool:
    done: list[Edit] = []
    try:
        for edit in edits:
            working.apply_expecting(edit)
            done.append(edit)
    except EditError:
        for edit in invert(done):
            working.apply(edit)
        return False
    return any(to_json(edit.old) != to_json(edit.new) for edit in edits)


def _edits(finding: Finding) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix else ()


def _written(document: Document, fixes: Sequence[Finding]) -> Document | None:
    """The document with fixes; `None` if it would be no record, or if they can only be written one by one."""
    assert document.data is not None
    try:
        done = spliced(document.raw, document.data, [edit for finding in fixes for edit in _edits(finding)])
    except (EditError, SpliceError):
        return None
    if len(fixes) > 1 and not done.fine:  # one of them would cost what the others could keep, such as comments
        return None
    after = Document.of_data(document.path, done.raw, done.data, done.digest)
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
        again = partial(plan, path, checkers[root], unsafe=unsafe, wanted=wanted, reported=reported)
        planned = again()
        if planned.fixes:
            plans.setdefault(root, []).append(replace(planned, again=again))
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
    """Applies planned fixes through sessions: those of a record as one event in its trail.

    A record that changed since is planned again under the lock, so that a fix is made of what then stands there.

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
                _apply(session, one, result)
            except NotSavedError as error:
                result.failed.append(str(error))
            except (DhrcurateError, EditError) as error:
                result.notices.append(f"{display_path(one.path)}: its fixes were not applied: {error}")
        session.must_stand()
    return result


def _apply(session: Session, planned: Plan, result: AppliedFixes) -> None:
    """Applies the fixes of a record.

    Raises:
        DhrcurateError: If they cannot be saved; none is.
    """
    with session.writing():
        if planned.again is not None and Document.read(planned.path).raw != planned.before:
            planned = planned.again()
            if not planned.fixes:
                raise RefusedError("another has changed the record meanwhile; see what remains")
        saved = session.apply(planned.path.stem, planned.proposal)
    result.applied += [(planned.path, finding) for finding in planned.fixes]
    result.notices.extend(saved.notices)


def differences(plans: Mapping[Path, Iterable[Plan]]) -> Iterator[str]:
    """The changes of planned fixes as a unified diff, line by line without line ends."""
    for planned in plans.values():
        for one in planned:
            name = visible(display_path(one.path), one_line=True)
            before, after = (raw.decode("utf-8", "replace").split("\n") for raw in (one.before, one.after))
            yield from unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
