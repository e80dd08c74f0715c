"""The texts of recommendations beside the report's."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.evidence import Difference, Passage, Role, Status
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.as_printed import mends
from dhrcurate.rules.documents.shared import claims_wording, located, quoted, where
from dhrcurate.rules.documents.titles import BETWEEN, without_title
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path

_ALIKE = 60.0
"""A title and the beginning of a passage that are so much alike, in per cent, are perhaps one title in other words."""


@record_rule("DHR801", "not-in-document", Severity.WARNING, needs="documents")
def not_in_document(context: RuleContext) -> Iterator[Finding]:
    """No passage of any document of the record holds a text.

    Why: The page that was imported is what a program made of the report. A text that the report itself does not hold
    was made up, was summarised, or belongs to another review.

    Before: a text of which the attached report has no trace on any of its pages

    After: the text as the report has it, the report that it comes from attached, or `wording = "summarised"`

    Note: Only records with verbatim wording are checked. A page that cannot be read may hold it: then nothing is said.
    """
    if not claims_wording(context) or context.evidence is None:
        return
    for r, found in located(context):
        if found.status is Status.ABSENT:
            yield not_in_document.finding("the text is in no document of the record", path=text_path(r), about=r)


@record_rule("DHR802", "differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """A text has words that the report does not have there, or lacks some that it has.

    Why: The published words are evidence. What an extraction added, left out or changed asks something else of an
    agency, or nothing.

    Before: the report has "should meet monthly and report to the board", and the text "should meet monthly"

    After: the text as the report has it, or a waiver that says why it was corrected

    Note: Only records with verbatim wording are checked. Blanks, hyphens, ligatures, quotation marks and capitals do
    not count, nor do words that the text layer of a scan misreads, nor what stands in front of the text and asks
    nothing: a number, a title, whom it asks where the cell says so, what the panel noted before. The fix is
    unsafe: it takes the report's words as they were read, without the title in front of them if the recommendation has
    that as its title.
    """
    if not claims_wording(context):
        return
    for r, found in located(context):
        if found.status is not Status.DIFFERS or found.main is None or not found.differences:
            continue
        if not any(one.role is Role.SECOND for one in found.passages):  # which is told as `several-passages`
            if all(mends(one.document, one.record) for one in found.differences):
                continue  # the words that the report's text layer misreads
            fix = _fix(r, found.main)
            unfixed = "" if fix else "; it has no fix, as the report words the title in front of it in another way"
            yield differs_from_document.finding(
                f"the text differs from {where(found.main, context)}: {_in_words(found.differences)}{unfixed}",
                path=text_path(r),
                about=r,
                fix=fix,
            )


def _in_words(differences: tuple[Difference, ...]) -> str:
    first, more = differences[0], len(differences) - 1
    if not first.record:
        said = f"the report has {quoted(first.document)} too"
    elif not first.document:
        said = f"the report does not have {quoted(first.record)}"
    else:
        said = f"it has {quoted(first.record)} where the report has {quoted(first.document)}"
    return said + (f", and {plural(more, 'more difference')}" if more else "")


def _fix(r: Recommendation, passage: Passage) -> Fix | None:
    """The report's words, without the title in front of them; none where it is not plain how far that goes."""
    words = _without_title(passage.text, r.title or "")
    if not words:
        return None
    return Fix(Safety.UNSAFE, "take the report's words", (Edit(text_path(r), r.text, words),))


def _without_title(text: str, title: str) -> str:
    """A passage without a title; empty if something like that title is in front of it, and not that."""
    if not title:
        return text
    if (behind := without_title(text, title)) is not None:
        return behind.lstrip(BETWEEN)
    return "" if fuzz.partial_ratio(title.casefold(), text[: 2 * len(title)].casefold()) > _ALIKE else text
