"""The findings of one record: what the rules find, without what its waivers accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dhrcurate.curation.checking.settled import unsettled
from dhrcurate.curation.checking.surroundings import Surroundings
from dhrcurate.curation.checking.waivers import Waivers
from dhrcurate.curation.configuration.selection import Selection
from dhrcurate.domain.agency import Names
from dhrcurate.domain.evidence import Addressing, Evidence
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.domain.printed_place import about
from dhrcurate.domain.record import Waiver
from dhrcurate.rules.context import DecisionContext, FileContext, RuleContext, WaiverUse
from dhrcurate.rules.documents.addressees import addressings
from dhrcurate.rules.engine import check_decisions, check_file, check_record, in_order
from dhrcurate.rules.registry import Rule
from dhrcurate.rules.text.published import claimed_page
from dhrcurate.rules.text.source import differs_from_source, not_in_source
from dhrcurate.storage.document import Document


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
    """The findings in one record.

    Attributes:
        active: The findings that neither a waiver nor a rejection settles: about the whole record first, then by
            recommendation in the file's order.
        waived: The findings that are accepted as they are.
        waivers: Every waiver of the record and what it did.
        evidence: What the documents of the record say; `None` if it has none, or none was asked for.
        addressings: How the addressees stand beside those that the documents print, by key.
        until: The first date, of any precision, on which other findings may be active; `None` if none ever is.
        left: What cells name and the agencies do not hold, by key, of those that are open.
        compared: The texts that were compared with the source page, by key; what is found to differ is a finding.
    """

    active: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    evidence: Evidence | None = None
    addressings: Mapping[str, Addressing] = field(default_factory=dict)
    until: str | None = None
    left: Mapping[str, OpenNames] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)


def findings_of(
    document: Document,
    selection: Selection,
    names: Names,
    today: date,
    around: Surroundings,
) -> RecordFindings:
    """The findings of all rules in one record, except those of library rules.

    Args:
        document: The record's file as it was read; it may hold something else.
        selection: The rules that run and their severities.
        names: The register.
        today: The date of the check.
        around: The source page and the trail.
    """
    rules = selection.of_scope
    found = list(check_file(_file_context(document, around), rules["file"]))
    record, data = document.record, document.data
    if record is None or data is None:
        return RecordFindings(tuple(in_order(selection.with_severity(found), ())))
    extracted = around.trail.begun_with if around.trail else None
    context = RuleContext(record, names, today, data, around.page, around.evidence, around.used_keys, extracted)
    found.extend(check_record(context, rules["record"]))
    waivers = Waivers(record, data)
    active, waived = _split_waived(selection.with_severity(found), waivers)
    active = [*unsettled(active, data)]
    if rules["decision"]:
        ran = (rule for rule in rules["record"] if context.has(rule.needs))
        uses = waivers.settle((*rules["file"], *ran), _doubtful(around.evidence))
        found_late = check_decisions(DecisionContext(context, active, uses), rules["decision"])
        more, more_waived = _split_waived(selection.with_severity(found_late), waivers)
        active += unsettled(more, data)
        waived += more_waived
    keys = [r.key for r in record.recommendations]
    beside = addressings(context) if around.evidence else {}
    return RecordFindings(
        tuple(in_order(active, keys)),
        tuple(waived),
        tuple(waivers.uses),
        around.evidence,
        beside,
        until=context.day.until,
        left=_left_open(context),
        compared=_compared(context, rules["record"]),
    )


def _left_open(context: RuleContext) -> dict[str, OpenNames]:
    opened = ((each.recommendation, each.left) for each in context.open_cells if each.left)
    return {r.key: OpenNames(r.addressed_to, r.agencies, tuple(name.text for name in left)) for r, left in opened}


def _compared(context: RuleContext, ran: Iterable[Rule]) -> dict[str, str]:
    if claimed_page(context) is None or not {not_in_source, differs_from_source}.issubset(ran):
        return {}
    return {r.key: r.text for r in context.recommendations if r.text.strip()}


def _doubtful(evidence: Evidence | None) -> frozenset[str]:
    """What a waiver of `not-extracted` names of passages that are there and perhaps no finding."""
    if evidence is None:
        return frozenset()
    strange = (passage for one in evidence.strange for passage in one.passages)
    return frozenset(map(about, (*evidence.not_extracted, *strange)))


def _file_context(document: Document, around: Surroundings) -> FileContext:
    record = document.record
    return FileContext(
        stem=document.path.stem,
        problems=document.problems,
        data=document.data,
        record=record,
        page_name=record.source.page if record else None,
        page_digest=around.page_digest,
        trail=around.trail,
        plain_text=document.plain_text,
    )


def _split_waived(found: Iterable[Finding], waivers: Waivers) -> tuple[list[Finding], list[Waived]]:
    active: list[Finding] = []
    waived: list[Waived] = []
    for finding in found:
        waiver = waivers.waiver_of(finding) if waivers.uses else None
        if waiver:
            waived.append(Waived(finding, waiver))
        else:
            active.append(finding)
    return active, waived
