"""Documents that are there and cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import DOCUMENTS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR808", "unreadable-document", Severity.WARNING, needs="documents")
def unreadable_document(context: RuleContext) -> Iterator[Finding]:
    """A document of the record is there, but cannot be read.

    Why: Nothing can be compared with it: encrypted, damaged, pictures of pages without text, or other bytes than those
    that were attached.

    Before: a scanned report without a text layer

    After: the same report with one, as `ocrmypdf` adds, attached in its place
    """
    for one in context.evidence.documents if context.evidence else ():
        if one.there and one.problem:
            yield unreadable_document.finding(f"{one.name}: {one.problem}", path=pointer(DOCUMENTS, one.sha256))
