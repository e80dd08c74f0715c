"""Recommendations that the report itself prints in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.evidence import Version
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import located, quoted, where
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path


@record_rule("DHR811", "document-contradicts-itself", Severity.INFO, needs="documents")
def document_contradicts_itself(context: RuleContext) -> Iterator[Finding]:
    """The report prints a recommendation in two places with different figures, or with a "not" in one of them alone.

    Why: An action plan is often written later than the chapter, and its period or number is another one. Whichever of
    both the record has is as in the report; which of them the panel meant, only a curator can find out.

    Before: the chapter has "within 12 months", and the action plan "within 6 months"

    After: the wording that the panel meant, and a note or a waiver that says where the other one stands
    """
    for r, found in located(context):
        if found.main is None:
            continue
        for version in found.versions:
            there = found.passages[version.passage]
            yield document_contradicts_itself.finding(
                f"{where(there, context)} prints it otherwise than {where(found.main, context)}: {_in_words(version)}",
                path=text_path(r),
                about=r,
            )


def _in_words(version: Version) -> str:
    if version.here and version.there:
        return f"it has {quoted(version.there)} in the place of {quoted(version.here)}"
    return f"{quoted(version.here or version.there)} stands in {'the second' if version.here else 'the first'} alone"
