"""Decisions that contradict the findings or each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
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


@decision_rule("DHR609", "signed-off-with-findings", Severity.WARNING)
def signed_off_with_findings(context: DecisionContext) -> Iterator[Finding]:
    """A record was signed off, and its documents do not agree with it.

    Why: A report may be attached after the sign-off. What it shows that nobody saw then must not go unseen because the
    record counts as done.

    Before: state = "signed-off", and the report recommends something that the record does not hold

    After: the record reopened and mended, or each finding waived with a reason, for which it need not be reopened

    Note: Only findings of the rules about documents count; what other rules find is told when the record is signed off.
    """
    record = context.record_context.record
    found = [f for f in context.findings if f.rule.startswith(_DOCUMENTS)] if record.signed_off else []
    if found:
        names = ", ".join(sorted({f.name for f in found}))
        stand = "stands" if len(found) == 1 else "stand"
        yield signed_off_with_findings.finding(
            f"signed off while {plural(len(found), 'finding')} about its documents {stand}: {names}",
            path="/curation/state",
        )
