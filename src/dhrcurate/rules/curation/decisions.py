"""Decisions that contradict the findings or each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from dhrcurate.domain.evidence import Evidence
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.printed_place import about
from dhrcurate.domain.record import Status
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import DecisionContext
from dhrcurate.rules.registry import decision_rule


@decision_rule("DHR601", "accepted-with-errors", Severity.WARNING)
def accepted_with_errors(context: DecisionContext) -> Iterator[Finding]:
    """A recommendation was accepted although it has errors.

    Why: "Accepted" says that somebody checked it and found it right. An error that nobody fixed or waived contradicts
    that.

    Before: status = "accepted", with an empty addressed-to cell

    After: the cell filled in from the report, or the finding waived with a reason
    """
    errors: dict[str, list[str]] = defaultdict(list)
    for finding in context.findings:
        if finding.severity is Severity.ERROR and finding.key is not None and finding.name not in errors[finding.key]:
            errors[finding.key].append(finding.name)
    for r in context.record_context.recommendations:
        if r.status is Status.ACCEPTED and (names := errors.get(r.key)):
            yield accepted_with_errors.finding(
                f"accepted with unresolved errors: {', '.join(names)}", path=f"/recommendations/{r.key}/status", about=r
            )


@decision_rule("DHR602", "signed-off-with-pending", Severity.ERROR)
def signed_off_with_pending(context: DecisionContext) -> Iterator[Finding]:
    """A record was signed off while recommendations are still pending.

    Why: The sign-off says that the whole record was reviewed, and it was not.

    Before: state = "signed-off", and a recommendation with status = "pending"

    After: the recommendation decided, or the record reopened
    """
    record = context.record_context.record
    pending = sum(r.undecided for r in record.recommendations) if record.signed_off else 0
    if pending:
        what = f"{pending} recommendations are" if pending > 1 else "a recommendation is"
        yield signed_off_with_pending.finding(f"signed off while {what} still pending", path="/curation/state")


@decision_rule("DHR603", "sign-off-without-name", Severity.ERROR)
def sign_off_without_name(context: DecisionContext) -> Iterator[Finding]:
    """A sign-off does not say by whom, or when.

    Why: A sign-off is a person's statement, and can be relied on only if that person is known.

    Before: state = "signed-off"

    After: state = "signed-off", by = "A. Curator", at = 2026-11-22T10:00:00Z
    """
    curation = context.record_context.record.curation
    if curation.state != "signed-off":
        return
    lacking = [word for word, value in (("by whom", (curation.by or "").strip()), ("when", curation.at)) if not value]
    if lacking:
        yield sign_off_without_name.finding(f"signed off, but it does not say {' or '.join(lacking)}", path="/curation")


_DOCUMENTS = "DHR8"
"""The rules that compare a record with its documents."""
_UNSURE = frozenset({"DHR808", "DHR809", "DHR810", "DHR811"})
"""Of these, what tells of a document and nothing sure of the record: no use, not compared, in two ways."""


@decision_rule("DHR609", "signed-off-with-findings", Severity.WARNING)
def signed_off_with_findings(context: DecisionContext) -> Iterator[Finding]:
    """A document that was attached to a signed-off record does not agree with it.

    Why: A report may be attached after the sign-off. What it shows that nobody saw then must not go unseen because the
    record counts as done.

    Before: state = "signed-off", and a report that came later recommends something that the record does not hold

    After: the record reopened and mended, or each finding waived with a reason, for which it need not be reopened

    Note: Only what the rules about documents are sure of counts, and only of documents that were attached since: with
    the rest the record was signed off.
    """
    record = context.record_context.record
    found = list(_new(context)) if record.signed_off else []
    if found:
        names = ", ".join(sorted({f.name for f in found}))
        stand = "stands" if len(found) == 1 else "stand"
        yield signed_off_with_findings.finding(
            f"signed off while {plural(len(found), 'finding')} about its documents {stand}: {names}",
            path="/curation/state",
        )


def _new(context: DecisionContext) -> Iterator[Finding]:
    """The sure findings that only documents show which were attached after the sign-off."""
    record, evidence = context.record_context.record, context.record_context.evidence
    at = _moment(record.curation.at)
    old = {one.sha256 for one in record.documents if at and (added := _moment(one.added)) and added <= at}
    everywhere = {one.sha256 for one in record.documents}
    for finding in context.findings:
        if finding.rule.startswith(_DOCUMENTS) and finding.rule not in _UNSURE:
            shown_by = _documents_of(finding, evidence) if evidence is not None else set()
            if not (shown_by or everywhere) & old:
                yield finding


def _moment(value: datetime | str | None) -> datetime | None:
    """A moment as it can be compared; `None` where there is none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _documents_of(finding: Finding, evidence: Evidence) -> set[str]:
    """The documents that show a finding; none for one that all of them show together, as what stands in none."""
    if finding.about:
        return {one.document for one in evidence.not_extracted if about(one) == finding.about}
    located = evidence.of(finding.key) if finding.key else None
    if located is None:
        return set()
    if finding.name == "addressee-differs-from-document":
        return {one.document for one in located.passages if one.addressed}
    return {located.main.document} if located.main else set()
