"""The findings of the rules about a whole library, which see a summary of every record at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from dhrcurate.agencies.normalise import slug
from dhrcurate.agencies.register import BUILT_IN, load
from dhrcurate.curation.checking.presenting import masked, placed
from dhrcurate.curation.checking.results import LibraryFindings
from dhrcurate.curation.checking.waivers import Waivers
from dhrcurate.curation.checking.workers import forks, spread
from dhrcurate.curation.configuration.selection import Selection, Selector
from dhrcurate.curation.library import Library
from dhrcurate.domain.agency import Agency, Names
from dhrcurate.domain.edit import AGENCIES, SAMPLES, parts, pointer
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.domain.samples import newest
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import DecisionContext, LibraryContext, RuleContext
from dhrcurate.rules.engine import check_decisions, check_library
from dhrcurate.rules.record_summary import RecordSummary
from dhrcurate.storage.codec import MAX_BYTES, parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, open_file, read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, OWN_FILES, LibraryFolder, leads_out, trail_beside
from dhrcurate.storage.paths import path_in
from dhrcurate.storage.places import Places

_EVENT_ID = re.compile(rb'"id":"([0-9a-f]{64})"\}\r?\n?\Z')
"""The id of an event at the end of its line, where every writer puts it."""

_FEW = 500
"""Up to this many records are compared faster than other processes start."""


def findings_of_library(
    summaries: Mapping[str, RecordSummary],
    library: Library,
    selector: Selector,
    today: date,
    *,
    reveal: bool = False,
    jobs: int = 1,
) -> LibraryFindings:
    """Runs the rules about the whole library.

    Args:
        summaries: A summary of every readable record, by its file, relative to the library.
        library: The library.
        selector: Which rules run for which path.
        today: The date of the check.
        reveal: Whether messages may hold personal data.
        jobs: How many processes may work at a time.
    """
    files: dict[str, list[str]] = {}
    for path in sorted(summaries):
        files.setdefault(summaries[path].id, []).append(path)
    paths = {record_id: files[record_id][0] for record_id in sorted(files)}
    records = {record_id: summaries[path] for record_id, path in paths.items()}
    copies = {record_id: found for record_id, found in files.items() if len(found) > 1}
    own = _own_agencies(library.folder)
    parallel_map = partial(spread, jobs=jobs if len(summaries) > _FEW and forks() else 1)
    one_trail = _with_one_trail(library.root, paths)
    sample = newest(library.samples_data())
    context = LibraryContext(records, library.names, own, parallel_map, copies, one_trail, sample)
    by_record: dict[str, list[Finding]] = {}
    for reported in check_library(context, selector.everywhere.rules):
        by_record.setdefault(reported.record, []).append(reported.finding)
    result = LibraryFindings()
    waiving = {
        record_id: found
        for record_id, summary in records.items()
        if _waives_library_rules(summary) and (found := _Waiving.read(library.root / paths[record_id]))
    }
    for record_id in sorted(by_record.keys() | waiving.keys()):
        path = paths.get(record_id) or path_in(
            library.root, library.root / record_id
        )  # a register, samples, or a copy, is named by its path
        selection = selector.of(PurePosixPath(path))
        active: Iterable[Finding] = selection.with_severity(
            f for f in by_record.get(record_id, ()) if f.rule in selection.codes
        )
        if record_id in waiving:
            one = waiving[record_id]
            active = _not_waived(active, one.waivers, result)
            idle = _idle_waivers(one, selection, library.names, today)
            active = chain(active, selection.with_severity(idle))
        shown = active if reveal else masked(active)
        raw = read_or_none(library.root / path, MAX_BYTES) or b""
        if path in OWN_FILES.values():
            shown = _placed_in_entries(shown, raw)
        if located := placed(shown, raw):
            result.findings.setdefault(path, []).extend(located)
    return result


def _with_one_trail(root: Path, paths: Mapping[str, str]) -> list[list[str]]:
    """The records whose trails begin with one and the same event, in groups of two or more."""
    found: dict[bytes, list[str]] = {}
    for record_id, path in paths.items():
        trail = trail_beside(root / path)
        with suppress(OSError, UnreadableError):
            if not leads_out(trail, root):
                with open_file(trail, MAX_TRAIL_BYTES) as file:
                    if begun := _EVENT_ID.search(file.readline()):
                        found.setdefault(begun[1], []).append(record_id)
    return [group for group in found.values() if len(group) > 1]


@dataclass(frozen=True, slots=True)
class _Waiving:
    """A record with waivers of rules about the whole library."""

    record: Record
    data: Mapping[str, Any]
    waivers: Waivers

    @classmethod
    def read(cls, path: Path) -> _Waiving | None:
        """Reads it; `None` if it is no longer a record."""
        document = Document.read(path)
        if document.record is None or document.data is None:
            return None
        return cls(document.record, document.data, Waivers(document.record, document.data))


def _waives_library_rules(summary: RecordSummary) -> bool:
    return any((rule := find_rule(named)) and rule.scope == "library" for named in summary.waived)


def _not_waived(findings: Iterable[Finding], waivers: Waivers, result: LibraryFindings) -> list[Finding]:
    active = []
    for finding in findings:
        if waivers.waiver_of(finding) is None:
            active.append(finding)
        else:
            result.waived[finding.rule] = result.waived.get(finding.rule, 0) + 1
    return active


def _idle_waivers(waiving: _Waiving, selection: Selection, names: Names, today: date) -> Iterator[Finding]:
    """Findings about waivers of library rules that silence nothing; the record's own check finds the others."""
    ran = [rule for rule in selection.rules if rule.scope == "library"]
    settled = waiving.waivers.settle(ran)
    uses = [use for use in settled if use.use in ("unused", "lapsed") and find_rule(use.waiver.rule) in ran]
    about_use = [rule for rule in selection.rules if rule.name in ("unused-waiver", "lapsed-waiver")]
    context = RuleContext(waiving.record, names, today, waiving.data)
    return check_decisions(DecisionContext(context, (), uses), about_use)


def _placed_in_entries(findings: Iterable[Finding], raw: bytes) -> Iterator[Finding]:
    """Findings about entries of a file of the library's own, whose paths name them by id, with their places in it."""
    content = parse(raw)
    entries = [(i, entry) for name in (AGENCIES, SAMPLES) for i, entry in enumerate(content.get(name, []))]
    position = {entry.get("id") or slug(entry["name"]): str(i) for i, entry in entries}
    places = Places(raw)
    for finding in findings:
        where = parts(finding.path)
        where[1:2] = [position.get(where[1], where[1])] if len(where) > 1 else []
        yield replace(finding, place=places.of(pointer(*where)))


def _own_agencies(folder: LibraryFolder) -> list[Agency]:
    if not folder.register_path.is_file():
        return []
    return [agency for agency in load([folder.register_path]).agencies if agency.origin != BUILT_IN]
