"""The addressees of recommendations beside those that the report prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.domain.evidence import Passage, Role
from dhrcurate.domain.finding import Finding, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, set_agencies, shown
from dhrcurate.rules.cells import NameType
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.named_in_cell import is_said
from dhrcurate.rules.documents.shared import located, where
from dhrcurate.rules.registry import record_rule


@record_rule("DHR804", "addressee-differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def addressee_differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """The report addresses a recommendation to a body that the record does not name.

    Why: An agency that is not named is never asked what it did. The column of the action plan, and the heading over a
    group of recommendations, say whom the panel asked.

    Before: addressed_to = "Exampleton Community Safety Partnership", and the report has the text under the heading
    "Exampleshire Police"

    After: agencies = ["Exampleton Community Safety Partnership", "Exampleshire Police"], or the cell corrected

    Note: Names are compared by what they mean, not by their letters. Headings and cells that name no body the register
    knows are not compared.
    """
    for r, found in located(context):
        for passage in found.passages:
            if passage.role is Role.SECOND or not passage.addressed:
                continue
            missing = _missing(r, passage.addressed, context)
            if missing:
                yield _finding(r, passage, missing, context)
                break


def _missing(r: Recommendation, printed: Sequence[str], context: RuleContext) -> list[str]:
    """The bodies that are printed and that neither the cell nor the agencies name."""
    ours = {name.casefold() for name in r.agencies}
    for name in context.cell(r).names:
        ours.update(meant.casefold() for meant in (*name.stands_for, name.text))
    missing: list[str] = []
    for text in printed:
        names = context.read_cell(text).names
        known = [name for name in names if name.sort is NameType.BODY and name.registered and name.stands_for]
        if is_said(text, r.addressed_to, context.cell(r), [body for name in known for body in name.stands_for]):
            continue
        if not known or (len(names) > len(known) and not ours):
            continue
        missing += [
            body
            for name in known
            for body in name.stands_for
            if body.casefold() not in ours and not is_said(name.text, r.addressed_to, context.cell(r), name.stands_for)
        ]
    return list(dict.fromkeys(missing))


def _finding(r: Recommendation, passage: Passage, missing: Sequence[str], context: RuleContext) -> Finding:
    named = " and ".join(shown(name) for name in missing)
    return addressee_differs_from_document.finding(
        f"{where(passage, context)} addresses it to {named}",
        path=agencies_path(r),
        about=r,
        fix=set_agencies(r, [*r.agencies, *missing], safe=False, description=f"add {' and '.join(missing)}"),
    )
