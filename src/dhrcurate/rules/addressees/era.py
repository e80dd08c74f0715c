"""Agencies that did not exist at the time of the review."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.agency import Agency, Interval
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, cell_path, left_open, set_agencies, shown
from dhrcurate.rules.cells import bodies_of_the_time
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

_FEW = 3


@record_rule("DHR212", "agency-not-in-existence", Severity.WARNING, fix=Safety.UNSAFE)
def agency_not_in_existence(context: RuleContext) -> Iterator[Finding]:
    """The agency did not exist at the time of the review.

    Why: probation trusts, clinical commissioning groups and others came and went. A name from another time is a
    misreading, a later agency in place of an earlier one, or a sign of a wrong year. The time runs from the year of
    death to the report's date; without one, to the date of publication or five years after the death, whichever is
    earlier. The fix uses the agency of that time if the register knows it, and is unsafe.

    Before: a death in 2016, and `agencies = ["Exampleshire Probation Trust"]`, which ended in 2014.

    After: `agencies = ["Exampleshire Probation Company"]`
    """
    on = context.name_context.on
    if on is None:
        return
    for r in context.recommendations:
        for agency in dict.fromkeys(r.agencies):
            odd = context.odd_agencies.get(agency)
            entry = odd.gone if odd else context.names.entry(agency)
            if entry and not entry.existed(on):
                then = bodies_of_the_time(entry, context.names, context.name_context)
                fix = None
                if len(then) == 1:
                    fix = _use(r, [then[0] if a == agency else a for a in r.agencies], then[0])
                yield agency_not_in_existence.finding(
                    _message(agency, entry, on, then), path=agencies_path(r), about=r, fix=fix
                )
    for r, cell, left in left_open(context):
        for name in left:
            if name.gone:
                then = bodies_of_the_time(name.gone, context.names, context.name_context)
                alone = not r.agencies and len(then) == len(cell.names) == 1
                fix = _use(r, then, then[0]) if alone else None
                yield agency_not_in_existence.finding(
                    _message(name.text, name.gone, on, then), path=cell_path(r), span=name.span, about=r, fix=fix
                )


def _use(r: Recommendation, agencies: list[str], then: str) -> Fix:
    return set_agencies(r, agencies, safe=False, description=f"take {then}")


def _message(written: str, body: Agency, on: Interval, then: list[str]) -> str:
    if body.valid_to and body.ended_before(on):
        existed_when = f"ended in {body.valid_to[:4]}"
    else:
        existed_when = f"began in {(body.valid_from or '')[:4]}"
    start, end = on.start[:4], on.end[:4]
    years = start if start == end else f"{start} to {end}"
    instead = f"; then it was {' or '.join(map(shown, then))}" if 0 < len(then) <= _FEW else ""
    return f"{shown(written)} {existed_when}, and the review is about {years}{instead}"
