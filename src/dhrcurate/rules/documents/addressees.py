"""The addressees of recommendations beside those that the report prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.evidence import Addressing, Compared
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, all_shown, cell_path
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.documents.printed_addressees import PrintedAddressees, printed_addressees
from dhrcurate.rules.documents.shared import where
from dhrcurate.rules.registry import record_rule


def addressings(context: RuleContext) -> dict[str, Addressing]:
    """Return how the addressees of recommendations stand beside the printed ones, by key; where one is printed."""
    return {r.key: beside.addressing for r, beside in printed_addressees(context)}


def without_printed_agencies(context: RuleContext, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings without those about agencies that nobody can see, where the report names them or tells of them.

    Nor is it told twice that the text asks another body than the one in the cell.
    """
    silent: dict[str, set[str]] = {}
    for finding in findings:
        if finding.name in _TOLD_BESIDE:
            if not silent:
                silent = _told_beside(context)
            if finding.key in silent[finding.name]:
                continue
        yield finding


def _told_beside(context: RuleContext) -> dict[str, set[str]]:
    """The keys of the recommendations whose printed addressees say what a rule would say, by the rule's name."""
    beside = printed_addressees(context)
    agencies = {r.key for r, printed in beside if printed.tells_agencies}
    return dict(zip(_TOLD_BESIDE, (agencies, {r.key for r, printed in beside if printed.cell_is_wrong}), strict=True))


_TOLD_BESIDE = ("agency-not-in-cell", "text-names-another-actor")


@record_rule("DHR804", "addressee-differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def addressee_differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """The report addresses a recommendation to a body that the record does not name.

    Why: An agency that is not named is never asked what it did, and one that is named without being asked answers for
    another. The column of the action plan, and the heading over a group of recommendations, say whom the panel asked;
    where there is neither, the words of the recommendation do: "Exampleshire Police should ...".

    Before: addressed_to = "Exampleton Community Safety Partnership", and the report has the text under the heading
    "Exampleshire Police"

    After: addressed_to = "Exampleshire Police" and agencies = ["Exampleshire Police"]

    Note: Names are compared by what they mean, not by their letters: "the CSP" is the partnership whose review it is,
    initials are those of a body of the same kind, and a name may lack its kind ("Exampleshire Health"). A name that is
    in no register differs where it is the addressee of another recommendation of the record; else
    `addressee-not-compared` tells it. The fix puts what the report names in the place of what came from a cell that
    names none of it, and adds it where the cell may mean it too. An agency that the record names beside those of the
    report, and the text does not, is told, too.
    """
    for r, beside in printed_addressees(context):
        if beside.how is Compared.DIFFERS:
            yield addressee_differs_from_document.finding(
                _in_words(beside, context), path=agencies_path(r), about=r, fix=_fix(r, beside)
            )


@record_rule("DHR810", "addressee-not-compared", Severity.INFO, needs="documents")
def addressee_not_compared(context: RuleContext) -> Iterator[Finding]:
    """The report prints an addressee in words that cannot be compared with the record's.

    Why: A name that no register has may be another name of the body in the cell, or another body. Only a curator can
    tell; until then nobody knows whether the recommendation is given to those whom the panel asked.

    Before: addressed_to = "All agencies", and the report has "Domestic Abuse Operational Group" in the column

    After: the cell as the report has it, the name in the library's register, or a waiver that says that both are one
    """
    for r, beside in printed_addressees(context):
        if beside.how is Compared.NOT_COMPARED and beside.unsure:
            named = all_shown([mask(text) for text in beside.unsure])
            yield addressee_not_compared.finding(
                f"the report addresses it to {named}, which cannot be compared with the cell",
                path=cell_path(r),
                about=r,
            )


def _in_words(beside: PrintedAddressees, context: RuleContext) -> str:
    bodies = [beside.as_written(body) for body in beside.missing or (() if beside.others else beside.bodies)]
    named = all_shown([*map(mask, bodies), *map(mask, beside.others)])
    told = f"{where(beside.passage, context)} addresses it to {named}"
    if beside.wrong:
        told += f", and not to {all_shown(beside.wrong)}"
    if beside.extra:
        verb, one = ("is", "it") if len(beside.extra) == 1 else ("are", "them")
        told += f"; {all_shown(beside.extra)} {verb} among the agencies, and no cell, text or report names {one}"
    if beside.also:
        verb = "is" if len(beside.also) == 1 else "are"
        told += f"; {all_shown(beside.also)} {verb} named here, and the report does not say so"
    return told


def _fix(r: Recommendation, beside: PrintedAddressees) -> Fix:
    """What the report names, in place of what came from a cell that names none of it, or more."""
    gone = {*beside.wrong, *beside.extra, *beside.also}
    agencies = list(dict.fromkeys([*(a for a in r.agencies if a not in gone), *beside.missing]))
    edits = []
    if beside.cell_is_wrong or beside.also:
        edits.append(Edit(cell_path(r), r.addressed_to, beside.as_cell))
    if agencies != list(r.agencies):
        edits.append(Edit(agencies_path(r), list(r.agencies), agencies))
    named = all_shown([*beside.missing, *beside.others])
    more = [*beside.extra, *beside.also]
    instead = [r.addressed_to] if beside.cell_is_wrong else more
    if not named and not beside.cell_is_wrong:
        done = f"drop {all_shown(more)}"
    elif instead:
        done = f"take {named or all_shown(beside.bodies)} in place of {all_shown(instead)}"
    else:
        done = f"add {named}"
    return Fix(Safety.UNSAFE, done, tuple(edits))
