"""Agencies that the cell does not name."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.addressees.shared import agencies_path, all_shown, shown, told_in_text
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR217", "agency-not-in-cell", Severity.INFO)
def agency_not_in_cell(context: RuleContext) -> Iterator[Finding]:
    """The agencies hold one that neither the cell nor the text names.

    Why: a suggestion may have been taken in the wrong row. Where every name of the cell surely means another agency,
    one that its text does not name either is one that nobody can see on the page. If it is right, a waiver says why.

    Before: `addressed_to = "Exampleshire Police"` and `agencies = ["Exampleton Refuge"]`

    After: `agencies = ["Exampleshire Police"]`

    Note: where a cell with several names has one that is not among the agencies, the finding is `several-agencies`.
    What a document of the record names is seen there; what it does not name either, `addressee-differs-from-document`
    tells.
    """
    for each in context.open_cells:
        r, cell, left = each.recommendation, each.cell, each.left
        if not each.unnamed or (left and len(cell.names) > 1):
            continue
        told = told_in_text(context.names, r)
        unseen = [name for name in each.unnamed if name not in told and name.casefold() not in r.text.casefold()]
        if left and (unseen or any(body in told for name in left for body in name.stands_for)):
            words = f"the cell names {shown(left[0].text)}, and the agencies hold {all_shown(each.unnamed)} instead"
        elif unseen and not left:
            are, them = ("is", "it") if len(unseen) == 1 else ("are", "them")
            words = f"{all_shown(unseen)} {are} among the agencies, and neither the cell nor the text names {them}"
        else:
            continue
        yield agency_not_in_cell.finding(words, path=agencies_path(r), about=r)
