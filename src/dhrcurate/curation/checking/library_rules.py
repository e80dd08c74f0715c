"""Rules about a whole library: all of its records shown to them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from dhrcurate.agencies.normalise import slug
from dhrcurate.agencies.register import BUILT_IN, load
from dhrcurate.curation.checking.inspecting import LibraryFindings, hidden, placed, relative
from dhrcurate.curation.checking.selection import Selection
from dhrcurate.curation.checking.waivers import Waivers
from dhrcurate.curation.checking.workers import Work, forks, spread
from dhrcurate.domain.agency import Agency
from dhrcurate.domain.edit import parts, pointer
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import DecisionContext, LibraryContext, RuleContext
from dhrcurate.rules.engine import check_decisions, check_library
from dhrcurate.rules.record_summary import RecordSummary
from dhrcurate.storage.codec import MAX_BYTES, parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import REGISTER, LibraryFolder
from dhrcurate.storage.places import Places

_FEW = 500
"""So many records are compared sooner than other processes are ready."""


def look_across(gists: Mapping[str, RecordSummary], work: Work, jobs: int) -> LibraryFindings:
    """Runs the rules about the whole library.

    Args:
        gists: What the rules need of every readable record, by its file, relative to the library.
        work: How to check.
        jobs: How many processes may work at a time.
    """
    if not work.sees_library:
        return LibraryFindings()
    paths = {gists[path].id: path for path in sorted(gists, reverse=True)}
    records = {record_id: gists[paths[record_id]] for record_id in sorted(paths)}
    own = _own_agencies(work.library.folder)
    spreading = partial(spread, jobs=jobs if len(gists) > _FEW and forks() else 1)
    subject = LibraryContext(records, work.library.names, work.today, own, spreading)
    by_record: dict[str, list[Finding]] = {}
    for reported in check_library(subject, work.selector.everywhere.rules):
        by_record.setdefault(reported.record, []).append(reported.finding)
    result = LibraryFindings()
    waiving = {
        name: found
        for name, gist in records.items()
        if _waives_for_library(gist) and (found := _Waiving.read(work.root / paths[name]))
    }
    for name in sorted(by_record.keys() | waiving.keys()):
        path = paths.get(name) or relative(work.root / name, work.root)
        selection = work.selector.of(PurePosixPath(path))
        standing: Iterable[Finding] = selection.with_severity(
            f for f in by_record.get(name, ()) if f.rule in selection.codes
        )
        if name in waiving:
            standing = _less_waived(standing, waiving[name].waivers, result)
            standing = chain(standing, selection.with_severity(_idle_waivers(waiving[name], selection, work)))
        shown = standing if work.reveal else hidden(standing)
        raw = read_or_none(work.root / path, MAX_BYTES) or b""
        if path == REGISTER:
            shown = _in_register(shown, raw)
        result.findings.extend((path, finding) for finding in placed(shown, raw))
    return result


@dataclass(frozen=True, slots=True)
class _Waiving:
    """A record with waivers of rules about the whole library."""

    record: Record
    data: Mapping[str, Any]
    waivers: Waivers

    @classmethod
    def read(cls, path: Path) -> _Waiving | None:
        """Reads it; `None` where it is no record any more."""
        document = Document.read(path)
        if document.record is None or document.data is None:
            return None
        return cls(document.record, document.data, Waivers(document.record, document.data))


def _waives_for_library(gist: RecordSummary) -> bool:
    return any((rule := find_rule(named)) and rule.scope == "library" for named in gist.waived)


def _less_waived(findings: Iterable[Finding], waivers: Waivers, result: LibraryFindings) -> list[Finding]:
    standing = []
    for finding in findings:
        if waivers.waiver_of(finding) is None:
            standing.append(finding)
        else:
            result.waived[finding.rule] = result.waived.get(finding.rule, 0) + 1
    return standing


def _idle_waivers(waiving: _Waiving, selection: Selection, work: Work) -> Iterator[Finding]:
    """Findings about waivers of rules about the whole library that do nothing; of the others their record tells."""
    ran = [rule for rule in selection.rules if rule.scope == "library"]
    settled = waiving.waivers.settle(ran)
    uses = [use for use in settled if use.use in ("unused", "lapsed") and find_rule(use.waiver.rule) in ran]
    about_use = [rule for rule in selection.rules if rule.name in ("unused-waiver", "lapsed-waiver")]
    subject = RuleContext(waiving.record, work.library.names, work.today, waiving.data)
    return check_decisions(DecisionContext(subject, (), uses), about_use)


def _in_register(findings: Iterable[Finding], raw: bytes) -> Iterator[Finding]:
    """Findings about entries of the register, which are named by their ids, with their places in its file."""
    entries = parse(raw).get("agencies", [])
    position = {entry.get("id") or slug(entry["name"]): str(i) for i, entry in enumerate(entries)}
    places = Places(raw)
    for finding in findings:
        where = parts(finding.path)
        where[1:2] = [position.get(where[1], where[1])] if len(where) > 1 else []
        yield replace(finding, place=places.of(pointer(*where)))


def _own_agencies(folder: LibraryFolder) -> list[Agency]:
    if not folder.register_path.is_file():
        return []
    return [agency for agency in load([folder.register_path]).agencies if agency.origin != BUILT_IN]
