"""The findings of one record: what the rules find, less what its waivers accept.

The screen, `check` and the exporters all ask here, so a finding is the same wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dhrcurate.curation.checking.selection import Selection
from dhrcurate.curation.checking.waivers import Waivers
from dhrcurate.domain.agency import Names
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Waiver
from dhrcurate.rules.context import DecisionContext, FileContext, RuleContext, TrailFacts, WaiverUse
from dhrcurate.rules.engine import check_decisions, check_file, check_record, in_order
from dhrcurate.storage.document import Document


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies beside a record and counts for its findings.

    Attributes:
        page: Text of the kept source page, `None` where there is none.
        page_digest: SHA-256 (hexadecimal) of that page's bytes.
        trail: What verifying the trail told; `None` leaves the trail unlooked at.
    """

    page: str | None = None
    page_digest: str | None = None
    trail: TrailFacts | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is accepted as it is.

    Attributes:
        finding: The finding.
        waiver: The waiver that says so.
    """

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class RecordFindings:
    """What was found in one record.

    Attributes:
        active: The findings that stand: about the whole record first, then by recommendation in the file's order.
        waived: The findings that are accepted as they are.
        waivers: Every waiver of the record and what it did.
    """

    active: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()


def findings_of(
    document: Document,
    selection: Selection,
    names: Names,
    today: date,
    around: Surroundings = Surroundings(),
) -> RecordFindings:
    """What the rules find in one record; library rules are not among them.

    Args:
        document: The record's file as it was read; it need not be a record.
        selection: The rules that run and their severities.
        names: The register.
        today: The date of the check.
        around: The source page and the trail.
    """
    rules = selection.rules
    found = list(check_file(_file_subject(document, around), rules))
    record, data = document.record, document.data
    if record is None or data is None:
        return RecordFindings(tuple(in_order(selection.with_severity(found), ())))
    subject = RuleContext(record, names, today, data, around.page)
    found.extend(check_record(subject, rules))
    waivers = Waivers(record, data)
    active, waived = _parted(selection.with_severity(found), waivers)
    decisions = [rule for rule in rules if rule.scope == "decision"]
    if decisions:
        uses = waivers.settle(rule for rule in rules if rule.scope in ("file", "record"))
        late = check_decisions(DecisionContext(subject, active, uses), decisions)
        late_active, late_waived = _parted(selection.with_severity(late), waivers)
        active += late_active
        waived += late_waived
    keys = [r.key for r in record.recommendations]
    return RecordFindings(tuple(in_order(active, keys)), tuple(waived), tuple(waivers.uses))


def _file_subject(document: Document, around: Surroundings) -> FileContext:
    record = document.record
    return FileContext(
        stem=document.path.stem,
        problems=document.problems,
        data=document.data,
        record=record,
        page_name=record.source.page if record else None,
        page_digest=around.page_digest,
        trail=around.trail,
    )


def _parted(found: Iterable[Finding], waivers: Waivers) -> tuple[list[Finding], list[Waived]]:
    active: list[Finding] = []
    waived: list[Waived] = []
    for finding in found:
        waiver = waivers.waiver_of(finding) if waivers.uses else None
        if waiver:
            waived.append(Waived(finding, waiver))
        else:
            active.append(finding)
    return active, waived
