"""Names that do not identify one agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.until_accepted import UNTIL_ACCEPTED
from dhrcurate.rules.addressees.shared import agencies_path, cell_path, left_open, once, set_agencies, shown
from dhrcurate.rules.cells import NameType, WrittenName, sort_in_agencies
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import Rule, record_rule

_WHAT = {
    "role": "is an office or a panel and not an agency",
    "meeting": "is a meeting and not an agency",
    "description": "describes somebody and names no agency",
}


AMONG_AGENCIES = {rule: NameType(sort) for rule, sort in UNTIL_ACCEPTED.items()}
"""What the rules by these names report among `agencies` until the recommendation is accepted."""


@record_rule("DHR205", "collective-addressee", Severity.WARNING)
def collective_addressee(context: RuleContext) -> Iterator[Finding]:
    """The cell addresses many agencies at once, such as all agencies.

    Why: nobody is accountable for what everybody should do, and a search by agency does not find the recommendation. If
    the review itself means everybody, put the collective into `agencies` and accept the recommendation with it there,
    or waive the finding.

    Before: `addressed_to = "All agencies"` and `agencies = []`

    After: `agencies = ["Exampleshire Police", "Exampleton Borough Council"]`, as the action plan names them.
    """
    for written in _of_type(context, NameType.COLLECTIVE):
        name = written[0][1]
        known_as = name.canonical if name.canonical and name.canonical.casefold() != name.text.casefold() else None
        stands_for = f"stands for {shown(known_as)}, so for" if known_as else "means"
        words = f"{stands_for} many agencies at once; name those that have to act"
        yield once([_finding(collective_addressee, r, one, words) for r, one in written], context.record.id)
    for r, agency in _among_agencies(context, NameType.COLLECTIVE):
        yield collective_addressee.finding(
            f"{shown(agency)} means many agencies at once; name those that have to act",
            path=agencies_path(r),
            about=r,
        )


@record_rule("DHR206", "unspecific-agency", Severity.WARNING, fix=Safety.UNSAFE)
def unspecific_agency(context: RuleContext) -> Iterator[Finding]:
    """A name gives the kind of agency but not which one.

    Why: "Police" or "the Trust" is clear to the reader of one review, but not to the reader of two hundred. If the
    register knows the one agency of that kind for the record's area, the fix proposes it; that is a guess, so it is
    unsafe. A town's name is that of other towns too: "Exampleton Council" in a review from far away is told, and its
    full name ("Exampleton Borough Council") is not. A name that bodies of England and of Wales share is told likewise.
    An anonymised body ("Medical Centre") may be put into `agencies`; it is reported there until the recommendation is
    accepted.

    Before: `addressed_to = "Police"` and `agencies = []`

    After: `agencies = ["Exampleshire Police"]`
    """
    for written in _of_type(context, NameType.UNSPECIFIC):
        each = []
        for r, name in written:
            body = name.canonical or name.proposed
            fix = None
            if body and len(context.cell(r).names) == 1:
                fix = set_agencies(r, [body], safe=False, description=f"take {body}")
            each.append(_finding(unspecific_agency, r, name, _which_one(name), fix))
        yield once(each, context.record.id)
    joined = context.joined_agencies
    odd = {k: v for k, v in context.odd_agencies.items() if v.sort is NameType.UNSPECIFIC and k not in joined}
    for r in context.recommendations if odd else ():
        for agency in dict.fromkeys(r.agencies):
            if agency not in odd:
                continue
            body = odd[agency].canonical or odd[agency].proposed
            fixed = [body if body and a == agency else a for a in r.agencies]
            fix = set_agencies(r, fixed, safe=False, description=f"take {body}") if body else None
            yield unspecific_agency.finding(
                f"{shown(agency)} {_which_one(odd[agency])}", path=agencies_path(r), about=r, fix=fix
            )
    for r, agency in _among_agencies(context, NameType.UNSPECIFIC):
        if agency not in odd:
            yield unspecific_agency.finding(f"{shown(agency)} does not say which one", path=agencies_path(r), about=r)


@record_rule("DHR207", "not-an-agency", Severity.WARNING)
def not_an_agency(context: RuleContext) -> Iterator[Finding]:
    """The cell names a meeting or an office, or describes somebody, instead of naming an agency.

    Why: a meeting has no staff and no budget, and office holders change; the agency behind them has to act. Often the
    cell names the person to inform or to ask, and the text says who should act. A meeting or an office may be put into
    `agencies` if no agency can be found; it is reported there until the recommendation is accepted.

    Before: `addressed_to = "MARAC"` and `agencies = []`

    After: `agencies = ["Safer Exampleton Partnership"]`, which runs the meeting.
    """
    for written in _of_type(context, NameType.NO_AGENCY):
        words = _WHAT.get(written[0][1].reason, "is no agency")
        yield once([_finding(not_an_agency, r, name, words) for r, name in written], context.record.id)
    for r, cell, _ in left_open(context):
        if len(cell.names) == 1 and (of_plan := _OF_PLAN.fullmatch(r.addressed_to.strip())):
            what = "is a deadline" if of_plan["when"] else "is the state of an action"
            said = f"{shown(r.addressed_to.strip())} {what}, from another column"
            yield not_an_agency.finding(said, path=cell_path(r), about=r)
    for r, agency in _among_agencies(context, NameType.NO_AGENCY):
        entry, odd = context.names.entry(agency), context.odd_agencies.get(agency)
        reason = odd.reason if odd else entry.kind if entry else ""
        yield not_an_agency.finding(
            f"{shown(agency)} {_WHAT.get(reason, 'is no agency')}", path=agencies_path(r), about=r
        )


_OF_PLAN = re.compile(
    r"(?P<when>(?:within |in )?(?:\d{1,2}|one|two|three|four|six|nine|twelve) (?:days?|weeks?|months?|years?)|ongoing"
    r"|immediate(?:ly)?|asap|(?:(?:end|by) (?:of )?)?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december) \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"|(?:red|amber|green|completed?|in progress|not started|overdue|outstanding|implemented)",
    re.IGNORECASE,
)
"""Cells of an action plan's other columns: a deadline, or how far the action is."""


def _among_agencies(context: RuleContext, wanted: NameType) -> Iterator[tuple[Recommendation, str]]:
    """The names of a type that stand in `agencies`, as a split or a suggestion leaves them, and nobody has accepted."""
    for r in context.recommendations:
        if not r.agencies or not r.undecided:
            continue
        for agency in dict.fromkeys(r.agencies):
            if sort_in_agencies(agency, context.odd_agencies, context.names) is wanted:
                yield r, agency


_Written = list[tuple[Recommendation, WrittenName]]


def _of_type(context: RuleContext, wanted: NameType) -> list[_Written]:
    """The names of a type with the recommendations that have them: one that is in no register is told once."""
    found: dict[object, _Written] = {}
    for r, _, left in left_open(context):
        for name in left:
            if name.sort is wanted:
                found.setdefault(len(found) if name.registered else name.text.casefold(), []).append((r, name))
    return list(found.values())


def _finding(rule: Rule, r: Recommendation, name: WrittenName, predicate: str, fix: Fix | None = None) -> Finding:
    return rule.finding(f"{shown(name.text)} {predicate}", path=cell_path(r), span=name.span, about=r, fix=fix)


def _which_one(name: WrittenName) -> str:
    body = name.canonical or name.proposed
    if body:
        hint = f"; it is likely {shown(body)}"
    elif name.others:
        hint = f"; in this area it may be {' or '.join(map(shown, name.others[:3]))}"
    else:
        hint = ""
    return f"does not say which one{hint}"
