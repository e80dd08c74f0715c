"""Documents that say nothing of the record: they cannot be read, or seem to be of another review."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import DOCUMENTS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.printed_place import strange_in_words
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


@record_rule("DHR809", "document-of-another-review", Severity.WARNING, needs="documents")
def document_of_another_review(context: RuleContext) -> Iterator[Finding]:
    """A document holds hardly any of the recommendations of the record.

    Why: It is perhaps the report of another review, or has no recommendations. Whatever it has, or lacks, is then no
    fault of the record, so nothing else is judged by it: nothing is told as left out, as differing or as absent.

    Before: a record with the report of the neighbouring district attached

    After: the report of this review attached in its place, or `wording = "summarised"` if the texts are not its own

    Note: Only records with verbatim wording are checked, and only documents that could be read whole. Letters and other
    papers are not.
    """
    for one in context.evidence.strange if context.evidence else ():
        told = strange_in_words(one, len(context.recommendations))
        yield document_of_another_review.finding(told, path=pointer(DOCUMENTS, one.document.sha256))
